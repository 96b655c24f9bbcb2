"""A workbook as Office Open XML, written row by row into its ZIP: no sheet, no table of strings is ever held.

    [Content_Types].xml, _rels/, docProps/core.xml      what it is, its title and fixed date
    xl/worksheets/sheetN.xml                            one after the other; texts stand in their cells (inlineStr)
    xl/styles.xml, xl/workbook.xml                      the formats, and the sheets with their filters and print titles

ISO/IEC 29500-1: 18.3 worksheets, 18.8 styles, 18.2 workbook; what Excel refuses (rows, length of a text) is refused here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape

from invoicing.exports.workbook import Cell

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\r]|_x[0-9A-Fa-f]{4}_")
_EDGES = re.compile(r"^\s|\s$|\n")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_AT_ONCE = 1_000
_MARGIN = 0.7109375
"""What Excel adds to a width in characters for the space beside them, 5 of 7 pixels of its plain font (18.3.1.13)."""
_STAMP = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FORMATS = ("", "yyyy-mm-dd", "#,##0.00;[Red]-#,##0.00", "#,##0.00##;[Red]-#,##0.00##", "#,##0.######")
"""The number formats; a cell's style is its place here."""
TEXT, DAY, MONEY, EXACT, PLAIN = range(len(FORMATS))
_BOLD = len(FORMATS)


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet: its columns, each with its width and number format, and its rows, taken once."""

    title: str
    columns: Sequence[str]
    widths: Sequence[int]
    formats: Sequence[int]
    rows: Iterable[Sequence[Cell]]


@dataclass(slots=True)
class SheetWriter:
    """Writes workbooks' sheets in any order into one ZIP; they stand in the order of `titles`.

    `refuse` makes the error of what Excel can't hold, of a sheet's title and a row.
    """

    out: IO[bytes]
    titles: Sequence[str]
    refuse: Callable[[str, int], Exception]
    _zip: zipfile.ZipFile = field(init=False)
    _areas: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED, compresslevel=4)

    def write(self, sheet: PlannedSheet) -> int:
        """Writes the sheet, and gives how many rows it has: header frozen and filtered, printed landscape on one width."""
        names = [_letters(column) for column in range(len(sheet.columns))]
        number = self.titles.index(sheet.title) + 1
        with self._zip.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as file:
            file.write(_opening(sheet, first=number == 1).encode())
            head = (
                f'<c r="{name}1" s="{_BOLD}" t="inlineStr">{_text(title)}</c>' for name, title in _cells(names, sheet)
            )
            file.write(f'<row r="1">{"".join(head)}</row>'.encode())
            last = self._rows(file, sheet, names)
            area = f"A1:{names[-1]}{last}"
            self._areas[sheet.title] = f"$A$1:${names[-1]}${last}"
            file.write(_closing(area).encode())
        return last - 1

    def _rows(self, file: IO[bytes], sheet: PlannedSheet, names: Sequence[str]) -> int:
        """The rows; gives the number of the last."""
        number, waiting = 1, list[str]()
        places = list(zip(names, sheet.formats, strict=True))
        for number, row in enumerate(sheet.rows, 2):
            cells = []
            for (name, style), cell in zip(places, row, strict=True):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, str):
                    if len(cell) > LONGEST_TEXT:
                        raise self.refuse(sheet.title, number - 1)
                    cells.append(f'<c r="{name}{number}" t="inlineStr">{_text(cell)}</c>')
                elif isinstance(cell, Decimal):
                    cells.append(f'<c r="{name}{number}" s="{style}"><v>{cell:f}</v></c>')
                else:
                    cells.append(f'<c r="{name}{number}" s="{DAY}"><v>{cell.toordinal() - _DAY_ZERO}</v></c>')
            if number > MOST_ROWS:
                raise self.refuse(sheet.title, number - 1)
            waiting.append(f'<row r="{number}">{"".join(cells)}</row>')
            if len(waiting) == _AT_ONCE:
                file.write("".join(waiting).encode())
                waiting.clear()
        file.write("".join(waiting).encode())
        return number

    def close(self, title: str, created: str) -> None:
        """Writes what names the sheets, and ends the file; `created` is an instant as in 2026-01-01T00:00:00Z."""
        sheets = list(enumerate(self.titles, 1))
        parts = {
            "[Content_Types].xml": _content_types(len(sheets)),
            "_rels/.rels": _relations(
                (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _properties(title, created),
            "xl/_rels/workbook.xml.rels": _relations(
                *((f"{_RELATIONS}/worksheet", f"worksheets/sheet{number}.xml") for number, _ in sheets),
                (f"{_RELATIONS}/styles", "styles.xml"),
            ),
            "xl/styles.xml": _styles(),
            "xl/workbook.xml": self._workbook(sheets),
        }
        for name, text in parts.items():
            self._zip.writestr(_entry(name), _HEAD + text)
        self._zip.close()

    def _workbook(self, sheets: Sequence[tuple[int, str]]) -> str:
        listed = "".join(
            f'<sheet name="{_attribute(title)}" sheetId="{number}" r:id="rId{number}"/>' for number, title in sheets
        )
        names = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number - 1}" hidden="1">'
            f"{_sheet_name(title)}!{self._areas[title]}</definedName>"
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number - 1}">{_sheet_name(title)}!$1:$1</definedName>'
            for number, title in sheets
        )
        return (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
        )


def _cells(names: Sequence[str], sheet: PlannedSheet) -> Iterable[tuple[str, str]]:
    return zip(names, sheet.columns, strict=True)


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the ZIP, dated always alike."""
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.external_attr = 0o600 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _letters(column: int) -> str:
    """A, B, ... Z, AA for 0, 1, ... 25, 26."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _text(text: str) -> str:
    """The text in its cell; signs that XML lacks as _xHHHH_ (22.4.2.4), what looks like one too."""
    if not text.isalnum():
        text = escape(_NOT_XML.sub(_named_sign, text))
    kept = ' xml:space="preserve"' if _EDGES.search(text) else ""
    return f"<is><t{kept}>{text}</t></is>"


def _named_sign(found: re.Match[str]) -> str:
    sign = found[0]
    return f"_x{ord(sign):04X}_" if len(sign) == 1 else f"_x005F{sign}"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _sheet_name(title: str) -> str:
    return "'" + escape(title.replace("'", "''")) + "'"


def _opening(sheet: PlannedSheet, *, first: bool) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width + _MARGIN}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, 1)
    )
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


def _closing(area: str) -> str:
    return f'</sheetData><autoFilter ref="{area}"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "/xl/workbook.xml": f"{kind}.sheet.main+xml",
        **{f"/xl/worksheets/sheet{number}.xml": f"{kind}.worksheet+xml" for number in range(1, sheets + 1)},
        "/xl/styles.xml": f"{kind}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{part}" ContentType="{what}"/>' for part, what in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    named = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'


def _properties(title: str, created: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created></cp:coreProperties>'
    )


def _styles() -> str:
    """Every number format on the plain font, then the header's bold one."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode="{_attribute(code)}"/>'
        for number, code in enumerate(FORMATS)
        if code
    )
    styles = "".join(
        f'<xf numFmtId="{164 + number if code else 0}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number, code in enumerate(FORMATS)
    )
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    sides = "<left/><right/><top/>"
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(FORMATS) - 1}">{codes}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border>{sides}<bottom/><diagonal/></border>'
        f'<border>{sides}<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS) + 1}">{styles}'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
