"""What a person means when money is booked or looked at: whose account, which day, which papers with how much."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from invoicing.papers.errors import NoGroup
from invoicing.papers.heads import heads, numbered, numbers
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.errors import BadTarget, LongAgo, NobodysPayment, NotYet, WhichCurrency
from invoicing.receivables.repository import accounts
from reads.core import typed
from reads.core.clock import Clock, today
from reads.core.money import Money
from reads.directory.load_directory import load_directory

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.receivables.statement import Statement
    from reads.store.look_without_orm import Reading

LONGEST_BACK = timedelta(days=60)
"""How far back money is booked without being asked whether the day is meant."""


def today_at(reading: Reading, clock: Clock) -> date:
    """Today on the group's calendar; NoGroup before the books were applied."""
    group = load_directory(reading, ("group",)).group
    if group is None:
        raise NoGroup
    return today(clock, group.timezone)


def booking_day(session: Session, clock: Clock, day: date | None, *, is_meant: bool = True) -> date:
    """The day that money is booked on, today if none is given: NotYet for one to come, LongAgo for one that is hardly meant.

    Hardly meant is one more than 60 days back or before the group's first paper by more than that; `is_meant` takes it all the same.
    """
    now = today_at(session, clock)
    if day is None:
        return now
    if day > now:
        raise NotYet(day, now)
    first = min((paper.issued_on for paper in heads(session)), default=now)
    if not is_meant and (day < now - LONGEST_BACK or day < first - LONGEST_BACK):
        raise LongAgo(day, now)
    return day


def worded_targets(texts: Sequence[str]) -> dict[str, str]:
    """The words of `--to NUMBER=AMOUNT`; BadTarget where one is no such thing, or stands twice."""
    found: dict[str, str] = {}
    for text in texts:
        number, equals, amount = text.rpartition("=")
        if not (number and equals) or number in found:
            raise BadTarget(text)
        found[number] = amount
    return found


def targets(texts: Sequence[str], currency: str) -> Mapping[str, Money]:
    """Papers and amounts of `--to NUMBER=AMOUNT`; BadTarget or BadAmount where one is no such thing."""
    return {number: typed.amount(amount, currency) for number, amount in worded_targets(texts).items()}


@dataclass(frozen=True, slots=True)
class AccountMeant:
    """Whose account is meant, and the paper where its number was given."""

    client: str
    currency: str
    paper: IssuedPaper | None = None


def payer_of(session: Session, word: str, currency: str | None) -> AccountMeant:
    """The account behind a paper's number or a client's id; NobodysPayment or WhichCurrency where that is not one.

    A client has accounts in the currencies of its papers, its entries and its contracts.
    """
    from invoicing.contracts.repository import load_contracts

    known = numbers(session)
    alike = [number for number in known if number.casefold() == word.casefold()]
    paper = numbered(session, alike[0]) if len(alike) == 1 else None
    if paper is not None:
        if currency not in {None, paper.total.currency}:
            raise WhichCurrency(word, [paper.total.currency])
        return AccountMeant(paper.client, paper.total.currency, paper)
    clients = load_directory(session, ("clients",)).clients
    found = {account.currency for account in accounts(session, word)}
    if word not in clients and not found:
        raise NobodysPayment(word, difflib.get_close_matches(word, [*known, *clients], 3))
    found |= {applied.contract.currency for applied in load_contracts(session, [word])}
    currencies = sorted(found) or ["USD"]
    if currency not in {None, *currencies} or (currency is None and len(currencies) > 1):
        raise WhichCurrency(word, currencies)
    return AccountMeant(word, currency or currencies[0])


def statement_of(
    session: Session, clock: Clock, word: str, day: date | None = None, currency: str | None = None
) -> Statement:
    """A client's statement at the end of the day, today's if none is given; as `payer_of` where the account is not one."""
    account = payer_of(session, word, currency)
    from invoicing.receivables.statement import statement  # it needs the ORM, which what only shows a little does not

    return statement(session, account.client, account.currency, day or today_at(session, clock))
