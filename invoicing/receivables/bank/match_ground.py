"""Gathers what the bank's lines are matched with: open papers, payments and insurers' deposits that no line has yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from invoicing.papers.repository import count_of_reads
from invoicing.receivables.account import Account, EntryKind
from invoicing.receivables.bank.bank_line import LineNature
from invoicing.receivables.bank.exact_matches import exact_together, with_advice
from invoicing.receivables.bank.match_values import LineMatch, MatchGround, PaperToPay, UntiedDeposit, UntiedPayment
from invoicing.receivables.bank.payment_matching import match
from invoicing.receivables.bank.repository import StoredLine, stored_lines
from invoicing.receivables.discount_entries import discount_open
from invoicing.receivables.repository import accounts
from reads.claims.ledger.deposits import list_deposits
from reads.core.money import Money
from reads.directory.load_directory import load_directory


def match_ground(session: Session, lines: Sequence[StoredLine]) -> MatchGround:
    """All of it, as the accounts stand now."""
    tied: dict[int, set[LineNature]] = {}
    for each in lines:
        for entry in each.decision.entries if each.decision else ():
            tied.setdefault(entry, set()).add(each.line.nature)
    deposits = {each.decision.deposit for each in lines if each.decision}
    found = accounts(session)
    clients = load_directory(session, ("clients",)).clients
    return MatchGround(
        papers=tuple(paper for account in found for paper in _open(session, account)),
        payments=tuple(payment for account in found for payment in _untied(account, tied)),
        deposits=tuple(
            UntiedDeposit(each.set_id, each.trace, each.payer, each.amount)
            for each in list_deposits(session)
            if each.set_id not in deposits and each.amount
        ),
        names={account.client: account.client for account in found} | {key: each.name for key, each in clients.items()},
        settled={number: client for account in found for number, client in _settled(account)},
    )


def matches(session: Session) -> list[tuple[StoredLine, LineMatch]]:
    """Each open line with its match, in the order in which they came."""
    lines = stored_lines(session)
    return matched(lines, match_ground(session, lines))


def matched(lines: Sequence[StoredLine], ground: MatchGround) -> list[tuple[StoredLine, LineMatch]]:
    """Each open line of these with its match; a payer's advice of a line of the bank lends it its papers.

    A line whose payment was taken back is never exact: money that a bank returned would pay its paper again.
    """
    opened = [each for each in lines if each.state == "open"]
    told, whose = with_advice({each.number: each.line for each in opened})
    return [
        (each, LineMatch("advice", f"says what bank line {whose[each.number]} pays"))
        if each.number in whose
        else (
            each,
            _not_again(match(told[each.number], ground)) if each.taken_back else match(told[each.number], ground),
        )
        for each in opened
    ]


def _not_again(found: LineMatch) -> LineMatch:
    return replace(found, exact=False, why=f"{found.why}; its payment was taken back: leave it if the money went back")


def exact_by(found: Iterable[tuple[StoredLine, LineMatch]], today: date) -> dict[int, LineMatch]:
    """What may be posted together today: exact matches of lines whose day has come."""
    return exact_together({line.number: each for line, each in found if line.line.day <= today})


def _open(session: Session, account: Account) -> Iterator[PaperToPay]:
    for paper in account.papers:
        left = account.owed[paper.id].last if paper.id in account.owed else 0
        if left <= 0:
            continue
        offer = discount_open(session, account, paper)
        nothing = Money(0, account.currency)
        yield PaperToPay(
            number=paper.number or "",
            client=paper.client,
            open=Money(left, account.currency),
            discount=offer[1] if offer else nothing,
            until=offer[0].last_day if offer else None,
            reads=count_of_reads(session, paper),
        )


def _settled(account: Account) -> Iterator[tuple[str, str]]:
    for paper in account.papers:
        if paper.number and paper.id in account.owed and account.owed[paper.id].last <= 0:
            yield paper.number, paper.client


def _untied(account: Account, tied: dict[int, set[LineNature]]) -> Iterator[UntiedPayment]:
    numbers = {paper.id: paper.number or "" for paper in account.papers}
    for entry in account.entries:
        if entry.kind is not EntryKind.PAYMENT or entry.id in account.reversed_on:
            continue
        known = tied.get(entry.id, set())
        if not {LineNature.CASH, LineNature.ADVICE} <= known:
            papers = tuple(numbers[each.paper] for each in account.allocations if each.payment == entry.id)
            yield UntiedPayment(
                entry.id,
                entry.client,
                entry.amount,
                entry.own_day,
                entry.reference,
                papers,
                LineNature.CASH in known,
                LineNature.ADVICE in known,
            )
