"""What a contract's months have been billed, on all papers together."""

from __future__ import annotations

from sqlmodel import Session

from invoicing.papers import closings, repository
from invoicing.papers.heads import heads
from invoicing.papers.snapshot import paper_of
from reads.core.money import Money
from reads.core.month import Month


def billed_for_months(session: Session, contract: str, currency: str) -> dict[Month, Money]:
    """All that was issued for each closed month, prior-period lines and memos with the month that they are for.

    Without what was agreed apart, as manual lines.
    """
    closed = closings.closings(session, [contract])[contract]
    billed = {month: Money(0, currency) for month in closed}
    clients = {head.client for head in closed.values()}
    for head in (head for client in sorted(clients) for head in heads(session, client=client)):
        if head.contract != contract or head.total.currency != currency:
            continue
        for line in paper_of(repository.snapshot(session, head.id)).lines:
            if line.agreed:
                continue
            billed[line.month] = billed.get(line.month, Money(0, currency)) + line.amount
    return billed
