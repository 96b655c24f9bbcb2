"""How much of a paper may still be given back: agreed amounts and reads that cost nothing any more count both (spec 3.9)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sqlmodel import Session

from invoicing.closing.adjustments_due import Reckoner
from invoicing.closing.billed_so_far import Billed
from invoicing.closing.books_for_routing import Ground
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.errors import CreditTooLarge
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from reads.core.money import Money


def refuse_too_large(session: Session, paper: IssuedPaper, amount: Money) -> None:
    """CreditTooLarge where the amount is more than is left of the paper after both ways of giving back."""
    left = paper.total + _agreed(session, paper) - _given_back(session, paper)
    if amount.minor > left.minor:
        raise CreditTooLarge(paper.number or "", amount, left)


def refuse_reads_too_large(session: Session, paper: IssuedPaper, keys: Collection[str]) -> None:
    """CreditTooLarge where reads that cost nothing from now on, beside what was agreed, give back more than the paper asks for."""
    agreed = _agreed(session, paper)
    if not agreed:
        return
    before, after = _given_back(session, paper), _given_back(session, paper, keys)
    left = paper.total + agreed - before
    if (after - before).minor > left.minor:
        raise CreditTooLarge(paper.number or "", after - before, left)


def _agreed(session: Session, paper: IssuedPaper) -> Money:
    return recorded_adjustments.agreed_on(session, paper.number or "", paper.total.currency)


def _given_back(session: Session, issued: IssuedPaper, also: Collection[str] = ()) -> Money:
    """What reads of the paper that cost less by now give back of it, with `also` as if these cost nothing; never below zero."""
    paper, nothing = repository.whole(session, issued.id), Money(0, issued.total.currency)
    reckoner = Reckoner.load(session, Ground.of_client(session, issued.client))
    closing = closings.closings(session, [issued.contract])[issued.contract].get(issued.month)
    if closing is not None and closing.id == issued.id:
        billed = Billed.of([paper], issued.month, issued.total.currency)
        now = reckoner.of_its_own_reads(issued, billed.reads.keys(), also)
        if now is not None and now.currency == issued.total.currency:
            return max(billed.total - now, nothing, key=lambda each: each.minor)
    return _of_rows(paper, {*reckoner.withdrawn, *also})


def _of_rows(paper: Paper, gone: Collection[str]) -> Money:
    """What the rows of these reads asked for on the paper."""
    asked = (row.charge + row.credits for row in paper.schedule if row.read_key in gone)
    return Money.rounded(max(sum(asked, Decimal(0)), Decimal(0)), paper.currency)
