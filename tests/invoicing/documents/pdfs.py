"""Looks into a PDF as its readers do: its text by page, its marked contents, its table of rows, its attachments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader

MARGIN = 0.045  # as part of the page's width
SHOWS = {"Tj", "TJ", "'", '"', "Do", "S", "f", "B", "sh", "f*", "B*", "s", "b"}


@cache
def pages(path: Path) -> tuple[str, ...]:
    """The text of each page."""
    return tuple(page.extract_text() for page in PdfReader(path).pages)


def text(path: Path) -> str:
    """All text, with the spaces and line ends of layout made single spaces."""
    return " ".join(" ".join(pages(path)).split())


def attached(path: Path) -> dict[str, str]:
    """The files in the PDF, by name."""
    with pikepdf.open(path) as pdf:
        return {name: spec.get_file().read_bytes().decode() for name, spec in pdf.attachments.items()}


def data(path: Path) -> Any:
    """The attached JSON."""
    (found,) = (content for name, content in attached(path).items() if name.endswith(".json"))
    return json.loads(found)


def unmarked(pdf: pikepdf.Pdf) -> list[str]:
    """What is drawn outside of any marked content, which PDF/A level A forbids."""
    found = []
    for number, page in enumerate(pdf.pages):
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            name = str(step.operator)
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            if name in SHOWS and not depth:
                found.append(f"page {number + 1}: {step.operands} {name}")
    return found


def contents(page: pikepdf.Page) -> list[int]:
    """The numbers of the page's marked contents, in their order in the stream."""
    return [
        int(step.operands[1].MCID)
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "BDC" and "/MCID" in step.operands[1]
    ]


def parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """For each page the structure elements that its contents belong to, by the contents' numbers."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(number): found for number, found in zip(numbers[::2], numbers[1::2], strict=True)}


def tables(element: Any) -> Iterator[Any]:
    """The tables under an element of the structure tree."""
    if element.get("/S") == "/Table":
        yield element
    for kid in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary):
            yield from tables(kid)


def outside(pdf: pikepdf.Pdf) -> list[tuple[int, float, float]]:
    """The pieces of text that reach into the margins at the sides."""
    return [one for one in extents(pdf) if one[1] < MARGIN or one[2] > 1 - MARGIN]


def extents(pdf: pikepdf.Pdf) -> Iterator[tuple[int, float, float]]:
    """For each piece of text that is drawn: the page's number, and where it begins and ends, as parts of the page's width."""
    for number, page in enumerate(pdf.pages):
        width = float(page.mediabox[2])
        matrices = [pikepdf.Matrix()]
        text, size, advances = pikepdf.Matrix(), 0.0, dict[int, float]()
        for step in pikepdf.parse_content_stream(page):
            name, operands = str(step.operator), list(step.operands)
            if name == "q":
                matrices.append(matrices[-1])
            elif name == "Q":
                matrices.pop()
            elif name == "cm":
                matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
            elif name == "Tm":
                text = pikepdf.Matrix(*map(float, operands))
            elif name == "Tf":
                size, advances = float(operands[1]), _advances(page.Resources.Font[str(operands[0])])
            elif name in {"Tj", "TJ"}:
                parts = operands[0] if name == "TJ" else operands
                run = sum(_run(part, advances) for part in parts) * size / 1000
                placed = text @ matrices[-1]
                yield number, placed.e / width, (placed.e + run * placed.a) / width


def _run(part: Any, advances: dict[int, float]) -> float:
    """The width of glyphs, or of the gap that a number in a TJ array is."""
    if not isinstance(part, pikepdf.String):
        return -float(part)
    codes = bytes(part)
    return sum(advances[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _advances(font: Any) -> dict[int, float]:
    """Each glyph's width, from the font's W array: a first glyph, then the widths of it and those after it."""
    found: dict[int, float] = {}
    entries = list(font.DescendantFonts[0].W)
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        found.update({int(first) + place: float(width) for place, width in enumerate(widths)})
    return found
