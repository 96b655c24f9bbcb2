"""Accessions that differ only by marks between their letters and digits (A-902, A 902, A902), for one exam on one day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from reads.log.accessions_without_zeros import MOST, NearTwins
from reads.log.tables import ReadVersionRow
from reads.log.undone_imports import standing_imports

_MARKS = "- ./_:"
_NO_SIGN = re.compile(r"[\W_]+")
_AT_ONCE = 900

_Row = tuple[int, str, str, str, str, str, str]
_COLUMNS = (
    col(ReadVersionRow.id),
    col(ReadVersionRow.facility),
    col(ReadVersionRow.accession),
    col(ReadVersionRow.exam_code),
    col(ReadVersionRow.cpt),
    col(ReadVersionRow.read_type),
    col(ReadVersionRow.signed_at),
)
_MARKED = or_(*(col(ReadVersionRow.accession).contains(mark, autoescape=True) for mark in _MARKS))


def marked_twins(session: Session, since: int) -> Iterator[NearTwins]:
    """Those of which one came in after the version of this number, at most `MOST`.

    Marked numbers are looked for among the days of what came in, plain ones by their index.
    """
    new = select(*_COLUMNS).where(col(ReadVersionRow.id) > since)
    marked = [*_standing(session, new.where(_MARKED))]
    plain = [*_standing(session, new.where(~_MARKED))]
    days = sorted(row[6][:10] for row in (*marked, *plain))
    if not days:
        return
    sites = {row[1] for row in (*marked, *plain)}
    around = select(*_COLUMNS).where(
        col(ReadVersionRow.facility).in_(sites),
        col(ReadVersionRow.signed_at) >= days[0],
        col(ReadVersionRow.signed_at) < f"{days[-1]}~",
        col(ReadVersionRow.id) <= since,
    )
    earlier = [*_standing(session, around.where(_MARKED))]
    forms = sorted({form for row in marked for form in _forms(row[2])})
    for at in range(0, len(forms), _AT_ONCE):
        some = forms[at : at + _AT_ONCE]
        earlier += _standing(session, around.where(col(ReadVersionRow.accession).in_(some)))
    yield from _paired([*earlier, *marked, *plain], since)


def _standing(session: Session, query: Any) -> list[_Row]:
    """Those whose import stands."""
    found = session.connection().execute(query.where(standing_imports(session, col(ReadVersionRow.import_id))))
    return [tuple(row) for row in found]


def _forms(accession: str) -> set[str]:
    bare = _NO_SIGN.sub("", accession)
    return {bare, bare.upper(), bare.lower()}


def _paired(rows: Iterable[_Row], since: int) -> Iterator[NearTwins]:
    """The first two of each group that are one but for marks, where something of it is new."""
    groups: defaultdict[tuple[str, str, str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        _, facility, accession, exam, cpt, read_type, _ = row
        groups[facility, _NO_SIGN.sub("", accession).casefold(), (exam or cpt).casefold(), read_type].append(row)
    found: dict[tuple[str, str, str], NearTwins] = {}
    for (facility, *_), same in groups.items():
        if len({row[2].casefold() for row in same}) < 2 or max(row[0] for row in same) <= since:
            continue
        first, *others = sorted(same)
        for other in others:
            if _alike(first[2], other[2]) and _near(first[6], other[6]):
                found.setdefault(
                    (facility, first[2], other[2]), NearTwins(facility, first[2], other[2], "written in two ways")
                )
    yield from list(found.values())[:MOST]


def _alike(one: str, other: str) -> bool:
    """Whether two numbers of the same letters and digits are perhaps one: 2026-1-11 and 2026-11-1 are two."""
    parts, others = _NO_SIGN.split(one.casefold()), _NO_SIGN.split(other.casefold())
    return one.casefold() != other.casefold() and (len(parts) != len(others) or parts == others)


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1
