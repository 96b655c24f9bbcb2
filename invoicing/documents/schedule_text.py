"""The rows of a schedule as real text on a page: glyphs of the embedded font at the places that the layout found.

WeasyPrint lays out the page with its heading, its number and a free frame; the rows are written into the same content
stream, each cell marked with its own number, so that the structure tree can name it (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from invoicing.documents.line_breaks import Lines, Wrapper
from invoicing.documents.schedule_layout import (
    BOLD,
    EXTRA,
    LEADING,
    PADDING,
    SIZE,
    WIDTH,
    Placed,
    PrintedColumn,
    RowKind,
)

ASCENT = 7_250
FOOTER = 28_000  # its line above the page's lower edge
INK = "0.114 0.161 0.224 rg"
GREY = "0.4 0.439 0.522 rg"
HAIRLINE = "0.918 0.925 0.941 RG 0.5 w"
DARK_LINE = "0.114 0.161 0.224 RG 0.75 w"
REPEATED = "/Artifact <</Type/Pagination>> BDC"
NOTHING = ("",)
AGAIN = {RowKind.HEAD_AGAIN, RowKind.GROUP_AGAIN}
HEADS = {RowKind.HEAD, RowKind.HEAD_AGAIN}


@dataclass(frozen=True, slots=True)
class Pen:
    """One weight of the embedded font: its name in the PDF, each character's glyph in hexadecimal, and its measures."""

    name: str
    codes: dict[str, str]
    measure: Wrapper
    rows: dict[tuple[int, int], list[_ShownCells]] = field(default_factory=dict)
    """For rows at that left of so many cells: what their cells come to, column by column."""

    def shows(self, line: str) -> str:
        """The operator that shows a line of text."""
        return f"<{''.join(map(self.codes.__getitem__, line))}> Tj"


class _ShownCells(dict[Lines, str]):
    """For the cells of a column, by their lines: the operators that show them, all but the height of each line.

    A schedule repeats most of its cells.
    """

    def __init__(self, left: int, column: PrintedColumn, pen: Pen) -> None:
        self._left, self._pen = points(left + column.left), pen
        self._right = left + column.left + column.width if column.right_aligned else None

    def __missing__(self, lines: Lines) -> str:
        shows, begins, right, width = self._pen.shows, self._left, self._right, self._pen.measure.width
        made = self[lines] = "\n".join(
            [
                f"1 0 0 -1 {begins if right is None else points(right - width(line))} %s Tm {shows(line)}"
                for line in lines
            ]
        )
        return made


@dataclass(frozen=True, slots=True)
class Marked:
    """A row as the structure tree sees it: for each cell the number of its marked content (None: empty), and its span."""

    kind: RowKind
    contents: tuple[int | None, ...]
    first_span: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where rows go: the number of the page, the place of their first's corner, and the page's height."""

    page: int
    left: int
    top: int
    bottom: int


class PageDrawing:
    """Draws one page's rows; `rows` is filled as it does."""

    def __init__(self, columns: tuple[PrintedColumn, ...], frame: Frame, first_content: int) -> None:
        self.rows: list[Marked] = []
        self._columns = columns
        self._left, self._top = frame.left, frame.top
        self._bottom = frame.bottom
        self._next = first_content
        self._out: list[str] = []

    def drawn(self, page: tuple[Placed, ...], pens: dict[bool, Pen]) -> bytes:
        """Everything on the page, as PDF operators; y runs down from the page's top."""
        self._lines(page)
        self._out.append("BT")
        bold: bool | None = None
        for row in page:
            if bold is not (row.kind in BOLD):
                bold = row.kind in BOLD
                self._out.append(f"/{pens[bold].name} {points(SIZE * 100)} Tf")
            self._row(row, pens[bold])
        self._out.append("ET")
        return "\n".join(self._out).encode("ascii")

    def footer(self, words: tuple[str, str], label: str, pen: Pen) -> bytes:
        """What stands under the rows of each page, as elsewhere in the margin: which paper, whether a preview, which page."""
        self._out = [REPEATED, "BT", GREY, f"/{pen.name} {points(SIZE * 100)} Tf"]
        paper, preview = words
        y = points(self._bottom - FOOTER)
        for place, text in enumerate((paper, preview, label)):
            x = self._left + (WIDTH - pen.measure.width(text)) * place // 2
            self._out.append(f"1 0 0 -1 {points(x)} {y} Tm {pen.shows(text)}")
        return "\n".join([*self._out, "ET", "EMC"]).encode("ascii")

    def _row(self, row: Placed, pen: Pen) -> None:
        """Cells with a number each, or artifacts where the row only repeats; an empty cell is nothing at all."""
        out, again = self._out, row.kind in AGAIN
        out.append(GREY if row.kind in HEADS else INK)
        y = self._top + row.top + EXTRA.get(row.kind, 0) + PADDING // 2 + ASCENT
        heights = tuple([points(y + number * LEADING) for number in range(max(map(len, row.cells)))])
        contents: list[int | None] = []
        number = self._next
        for shown, lines in zip(self._shown(row, pen), row.cells, strict=True):
            if lines == NOTHING:
                contents.append(None)
                continue
            contents.append(number)
            begin = REPEATED if again else f"/TD <</MCID {number}>> BDC"
            out.append(f"{begin}\n{shown[lines] % heights[: len(lines)]}\nEMC")
            number += 1
        if not again:
            self._next = number
            self.rows.append(Marked(row.kind, tuple(contents), len(self._columns) - len(row.cells) + 1))

    def _shown(self, row: Placed, pen: Pen) -> list[_ShownCells]:
        """What the row's cells come to, each in its column: a title spans those that it has no cell for."""
        known = pen.rows.get((self._left, len(row.cells)))
        if known is None:
            spanned = len(self._columns) - len(row.cells)
            title = PrintedColumn(0, 0, WIDTH, right_aligned=False)
            columns = (title, *self._columns[spanned + 1 :]) if spanned else self._columns
            known = [_ShownCells(self._left, column, pen) for column in columns]
            pen.rows[self._left, len(row.cells)] = known
        return known

    def _lines(self, page: tuple[Placed, ...]) -> None:
        """Hairlines under rows, dark ones under the head and over the sum of all: decoration, so artifacts."""
        heads = [row.top + row.height for row in page if row.kind in HEADS]
        heads += [row.top + EXTRA[RowKind.TOTAL] - 1_000 for row in page if row.kind is RowKind.TOTAL]
        reads = [row.top + row.height for row in page if row.kind is RowKind.READ]
        ends = f"{points(self._left)} {{0}} m {points(self._left + WIDTH)} {{0}} l"
        self._out.append("/Artifact BMC")
        for style, tops in ((HAIRLINE, reads), (DARK_LINE, heads)):
            if tops:
                self._out.append(style)
                self._out += [ends.format(points(self._top + top)) for top in tops]
                self._out.append("S")
        self._out.append("EMC")


@lru_cache(maxsize=10_000)
def points(value: int) -> str:
    """Thousandths of a point as a PDF number."""
    whole, rest = divmod(value, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") if rest else str(whole)
