"""The recorded decisions on papers: their queries, and how one is recorded (spec 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from invoicing.papers.adjustment import WORDS, Adjustment, Fact
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.tables import AdjustedReadRow, AdjustmentRow, BilledAdjustmentRow
from reads.core.money import Money
from reads.store.events import Deed, record


def withdrawn(session: Session) -> dict[str, str]:
    """Reads that cost 0.00 until they are restored, by key, each with the word for it."""
    query = (
        select(col(AdjustedReadRow.read_key), col(AdjustmentRow.kind))
        .join(AdjustmentRow, col(AdjustmentRow.id) == col(AdjustedReadRow.adjustment_id))
        .order_by(col(AdjustmentRow.id))
    )
    last = {key: Fact(kind) for key, kind in session.exec(query)}
    return {key: WORDS[kind] for key, kind in last.items() if kind in WORDS}


def pending_lines(session: Session, contracts: Collection[str]) -> dict[str, list[Adjustment]]:
    """Manual lines that are on no paper yet and were not removed, by contract."""
    query = (
        select(AdjustmentRow)
        .outerjoin(BilledAdjustmentRow, col(BilledAdjustmentRow.adjustment_id) == col(AdjustmentRow.id))
        .where(col(AdjustmentRow.kind) == Fact.LINE.value, col(BilledAdjustmentRow.id).is_(None))
        .where(col(AdjustmentRow.contract).in_(contracts))
        .order_by(col(AdjustmentRow.id))
    )
    removed = {
        int(number)
        for number in session.exec(select(AdjustmentRow.number).where(AdjustmentRow.kind == Fact.LINE_REMOVED.value))
    }
    found: dict[str, list[Adjustment]] = {contract: [] for contract in contracts}
    for row in session.exec(query):
        if row.id not in removed:
            found[row.contract].append(_adjustment(row))
    return found


def agreed_on(session: Session, number: str, currency: str) -> Money:
    """What was credited on a paper by agreement so far, negative."""
    query = select(func.sum(AdjustmentRow.amount)).where(
        AdjustmentRow.kind == Fact.AGREED.value, AdjustmentRow.number == number
    )
    return Money(int(session.exec(query).one() or 0), currency)


def made_before(session: Session, wanted: Adjustment) -> Adjustment | None:
    """The same decision, made before: same kind, paper, contract, amount and reason."""
    query = select(AdjustmentRow).where(
        AdjustmentRow.kind == wanted.kind.value,
        AdjustmentRow.number == wanted.number,
        AdjustmentRow.contract == wanted.contract,
        AdjustmentRow.amount == wanted.amount.minor,
        AdjustmentRow.because == wanted.because,
    )
    row = session.exec(query).first()
    return None if row is None else _adjustment(row)


def add(session: Session, wanted: Adjustment, keys: Sequence[str] = (), *, actor: str, at: datetime) -> int:
    """Records the decision with its reads and its event; its id."""
    row = AdjustmentRow(
        kind=wanted.kind.value,
        client=wanted.client,
        contract=wanted.contract,
        number=wanted.number,
        currency=wanted.amount.currency,
        amount=wanted.amount.minor,
        because=wanted.because,
        at=at,
        actor=actor,
    )
    session.add(row)
    session.flush()
    adjustment = row.id or 0
    session.add_all([AdjustedReadRow(adjustment_id=adjustment, read_key=key) for key in keys])
    detail = detail_of(adjustment, wanted.contract, wanted.amount, keys)
    deed = Deed(f"invoice.{wanted.kind.value}", wanted.number or wanted.client, detail, wanted.because)
    record(session, deed, actor=actor, at=at)
    return adjustment


def detail_of(adjustment: int, contract: str, amount: Money, keys: Sequence[str]) -> dict[str, object]:
    """What the decision's event says of it."""
    return {"contract": contract, "adjustment": adjustment, "amount": str(amount), "reads": list(keys)}


def mark_billed(session: Session, adjustments: Sequence[Adjustment], issued: IssuedPaper) -> None:
    """Records that these are on the paper; the database refuses a second time."""
    session.add_all([BilledAdjustmentRow(adjustment_id=each.id, paper_id=issued.id) for each in adjustments])
    session.flush()


def _adjustment(row: AdjustmentRow) -> Adjustment:
    return Adjustment(
        Fact(row.kind),
        row.client,
        row.contract,
        row.number,
        Money(row.amount, row.currency),
        row.because,
        row.id or 0,
    )
