"""Orders beside reads: what was asked for supplies what a read lacks, whichever of the two comes first (spec 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from reads.core.times import restored
from reads.intake.candidate import Candidate
from reads.intake.content import ACCESSION, CONTENT, FACILITY, SIGNED_AT, Content
from reads.intake.order import Order
from reads.log import bulk_insert, repository
from reads.log.read_versions import any_case, keys_under, zones_for
from reads.log.tables import OrderRow
from reads.log.undone_imports import standing_imports
from reads.log.versioning import REUSE, settled_time
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of

SUPPLIED = ("exam_at", "received_at", "patient_class", "payer")
"""What an order gives to reads that lack it, beside accession and exam; those the report's own message lacks are looked up
when it is read."""

_PLACES = tuple((name, CONTENT.index(name)) for name in SUPPLIED)

Study = tuple[str, str]
"""Facility and accession, both in lower case."""


def has_orders(session: Session) -> bool:
    """Whether there are any: without them, reads needn't be looked at."""
    return session.execute(select(col(OrderRow.id)).limit(1)).first() is not None


def new_orders(session: Session, candidates: Sequence[Candidate]) -> list[tuple[Order, int]]:
    """The orders that say something new, each once, with their lines."""
    orders = {each.order.digest: (each.order, each.line) for each in reversed(candidates) if each.order}
    standing = select(col(OrderRow.digest)).where(standing_imports(session, col(OrderRow.import_id)))
    known = {
        digest
        for some in portions(orders)
        for digest in session.scalars(standing.where(one_of(col(OrderRow.digest), some)))
    }
    return [orders[digest] for digest in reversed(orders) if digest not in known]


def keep_orders(session: Session, new: Sequence[tuple[Order, int]], import_id: int) -> None:
    """Keeps new orders, and completes the reads that are there already."""
    session.add_all(
        OrderRow(digest=order.digest, import_id=import_id, line=line, **order._asdict()) for order, line in new
    )
    session.flush()
    _complete(session, [order for order, _ in new], import_id)


def supplied(session: Session, reads: Sequence[Candidate]) -> list[Candidate]:
    """The reads with what their orders say of them; their digests stay those of what was sent."""
    lacking = {
        read.content[ACCESSION] for read in reads if read.content and any(not read.content[at] for _, at in _PLACES)
    }
    known = orders_of(session, lacking)
    return [
        read._replace(content=_filled(read.content, known.get(study_of(read.content), ()))) if read.content else read
        for read in reads
    ]


def orders_of(session: Session, accessions: Iterable[str]) -> dict[Study, list[Order]]:
    """All that was said of the orders under these accessions, whatever their case, the oldest first."""
    found: defaultdict[Study, list[Order]] = defaultdict(list)
    words = {word for accession in accessions for word in any_case(accession)}
    standing = select(OrderRow).where(standing_imports(session, col(OrderRow.import_id)))
    for some in portions(words):
        for order in _orders(session, session.scalars(standing.where(one_of(col(OrderRow.accession), some))).all()):
            found[order.facility, order.accession.casefold()].append(order)
    for orders in found.values():
        orders.sort(key=lambda order: (order.sent_at, order))
    return dict(found)


def find_order(session: Session, facility: str, number: str, accession: str) -> Order | None:
    """The last that was said of the facility's order of that number, else of that accession."""
    for column, word in ((OrderRow.number, number), (OrderRow.accession, accession)):
        if word:
            statement = select(OrderRow).where(
                col(column) == word,
                col(OrderRow.facility) == facility,
                standing_imports(session, col(OrderRow.import_id)),
            )
            orders = _orders(session, session.scalars(statement).all())
            if orders:
                return max(orders, key=lambda order: (order.sent_at, order))
    return None


def _complete(session: Session, orders: Sequence[Order], import_id: int) -> None:
    """Adds a version to each read that came before its order and lacks what that says."""
    if not orders:
        return
    known = orders_of(session, {order.accession for order in orders})
    keys = keys_under(session, {order.accession for order in orders})
    for key, versions in repository.versions_under(session, keys).items():
        own = [version for version in versions if version.key == key]
        if not own:
            continue
        current = max(own, key=lambda version: version.order)
        content = _filled(current.content, known.get(study_of(current.content), ()))
        if content != current.content:
            row = (
                key,
                repository.next_number(session, key),
                current.digest,
                int(current.corrects),
                *content,
                import_id,
                0,
            )
            bulk_insert.insert_new(session, [row])


def _filled(content: Content, orders: Sequence[Order]) -> Content:
    """The content with what its orders say and it lacks: receipt by the first of them, the rest by the last."""
    near = [order for order in orders if is_near(order, content)]
    if not near:
        return content
    texts = list(content)
    for name, at in _PLACES:
        if not texts[at]:
            said = [text for order in near if (text := getattr(order, name))]
            texts[at] = (said[0] if name == "received_at" else said[-1]) if said else ""
    return tuple(texts)


def is_near(order: Order, content: Content) -> bool:
    """Whether the order can be that of the read: accession numbers are used again."""
    if not order.sent_at:
        return True
    signed, sent = restored(content[SIGNED_AT]).replace(tzinfo=None), restored(order.sent_at).replace(tzinfo=None)
    return abs(signed - sent) <= REUSE


def study_of(content: Content) -> Study:
    """The study that a read is of."""
    return content[FACILITY], content[ACCESSION].casefold()


def _orders(session: Session, rows: Sequence[OrderRow]) -> list[Order]:
    """The orders of these rows, their time of sending as the directory understands it now: they are sorted by it."""
    directory = zones_for(session, (row.sent_at for row in rows))
    orders = (Order(*(getattr(row, name) for name in Order._fields)) for row in rows)
    return [each._replace(sent_at=settled_time(each.sent_at, each.facility, directory)) for each in orders]
