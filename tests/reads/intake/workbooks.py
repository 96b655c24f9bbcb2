"""Workbooks as tests need them: XLSX through openpyxl, ODS written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/></manifest:manifest>'
)


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], mac: bool = False) -> bytes:
    """A workbook of these sheets; with `mac` its days are counted from 1904."""
    book = Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def replaced(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in packed.namelist():
            data = packed.read(name)
            assert name != member or old in data
            made.writestr(name, data.replace(old, new) if name == member else data)
    return target.getvalue()


def text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods(*rows: str, name: str = "Reads") -> bytes:
    """An OpenDocument spreadsheet of one sheet with these rows."""
    body = f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
    text = f"<office:document-content {_NAMESPACES}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", _MIMETYPE)
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
        packed.writestr("content.xml", text)
    return content.getvalue()
