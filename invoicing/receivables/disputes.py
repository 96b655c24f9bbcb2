"""What of open papers is disputed or credited by read and on no memo yet: no reminder asks for it (spec 4.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlmodel import Session, col, select

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.papers.repository import whole
from invoicing.papers.tables import BilledReadRow
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.account import Account
from reads.core.money import Money
from reads.store.look_without_orm import portions


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """What disputed reads ask for on a paper, their credits and taxes in it, as far as no later paper has taken it back
    and it is open still.
    """

    paper: IssuedPaper
    amount: Money


def open_disputes(session: Session, account: Account, left: Mapping[int, int]) -> list[OpenDispute]:
    """The account's disputes, in the order of its papers; no more of a paper than is `left` of it, in minor units by its id."""
    asked = _asked(session, account, withdrawn(session).keys()) if any(left.values()) else {}
    found = ((paper, min(asked.get(paper.id, 0), left.get(paper.id, 0))) for paper in account.papers)
    return [OpenDispute(paper, Money(amount, account.currency)) for paper, amount in found if amount > 0]


def _asked(session: Session, account: Account, keys: Collection[str]) -> dict[int, int]:
    """What the reads ask for by now on all papers together, taxes included, by the paper that billed each first."""
    by_paper: dict[int, set[str]] = {}
    for some in portions(keys):
        query = select(BilledReadRow.paper_id, BilledReadRow.read_key).where(col(BilledReadRow.read_key).in_(some))
        for paper, key in session.exec(query):
            by_paper.setdefault(paper, set()).add(key)
    first: dict[str, int] = {}
    sums: dict[int, Decimal] = {}
    shares: dict[int, Fraction] = {}
    for paper in sorted({each.id for each in account.papers} & by_paper.keys()):
        stored = whole(session, paper)
        shares[paper] = _taxed(stored)
        for row in stored.schedule:
            if row.read_key in by_paper[paper]:
                place = first.setdefault(row.read_key, paper)
                sums[place] = sums.get(place, Decimal(0)) + row.charge + row.credits
    return {
        paper: Money.rounded(Fraction(amount) * (1 + shares[paper]), account.currency).minor
        for paper, amount in sums.items()
    }


def _taxed(paper: Paper) -> Fraction:
    """The share that taxes add to what the paper bills; lines that were agreed carry none."""
    taxes = sum(line.amount.minor for line in paper.lines if line.of is LineKind.TAX)
    billed = sum(line.amount.minor for line in paper.lines if line.of is not LineKind.TAX and not line.agreed)
    return Fraction(taxes, billed) if billed else Fraction(0)
