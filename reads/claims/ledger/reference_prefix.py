"""What the references of these books begin with, so that an answer to other books names nothing of these (spec 5.7).

CLM01     K7QX2C731482001        the prefix, C and nine digits
REF*6R    K7QX2R1617             the prefix, R and the number of the read's version
BHT03     K7QX2731482001000000001

Drawn once, when the first claim is made after books are new or upgraded; what was exported before keeps its references.
`reference_prefix` under [claims] says another: `none` is for books whose examples must always be the same.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, select

from reads.claims.ledger.tables import ReferencePrefixRow
from reads.core.actor_and_moment import By
from reads.directory.model import Group
from reads.store.events import Deed, record

NONE = "none"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 5
_SERIES = ("claim", "interchange", "group")


def prefix_of(session: Session, group: Group | None, by: By) -> str:
    """The prefix of these books; drawn, with where their control numbers begin, when it is first asked for."""
    known = known_prefix(session, group)
    return keep_prefix(session, drawn_prefix(), by) if known is None else known


@dataclass(frozen=True, slots=True)
class DrawnPrefix:
    """A prefix that was drawn, and the number at which the series of control numbers begin with it."""

    prefix: str
    first: int


def keep_prefix(session: Session, drawn: DrawnPrefix, by: By) -> str:
    """Keeps a prefix for these books, and begins their series; the prefix."""
    session.add(ReferencePrefixRow(prefix=drawn.prefix, first=drawn.first, at=by.at, actor=by.actor))
    session.flush()
    for series in _SERIES:
        _begin(session, series, drawn.first)
    detail = {"prefix": drawn.prefix, "first": drawn.first}
    record(session, Deed("claims.prefix_drawn", "claims", detail), actor=by.actor, at=by.at)
    return drawn.prefix


def known_prefix(session: Session, group: Group | None) -> str | None:
    """The prefix of these books, None where it is still to be drawn."""
    wanted = group.reference_prefix if group else ""
    if wanted:
        return "" if wanted.casefold() == NONE else wanted.upper()
    return session.exec(select(ReferencePrefixRow.prefix)).first()


def drawn_prefix() -> DrawnPrefix:
    """A prefix without the signs that are mistaken for others, and a number with room for half a milliard after it."""
    prefix = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    first = (100_000 + secrets.randbelow(400_000)) * 1_000 + 1
    return DrawnPrefix(prefix, first)


def _begin(session: Session, series: str, first: int) -> None:
    """The series goes on from there, unless it is further."""
    session.execute(
        text(
            "INSERT INTO control_series (name, last) VALUES (:name, :last) ON CONFLICT (name) DO UPDATE "
            "SET last = CASE WHEN control_series.last < :last THEN :last ELSE control_series.last END"
        ),
        {"name": series, "last": first - 1},
    )
