"""Which reads were billed before, on which paper, for how much: what is billed once is put right by differences alone (spec 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import ScheduleRow
from invoicing.papers.row_reasons import LATE
from reads.claims.reads_on_claims import ever_claimed
from reads.core.currency import places_of
from reads.core.money import round_half_away
from reads.core.times import stored
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_KEYS = "SELECT read_key FROM billed_reads WHERE read_key IN :some "
_FIRST = frozenset({"", LATE})
"""Reasons of rows that may be the first of their read."""


def billed_reads(reading: Reading, keys: set[str]) -> set[str]:
    """Those of these reads that a paper or a claim has, by key: of one study under two names, such a one stands (spec 2.4)."""
    return _among(reading, "", keys) | ever_claimed(reading, keys)


def billed_on(reading: Reading, keys: Sequence[str]) -> dict[str, str]:
    """Those of the reads that are billed already, each with the number of its paper; a cancelled paper bills none."""
    query = (
        "SELECT b.read_key, p.number FROM billed_reads b JOIN papers p ON p.id = b.paper_id "
        "WHERE (b.kind = 'original' OR EXISTS (SELECT 1 FROM reclosings WHERE paper_id = p.id AND b.month = p.month)) "
        "AND NOT EXISTS (SELECT 1 FROM cancellations WHERE paper_id = p.id) AND b.read_key IN :some"
    )
    return {key: number or "" for some in portions(keys) for key, number in rows(reading, query, some=some)}


def billed_before(reading: Reading, keys: Sequence[str]) -> set[str]:
    """Those of the reads that any paper has billed, cancelled ones included: the database takes each once as its first."""
    return _among(reading, "AND kind = 'original'", keys)


def billed_of_reads_signed(reading: Reading, start: datetime, end: datetime) -> frozenset[str]:
    """The keys of the reads signed in [start, end), in any version, that any paper has billed: for a month at once."""
    query = (
        "SELECT read_key FROM read_versions WHERE signed_at >= :start AND signed_at < :end AND EXISTS "
        "(SELECT 1 FROM billed_reads WHERE billed_reads.read_key = read_versions.read_key AND kind = 'original')"
    )
    if not rows(reading, "SELECT 1 FROM billed_reads LIMIT 1"):
        return frozenset()
    return frozenset(key for (key,) in rows(reading, query, start=stored(start), end=stored(end)))


def _among(reading: Reading, condition: str, keys: Collection[str]) -> set[str]:
    query = _KEYS + condition
    return {key for some in portions(keys) for (key,) in rows(reading, query, some=some)}


def charges_on(reading: Reading, contract: str, keys: Collection[str]) -> dict[str, int]:
    """What all papers of a contract together have billed for each of these reads, in minor units."""
    query = (
        "SELECT b.read_key, sum(b.charge) FROM billed_reads b JOIN papers p ON p.id = b.paper_id "
        "WHERE p.contract = :contract AND b.read_key IN :keys GROUP BY b.read_key"
    )
    return {key: int(charge) for key, charge in rows(reading, query, contract=contract, keys=keys)}


def add_billed(
    session: Session, issued: IssuedPaper, schedule: Sequence[ScheduleRow], before: Collection[str] = ()
) -> None:
    """Records the reads of a paper; the database refuses one that was billed before, but for those that are said to be.

    What puts a read right, and one that was `before` on a paper of another month or contract, is a difference.
    """
    from sqlalchemy import insert

    from invoicing.papers.tables import BilledReadRow

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
