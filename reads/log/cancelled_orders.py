"""Reads that stand although their order was cancelled: what was read and signed is billed, and somebody is told (spec 2.2).

It may have been cancelled before or after it was read, and either may come in first. Of several orders of a study the last that
names the read's exam says whether it is cancelled, else the last of all: an order is often cancelled for another exam.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from reads.core.findings import Finding, Severity, Where
from reads.intake.candidate import Candidate
from reads.intake.content import ACCESSION, CPT, EXAM_CODE, FACILITY, READ_TYPE, SIGNED_AT, Content
from reads.intake.order import CANCELLED, Order
from reads.log.orders import Study, is_near, orders_of, study_of
from reads.log.read_versions import any_case, keys_under
from reads.log.repository import versions_under
from reads.log.tables import OrderRow
from reads.log.undone_imports import standing_imports
from reads.log.voids import void_keys
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of


@dataclass(slots=True)
class CancelledOrders:
    """Those of which an import brings the cancellation or a read: accessions as orders have them, and the studies cancelled now."""

    accessions: set[str] = field(default_factory=set)
    now: set[Study] = field(default_factory=set)

    def came(self, orders: Iterable[Order]) -> None:
        """New orders of the import."""
        for order in orders:
            if order.is_cancelled:
                self.accessions.add(order.accession)
                self.now.add((order.facility, order.accession.casefold()))

    def look_up(self, session: Session, reads: Iterable[Candidate]) -> None:
        """Reads of the import, beside all orders that are known."""
        words = {word for read in reads if read.content for word in any_case(read.content[ACCESSION])}
        query = select(col(OrderRow.accession)).where(
            col(OrderRow.control).in_(CANCELLED), standing_imports(session, col(OrderRow.import_id))
        )
        for some in portions(words):
            self.accessions.update(session.scalars(query.where(one_of(col(OrderRow.accession), some))))

    def told(self, session: Session, import_id: int | None, path: str) -> tuple[Finding, ...]:
        """The reads that stand, each told once: by the import that brought it, or its cancellation."""
        if not self.accessions or import_id is None:
            return ()
        session.flush()
        return tuple(self._stand(session, import_id, path))

    def _stand(self, session: Session, import_id: int, path: str) -> Iterator[Finding]:
        orders, keys = orders_of(session, self.accessions), keys_under(session, self.accessions)
        void = void_keys(session, keys)
        for key, versions in sorted(versions_under(session, keys).items()):
            own = [version for version in versions if version.key == key]
            if not own or key in void:
                continue
            current = max(own, key=lambda version: version.order)
            study = study_of(current.content)
            near = [each for each in orders.get(study, ()) if is_near(each, current.content)]
            order = _deciding(near, current.content)
            if order and order.is_cancelled and (study in self.now or current.import_id == import_id):
                yield _told(order, current.content, path)


def _deciding(orders: Sequence[Order], content: Content) -> Order | None:
    exam = (content[EXAM_CODE] or content[CPT]).casefold()
    same = [each for each in orders if (each.exam_code or each.cpt).casefold() == exam]
    return next(reversed(same or orders), None)


def _told(order: Order, content: Content, path: str) -> Finding:
    accession = content[ACCESSION]
    name = f"{content[FACILITY]} {accession} {content[EXAM_CODE] or content[CPT]} {content[READ_TYPE]}"
    when = f", sent {order.sent_at}" if order.sent_at else ""
    return Finding(
        "order_cancelled",
        f"{name}: its order is cancelled (ORC-1 {order.control}{when}), and its read, signed {content[SIGNED_AT]}, stands",
        f"what was read is billed; if this should not be: `wetread reads void {accession} --because TEXT`",
        Where(path),
        Severity.WARNING,
    )
