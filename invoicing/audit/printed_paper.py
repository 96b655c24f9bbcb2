"""What a PDF of a paper says by itself, whoever has written the database anew since: its data, and the words on its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoicing.papers.attached_data import PaperData
from invoicing.papers.paper import Paper

_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\[([^\]]*)\] ?TJ|(<[0-9a-fA-F]+>) ?Tj")
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")
_LETTER = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n")
_HEAD = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper's PDF: the data attached to it, and the text of its pages without any space, up to the audit head."""

    data: Mapping[str, Any]
    text: str

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.data["number"])

    @property
    def amount(self) -> str:
        """Its total, with the currency."""
        return f"{self.data['total']} {self.data['currency']}"

    @property
    def shows_head(self) -> bool:
        """Whether a head of the audit log stands on it; a group's own template may leave it out."""
        return _HEAD.search(self.text) is not None

    def differences(self, paper: Paper) -> Iterator[str]:
        """What it says otherwise than the paper of the database, each in a few words."""
        yield from _differences("", self.data, json.loads(PaperData(paper).as_json()))
        figure = f"{abs(Decimal(str(self.data['total']))):f}"
        if self.number not in self.text:
            yield "its number is not on its pages"
        if figure not in self.text.replace(",", ""):
            yield "its total is not on its pages"
        if paper.audit_head and self.shows_head and paper.audit_head not in self.text:
            yield "another audit head stands on it"


def printed_paper(path: Path) -> PrintedPaper | None:
    """What the file says; None where it is no PDF of a numbered paper, or opens only with a password."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            data = _data(pdf)
            return None if data is None else PrintedPaper(data, _text(pdf))
    except (pikepdf.PdfError, OSError, ValueError, LookupError, AttributeError, TypeError):
        return None


def _data(pdf: Any) -> Mapping[str, Any] | None:
    """The attached JSON of a paper that has a number."""
    for name, file in pdf.attachments.items():
        if name.endswith(".json"):
            found = json.loads(file.get_file().read_bytes())
            if isinstance(found, dict) and found.get("number") and {"total", "currency", "lines"} <= found.keys():
                return found
    return None


def _text(pdf: Any) -> str:
    """The letters on the pages, in their order, to the end of the page that shows an audit head."""
    text = ""
    for page in pdf.pages:
        fonts = {name[1:].encode(): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
        text += "".join("".join(_on_page(page, fonts)).split())
        if _HEAD.search(text):
            break
    return text


def _on_page(page: Any, fonts: Mapping[bytes, Mapping[bytes, str]]) -> Iterator[str]:
    letters: Mapping[bytes, str] = {}
    page.contents_coalesce()
    for font, several, one in _SHOWN.findall(page.Contents.read_bytes()):
        if font:
            letters = fonts.get(font, {})
        for glyphs in _HEX.findall(several or one):
            yield from (letters.get(glyphs[at : at + 4].lower(), "") for at in range(0, len(glyphs), 4))


def _letters(font: Any) -> Mapping[bytes, str]:
    """What each glyph of a font stands for, by the font's own table (ISO 32000-1, 9.10.3)."""
    table = font.get("/ToUnicode")
    pairs = [] if table is None else _LETTER.findall(table.read_bytes())
    return {glyph.lower(): bytes.fromhex(letter.decode()).decode("utf-16-be") for glyph, letter in pairs}


def _differences(place: str, printed: object, stored: object) -> Iterator[str]:
    """The places where what was printed is not what is stored, a read's without saying it; what a later version tells besides is none."""
    if isinstance(printed, dict) and isinstance(stored, dict):
        for name, value in printed.items():
            if name not in stored:
                yield f"{place}{name} is on it alone"
            else:
                yield from _differences(f"{place}{name} ", value, stored[name])
    elif isinstance(printed, list) and isinstance(stored, list):
        if len(printed) != len(stored):
            yield f"it has {len(printed)} {place.strip()}, the database {len(stored)}"
        for number, (value, of) in enumerate(zip(printed, stored, strict=False), 1):
            yield from _differences(f"{place}{number} ", value, of)
    elif printed != stored:
        is_of_a_read = place.startswith("schedule ")
        yield f"{place}differs" if is_of_a_read else f"{place}is {printed} on it, {stored} in the database"
