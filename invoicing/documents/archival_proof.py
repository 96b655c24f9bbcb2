"""What a PDF must not hold if it claims PDF/A-3a and PDF/UA-1, and what it must: proved before it is written (spec 4.11).

mended    a picture that asks to be smoothed (ISO 19005-3, 6.2.8); cells' ids without their index (ISO 32000-1, 14.7.2)
refused   CMYK without a profile, a font of the machine, a letter without a glyph, a form field, a picture that can't be read
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pydyf

from invoicing.documents.errors import NotArchivable

_CMYK = re.compile(rb"/DeviceCMYK\b")
_SMOOTHED = "Interpolate"


def prove(document: Any, pdf: Any, own_fonts: frozenset[str]) -> None:
    """Mends what can be mended without a change to see; NotArchivable, naming what is wrong, for the rest.

    `document` and `pdf` are WeasyPrint's and pydyf's, as a finisher gets them.
    """
    _refuse_fonts(document, own_fonts)
    for item in pdf.objects:
        extra = getattr(item, "extra", item)
        if isinstance(extra, dict):
            extra.pop(_SMOOTHED, None)
            _refuse(extra)
        if isinstance(item, pydyf.Stream) and _CMYK.search(b"\n".join(map(_bytes, item.stream))):
            raise NotArchivable("a colour of a template or of the logo is CMYK", "write it as RGB: #0b5c78")
    if "AcroForm" in pdf.catalog:
        raise NotArchivable("a template has a form field", "print its value as text")
    _add_index_of_ids(pdf)


def _refuse(extra: dict[str, Any]) -> None:
    """What no object of the file may be."""
    if extra.get("Subtype") == "/Image" and extra.get("ColorSpace") == "/DeviceCMYK":
        raise NotArchivable("the logo, or a picture of a template, is in CMYK", "save it in RGB colours")
    if extra.get("Subtype") == "/Widget":
        raise NotArchivable("a template has a form field", "print its value as text")


def _refuse_fonts(document: Any, own_fonts: frozenset[str]) -> None:
    """A font that didn't come with the install or the books gives other bytes elsewhere; a missing glyph says nothing."""
    from weasyprint.text.fonts import (
        get_hb_object_data,
    )  # the whole file: what is embedded is cut to what is used by now

    for font in document.fonts.values():
        missing = [chr(point) for point in sorted(font.missing)] if font.missing else []
        if missing:
            letters = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
            raise NotArchivable(f"the font {font.family} has no {letters}", "write it in letters that the font has")
        if hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest() not in own_fonts:
            remedy = "use the project's font, or put the font's .ttf into templates/fonts of the books and name it in @font-face"
            raise NotArchivable(f"a template or the logo is set in {font.family}, a font of this machine", remedy)


def _add_index_of_ids(pdf: Any) -> None:
    """The tree by which readers find the header cells that a cell names (ISO 32000-1, 14.7.2, table 322)."""
    found = sorted(_ids(pdf), key=lambda pair: pair[0])
    if not found:
        return
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    names = pydyf.Array([each for pair in found for each in (pydyf.String(pair[0]), pair[1])])
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    root["IDTree"] = tree.reference


def _ids(pdf: Any) -> Iterator[tuple[str, bytes]]:
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and isinstance(item.get("ID"), pydyf.String):
            yield str(item["ID"].string), item.reference


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    data = getattr(part, "data", part)
    return data if isinstance(data, bytes) else str(data).encode()
