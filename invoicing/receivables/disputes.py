"""What of open papers is disputed or credited by read and on no memo yet: no reminder asks for it (spec 4.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.papers.tables import BilledReadRow
from invoicing.receivables.account import Account
from reads.core.money import Money
from reads.store.look import portions


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """What disputed reads cost on a paper, as far as no later paper has taken it back and it is open still."""

    paper: IssuedPaper
    amount: Money


def open_disputes(session: Session, account: Account, left: Mapping[int, int]) -> list[OpenDispute]:
    """The account's disputes, in the order of its papers; no more of a paper than is `left` of it, in minor units by its id."""
    charged = _charged(session, withdrawn(session).keys()) if any(left.values()) else {}
    found = ((paper, min(charged.get(paper.id, 0), left.get(paper.id, 0))) for paper in account.papers)
    return [OpenDispute(paper, Money(amount, account.currency)) for paper, amount in found if amount > 0]


def _charged(session: Session, keys: Collection[str]) -> dict[int, int]:
    """What the reads cost by now on all papers together, by the paper that billed each first."""
    found: dict[int, int] = {}
    first = func.min(BilledReadRow.paper_id)
    for some in portions(keys):
        query = select(first, func.sum(BilledReadRow.charge)).where(col(BilledReadRow.read_key).in_(some))
        for paper, charge in session.exec(query.group_by(col(BilledReadRow.read_key))):
            found[paper] = found.get(paper, 0) + int(charge)
    return found
