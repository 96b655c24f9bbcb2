"""Where the books stand, on one screen: what came in, what is held, each month from draft to paid, what is next (spec 4.8).

what came in   the newest imports, from the log
months         closed ones from the papers as they were issued; one look, at the last month that is over
next           what a person has to do, the first thing first, then what falls due
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from invoicing.closing.held_reads import held_reads
from invoicing.closing.month_to_close import Closing, ContractClosing
from invoicing.closing.preview import Ask, preview
from invoicing.papers.errors import NoContracts
from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.aging import Aging, aging, open_papers_on
from invoicing.receivables.repository import accounts
from invoicing.reports.issued_sent_paid import PaperProgress, sums
from invoicing.reports.next_steps import NextStep, WaitingWork, next_steps
from reads.core.clock import Clock, today
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.log.batches import ImportBatch, batches
from reads.log.repository import waiting

_IMPORTS = 5
_PAID_MONTHS = 3
"""How many months that are settled are still shown."""


class MonthState(StrEnum):
    """How far a month is; `in part` some contracts are closed and others have something to bill."""

    RUNNING = "running"
    OPEN = "open"
    DRAFTED = "drafted"
    IN_PART = "in part"
    NOTHING = "no bill"
    ISSUED = "issued"
    SENT = "sent"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """A month: contracts that wait to be closed, the sums of its drafts and of its papers, a Money for each currency.

    `papers`, `sent` and `paid` count papers with a number; memos about the month are among them. `open` is what of them
    is not paid. `drafted` is empty for months that weren't looked at.
    """

    month: Month
    state: MonthState
    waiting: tuple[str, ...]
    drafted: tuple[Money, ...]
    issued: tuple[Money, ...]
    open: tuple[Money, ...]
    papers: int
    sent: int
    paid: int

    def as_json(self) -> dict[str, object]:
        """For scripts; amounts as texts by currency."""
        return {
            "month": str(self.month),
            "state": self.state.value,
            "contracts_to_close": list(self.waiting),
            "drafted": _by_currency(self.drafted),
            "issued": _by_currency(self.issued),
            "open": _by_currency(self.open),
            "papers": self.papers,
            "sent": self.sent,
            "paid": self.paid,
        }


@dataclass(frozen=True, slots=True)
class BooksStanding:
    """All of it on one day; `as_of` is None where no books are loaded. `settled_before` counts paid months not shown.

    `unmeasured` are the reads without a turnaround in the draft of the month that was looked at.
    """

    as_of: date | None
    imports: tuple[ImportBatch, ...]
    quarantined: int
    held: int
    unmeasured: int
    months: tuple[MonthStanding, ...]
    settled_before: int
    steps: tuple[NextStep, ...]

    @property
    def needs_a_person(self) -> bool:
        """Whether something waits for somebody."""
        return any(step.is_due for step in self.steps)

    def as_json(self) -> dict[str, object]:
        """The document of `wetread status --json`."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "imports": [each.as_json() for each in self.imports],
            "quarantined": self.quarantined,
            "held": self.held,
            "unmeasured_turnaround": self.unmeasured,
            "months": [each.as_json() for each in self.months],
            "settled_months_before": self.settled_before,
            "next": [each.as_json() for each in self.steps],
        }


def standing_of_books(session: Session, clock: Clock) -> BooksStanding:
    """How the books stand today on the group's calendar; looks at one month, and prices no other that nothing changed."""
    imports, quarantined = tuple(batches(session, _IMPORTS)), sum(1 for _ in waiting(session))
    directory = load_directory(session, ("group", "clients"))
    group = directory.group
    if group is None:
        steps = next_steps(WaitingWork(loaded=False, quarantined=quarantined))
        return BooksStanding(None, imports, quarantined, 0, 0, (), 0, tuple(steps))
    day = today(clock, group.timezone)
    closing = _look(session, Month.of(day).previous(), clock)
    found = accounts(session)
    papers = PaperProgress.load(session, found)
    issued = heads(session)
    months = _months(issued, papers, closing, Month.of(day))
    held = len(held_reads(session))
    shown, settled_before = _shown(months)
    unsent = papers.of(issued).unsent
    delivered = {client.id for client in directory.clients.values() if client.delivery}
    steps = next_steps(
        WaitingWork(
            imported=bool(imports),
            quarantined=quarantined,
            held=held,
            to_close=tuple(each.month for each in months if each.waiting),
            running=Month.of(day),
            unsent=_by_month(unsent),
            by_mail=_by_month(unsent).keys() - _by_month(each for each in unsent if each.client in delivered).keys(),
            open=tuple(paper for account in found for paper in open_papers_on(account, day)),
            unapplied=_unapplied(aging(account, day) for account in found),
        )
    )
    parts = _drafts(closing)
    unmeasured = sum(part.paper.unmeasured for part in parts)
    return BooksStanding(day, imports, quarantined, held, unmeasured, shown, settled_before, tuple(steps))


def _look(session: Session, month: Month, clock: Clock) -> Closing | None:
    try:
        return preview(session, Ask(month), clock)
    except NoContracts:
        return None


def _drafts(closing: Closing | None) -> list[ContractClosing]:
    parts = closing.contracts.values() if closing else ()
    return [part for part in parts if part.issued is None and part.bills]


def _months(
    issued: Iterable[IssuedPaper], papers: PaperProgress, closing: Closing | None, running: Month
) -> list[MonthStanding]:
    """The months with papers, those that wait to be closed, and the one that runs, the newest first."""
    of_month: defaultdict[Month, list[IssuedPaper]] = defaultdict(list)
    to_close: defaultdict[Month, set[str]] = defaultdict(set)
    for paper in issued:
        of_month[paper.month].append(paper)
    for part in _drafts(closing):
        to_close[part.paper.month].add(part.paper.contract)
    for part in closing.contracts.values() if closing else ():
        for month in part.standing.open_months:
            to_close[month].add(part.paper.contract)
    drafted = [part.paper.total for part in _drafts(closing)]
    looked_at = closing.month if closing else None
    return [
        _month(
            month,
            of_month[month],
            papers,
            _Ahead(tuple(sorted(to_close[month])), sums(drafted) if month == looked_at else (), month == running),
        )
        for month in sorted({*of_month, *to_close, running}, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What of a month is still to come."""

    waiting: tuple[str, ...]
    drafted: tuple[Money, ...]
    is_running: bool


def _month(month: Month, of_month: Sequence[IssuedPaper], papers: PaperProgress, ahead: _Ahead) -> MonthStanding:
    out = papers.of(of_month)
    count, sent, paid = len(out.issued), len(out.sent), len(out.paid)
    if of_month and ahead.waiting:
        state = MonthState.IN_PART
    elif ahead.waiting:
        state = MonthState.DRAFTED if ahead.drafted else MonthState.OPEN
    elif not of_month:
        state = MonthState.RUNNING if ahead.is_running else MonthState.OPEN
    elif not count:
        state = MonthState.NOTHING
    elif paid == count:
        state = MonthState.PAID
    else:
        state = MonthState.SENT if sent == count else MonthState.ISSUED
    return MonthStanding(
        month,
        state,
        ahead.waiting,
        ahead.drafted,
        sums([paper.total for paper in out.issued]),
        sums([papers.balance(paper) for paper in out.issued]),
        count,
        sent,
        paid,
    )


def _shown(months: Sequence[MonthStanding]) -> tuple[tuple[MonthStanding, ...], int]:
    """All that are not settled, and the newest of those that are; how many settled ones are left out."""
    settled = [each for each in months if each.state in {MonthState.PAID, MonthState.NOTHING}]
    left_out = {each.month for each in settled[_PAID_MONTHS:]}
    return tuple(each for each in months if each.month not in left_out), len(left_out)


def _by_month(papers: Iterable[IssuedPaper]) -> dict[Month, int]:
    """How many papers there are of each month."""
    return dict(sorted(Counter(paper.month for paper in papers).items()))


def _unapplied(rows: Iterable[Aging]) -> tuple[tuple[str, Money], ...]:
    return tuple((row.client, row.unapplied_cash) for row in rows if row.unapplied_cash)


def _by_currency(amounts: Iterable[Money]) -> dict[str, str]:
    return {each.currency: str(each) for each in amounts}
