"""Tables from workbooks (XLSX, ODS): the sheet whose header fits, its cells as the texts that a person sees in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from reads.core.sheet_cells import Cell, CellKind, NotAWorkbook
from reads.core.spreadsheet import Workbook
from reads.intake.errors import UnreadableFile
from reads.intake.spreadsheet_leftovers import unprotected, visible
from reads.intake.table_rows import Fits, TableRow, below_header

MOST_COLUMNS = 256
_SHOWN = 10
_PLAIN = (CellKind.BLANK, CellKind.TEXT)


class SheetRows:
    """One sheet of a workbook; UnreadableFile where none fits, or several do and nobody said which."""

    def __init__(self, content: bytes, file: str, fits: Fits, sheet: str = "", header_row: int = 0) -> None:
        self.file = file
        try:
            book = Workbook.opened(content)
            name = _chosen(book, file, fits, sheet, header_row)
            header, self._rest = below_header(_rows(book, name), fits, header_row)
        except NotAWorkbook as error:
            raise UnreadableFile(file, str(error), "open it in a spreadsheet program and save it anew") from error
        if header is None:
            raise UnreadableFile(file, f"the sheet {name!r} has no header there", "correct header_row in the profile")
        self.epoch: date | None = book.epoch
        self.hidden = 0
        self._book = book
        self.sheet = name
        self._width = max(at for at, cell in enumerate(header.cells, 1) if cell.strip())
        cells = header.cells[: self._width]
        hidden = (cell for at, cell in enumerate(cells, 1) if cell.strip() and book.is_column_hidden(name, at))
        self.header = header._replace(cells=cells, unseen=tuple(hidden))

    def __iter__(self) -> Iterator[TableRow]:
        """The rows below the header; cells beyond it that are empty are none."""
        width = self._width
        try:
            for row in self._rest:
                self.hidden += self._book.is_hidden(self.sheet, row.line)
                yield row._replace(cells=_fitted(row.cells, width))
        except NotAWorkbook as error:
            raise UnreadableFile(self.file, str(error), "save it anew in a spreadsheet program") from error

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        return "\t".join(cells)


def _chosen(book: Workbook, file: str, fits: Fits, sheet: str, header_row: int) -> str:
    """The sheet asked for, the only one, or the only one whose header fits, what is hidden last."""
    shown = ", ".join(repr(name) for name in book.names[:_SHOWN])
    if sheet:
        named = [name for name in book.names if name.strip().casefold() == sheet.strip().casefold()]
        if not named:
            raise UnreadableFile(file, f"there is no sheet {sheet!r}", f"the sheets are {shown}")
        return named[0]
    if not book.names:
        raise UnreadableFile(file, "the workbook has no sheet", "export it again")
    if len(book.names) == 1:
        return book.names[0]
    for names in (book.visible, book.names):
        fitting = [name for name in names if _has_header(book, name, fits, header_row)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            several = ", ".join(repr(name) for name in fitting[:_SHOWN])
            raise UnreadableFile(file, f"the sheets {several} all hold reads", "say which is meant with --sheet NAME")
    raise UnreadableFile(
        file, f"no sheet has the header of a table of reads: {shown}", "say which is meant with --sheet NAME"
    )


def _has_header(book: Workbook, name: str, fits: Fits, header_row: int) -> bool:
    try:
        header, _ = below_header(_rows(book, name), fits, header_row)
    except NotAWorkbook:
        return False
    return header is not None and fits(tuple(header.cells))


def _rows(book: Workbook, name: str) -> Iterator[TableRow]:
    for line, cells in book.rows(name, merged=True):
        texts = [unprotected(visible(cell.text)) for cell in cells]
        typed = {at: cell for at, cell in enumerate(cells) if cell.kind not in _PLAIN and not _is_whole(cell)}
        if typed or any(map(str.strip, texts)):
            while texts and not texts[-1] and len(texts) > MOST_COLUMNS:
                texts.pop()
            yield TableRow(line, texts, None, typed)


def _is_whole(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal) and not cell.fault and cell.value == cell.value.to_integral_value()


def _fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    if len(cells) < width:
        return [*cells, *[""] * (width - len(cells))]
    return cells if len(cells) == width or any(cells[width:]) else cells[:width]
