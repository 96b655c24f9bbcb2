"""Discounts for early payment on accounts: which papers a deed has settled with one, and which fall when it is taken back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.recorded_adjustments import agreed_on
from invoicing.papers.repository import snapshot
from invoicing.pricing.early_payment_discount import EarlyPayment
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from reads.core.money import Money


def offered(session: Session, paper: IssuedPaper) -> EarlyPayment | None:
    """What may be taken off the paper if it is paid early; None where its contract offered nothing."""
    said = json.loads(snapshot(session, paper.id))
    percent, days = said.get("prompt_percent"), said.get("prompt_days")
    if percent is None or days is None or paper.total.minor <= 0:
        return None
    return EarlyPayment(paper.issued_on, Decimal(str(percent)), int(days))


def discount_open(session: Session, account: Account, paper: IssuedPaper) -> tuple[EarlyPayment, Money] | None:
    """What is offered, and how much it is after what was credited; None where none is, or one was taken."""
    standing = [each for each in account.allocations if each.paper == paper.id and account.stands(each)]
    kinds = {entry.id: entry.kind for entry in account.entries}
    if any(kinds[each.entry] is EntryKind.DISCOUNT for each in standing):
        return None
    offer = offered(session, paper)
    return None if offer is None else (offer, offer.discount(paper.total, credited(session, account, paper)))


def credited(session: Session, account: Account, paper: IssuedPaper) -> Money:
    """What was credited on the paper: by credits set against it or agreed on it, and what was given up of it."""
    standing = [each for each in account.allocations if each.paper == paper.id and account.stands(each)]
    by_credits = sum(each.amount for each in standing if each.credit is not None)
    given_up = sum(each.amount for each in standing if each.credit is None and each.payment is None)
    agreed = -agreed_on(session, paper.number or "", account.currency).minor
    return Money(max(by_credits, agreed) + given_up, account.currency)


def discounts_taken(session: Session, account: Account, papers: Collection[int], day: date) -> Iterator[Allocation]:
    """What is deducted of those of the papers that are settled with it, all payments counted by the payers' own days."""
    days = {entry.id: entry.own_day for entry in account.entries}
    for paper in account.papers:
        if paper.id not in papers or paper.id not in account.owed or not account.owed[paper.id].last:
            continue
        known = discount_open(session, account, paper)
        if known is None:
            continue
        payments = [
            (days[each.payment], Money(each.amount, account.currency))
            for each in account.allocations
            if each.paper == paper.id and each.payment is not None and account.stands(each)
        ]
        amount = known[0].taken(paper.total, credited(session, account, paper), payments)
        room = account.owed[paper.id].lowest_from(max(day, paper.issued_on))
        if 0 < amount.minor <= room:
            yield Allocation(0, None, None, paper.id, amount.minor, max(day, paper.issued_on))


def discounts_of(account: Account, entry: Entry) -> list[Entry]:
    """The discounts that stand on papers which the payment helped to settle: they fall with it."""
    if entry.kind not in {EntryKind.PAYMENT, EntryKind.APPLICATION}:
        return []
    papers = {
        each.paper for each in account.allocations if entry.id in (each.entry, each.payment) and account.stands(each)
    }
    discounts = [
        each for each in account.entries if each.kind is EntryKind.DISCOUNT and each.id not in account.reversed_on
    ]
    of_paper = {each.entry: each.paper for each in account.allocations}
    return [each for each in discounts if of_paper.get(each.id) in papers]
