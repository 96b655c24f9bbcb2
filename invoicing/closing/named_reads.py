"""A list of reads as a hospital sends it back: CSV with an accession in each row, perhaps facility and exam (spec 3.6). Pure.

accession[,facility][,exam]     columns by name, others ignored; or no header, and an accession a line
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from invoicing.papers.paper import ScheduleRow
from reads.core.errors import FaultyInput, WrongUse
from reads.core.findings import Finding, Where

_COLUMNS = {"accession": "accession", "facility": "facility", "exam": "exam", "exam_code": "exam"}


@dataclass(frozen=True, slots=True)
class NamedRead:
    """One row of the list; empty words leave open which exam or facility is meant."""

    line: int
    accession: str
    facility: str = ""
    exam: str = ""

    def fits(self, row: ScheduleRow) -> bool:
        """Whether the row of a schedule is meant."""
        pairs = ((self.accession, row.accession), (self.facility, row.facility), (self.exam, row.exam))
        return all(not word or word.casefold() == value.casefold() for word, value in pairs)


class NotUtf8(WrongUse):
    """The list is in another encoding."""

    code = "not_utf8"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is not UTF-8", "save the list again as CSV in UTF-8")


class NamesNoReads(WrongUse):
    """The list is empty."""

    code = "names_no_reads"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} names no reads", "list their accessions")


@dataclass(frozen=True, slots=True)
class ReadList:
    """The list as it was sent: its name and its bytes."""

    file: str
    content: bytes

    def keys_on(self, schedule: Sequence[ScheduleRow], number: str) -> list[str]:
        """The keys of the reads that are meant, in the schedule of a paper.

        NotUtf8, NamesNoReads, or FaultyInput with each row that names no read of it.
        """
        try:
            named = named_reads(self.content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise NotUtf8(self.file) from None
        keys, problems = among(named, schedule, self.file, number)
        if problems:
            raise FaultyInput(self.file, problems)
        if not keys:
            raise NamesNoReads(self.file)
        return keys


def named_reads(text: str) -> list[NamedRead]:
    """The rows of the list; empty lines are left out."""
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(csv.reader(text.splitlines()), 1)]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        return []
    names = [_COLUMNS.get(cell.casefold().replace(" ", "_"), "") for cell in rows[0][1]]
    if "accession" not in names:
        return [NamedRead(number, row[0]) for number, row in rows]
    found = []
    for number, row in rows[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
        found.append(NamedRead(number, cells.get("accession", ""), cells.get("facility", ""), cells.get("exam", "")))
    return found


def among(
    named: Iterable[NamedRead], schedule: Sequence[ScheduleRow], file: str, number: str
) -> tuple[list[str], list[Finding]]:
    """The keys of the reads that are meant, in their order, and what the paper doesn't bill."""
    by_accession: dict[str, list[ScheduleRow]] = {}
    for row in schedule:
        by_accession.setdefault(row.accession.casefold(), []).append(row)
    keys: dict[str, None] = {}
    problems = []
    for each in named:
        meant = [row for row in by_accession.get(each.accession.casefold(), ()) if each.accession and each.fits(row)]
        keys.update(dict.fromkeys(row.read_key for row in meant))
        if not meant:
            problems.append(
                Finding(
                    "not_on_paper",
                    f"{number} bills no such read",
                    f"`wetread invoice show {number} --schedule` lists what it bills",
                    Where(file, each.line, field="accession"),
                )
            )
    return list(keys), problems
