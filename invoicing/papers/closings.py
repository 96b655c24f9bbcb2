"""Which paper closed each contract's month: the first, or after its cancellation the one that was issued in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, or_, select

from invoicing.papers.heads import closing_heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.snapshot import paper_of
from invoicing.papers.tables import CancellationRow, FirstClosingRow, PaperRow, ReclosingRow
from reads.core.month import Month


def closings(session: Session, contracts: Collection[str]) -> dict[str, dict[Month, IssuedPaper]]:
    """The papers that closed each contract's months and were not cancelled; those of kind `closed` too."""
    found: dict[str, dict[Month, IssuedPaper]] = {contract: {} for contract in contracts}
    for head in closing_heads(session, contracts):
        found[head.contract][head.month] = head
    return found


def closed_months(session: Session) -> dict[str, list[Month]]:
    """The closed months of every contract that has any, in their order."""
    found: dict[str, list[Month]] = {}
    query = _standing((PaperRow.contract, PaperRow.month)).order_by(col(PaperRow.month))
    for contract, month in session.execute(query):
        found.setdefault(contract, []).append(Month.parse(month))
    return found


def cancelled_by(session: Session, paper: int) -> str | None:
    """The number of the memo that cancelled the paper."""
    query = (
        select(PaperRow.number)
        .join(CancellationRow, col(CancellationRow.memo_id) == PaperRow.id)
        .where(CancellationRow.paper_id == paper)
    )
    return session.exec(query).first()


def cancelled_numbers(session: Session) -> frozenset[str]:
    """The numbers of all papers that were cancelled."""
    query = select(PaperRow.number).join(CancellationRow, col(CancellationRow.paper_id) == col(PaperRow.id))
    return frozenset(number for number in session.exec(query) if number)


def is_cancelling(session: Session, number: str) -> bool:
    """Whether the paper of that number is the memo that cancelled another."""
    query = select(CancellationRow.id).join(PaperRow, col(PaperRow.id) == col(CancellationRow.memo_id))
    return session.exec(query.where(PaperRow.number == number)).first() is not None


def later_papers_about(session: Session, paper: IssuedPaper) -> list[str]:
    """The numbers of papers issued after it that put its month right; cancelled ones and their memos cancel out."""
    gone = select(CancellationRow.id).where(
        or_(col(CancellationRow.paper_id) == col(PaperRow.id), col(CancellationRow.memo_id) == col(PaperRow.id))
    )
    query = (
        select(PaperRow.number, PaperRow.snapshot)
        .where(PaperRow.contract == paper.contract, col(PaperRow.id) > paper.id, ~gone.exists())
        .order_by(col(PaperRow.id))
    )
    return [
        number or ""
        for number, said in session.exec(query)
        if any(line.month == paper.month and not line.agreed for line in paper_of(said).lines)
    ]


def add_closing(session: Session, issued: IssuedPaper) -> None:
    """Records that the contract's month was issued; the database refuses a second time, but for a cancelled paper's place."""
    cancelled = (
        select(CancellationRow.paper_id)
        .join(PaperRow, col(PaperRow.id) == col(CancellationRow.paper_id))
        .where(PaperRow.contract == issued.contract, PaperRow.month == str(issued.month))
        .order_by(col(CancellationRow.id).desc())
    )
    place = session.exec(cancelled).first()
    if place is None:
        session.add(FirstClosingRow(contract=issued.contract, month=str(issued.month), paper_id=issued.id))
    else:
        session.add(ReclosingRow(cancelled_id=place, paper_id=issued.id))
    session.flush()


def add_cancellation(session: Session, paper: IssuedPaper, memo: IssuedPaper) -> None:
    """Records that the memo cancelled the paper; the database refuses a second time."""
    session.add(CancellationRow(paper_id=paper.id, memo_id=memo.id))
    session.flush()


def _standing(columns: tuple[Any, ...]) -> Any:
    """These columns of the papers that closed a month and were not cancelled."""
    first = select(FirstClosingRow.id).where(col(FirstClosingRow.paper_id) == col(PaperRow.id))
    again = select(ReclosingRow.id).where(col(ReclosingRow.paper_id) == col(PaperRow.id))
    gone = select(CancellationRow.id).where(col(CancellationRow.paper_id) == col(PaperRow.id))
    query: Any = select(*columns)
    return query.where(first.exists() | again.exists(), ~gone.exists())
