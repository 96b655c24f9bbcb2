"""Accessions that differ only by marks between their letters and digits (A-902, A 902, A902), for one exam on one day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from itertools import islice
from typing import Any

from sqlalchemy import Text, case, cast, func, or_, select
from sqlmodel import Session

from reads.log.accessions_without_zeros import MOST, NearTwins
from reads.log.repository import VERSIONS
from reads.log.undone_imports import standing_imports

_MARKS = "- ./_:"
_BETWEEN = re.compile(f"[{re.escape(_MARKS)}]+")
_DAY = timedelta(days=1)
_Numbered = tuple[int, str, str]
"""A version's number, its accession, and when it was signed."""

_MARKED = or_(*(VERSIONS.accession.contains(mark, autoescape=True) for mark in _MARKS))
_EXAM = func.lower(case((VERSIONS.exam_code != "", VERSIONS.exam_code), else_=VERSIONS.cpt))


def _without(text: Any, mark: str) -> Any:
    return func.replace(text, mark, "")


_BARE = func.lower(reduce(_without, _MARKS, VERSIONS.accession))


def marked_twins(session: Session, since: int) -> Iterator[NearTwins]:
    """Those of which one came in after the version of this number, at most `MOST`.

    Looked for among the days of what came in, at facilities that have marks in any number of these days: the database groups
    them, and only groups of several numbers are fetched. What came in is looked at as it lies, one read after the other.
    """
    came = VERSIONS.id.between(since + 1, select(func.max(VERSIONS.id)).scalar_subquery())
    first, last = session.execute(select(func.min(VERSIONS.signed_at), func.max(VERSIONS.signed_at)).where(came)).one()
    if first is None:
        return
    around = (
        VERSIONS.signed_at >= (date.fromisoformat(first[:10]) - _DAY).isoformat(),
        VERSIONS.signed_at < (date.fromisoformat(last[:10]) + 2 * _DAY).isoformat(),
        standing_imports(session, VERSIONS.import_id),
    )
    marked = select(VERSIONS.facility).where(_MARKED)
    sites = session.execute(marked.where(came).union(marked.where(VERSIONS.id <= since, *around))).scalars().all()
    if not sites:
        return
    gathered = func.json_group_array if session.get_bind().dialect.name == "sqlite" else func.json_agg
    own = (cast(gathered(column), Text) for column in (VERSIONS.id, VERSIONS.accession, VERSIONS.signed_at))
    groups = (
        select(VERSIONS.facility, *own)
        .where(*around, VERSIONS.facility.in_(sites))
        .group_by(VERSIONS.facility, _BARE, _EXAM, VERSIONS.read_type)
        .having(func.count(func.lower(VERSIONS.accession).distinct()) > 1, func.max(VERSIONS.id) > since)
        .order_by(VERSIONS.facility, func.min(VERSIONS.id))
    )
    yield from islice(_told(session.execute(groups)), MOST)


def _told(groups: Any) -> Iterator[NearTwins]:
    """A pair once, whatever its exams."""
    told: set[NearTwins] = set()
    for facility, *parts in groups:
        for one, other in _pairs(sorted(zip(*map(json.loads, parts), strict=True))):
            twins = NearTwins(facility, one, other, "written in two ways")
            if twins not in told:
                told.add(twins)
                yield twins


def _pairs(same: Sequence[_Numbered]) -> Iterator[tuple[str, str]]:
    """The number that came first, beside each that is perhaps the same."""
    (_, one, signed), *others = same
    return ((one, other) for _, other, at in others if _alike(one, other) and _near(signed, at))


def _alike(one: str, other: str) -> bool:
    """Whether two numbers of the same letters and digits are perhaps one: 2026-1-11 and 2026-11-1 are two."""
    parts, others = _BETWEEN.split(one.casefold()), _BETWEEN.split(other.casefold())
    return one.casefold() != other.casefold() and (len(parts) != len(others) or parts == others)


def _near(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])) <= _DAY
