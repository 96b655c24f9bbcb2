"""Studies that were ordered, and of which no read is in the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from reads.core.times import restored, stored
from reads.intake.order import Order
from reads.log.orders import Study, orders_of
from reads.log.read_versions import any_case
from reads.log.tables import OrderRow, ReadVersionRow
from reads.log.undone_imports import standing_imports
from reads.log.voids import void_keys
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of


@dataclass(frozen=True, slots=True)
class Unread:
    """A study that was ordered, and of which no read is in the log."""

    order: Order
    sent_at: datetime


def ordered_unread(session: Session, start: datetime, end: datetime) -> list[Unread]:
    """The studies ordered in [start, end), not cancelled since, of which no read is in the log, in the order of asking.

    For `wetread pairs`. The time of an order is the sender's own, MSH-7.
    """
    statement = select(OrderRow).where(
        col(OrderRow.sent_at) >= stored(start),
        col(OrderRow.sent_at) < stored(end),
        standing_imports(session, col(OrderRow.import_id)),
    )
    asked = {(row.facility, row.accession.casefold()): row.accession for row in session.scalars(statement)}
    read = _studies_read(session, set(asked.values()))
    unread: list[Unread] = []
    for study, orders in orders_of(session, asked.values()).items():
        if study in asked and study not in read and not orders[-1].is_cancelled and orders[0].sent_at:
            unread.append(Unread(orders[-1], restored(orders[0].sent_at)))
    return sorted(unread, key=lambda each: (stored(each.sent_at), each.order))


def _studies_read(session: Session, accessions: Collection[str]) -> set[Study]:
    words = {word for accession in accessions for word in any_case(accession)}
    rows = (
        row
        for some in portions(words)
        for row in session.execute(
            select(col(ReadVersionRow.facility), col(ReadVersionRow.accession), col(ReadVersionRow.read_key)).where(
                one_of(col(ReadVersionRow.accession), some), standing_imports(session, col(ReadVersionRow.import_id))
            )
        )
    )
    keys = {key: (facility, accession.casefold()) for facility, accession, key in rows}
    void = void_keys(session, keys)
    return {study for key, study in keys.items() if key not in void}
