"""A workbook as Office Open XML, written row by row into its ZIP: no sheet, no table of strings is ever held.

Texts stand in their cells (inlineStr), ISO/IEC 29500-1, 18.3; what Excel refuses (rows, length of a text) is refused here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice, repeat
from typing import IO, Any
from xml.sax.saxutils import escape

from invoicing.exports.spreadsheet_parts import (
    DATE_STYLES,
    HEAD,
    HEADING,
    MAIN,
    PACKAGE,
    RELATIONS,
    STYLES,
    SUM,
    TOTAL,
    Style,
    content_types,
    entry,
    properties,
    relations,
    styles,
    workbook,
)
from invoicing.exports.workbook import Cell
from reads.core.month import Month

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\r]|_x[0-9A-Fa-f]{4}_")
_EDGES = re.compile(r"^\s|\s$|\n")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_AT_ONCE = 1_000
_REPEATED = 4_096
_MARGIN = Decimal("0.7109375")
"""What Excel adds to a width in characters for the space beside them, 5 of 7 pixels of its plain font (18.3.1.13)."""

_NARROWEST, _WIDEST, _SUM_AT_LEAST = 8, 44, 18
_FILTER = 3
"""How much of a heading its filter's button covers."""


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet: its columns, each with its number format, its rows, taken once, and the columns `added` by currency."""

    title: str
    columns: Sequence[str]
    formats: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    added: Sequence[str] = ()


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
        """Writes the sheet, and gives how many rows it has: header frozen and filtered, printed landscape on one width.

        Columns are as wide as the first thousand rows need them, and their sums.
        """
        rows = _Rows(sheet, self.refuse)
        number = self.titles.index(sheet.title) + 1
        blocks = rows.blocks()
        first = next(blocks)
        with self._zip.open(entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as file:
            file.write(_opening(rows.shown_widths(), first=number == 1).encode())
            file.write(first.encode())
            for block in blocks:
                file.write(block.encode())
            file.write(_closing(f"A1:{rows.names[-1]}{rows.last}").encode())
        self._areas[sheet.title] = f"$A$1:${rows.names[-1]}${rows.last}"
        return rows.last - 1

    def close(self, title: str, created: str) -> None:
        """Writes what names the sheets, and ends the file; `created` is an instant as in 2026-01-01T00:00:00Z."""
        sheets = list(enumerate(self.titles, 1))
        parts = {
            "[Content_Types].xml": content_types(len(sheets)),
            "_rels/.rels": relations(
                (f"{RELATIONS}/officeDocument", "xl/workbook.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": properties(title, created),
            "xl/_rels/workbook.xml.rels": relations(
                *((f"{RELATIONS}/worksheet", f"worksheets/sheet{number}.xml") for number, _ in sheets),
                (f"{RELATIONS}/styles", "styles.xml"),
            ),
            "xl/styles.xml": styles(),
            "xl/workbook.xml": workbook({title: self._areas[title] for title in self.titles}),
        }
        for name, text in parts.items():
            self._zip.writestr(entry(name), HEAD + text)
        self._zip.close()


class _Rows:
    """A sheet's rows as XML, with what is known of them so far: the last, widths, sums by currency."""

    def __init__(self, sheet: PlannedSheet, refuse: Callable[[str, int], Exception]) -> None:
        self.sheet, self.refuse, self.last = sheet, refuse, 1
        self.names = [_letters(column) for column in range(len(sheet.columns))]
        self._styles = [STYLES.index(Style(form)) for form in sheet.formats]
        self._widths = [len(title) + _FILTER for title in sheet.columns]
        self._added = [sheet.columns.index(title) for title in sheet.added]
        self._by = sheet.columns.index("currency") if sheet.added else 0
        self._sums: dict[str, list[Decimal]] = {}

    def blocks(self) -> Iterator[str]:
        """The heading and the rows, a thousand at once, then the sums; the first block is whole before it is given."""
        heads = (f'<c r="{name}1" s="{STYLES.index(HEADING)}" {_text(title)}' for name, title in self._heads)
        waiting, rows = [self._row(1, heads)], iter(self.sheet.rows)
        while block := list(islice(rows, _AT_ONCE)):
            waiting.append(self._block(block))
            if len(block) == _AT_ONCE:
                yield "".join(waiting)
                waiting.clear()
        yield "".join([*waiting, *self._totals()])

    def _block(self, rows: Sequence[Sequence[Cell]]) -> str:
        """The next rows, made column by column: what a column's cells share is looked at once."""
        before, self.last = self.last, self.last + len(rows)
        if self.last > MOST_ROWS:
            raise self.refuse(self.sheet.title, MOST_ROWS)
        columns = list(zip(*rows, strict=True))
        if before == 1:
            self._widths = [max(width, *map(_width, cells)) for width, cells in zip(self._widths, columns, strict=True)]
        if self._added:
            self._add(columns)
        numbers = [str(number) for number in range(before + 1, self.last + 1)]
        named = zip(self.names, self._styles, columns, strict=True)
        shown = [self._column(f'<c r="{name}', style, numbers, cells) for name, style, cells in named]
        starts = [f'<row r="{number}">' for number in numbers]
        return "".join(chain.from_iterable(zip(starts, *shown, repeat("</row>"))))

    def shown_widths(self) -> list[int]:
        """The columns' widths in letters."""
        for number in self._added if self.last > _AT_ONCE else ():
            self._widths[number] = max(self._widths[number], _SUM_AT_LEAST)
        return [min(max(width, _NARROWEST), _WIDEST) for width in self._widths]

    @property
    def _heads(self) -> Iterable[tuple[str, str]]:
        return zip(self.names, self.sheet.columns, strict=True)

    def _row(self, number: int, cells: Iterable[str]) -> str:
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _column(self, start: str, style: int, numbers: Sequence[str], cells: Sequence[Any]) -> list[str]:
        """The cells of some rows of a column; those without a value have no XML."""
        kinds = {*map(type, cells)} - {type(None)}
        if len(kinds) > 1:  # each a column of its own
            alone = (self._column(start, style, [number], [cell]) for number, cell in zip(numbers, cells, strict=True))
            return list(chain.from_iterable(alone))
        kind = kinds.pop() if kinds else str
        both = zip(numbers, cells, strict=True)
        if kind is str:
            self._refuse_long(numbers, cells)
            return [f'{start}{number}" {_text(cell)}' if cell else "" for number, cell in both]
        shown: Callable[[Any], str] = "{:f}".format if kind is Decimal else _serial
        end = f'" s="{DATE_STYLES.get(kind, style)}"><v>'
        return ["" if cell is None else f"{start}{number}{end}{shown(cell)}</v></c>" for number, cell in both]

    def _refuse_long(self, numbers: Sequence[str], cells: Sequence[str | None]) -> None:
        lengths = [len(cell or "") for cell in cells]
        if max(lengths) > LONGEST_TEXT:
            row = next(row for row, length in zip(numbers, lengths, strict=True) if length > LONGEST_TEXT)
            raise self.refuse(self.sheet.title, int(row) - 1)

    def _add(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Adds each currency's figures to its sums."""
        by = list(map(str, columns[self._by]))
        for currency in set(by):
            sums = self._sums.setdefault(currency, [Decimal(0)] * len(self._added))
            for place, column in enumerate(self._added):
                own = (cell for cell, of in zip(columns[column], by, strict=True) if of == currency)
                sums[place] = sum((cell for cell in own if isinstance(cell, Decimal)), sums[place])

    def _totals(self) -> Iterator[str]:
        """A total of each currency under the rows, after an empty one: a formula beside the sum that it must have."""
        for number, (currency, sums) in enumerate(sorted(self._sums.items()), self.last + 2):
            cells = {
                column: f'<c r="{name}{number}" s="{STYLES.index(TOTAL)}"' for column, name in enumerate(self.names)
            }
            shown = {column: f"{cell}/>" for column, cell in cells.items()}
            shown[0], shown[self._by] = f"{cells[0]} {_text('Total')}", f"{cells[self._by]} {_text(currency)}"
            for column, added in zip(self._added, sums, strict=True):
                by, of = (f"{self.names[each]}$2:{self.names[each]}${self.last}" for each in (self._by, column))
                formula = f'<f>SUMIF({by},"{escape(currency)}",{of})</f><v>{added:f}</v>'
                shown[column] = f'<c r="{self.names[column]}{number}" s="{STYLES.index(SUM)}">{formula}</c>'
                self._widths[column] = max(self._widths[column], _width(added))
            yield self._row(number, shown.values())


def _width(cell: Cell) -> int:
    """How many letters a cell takes, as it is shown."""
    match cell:
        case None:
            return 0
        case Decimal():
            return len(f"{cell:,.2f}") + 2
        case datetime():
            return 17
        case date() | Month():
            return 11
    return len(cell) + 1


def _serial(cell: date | Month) -> str:
    """The day as Excel counts it, from 1900 on, with the time as a part of it."""
    if isinstance(cell, datetime):
        seconds = cell.hour * 3_600 + cell.minute * 60 + cell.second
        return f"{cell.toordinal() - _DAY_ZERO + seconds / 86_400:.10f}"
    return str((cell.first if isinstance(cell, Month) else cell).toordinal() - _DAY_ZERO)


def _letters(column: int) -> str:
    """A, B, ... Z, AA for 0, 1, ... 25, 26."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


@lru_cache(_REPEATED)
def _text(text: str) -> str:
    """The rest of a cell of text; signs that XML lacks as _xHHHH_ (22.4.2.4), what looks like one too."""
    if not text.isalnum():
        text = escape(_NOT_XML.sub(_named_sign, text))
    kept = ' xml:space="preserve"' if _EDGES.search(text) else ""
    return f't="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _named_sign(found: re.Match[str]) -> str:
    sign = found[0]
    return f"_x{ord(sign):04X}_" if len(sign) == 1 else f"_x005F{sign}"


def _opening(widths: Sequence[int], *, first: bool) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width + _MARGIN}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _closing(area: str) -> str:
    return f'</sheetData><autoFilter ref="{area}"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
