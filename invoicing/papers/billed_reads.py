"""Which reads are billed already, on a paper or on a claim: of one study under two names, such a one stands (spec 2.4)."""

from __future__ import annotations

from sqlmodel import Session, col, select

from invoicing.papers.tables import BilledReadRow
from reads.claims.repository import claimed_lines
from reads.store.look_without_orm import portions


def billed_reads(session: Session, keys: set[str]) -> set[str]:
    """Those of these reads that a paper or a claim has, by key."""
    found = {
        key
        for some in portions(keys)
        for key in session.scalars(select(col(BilledReadRow.read_key)).where(col(BilledReadRow.read_key).in_(some)))
    }
    return found | claimed_lines(session, keys).keys()
