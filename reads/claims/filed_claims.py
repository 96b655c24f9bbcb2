"""Which claims stand in a file, and which of a month in none: a portion of them at a time, since a month has more than memory holds."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, select

from reads.claims.tables import ClaimRow, FiledClaimRow
from reads.core.month import Month

_AT_ONCE = 500


def claims_in_file(session: Session, file_id: int) -> Iterator[ClaimRow]:
    """The claims of a file, in the order in which they stand."""
    position = col(FiledClaimRow.position)
    query = (
        select(position, ClaimRow)
        .join(ClaimRow, col(FiledClaimRow.claim_id) == col(ClaimRow.id))
        .where(col(FiledClaimRow.file_id) == file_id)
        .order_by(position)
        .limit(_AT_ONCE)
    )
    last = 0
    while some := session.execute(query.where(position > last)).all():
        yield from (row for _, row in some)
        last = some[-1][0]


def unfiled_claims(session: Session, month: Month) -> Iterator[ClaimRow]:
    """The claims of a month that stand in no file, in the order in which they were made."""
    filed = select(FiledClaimRow.id).where(col(FiledClaimRow.claim_id) == col(ClaimRow.id)).exists()
    query = select(ClaimRow).where(col(ClaimRow.month) == str(month), ~filed).order_by(col(ClaimRow.id)).limit(_AT_ONCE)
    last = 0
    while some := session.exec(query.where(col(ClaimRow.id) > last)).all():
        yield from some
        last = some[-1].id or 0
