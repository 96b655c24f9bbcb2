"""Gathers a month's report: papers, routes, pairs and accounts become figures; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from sqlmodel import Session

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_month
from invoicing.closing.held_reads import without_price
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import alike_of_month
from invoicing.closing.month_to_close import Closing
from invoicing.closing.preview import Ask, preview_of
from invoicing.closing.third_door import Invoices
from invoicing.contractors.books import Arrangements, read_arrangements
from invoicing.contractors.errors import NoExchangeRate
from invoicing.contractors.margin import Margin, margin_between, priced_of
from invoicing.contractors.statement import payroll
from invoicing.contracts.loaded_holidays import load_own_lists
from invoicing.papers import repository
from invoicing.papers.closings import cancelled_numbers
from invoicing.papers.errors import NoContracts, NoGroup
from invoicing.papers.heads import heads
from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.papers.snapshot import paper_of
from invoicing.receivables.aging import Aging, aging
from invoicing.receivables.repository import accounts
from invoicing.reports.month.report import Concordance, MonthFigures, MonthReport, SaidReason, held_for
from invoicing.reports.month.revenue import revenue_by_client
from invoicing.reports.month.revenue_bridge import RevenueBridge, revenue_bridges
from invoicing.reports.month.turnaround import punctuality
from invoicing.reports.month.volume import Volume, volume_of
from reads.claims.office import Office, OpenVault
from reads.claims.pairing import pairs_of
from reads.claims.worklist import work_list
from reads.core.clock import Clock, today
from reads.core.money import Money
from reads.core.month import Month
from reads.core.without_cycle_search import uncollected
from reads.directory.directory import Directory
from reads.intake.reads_alike import ReadsOfWindow
from reads.routing.route import Route
from reads.store.keys import NoKey

TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which month of which books, on which day accounts are looked at (today for None), and how long a wet read may lack
    its final.
    """

    books: Path
    month: Month
    as_of: date | None = None
    hours: int = 24

    @classmethod
    def said(cls, books: Path, month: Month, as_of: date | None = None, hours: int | None = None) -> Wanted:
        """What a person said; what was left out is as it is meant to be."""
        return cls(books, month, as_of) if hours is None else cls(books, month, as_of, hours)


@uncollected()
def month_report(session: Session, wanted: Wanted, open_vault: OpenVault, clock: Clock) -> MonthReport:
    """The report as things stand now. NoGroup or NoContracts where there is nothing to report on.

    Without the key to patients' fields the report has no discrepancies and says so.
    """
    ground = Ground.load(session)
    group = ground.directory.group
    if group is None:
        raise NoGroup
    office = Office.load(session, open_vault, clock, Invoices(session))
    day = wanted.as_of or today(clock, group.timezone)
    arrangements = read_arrangements(wanted.books, ground.directory, load_own_lists(session))
    gatherer = _Gatherer(session, ground, office, arrangements, clock, wanted.hours)
    now = gatherer.figures(wanted.month)
    return MonthReport(
        group=group.name,
        as_of=day,
        now=now,
        before=gatherer.before(wanted.month.previous()),
        trend=_trend(session, now),
        aging=_aging(session, day),
        clients={client.id: client.name for client in ground.directory.clients.values()},
        facilities={id_: rows[-1].name for id_, rows in ground.directory.facilities.items()},
    )


@dataclass(frozen=True, slots=True)
class _Gatherer:
    """Works out one month after the other on the same ground."""

    session: Session
    ground: Ground
    office: Office
    arrangements: Arrangements
    clock: Clock
    hours: int

    def before(self, month: Month) -> MonthFigures | None:
        """The month's figures, None where no read and no paper is of it: what nobody asks for isn't priced."""
        reads, routed = self._routed(month)
        if not self._volume(routed).total and not heads(self.session, month=month):
            return None
        try:
            figures = self._figures(month, reads, routed)
        except NoContracts:
            return None
        return figures if figures.volume.total or figures.issued else None

    def figures(self, month: Month) -> MonthFigures:
        """The month, from its papers where they are issued, else from the drafts as they would be issued now."""
        return self._figures(month, *self._routed(month))

    def _routed(self, month: Month) -> tuple[ReadsOfWindow, Routed]:
        reads = alike_of_month(self.session, month).kept()
        return reads, gather_month(self.session, month, self.ground, reads)

    def _volume(self, routed: Routed) -> Volume:
        return volume_of(_other_doors(routed), self.ground.directory, routed.hospital.values())

    def _figures(self, month: Month, reads: ReadsOfWindow, routed: Routed) -> MonthFigures:
        closing = preview_of(self.session, Ask(month), self.clock, self.ground, routed)
        parts = closing.contracts.values()
        drafts = {contract: part.priced for contract, part in closing.contracts.items() if part.priced is not None}
        unpriced = list(without_price(routed, drafts))
        checked, agreement, sealed = self._finals(month, routed, reads)
        margin, no_margin = self._margin(month, closing, routed, reads)
        papers = list(_papers(self.session, closing))
        reasons: list[SaidReason] = [reason for held in routed.held for reason in held.reasons]
        reasons += [reason for each in unpriced for reason in each.reasons]
        return MonthFigures(
            month=month,
            revenue=revenue_by_client(papers, drafts),
            open_contracts=tuple(part.paper.contract for part in parts if part.issued is None and part.bills),
            issued=sum(part.issued is not None and part.issued.number is not None for part in parts),
            volume=self._volume(routed),
            punctuality=punctuality(routed.hospital.values(), (part.applied for part in parts)),
            held=held_for([*reasons, *(reason for some in checked for reason in some)]),
            waiting=len(routed.held) + len(unpriced) + len(checked),
            agreement=agreement,
            sealed=sealed,
            margin=margin,
            no_margin=no_margin,
            bridges=() if margin is None else self._bridges(month, papers, margin),
        )

    def _bridges(self, month: Month, papers: Sequence[Paper], margin: Margin) -> tuple[RevenueBridge, ...]:
        """From the papers' revenue to the margin's: every other paper is asked for lines that are of the month."""
        own = {paper.number for paper in papers}
        elsewhere = chain.from_iterable(
            paper_of(repository.snapshot(self.session, head.id)).lines
            for head in heads(self.session)
            if head.month != month and head.number not in own
        )
        return revenue_bridges(month, papers, elsewhere, margin.revenues)

    def _margin(
        self, month: Month, closing: Closing, routed: Routed, reads: ReadsOfWindow
    ) -> tuple[Margin | None, str]:
        """The month's margin, or why there is none; what the closing has priced is not priced again."""
        if self.arrangements.errors:
            return None, "the agreements have faults that wetread margin lists"
        if not self.arrangements.agreements:
            return None, "no agreement with a reader stands in agreements/"
        try:
            paid = payroll(self.session, self.arrangements, month, reads)
            gone = withdrawn(self.session)
            priced = [
                part.priced or priced_of(part.applied, month, routed, gone) for part in closing.contracts.values()
            ]
            return margin_between(priced, paid, self.arrangements), ""
        except NoExchangeRate as fault:
            return None, str(fault)

    def _finals(
        self, month: Month, routed: Routed, reads: ReadsOfWindow
    ) -> tuple[list[list[SaidReason]], Concordance | None, str]:
        """What the checks before claims hold besides routing, and how finals agree; both need patients' fields."""
        routing = {held.logged.key for held in routed.held}
        try:
            held = [each for each in work_list(self.office, month).held if each.logged.key not in routing]
            agreement = self._agreement(month, reads)
        except NoKey as fault:
            return [], None, str(fault)
        return [list(each.reasons) for each in held], agreement, ""

    def _agreement(self, month: Month, reads: ReadsOfWindow) -> Concordance:
        found = pairs_of(self.office, month, self.hours, self.clock.now(), reads)
        return Concordance(
            paired=found.paired,
            wet_alone=len(found.wet_alone),
            finals_alone=len(found.finals_alone),
            unread=len(found.unread),
            undocumented=len(found.undocumented),
            hours=self.hours,
            readers={
                _reader(self.ground.directory, reader): dict(counts) for reader, counts in found.discrepancies.items()
            },
        )


def _other_doors(routed: Routed) -> Iterator[Route]:
    """All of the month's that are not on a hospital's invoice, in no order."""
    yield from chain(routed.insurance, routed.held, routed.nowhere)


def _reader(directory: Directory, word: str) -> str:
    known = directory.radiologist(word)
    return known.name if known else word or "unnamed"


def _papers(session: Session, closing: Closing) -> Iterator[Paper]:
    """The month's invoices with their schedules, drafts without where there is none yet, and memos about the month.

    A cancelled invoice is none of them, nor any memo on it: its own takes back what they left, together they are nothing.
    """
    for part in closing.contracts.values():
        if part.issued is not None:
            yield repository.whole(session, part.issued.id)
        elif part.priced is not None:
            yield part.paper
    cancelled = cancelled_numbers(session)
    for head in heads(session, month=closing.month):
        if head.kind in (PaperKind.DEBIT_MEMO, PaperKind.CREDIT_MEMO):
            memo = repository.whole(session, head.id)
            if cancelled.isdisjoint(number for number, _ in memo.about):
                yield memo


def _trend(session: Session, now: MonthFigures) -> Mapping[tuple[Month, str], Money]:
    """What issued papers bill for each of the months up to the report's, and drafts for that."""
    first = now.month
    for _ in range(TREND_MONTHS - 1):
        first = first.previous()
    found: dict[tuple[Month, str], Money] = {}
    for head in heads(session):
        if first <= head.month < now.month:
            key = head.month, head.total.currency
            found[key] = found.get(key, Money(0, key[1])) + head.total
    for row in now.revenue:
        key = now.month, row.currency
        found[key] = found.get(key, Money(0, key[1])) + row.billed
    return found


def _aging(session: Session, day: date) -> tuple[Aging, ...]:
    rows = [aging(account, day) for account in accounts(session)]
    return tuple(row for row in rows if not row.is_empty)
