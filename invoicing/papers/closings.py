"""Which paper closed each contract's month: the first, or after its cancellation the one that was issued in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from invoicing.papers.heads import CLOSED, closing_heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.snapshot import paper_of
from reads.core.month import Month
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_CLOSED_MONTHS = f"SELECT contract, month FROM papers WHERE {CLOSED} ORDER BY month"  # noqa: S608 - a constant


def closings(reading: Reading, contracts: Collection[str]) -> dict[str, dict[Month, IssuedPaper]]:
    """The papers that closed each contract's months and were not cancelled; those of kind `closed` too."""
    found: dict[str, dict[Month, IssuedPaper]] = {contract: {} for contract in contracts}
    for head in closing_heads(reading, contracts):
        found[head.contract][head.month] = head
    return found


def closed_months(reading: Reading) -> dict[str, list[Month]]:
    """The closed months of every contract that has any, in their order."""
    found: dict[str, list[Month]] = {}
    for contract, month in rows(reading, _CLOSED_MONTHS):
        found.setdefault(contract, []).append(Month.parse(month))
    return found


def cancelled_by(reading: Reading, paper: int) -> str | None:
    """The number of the memo that cancelled the paper."""
    query = "SELECT number FROM papers WHERE id IN (SELECT memo_id FROM cancellations WHERE paper_id = :paper)"
    found = rows(reading, query, paper=paper)
    return found[0][0] if found else None


def cancelled_numbers(reading: Reading) -> frozenset[str]:
    """The numbers of all papers that were cancelled."""
    query = "SELECT number FROM papers WHERE number IS NOT NULL AND id IN (SELECT paper_id FROM cancellations)"
    return frozenset(number for (number,) in rows(reading, query))


def is_cancelling(reading: Reading, number: str) -> bool:
    """Whether the paper of that number is the memo that cancelled another."""
    query = "SELECT 1 FROM papers WHERE number = :number AND id IN (SELECT memo_id FROM cancellations)"
    return bool(rows(reading, query, number=number))


def later_papers_about(reading: Reading, paper: IssuedPaper) -> list[str]:
    """The numbers of papers issued after it that put its month right; cancelled ones and their memos cancel out."""
    query = (
        "SELECT number, snapshot FROM papers WHERE contract = :contract AND id > :paper AND NOT EXISTS "
        "(SELECT 1 FROM cancellations WHERE paper_id = papers.id OR memo_id = papers.id) ORDER BY id"
    )
    return [
        number or ""
        for number, said in rows(reading, query, contract=paper.contract, paper=paper.id)
        if any(line.month == paper.month and not line.agreed for line in paper_of(said).lines)
    ]


def add_closing(session: Session, issued: IssuedPaper) -> None:
    """Records that the contract's month was issued; the database refuses a second time, but for a cancelled paper's place."""
    from invoicing.papers.tables import FirstClosingRow, ReclosingRow

    query = (
        "SELECT c.paper_id FROM cancellations c JOIN papers p ON p.id = c.paper_id "
        "WHERE p.contract = :contract AND p.month = :month ORDER BY c.id DESC LIMIT 1"
    )
    cancelled = rows(session, query, contract=issued.contract, month=str(issued.month))
    if not cancelled:
        session.add(FirstClosingRow(contract=issued.contract, month=str(issued.month), paper_id=issued.id))
    else:
        session.add(ReclosingRow(cancelled_id=cancelled[0][0], paper_id=issued.id))
    session.flush()


def add_cancellation(session: Session, paper: IssuedPaper, memo: IssuedPaper) -> None:
    """Records that the memo cancelled the paper; the database refuses a second time."""
    from invoicing.papers.tables import CancellationRow

    session.add(CancellationRow(paper_id=paper.id, memo_id=memo.id))
    session.flush()
