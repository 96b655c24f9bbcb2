"""How the columns of a table give the fields of a read, by a profile: renamed, put together, translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from reads.core.clock_changes import local_instant
from reads.core.findings import Finding, Severity, Where
from reads.core.money import round_half_away
from reads.core.times import iso_time, stored
from reads.directory.names import folded
from reads.intake.content import CONTENT, Content
from reads.intake.errors import UnknownColumns
from reads.intake.field_parsers import TIMES, WrongField
from reads.intake.fields_of_finals import PATIENT
from reads.intake.profiles.table import ProfileColumn, TableProfile
from reads.intake.source_times import WARNINGS
from reads.intake.time_patterns import WrittenTime

_DAY_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
PART_OF_DAY = re.compile(r"0?\.\d+|0")
"""How a spreadsheet has a time of day that nobody gave a format."""

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=T|$| )")
_NO_TIME_OF_DAY = "T00:00:00"
_NAMED_KEPT = 200
_NAME_IT = "look whether that is the one; else rename the other at the source, and name it in the profile"

Cell = Callable[[Sequence[str]], str]
"""From the cells of a row to the text of one field."""


@dataclass(slots=True)
class MappedColumns:
    """Which column holds which field, as `Header` tells it of a table whose columns are named as the fields.

    `names` are the fields by column, empty where a column says nothing of a read; `ignored` the names of those columns, as
    the file has them. What they hold is never kept: it may be a patient's. `comments` are what there is to say of the times
    of the row that was read last.
    """

    names: tuple[str, ...]
    patient: tuple[int, ...]
    ignored: tuple[str, ...]
    warnings: tuple[Finding, ...]
    times: tuple[WrittenTime, ...]
    comments: list[tuple[str, WrongField]] = field(default_factory=list)
    _header: tuple[str, ...] = ()
    _cells: list[Cell] = field(default_factory=list)
    _carried: dict[str, Cell] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Sequence[str], profile: TableProfile, place: Where, epoch: date | None = None) -> MappedColumns:
        """The layout of a header; UnknownColumns with every column that the profile names and the header lacks.

        With an epoch, whole days since then are times, as spreadsheets store them.
        """
        missing = profile.missing(tuple(cells))
        if missing:
            raise UnknownColumns(place.file, [_missing(name, profile, place) for name in missing])
        header = tuple(folded(cell) for cell in cells)
        names = [""] * len(header)
        positions = {name: _positions(column, header) for name, column in profile.columns.items()}
        for name, found in positions.items():
            for at in found:
                names[at] = name
        read = [at for found in positions.values() for at in found]
        layout = cls(
            names=tuple(names),
            patient=tuple(at for at, name in enumerate(names) if name in PATIENT),
            ignored=tuple(cell.strip() for cell, name in zip(cells, names, strict=True) if cell.strip() and not name),
            warnings=tuple(columns_twice(cells, header, read, place, _NAME_IT)),
            times=profile.times,
            _header=header,
        )
        layout._cells = [layout._cell(name, positions.get(name, ()), profile, epoch) for name in CONTENT]
        layout._carried = {
            name: layout._cell(name, found, profile, epoch) for name, found in positions.items() if name in PATIENT
        }
        return layout

    @property
    def may_name_patients(self) -> bool:
        """Whether a row may hold what must not be kept: a patient's field, or a column that nobody asked for."""
        return bool(self.patient or self.ignored)

    def texts(self, cells: Sequence[str]) -> Content:
        """What the row says, in the order of CONTENT, absent fields as empty texts."""
        self.comments.clear()
        return tuple([cell(cells) for cell in self._cells])

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells by field, of fields that are kept."""
        found: dict[str, str] = {}
        for name, cell in zip(self.names, cells, strict=False):
            if cell.strip() and name in CONTENT:
                found[name] = f"{found[name]} {cell}" if name in found else cell
        return found

    def carried(self, cells: Sequence[str]) -> dict[str, str]:
        """What the row says of a final's patient and report, by field, in the words of the profile."""
        return {name: text for name, cell in self._carried.items() if (text := cell(cells).strip())}

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Whether a row is this header once more: files were put together."""
        return tuple(folded(cell) for cell in cells) == self._header

    def _cell(self, name: str, positions: tuple[int, ...], profile: TableProfile, epoch: date | None) -> Cell:
        constant, words = profile.constants.get(name, ""), profile.values.get(name, {})
        if not positions:
            return lambda _cells: constant
        if name in TIMES:
            return self._time(name, positions, profile, epoch)
        if len(positions) > 1:
            return lambda cells: _meant(
                " ".join(filter(None, (cells[at].strip() for at in positions))), words, constant
            )
        at = positions[0]
        if words or constant:
            return lambda cells: _meant(cells[at], words, constant)
        return lambda cells: cells[at]

    def _time(self, name: str, positions: tuple[int, ...], profile: TableProfile, epoch: date | None) -> Cell:
        zone, times, comments, swapped = profile.zone, profile.times, self.comments, profile.swapped

        def read(cells: Sequence[str]) -> str:
            text = (
                cells[positions[0]].strip()
                if len(positions) == 1
                else joined([cells[at] for at in positions], spreadsheet=epoch is not None)
            )
            if epoch and _DAY_NUMBER.fullmatch(text):
                text = _since(epoch, text)
            if swapped:
                text = turned(text)
            for written in times:
                found = written.iso(text)
                if found is not None:
                    text = found
                    break
            return _placed(name, text, zone, comments) if zone and text else text

        return read


def _positions(column: ProfileColumn, header: tuple[str, ...]) -> tuple[int, ...]:
    found = [header.index(name) for name in column.names if name in header]
    return tuple(found) if column.joined else tuple(found[:1])


def _meant(sent: str, words: Mapping[str, str], constant: str) -> str:
    """What the source's word is called here; a cell left empty is what the profile says of all rows."""
    word = folded(sent)
    return words.get(word, sent) if word else words.get("", constant)


def joined(cells: Sequence[str], *, spreadsheet: bool) -> str:
    """A day and a time of day from two cells; spreadsheets give the day a midnight that nobody wrote, and the time as a part of a day."""
    parts = [cell.strip() for cell in cells if cell.strip()]
    if spreadsheet and len(parts) > 1 and PART_OF_DAY.fullmatch(parts[-1]):
        parts[-1] = _since(date(1900, 1, 1), parts[-1])[11:]
    return " ".join([part.removesuffix(_NO_TIME_OF_DAY) for part in parts[:-1]] + parts[-1:])


def _since(epoch: date, number: str) -> str:
    """The time of a spreadsheet's day number, to the second."""
    seconds = round_half_away(Fraction(number) * 86_400)
    return (datetime(epoch.year, epoch.month, epoch.day) + timedelta(seconds=seconds)).isoformat()  # noqa: DTZ001  local


def turned(text: str) -> str:
    """A date in ISO 8601 with day and month the other way round, where both can be a month; any other text as it is."""
    found = _ISO_DAY.match(text)
    return f"{found[1]}-{found[3]}-{found[2]}{text[10:]}" if found and int(found[3]) <= 12 else text


def _placed(name: str, text: str, zone: ZoneInfo, comments: list[tuple[str, WrongField]]) -> str:
    """The instant of a time without an offset, in the zone of the profile; anything else as it is."""
    try:
        at = iso_time(text)
        if at.tzinfo is not None or len(text) <= 10:
            return text
        found = local_instant(at.replace(microsecond=0), zone)
    except (ValueError, OverflowError):
        return text
    if found.fault:
        comments.append((name, WARNINGS[found.fault]))
    return stored(found.at)


def columns_twice(
    cells: Sequence[str], names: Sequence[str], positions: Iterable[int], place: Where, remedy: str
) -> Iterator[Finding]:
    """Of a header's columns that are read those whose name, as `names` have it, another has too."""
    for at in sorted(set(positions)):
        if names.count(names[at]) > 1:
            message = f"the column {cells[at].strip()[:_NAMED_KEPT]!r} stands there more than once; the first was read"
            where = Where(place.file, place.line, at + 1)
            yield Finding("column_twice", message, remedy, where, Severity.WARNING)


def _missing(name: str, profile: TableProfile, place: Where) -> Finding:
    column = profile.columns[name]
    names = (" and " if column.joined else " or ").join(repr(each) for each in column.names)[:_NAMED_KEPT]
    return Finding(
        "missing_column",
        f"there is no column {names}, which is {name} by the profile",
        "look at the header of the file; add the name that it has to the profile",
        Where(place.file, place.line, 0, name),
    )
