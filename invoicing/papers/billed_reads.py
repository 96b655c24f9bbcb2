"""Which reads were billed before, on which paper, for how much: what is billed once is put right by differences alone (spec 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, insert, text
from sqlmodel import Session, col, or_, select

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import ScheduleRow
from invoicing.papers.row_reasons import LATE
from invoicing.papers.tables import BilledReadRow, CancellationRow, PaperRow, ReclosingRow
from reads.claims.repository import claimed_lines
from reads.core.currency import places_of
from reads.core.money import round_half_away
from reads.core.times import stored
from reads.store.look_without_orm import portions

_FIRST = frozenset({"", LATE})
"""Reasons of rows that may be the first of their read."""


def billed_reads(session: Session, keys: set[str]) -> set[str]:
    """Those of these reads that a paper or a claim has, by key: of one study under two names, such a one stands (spec 2.4)."""
    found = {
        key
        for some in portions(keys)
        for key in session.scalars(select(col(BilledReadRow.read_key)).where(col(BilledReadRow.read_key).in_(some)))
    }
    return found | claimed_lines(session, keys).keys()


def billed_on(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """Those of the reads that are billed already, each with the number of its paper; a cancelled paper bills none."""
    if not keys:
        return {}
    found: dict[str, str] = {}
    gone = select(CancellationRow.id).where(col(CancellationRow.paper_id) == col(PaperRow.id))
    again = select(ReclosingRow.id).where(
        col(ReclosingRow.paper_id) == col(PaperRow.id), col(BilledReadRow.month) == col(PaperRow.month)
    )
    query = (
        select(col(BilledReadRow.read_key), col(PaperRow.number))
        .join(PaperRow, col(PaperRow.id) == col(BilledReadRow.paper_id))
        .where(or_(col(BilledReadRow.kind) == "original", again.exists()), ~gone.exists())
    )
    for some in portions(keys):
        found.update(
            (key, number or "") for key, number in session.exec(query.where(col(BilledReadRow.read_key).in_(some)))
        )
    return found


def billed_before(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the reads that any paper has billed, cancelled ones included: the database takes each once as its first."""
    if not keys:
        return set()
    query = select(col(BilledReadRow.read_key)).where(col(BilledReadRow.kind) == "original")
    return {key for some in portions(keys) for key in session.exec(query.where(col(BilledReadRow.read_key).in_(some)))}


def billed_of_reads_signed(session: Session, start: datetime, end: datetime) -> frozenset[str]:
    """The keys of the reads signed in [start, end), in any version, that any paper has billed: for a month at once."""
    query = text(
        "SELECT read_key FROM read_versions WHERE signed_at >= :start AND signed_at < :end AND EXISTS "
        "(SELECT 1 FROM billed_reads WHERE billed_reads.read_key = read_versions.read_key AND kind = 'original')"
    )
    if session.execute(text("SELECT 1 FROM billed_reads LIMIT 1")).first() is None:
        return frozenset()
    return frozenset(session.execute(query, {"start": stored(start), "end": stored(end)}).scalars())


def charges_on(session: Session, contract: str, keys: Collection[str]) -> dict[str, int]:
    """What all papers of a contract together have billed for each of these reads, in minor units."""
    query = (
        select(col(BilledReadRow.read_key), func.sum(BilledReadRow.charge))
        .join(PaperRow, col(PaperRow.id) == col(BilledReadRow.paper_id))
        .where(col(PaperRow.contract) == contract, col(BilledReadRow.read_key).in_(keys))
        .group_by(col(BilledReadRow.read_key))
    )
    return {key: int(charge) for key, charge in session.exec(query)}


def add_billed(
    session: Session, issued: IssuedPaper, schedule: Sequence[ScheduleRow], before: Collection[str] = ()
) -> None:
    """Records the reads of a paper; the database refuses one that was billed before, but for those that are said to be.

    What puts a read right, and one that was `before` on a paper of another month or contract, is a difference.
    """
    places = places_of(issued.total.currency)
    values = [
        {
            "paper_id": issued.id,
            "read_key": row.read_key,
            "version_id": row.version_id,
            "kind": "original" if row.reason in _FIRST and row.read_key not in before else "difference",
            "month": str(row.month),
            "charge": round_half_away(row.charge, places),
        }
        for row in schedule
    ]
    if values:
        session.connection().execute(insert(BilledReadRow), values)
