"""The one journal that all exports agree with: papers and deeds on accounts as balanced postings in whole minor units.

    invoice        receivable  +    revenue by rate, surcharges, minimums, fees, taxes  -    credits  +
    credit memo    the same, turned round by its negative total
    payment        cash  +          receivable of each paper it settles  -    unapplied cash  -
    application    unapplied cash  +    receivable  -
    write-off      bad debt  +      receivable  -
    discount       early payment discounts  +    receivable  -
    refund         unapplied cash  +    cash  -
    reversal       what the deed did, turned round
    deposit        cash +          insurance receipts -    insurance adjustments by reason +   (of an 835, when it is posted)

A credit set against an invoice moves nothing between accounts, so it makes no entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from invoicing.exports.chart_of_accounts import Chart, LedgerAccount, Role
from invoicing.exports.errors import Unbalanced
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Effect, Grouping, Material, Movement
from invoicing.papers.paper import BillTo, Paper, PaperKind
from reads.claims.ledger.deposits import CashEffect
from reads.core.money import Money
from reads.core.month import Month


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry; a debit is positive. `rate` names the line that revenue comes from, `paper` what is settled."""

    account: LedgerAccount
    amount: Money
    rate: str = ""
    facility: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A balanced entry of one day; `document` is the paper's number or the deed's name, `kind` what it is."""

    id: str
    day: date
    kind: str
    document: str
    client: BillTo
    period: Month
    text: str
    postings: tuple[Posting, ...]

    @property
    def currency(self) -> str:
        """The one currency of its postings."""
        return self.postings[0].amount.currency


def journal(material: Material) -> tuple[JournalEntry, ...]:
    """Every entry of the material, papers first, in the order in which they came; Unbalanced can't happen."""
    papers = [_paper_entry(paper, material.chart, material.grouping) for paper in material.papers]
    deeds = [entry for movement in material.movements for entry in _deed_entries(movement, material.chart)]
    deposits = [_deposit_entry(deposit, material.chart) for deposit in material.deposits]
    found = [entry for entry in (*papers, *deeds, *deposits) if entry.postings]
    for entry in found:
        if sum(posting.amount.minor for posting in entry.postings):
            raise Unbalanced(entry.id)
    return tuple(found)


def _paper_entry(paper: Paper, chart: Chart, grouping: Grouping) -> JournalEntry:
    number = paper.number or ""
    receivable = Posting(chart.account(Role.RECEIVABLE), paper.total, paper=number)
    others = [
        Posting(
            account=chart.account_of(item.line),
            amount=-item.line.amount,
            rate=item.line.clause,
            facility=item.line.facility or "",
            paper=number,
        )
        for item in items(paper, grouping)
    ]
    return JournalEntry(
        id=number,
        day=paper.issued_on,
        kind=paper.kind.value,
        document=number,
        client=paper.bill_to,
        period=paper.month,
        text=f"{_words(paper.kind)} {number}, {paper.month.spelled()}, {paper.contract_title or paper.contract}",
        postings=tuple(posting for posting in (receivable, *others) if posting.amount),
    )


def _words(kind: PaperKind) -> str:
    return kind.value.replace("_", " ").capitalize()


def _deed_entries(movement: Movement, chart: Chart) -> Iterator[JournalEntry]:
    """An entry for each day on which the deed counts."""
    effects = sorted(movement.effects, key=lambda effect: effect.day)
    for number, (day, of_day) in enumerate(groupby(effects, key=lambda effect: effect.day)):
        yield JournalEntry(
            id=movement.document + (f".{number + 1}" if number else ""),
            day=day,
            kind=movement.kind.value,
            document=movement.document,
            client=BillTo(movement.client, movement.name, ()),
            period=Month.of(day),
            text=_deed_text(movement),
            postings=tuple(_postings(list(of_day), movement.amount.currency, chart)),
        )


def _deed_text(movement: Movement) -> str:
    said = ", ".join(words for words in (movement.reference, movement.because) if words)
    kind = movement.kind.value.replace("_", "-").capitalize()
    return f"{kind} {movement.id}" + (f", {said}" if said else "")


def _deposit_entry(deposit: CashEffect, chart: Chart) -> JournalEntry:
    """What an insurer paid, on cash basis: bank against receipts, what was kept back or added beside claims apart."""
    sides = [
        Posting(chart.account(Role.CASH), deposit.bank),
        Posting(chart.account(Role.INSURANCE_RECEIPTS), deposit.receipts),
        *(
            Posting(chart.account(Role.INSURANCE_ADJUSTMENTS), kept, rate=reason)
            for reason, kept in deposit.adjustments
        ),
    ]
    kept = f", adjustments {', '.join(reason for reason, _ in deposit.adjustments)}" if deposit.adjustments else ""
    return JournalEntry(
        id=deposit.document,
        day=deposit.day,
        kind="deposit",
        document=deposit.document,
        client=BillTo(deposit.payer, deposit.payer, ()),
        period=Month.of(deposit.day),
        text=f"Insurance payment {deposit.trace}{kept}",
        postings=tuple(side for side in sides if side.amount.minor),
    )


def _postings(effects: Iterable[Effect], currency: str, chart: Chart) -> Iterator[Posting]:
    """Cash and unapplied cash in one sum each, what is receivable and written off paper by paper."""
    of_day = list(effects)
    sums = (
        (Role.CASH, sum(effect.cash for effect in of_day)),
        (Role.UNAPPLIED, -sum(effect.unapplied for effect in of_day)),
    )
    for role, amount in sums:
        if amount:
            yield Posting(chart.account(role), Money(amount, currency))
    for effect in of_day:
        sides = (
            (Role.RECEIVABLE, effect.receivable),
            (Role.WRITE_OFFS, effect.written_off),
            (Role.DISCOUNTS, effect.discount),
        )
        for role, amount in sides:
            if amount:
                yield Posting(chart.account(role), Money(amount, currency), paper=effect.paper)
