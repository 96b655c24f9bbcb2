"""A cell of a spreadsheet: what it holds, what a person sees in it, and what is broken about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reads.core.cell_number_format import NumberFormat, ShownAs
from reads.core.money import Exact, round_half_away

MOST_DIGITS = 15
"""So many digits of a number do spreadsheets keep; those behind them are zeros, or chance."""

_SHORT = Context(prec=MOST_DIGITS)
_TOO_LARGE = 10**MOST_DIGITS
_DAY = 86_400
_LATEST = 2_958_466
"""The day number of 1 January 10000; a cell beyond it, or before day 0, shows only `########`."""
_LEAP_1900 = 60
_HASHES = "########"


class NotAWorkbook(ValueError):
    """The content is no workbook that can be read; says why."""


class CellKind(StrEnum):
    """What a cell holds; BROKEN is an error, or a formula whose value was never stored."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"
    MOMENT = "date with time"
    CLOCK = "time of day"
    BROKEN = "broken"


Value = str | Decimal | bool | date | time | timedelta | None


class Cell(NamedTuple):
    """One cell; a named tuple, since a month's workbook has millions.

    `text` is what stands in it for a person: whole numbers with the digits of their format (`000000` shows 004711), percents with
    their sign (0.62 is 62%), other numbers in their shortest decimal form, days and times in ISO 8601 whatever their format, TRUE or FALSE, the name of an
    error. `value` is the same as a value: Decimal, date, datetime, time (timedelta for 24 hours and more), bool or text.
    """

    kind: CellKind = CellKind.BLANK
    text: str = ""
    value: Value = None
    format: str = ""

    @property
    def fault(self) -> str:
        """Why the text can't be taken as what was once meant, as the rest of a sentence; empty where it can."""
        if self.kind is CellKind.BROKEN:
            return f"holds the error {self.text}" if self.text else "holds a formula without a value"
        if self.kind is CellKind.NUMBER and isinstance(self.value, Decimal) and abs(self.value) >= _TOO_LARGE:
            return f"holds the number {self.text}; of more than {MOST_DIGITS} digits the last are lost"
        return ""


BLANK = Cell()


class MergedDown:
    """The cells of a sheet that are merged with cells below them, while its rows go by: what each holds, all of them hold."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, Cell]] = {}

    def begin(self, column: int, last: int, cell: Cell) -> None:
        """A cell of the column (from 0) reaches down to this row."""
        if cell.kind is not CellKind.BLANK:
            self._open[column] = last, cell

    def fill(self, line: int, cells: list[Cell]) -> None:
        """Gives the cells of a row what those above hold that they are merged with; a row that holds nothing else stays empty."""
        for column, (last, _) in list(self._open.items()):
            if last < line:
                del self._open[column]
        if not self._open or all(cell.kind is CellKind.BLANK for cell in cells):
            return
        cells += [BLANK] * (max(self._open) + 1 - len(cells))
        for column, (_, cell) in self._open.items():
            if cells[column].kind is CellKind.BLANK:
                cells[column] = cell


def place(line: int, column: int) -> str:
    """A cell's name, as spreadsheets show it: the third column of line 7 is C7."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line}"


def text_cell(text: str) -> Cell:
    """A text, blank where it is empty."""
    return Cell(CellKind.TEXT, text, text) if text else BLANK


def broken(error: str = "") -> Cell:
    """A cell with the error of that name; without one, a formula that has no value."""
    return Cell(CellKind.BROKEN, error)


def yes_no(value: bool) -> Cell:
    """TRUE or FALSE."""
    return Cell(CellKind.YES_NO, "TRUE" if value else "FALSE", value)


def number_cell(written: str, form: NumberFormat, epoch: date) -> Cell:
    """A number as its format shows it: as digits, a day since the epoch, or a time. ValueError where it is none."""
    try:
        number = _SHORT.create_decimal(written)
    except InvalidOperation:
        raise ValueError(written) from None
    if not number.is_finite():
        raise ValueError(written)
    if form.shown is not ShownAs.NUMBER:
        return _dated(number, form, epoch)
    if abs(number) >= _TOO_LARGE:
        return Cell(CellKind.NUMBER, written, Decimal(written), form.code)
    if form.is_percent:
        return Cell(CellKind.NUMBER, f"{(number * 100).normalize():f}%", number, form.code)
    whole = number == number.to_integral_value()
    return Cell(CellKind.NUMBER, form.digits(int(number)) if whole else f"{number.normalize():f}", number, form.code)


def moment(at: datetime, form: str = "") -> Cell:
    """An instant without a zone, to the second."""
    at = (at + timedelta(microseconds=500_000)).replace(microsecond=0)
    return Cell(CellKind.MOMENT, at.isoformat(), at, form)


def day_cell(day: date, form: str = "") -> Cell:
    """A day without a time of day."""
    return Cell(CellKind.DAY, day.isoformat(), day, form)


def clock(seconds: Exact, form: str = "") -> Cell:
    """A time of day, or so many hours, to the second."""
    whole = round_half_away(seconds)
    text = f"{whole // 3_600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    value = timedelta(seconds=whole) if whole >= _DAY else time.fromisoformat(text)
    return Cell(CellKind.CLOCK, text, value, form)


def _dated(number: Decimal, form: NumberFormat, epoch: date) -> Cell:
    """A serial day: at midnight the day alone under a format of days, a moment under a format that has a time."""
    if not 0 <= number < _LATEST:
        return broken(_HASHES)
    if form.shown is ShownAs.ELAPSED:
        return clock(number * _DAY, form.code)
    if form.shown is ShownAs.CLOCK and number < 1:
        return clock(min(number * _DAY, Decimal(_DAY - 1)), form.code)
    days, seconds = divmod(round_half_away(number * _DAY), _DAY)
    if form.shown is ShownAs.DAY and not seconds:
        return day_cell(_day(days, epoch), form.code)
    return moment(datetime.combine(_day(days, epoch), time()) + timedelta(seconds=seconds), form.code)


@lru_cache(maxsize=4_096)
def _day(days: int, epoch: date) -> date:
    """The day of a number; until 28 February 1900 one more, since spreadsheets know a 29th."""
    early = epoch.year < 1900 and days < _LEAP_1900
    return epoch + timedelta(days=days + early)
