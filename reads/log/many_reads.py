"""Many reads voided, or taken back, at once: a list of them, all of it understood or nothing done (spec 2.4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields

from sqlmodel import Session

from reads.core.actor_and_moment import By
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Where
from reads.core.read import LoggedRead
from reads.log import decisions
from reads.log.decisions import Which
from reads.log.errors import ManyReads, UnknownRead

_COLUMNS = tuple(each.name for each in fields(Which))


def which_of(text: str, file: str) -> list[Which]:
    """The reads that a list names: an accession a line, or a CSV file with a header; FaultyInput with every fault."""
    rows = [(line, [cell.strip() for cell in row]) for line, row in enumerate(csv.reader(io.StringIO(text)), 1)]
    rows = [(line, cells) for line, cells in rows if any(cells)]
    header = ["accession"]
    if rows and "accession" in [cell.casefold() for cell in rows[0][1]]:
        header = [cell.casefold() for cell in rows.pop(0)[1]]
    faults = [
        Finding("unknown_column", f"no column is named {name!r} here", f"known: {', '.join(_COLUMNS)}", Where(file, 1))
        for name in header
        if name not in _COLUMNS
    ]
    for line, cells in rows:
        if len(cells) != len(header):
            message = f"the line has {len(cells)} cells, not {len(header)}"
            faults.append(
                Finding("cells", message, "an accession a line, or a CSV file with a header", Where(file, line))
            )
    if not rows:
        faults.append(Finding("empty", "no read is named in it", "write an accession a line", Where(file)))
    if faults:
        raise FaultyInput(file, faults)
    return [Which(**{name: cell for name, cell in zip(header, cells, strict=True) if cell}) for _, cells in rows]


def void_all(
    session: Session, wanted: Sequence[Which], because: str, *, by: By, restore: bool = False
) -> list[tuple[LoggedRead, bool]]:
    """Makes every one void, or takes every void back; whether that changed anything, one by one, and one event each.

    One that names no read or several is refused; of many, with all of them listed (FaultyInput), and nothing is done.
    """
    deed = decisions.restore if restore else decisions.void
    if len(wanted) == 1:
        return [deed(session, wanted[0], because, by=by)]
    done: list[tuple[LoggedRead, bool]] = []
    faults: list[Finding] = []
    for which in dict.fromkeys(wanted):
        try:
            done.append(deed(session, which, because, by=by))
        except (UnknownRead, ManyReads) as error:
            faults.append(Finding(error.code, error.message, error.remedy))
    if faults:
        raise FaultyInput("the list", faults)
    return done
