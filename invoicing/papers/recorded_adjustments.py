"""The recorded decisions on papers: their queries, and how one is recorded (spec 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from invoicing.papers.adjustment import WORDS, Adjustment, Fact
from invoicing.papers.issued_paper import IssuedPaper
from reads.core.money import Money
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_ADJUSTMENTS = "SELECT id, kind, client, contract, number, amount, currency, because FROM adjustments "
_PENDING = (
    "WHERE kind = :line AND contract IN :contracts AND NOT EXISTS "
    "(SELECT 1 FROM billed_adjustments WHERE adjustment_id = adjustments.id) ORDER BY id"
)


def withdrawn(reading: Reading) -> dict[str, str]:
    """Reads that cost 0.00 until they are restored, by key, each with the word for it."""
    query = "SELECT r.read_key, a.kind FROM adjusted_reads r JOIN adjustments a ON a.id = r.adjustment_id ORDER BY a.id"
    last = {key: Fact(kind) for key, kind in rows(reading, query)}
    return {key: WORDS[kind] for key, kind in last.items() if kind in WORDS}


def pending_lines(reading: Reading, contracts: Collection[str]) -> dict[str, list[Adjustment]]:
    """Manual lines that are on no paper yet and were not removed, by contract."""
    gone = rows(reading, "SELECT number FROM adjustments WHERE kind = :removed", removed=Fact.LINE_REMOVED.value)
    removed = {int(number) for (number,) in gone}
    found: dict[str, list[Adjustment]] = {contract: [] for contract in contracts}
    for each in map(_adjustment, rows(reading, _ADJUSTMENTS + _PENDING, line=Fact.LINE.value, contracts=contracts)):
        if each.id not in removed:
            found[each.contract].append(each)
    return found


def agreed_on(reading: Reading, number: str, currency: str) -> Money:
    """What was credited on a paper by agreement so far, negative."""
    query = "SELECT sum(amount) FROM adjustments WHERE kind = :agreed AND number = :number"
    [(agreed,)] = rows(reading, query, agreed=Fact.AGREED.value, number=number)
    return Money(int(agreed or 0), currency)


def made_before(reading: Reading, wanted: Adjustment) -> Adjustment | None:
    """The same decision, made before: same kind, paper, contract, amount and reason."""
    query = _ADJUSTMENTS + (
        "WHERE kind = :kind AND number = :number AND contract = :contract AND amount = :amount AND because = :because "
        "ORDER BY id LIMIT 1"
    )
    same = {"kind": wanted.kind.value, "number": wanted.number, "contract": wanted.contract}
    found = rows(reading, query, **same, amount=wanted.amount.minor, because=wanted.because)
    return _adjustment(found[0]) if found else None


def add(session: Session, wanted: Adjustment, keys: Sequence[str] = (), *, actor: str, at: datetime) -> int:
    """Records the decision with its reads and its event; its id."""
    from invoicing.papers.tables import AdjustedReadRow, AdjustmentRow
    from reads.store.events import Deed, record

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
    from invoicing.papers.tables import BilledAdjustmentRow

    session.add_all([BilledAdjustmentRow(adjustment_id=each.id, paper_id=issued.id) for each in adjustments])
    session.flush()


def _adjustment(row: Any) -> Adjustment:
    number, kind, client, contract, paper, amount, currency, because = row
    return Adjustment(Fact(kind), client, contract, paper, Money(amount, currency), because, number)
