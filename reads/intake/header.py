"""The header of a table of reads: which column holds which field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from operator import itemgetter
from typing import ClassVar

from reads.core.findings import Finding, Severity, Where
from reads.intake.content import CONTENT, Content
from reads.intake.errors import UnknownColumns
from reads.intake.fields_of_finals import FIELDS, PATIENT

MOST_COLUMNS = 256

NEEDED = ("facility", "accession", "read_type", "signed_at")


@dataclass(frozen=True, slots=True)
class Header:
    """How many columns a row has, how to put its cells in the order of CONTENT, and where patients' fields stand."""

    names: tuple[str, ...]
    patient: tuple[int, ...]
    warnings: tuple[Finding, ...]
    times: ClassVar[tuple[()]] = ()
    comments: ClassVar[tuple[()]] = ()
    _order: Callable[[Sequence[str]], tuple[str, ...]]

    @classmethod
    def of(cls, cells: Sequence[str], file: str, line: int) -> Header:
        """The header of these cells; UnknownColumns with every fault of it."""
        names = tuple(cell.strip().casefold() for cell in cells)
        findings = tuple(_faults(names, file, line))
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if errors:
            raise UnknownColumns(file, errors)
        positions = [names.index(name) if name in names else len(names) for name in CONTENT]
        patient = tuple(at for at, name in enumerate(names) if name in PATIENT)
        return cls(names, patient, findings, itemgetter(*positions))

    def texts(self, cells: Sequence[str]) -> Content:
        """The cells in the order of CONTENT, absent columns as empty texts."""
        return self._order([*cells, ""])

    @property
    def may_name_patients(self) -> bool:
        """Whether a row may hold what must not be kept: a patient's field, or a column that is no field of a read."""
        return any(name not in CONTENT for name in self.names)

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells by name, of the fields that are kept and hold anything."""
        return {name: cell for name, cell in zip(self.names, cells, strict=False) if cell.strip() and name in CONTENT}

    def carried(self, cells: Sequence[str]) -> dict[str, str]:
        """What the row says of a final's patient and report, by field."""
        return {self.names[at]: cells[at].strip() for at in self.patient if cells[at].strip()}

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Whether a row is this header once more: files were put together."""
        return tuple(cell.strip().casefold() for cell in cells) == self.names


def fits(cells: Sequence[str]) -> bool:
    """Whether these cells are a header of reads: what every read needs is named."""
    names = {cell.strip().casefold() for cell in cells}
    return names.issuperset(NEEDED) and not names.isdisjoint(("exam_code", "cpt"))


def _faults(names: tuple[str, ...], file: str, line: int) -> Iterator[Finding]:
    if len(names) > MOST_COLUMNS:
        yield Finding("columns_many", f"{len(names)} columns, more than 256", "keep those needed", Where(file, line))
        return
    for column, name in enumerate(names, 1):
        place = Where(file, line, column, name if name in FIELDS else "")
        if name in names[: column - 1] and name:
            yield Finding("column_twice", f"column {column} has a name that came before", "remove one", place)
        elif name not in FIELDS:
            yield _unknown(name, place)
    for name in NEEDED:
        if name not in names:
            yield Finding("missing_column", f"the column {name} is missing", "add it", Where(file, line, 0, name))
    if "exam_code" not in names and "cpt" not in names:
        where = Where(file, line, 0, "exam_code")
        yield Finding("missing_column", "there is neither exam_code nor cpt", "add one of these columns", where)


def _unknown(name: str, place: Where) -> Finding:
    near = get_close_matches(name[:64], FIELDS, n=1, cutoff=4 / 5)
    if near:
        message = f"column {place.column} is called {name[:64]!r}"
        return Finding("column_misspelt", message, f"did you mean {near[0]}?", place)
    message = f"column {place.column}, {name[:64]!r}, is no field of a read and was ignored"
    return Finding("column_ignored", message, "", place, Severity.WARNING)
