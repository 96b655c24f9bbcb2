"""The schedule on pages: how wide each column is, where each row stands. Whole thousandths of a point throughout.

    Page
    └── Placed     a row at its height from the top of the frame, its cells broken into lines

A page is a frame of fixed size that the template leaves free; rows never share a line, and no text is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from invoicing.documents import figures
from invoicing.documents.fonts import REGULAR, SEMIBOLD, face
from invoicing.documents.line_breaks import Lines, Wrapper
from invoicing.documents.schedule import COLUMNS, Cells, FacilityGroup, Schedule

SIZE = 80  # tenths of a point
LEADING = 10_000
PADDING = 3_200
GAP = 9_000
WIDTH = 720_000  # 11 inches less the margins of `@page schedule`
FIRST_HEIGHT = 472_000  # 8.5 inches less margins and the schedule's heading
HEIGHT = 518_000
WIDEST = {"Accession": 84_000, "Exam": WIDTH, "Mod.": 30_000, "Radiologist": 88_000, "Rate": 84_000}
LEAST_EXAM = 110_000
NARROWEST = 40_000
FIGURES = {"TAT min", "Units", "wRVU", "Base", "Extras", "Amount"}
EXAM = COLUMNS.index("Exam")
FIRST_FIGURE = COLUMNS.index("Units")


class RowKind(StrEnum):
    """What a placed row is; the repeated ones are for the eye only, a screen reader has met them before."""

    HEAD = "head"
    HEAD_AGAIN = "head again"
    GROUP = "group"
    GROUP_AGAIN = "group again"
    READ = "read"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


BOLD = {RowKind.HEAD, RowKind.HEAD_AGAIN, RowKind.GROUP, RowKind.GROUP_AGAIN, RowKind.SUBTOTAL, RowKind.TOTAL}
EXTRA = {RowKind.GROUP: 7_000, RowKind.GROUP_AGAIN: 3_000, RowKind.SUBTOTAL: 1_000, RowKind.TOTAL: 6_000}


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column that is printed: which cell of a row, where, and whether to the right as figures are."""

    cell: int
    left: int
    width: int
    right_aligned: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A row; `cells` are in the order of the columns, each with its lines."""

    kind: RowKind
    top: int
    height: int
    cells: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a schedule."""

    columns: tuple[PrintedColumn, ...]
    pages: tuple[tuple[Placed, ...], ...]

    def frames(self) -> tuple[str, ...]:
        """The height of the frame that each page leaves free, as CSS."""
        return tuple(f"{(HEIGHT if page else FIRST_HEIGHT) // 1000}pt" for page in range(len(self.pages)))

    def bookmarks(self) -> tuple[tuple[str, ...], ...]:
        """For each page the titles of the facilities that begin on it."""
        return tuple(
            tuple(" ".join(row.cells[0]) for row in page if row.kind is RowKind.GROUP and row.cells)
            for page in self.pages
        )


NO_ROWS = Layout((), ())


def laid_out(schedule: Schedule) -> Layout:
    """The pages of the schedule; none for a schedule without reads."""
    if not schedule.groups:
        return NO_ROWS
    setter = _Setter(schedule)
    for group in schedule.groups:
        setter.group(group)
    setter.total(schedule.total)
    return Layout(setter.columns, setter.finished())


class _Setter:
    """Puts rows onto pages from top to bottom and begins a new page where one is full."""

    def __init__(self, schedule: Schedule) -> None:
        self._wrappers = {False: Wrapper(face(REGULAR), SIZE), True: Wrapper(face(SEMIBOLD), SIZE)}
        self.columns = _columns(schedule, self._wrappers[False], self._wrappers[True])
        self._lines = {
            bold: [(column.cell, wrapper.lines_in(column.width)) for column in self.columns]
            for bold, wrapper in self._wrappers.items()
        }
        self._pages: list[tuple[Placed, ...]] = []
        self._page: list[Placed] = []
        self._used = 0
        self._place(RowKind.HEAD, self._cells(COLUMNS, bold=True))

    def group(self, group: FacilityGroup) -> None:
        """Its heading with its first row, its subtotal with its last."""
        heading = self._title(group.title)
        subtotal = self._titled(group.subtotal)
        rows = [self._cells(row, bold=False) for row in group.rows]
        if self._left() < _height(RowKind.GROUP, heading) + _height(RowKind.READ, next(_pieces(rows[0]))):
            self._turn()
        self._place(RowKind.GROUP, heading)
        again = self._title(f"{group.title} (continued)")
        for number, row in enumerate(rows, 1):
            after = _height(RowKind.SUBTOTAL, subtotal) if number == len(rows) else 0
            for piece in _pieces(row):
                height = _height(RowKind.READ, piece)
                if self._left() < height + after:
                    self._turn()
                    self._place(RowKind.GROUP_AGAIN, again)
                self._put(Placed(RowKind.READ, self._used, height, piece))
        self._place(RowKind.SUBTOTAL, subtotal)

    def total(self, cells: Cells) -> None:
        """The sum of all groups, at the end."""
        row = self._titled(cells)
        if self._left() < _height(RowKind.TOTAL, row):
            self._turn()
        self._place(RowKind.TOTAL, row)

    def finished(self) -> tuple[tuple[Placed, ...], ...]:
        """The pages; nothing can be placed after."""
        return (*self._pages, tuple(self._page))

    def _left(self) -> int:
        return (HEIGHT if self._pages else FIRST_HEIGHT) - self._used

    def _turn(self) -> None:
        self._pages.append(tuple(self._page))
        self._page, self._used = [], 0
        self._place(RowKind.HEAD_AGAIN, self._cells(COLUMNS, bold=True))

    def _place(self, kind: RowKind, cells: tuple[Lines, ...]) -> None:
        self._put(Placed(kind, self._used, _height(kind, cells), cells))

    def _put(self, row: Placed) -> None:
        self._page.append(row)
        self._used += row.height

    def _cells(self, cells: Cells, *, bold: bool) -> tuple[Lines, ...]:
        return tuple([lines[cells[cell]] for cell, lines in self._lines[bold]])

    def _title(self, title: str) -> tuple[Lines, ...]:
        return (self._wrappers[True].lines(title, WIDTH),)

    def _titled(self, cells: Cells) -> tuple[Lines, ...]:
        """A sum: its title over the columns before the figures, then the figures."""
        figures = [column for column in self.columns if column.cell >= FIRST_FIGURE]
        title = self._wrappers[True].lines(cells[0], figures[0].left - GAP)
        return (title, *((cells[column.cell],) for column in figures))


def _height(kind: RowKind, cells: tuple[Lines, ...]) -> int:
    return max(map(len, cells)) * LEADING + PADDING + EXTRA.get(kind, 0)


def _pieces(cells: tuple[Lines, ...]) -> Iterator[tuple[Lines, ...]]:
    """The row itself, or parts of one that is taller than half a page."""
    most = HEIGHT // 2 // LEADING
    longest = max(map(len, cells))
    for start in range(0, longest, most):
        yield cells if longest <= most else tuple(lines[start : start + most] or ("",) for lines in cells)


def _columns(schedule: Schedule, regular: Wrapper, bold: Wrapper) -> tuple[PrintedColumn, ...]:
    """Each as wide as its widest text, figures without limit, others up to theirs; what is left over is air between."""
    widths = _widths(schedule, regular, bold)
    gaps = len(widths) - 1
    for narrower in ("Rate", "Radiologist", "Accession"):
        cell = COLUMNS.index(narrower)
        missing = sum(widths.values()) + GAP * gaps - WIDTH
        if missing > 0:
            widths[EXAM], missing = _less(widths[EXAM], missing, LEAST_EXAM)
            widths[cell], _ = _less(widths[cell], missing, NARROWEST)
    air = max(GAP, (WIDTH - sum(widths.values())) // gaps)
    left = 0
    columns = []
    for cell, width in widths.items():
        at = WIDTH - width if cell == max(widths) else left
        columns.append(PrintedColumn(cell, at, width, COLUMNS[cell] in FIGURES))
        left += width + air
    return tuple(columns)


def _less(width: int, wanted: int, least: int) -> tuple[int, int]:
    """The width less what is wanted of it, but not below the least; and what is still wanted."""
    given = min(wanted, max(0, width - least))
    return width - given, wanted - given


def _widths(schedule: Schedule, regular: Wrapper, bold: Wrapper) -> dict[int, int]:
    """How wide each column with anything in it would like to be."""
    sums = [*(group.subtotal for group in schedule.groups), schedule.total]
    widths = {}
    for cell, title in enumerate(COLUMNS):
        texts = {row[cell] for group in schedule.groups for row in group.rows}
        if not texts - {"", figures.UNKNOWN} and cell > EXAM:
            continue
        widest = max(map(regular.width, texts))
        if cell >= FIRST_FIGURE:
            widest = max(widest, *(bold.width(total[cell]) for total in sums))
        widths[cell] = max(bold.width(title), min(widest, WIDEST.get(title, WIDTH)))
    return widths
