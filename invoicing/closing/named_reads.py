"""A list of reads as a hospital sends it back: CSV with an accession in each row, perhaps facility and exam (spec 3.6). Pure.

accession[,facility][,exam]     columns by name, others ignored; or no header, and an accession a line
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from invoicing.papers.paper import ScheduleRow
from reads.core.findings import Finding, Where

_COLUMNS = {"accession": "accession", "facility": "facility", "exam": "exam", "exam_code": "exam"}


@dataclass(frozen=True, slots=True)
class Named:
    """One row of the list; empty words leave open which exam or facility is meant."""

    line: int
    accession: str
    facility: str = ""
    exam: str = ""

    def fits(self, row: ScheduleRow) -> bool:
        """Whether the row of a schedule is meant."""
        pairs = ((self.accession, row.accession), (self.facility, row.facility), (self.exam, row.exam))
        return all(not word or word.casefold() == value.casefold() for word, value in pairs)


def named_reads(text: str) -> list[Named]:
    """The rows of the list; empty lines are left out."""
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(csv.reader(text.splitlines()), 1)]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        return []
    names = [_COLUMNS.get(cell.casefold().replace(" ", "_"), "") for cell in rows[0][1]]
    if "accession" not in names:
        return [Named(number, row[0]) for number, row in rows]
    found = []
    for number, row in rows[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
        found.append(Named(number, cells.get("accession", ""), cells.get("facility", ""), cells.get("exam", "")))
    return found


def among(
    named: Iterable[Named], schedule: Sequence[ScheduleRow], file: str, number: str
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
