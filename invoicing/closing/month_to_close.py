"""A month about to be closed: each contract's paper, what stands in its way, and what is held; values and decisions.

Closing
├── contracts   a ContractClosing each: the draft (or the paper that was issued), warnings, unpriced reads
├── held        reads that a person must look at first
└── state       how much was known when all this was decided
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from invoicing.closing.caps import Cap, cap_warnings
from invoicing.closing.difference import NOTHING_OPEN, Difference, Open
from invoicing.closing.month_before import FacilityCompared
from invoicing.contracts.contract_of_read import covered
from invoicing.contracts.model import AppliedContract
from invoicing.papers.adjustment import Adjustment
from invoicing.papers.errors import HeldBack, TooEarly
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper, PaperKind
from invoicing.pricing.columns import in_columns
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.date_span import DateSpan
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Severity
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.routing.route import Held, Reason, ToHospital

Known = Mapping[str, tuple[int, int]]
"""Of each table that months are decided on: its newest id, and on PostgreSQL also how many rows it has."""

Check = Callable[[Paper], None]
"""Refuses, by an error with its problems, a paper that could never be printed; see `documents.print_files.check_printable`."""

_FAR_BACK, _AHEAD = timedelta(days=60), timedelta(days=31)
"""A date further back, or further ahead, is hardly meant."""

EARLY = frozenset({"month_not_over", "dated_before", "dated_ahead", "out_of_order"})
"""Warnings that keep a month from being issued without `--early`."""


@dataclass(frozen=True, slots=True)
class ContractStanding:
    """What a contract has been billed so far, as far as closing one of its months must know it.

    `open_months` are earlier ones that were never closed though there is something to bill; `newest` is
    the id of the newest paper of the contract, 0 for none: what is still open depends on it.
    """

    issued: IssuedPaper | None = None
    issued_reads: int = 0
    previous: IssuedPaper | None = None
    previous_reads: int = 0
    caps: tuple[Cap, ...] = ()
    open_months: tuple[Month, ...] = ()
    newest: int = 0


@dataclass(frozen=True, slots=True)
class ContractClosing:
    """One contract's month: `paper` is the draft, or the issued paper where `issued` names it; without its schedule.

    `priced`, `open` (of other months that are closed) and `manual` lines are what the draft was made from, `priced` None
    where the month was issued before; `billed_before` are the reads on it that a paper had before. `facilities` stand
    beside the month before.
    """

    applied: AppliedContract
    paper: Paper
    standing: ContractStanding
    priced: PricedMonth | None = None
    open: Open = NOTHING_OPEN
    manual: tuple[Adjustment, ...] = ()
    billed_before: frozenset[str] = frozenset()
    facilities: tuple[FacilityCompared, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def issued(self) -> IssuedPaper | None:
        """The paper that closed the month."""
        return self.standing.issued

    @property
    def bills(self) -> bool:
        """Whether there is an invoice: a month with nothing to bill is only recorded as closed."""
        return self.paper.kind is not PaperKind.CLOSED

    @property
    def unpriced(self) -> tuple[tuple[ToHospital, Reason], ...]:
        """Reads that no rate or work RVU prices, each with why."""
        return self.priced.unpriced if self.priced else ()

    @property
    def reads(self) -> int:
        """How many reads of the month it bills."""
        return len(self.priced.reads) if self.priced else self.standing.issued_reads

    @property
    def units(self) -> Decimal:
        """How many units its lines of reads bill."""
        return sum((line.quantity for line in self.paper.lines if line.kind is LineKind.READS), Decimal(0))

    @property
    def over_cap(self) -> Finding | None:
        """That the draft would go past the contract's not_to_exceed."""
        return next((warning for warning in self.warnings if warning.code == "over_cap"), None)


def on_next_invoice(applied: AppliedContract, due: Difference) -> bool:
    """Whether the difference is the contract's client's, in its currency: else it goes on a memo to whom the month was issued."""
    contract = applied.contract
    return (due.client or contract.client, due.currency) == (contract.client, contract.currency)


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the person has said may be done all the same."""

    early: bool = False
    strict: bool = False
    over_cap: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """A month, contract by contract; `state` tells how much of each table it was decided on."""

    month: Month
    issued_on: date
    contracts: Mapping[str, ContractClosing]
    held: tuple[Held, ...]
    routes: Mapping[str, int]
    warnings: tuple[Finding, ...]
    number_pattern: str
    state: Known

    @property
    def reasons(self) -> tuple[tuple[Reason, int], ...]:
        """Why reads are held or without a price, each with how many, the most frequent first."""
        every = [reason for held in self.held for reason in held.reasons]
        every += [reason for part in self.contracts.values() for _, reason in part.unpriced]
        first = {reason.code: reason for reason in reversed(every)}
        return tuple((first[code], count) for code, count in Counter(reason.code for reason in every).most_common())

    @property
    def waiting(self) -> int:
        """How many reads are held or without a price."""
        return len(self.held) + sum(len(part.unpriced) for part in self.contracts.values())

    def refuse(self, permissions: Permissions) -> None:
        """TooEarly or HeldBack where the month may not be issued as it is; what is issued already stands in no way."""
        open_parts = [part for part in self.contracts.values() if part.issued is None]
        if not open_parts:
            return
        warnings = [*self.warnings, *(warning for part in open_parts for warning in part.warnings)]
        early = [warning for warning in warnings if warning.code in EARLY]
        if early and not permissions.early:
            raise TooEarly(self.month, early)
        if permissions.strict and self.waiting:
            raise HeldBack(self.month, self.waiting)


def warning(code: str, message: str, remedy: str) -> Finding:
    """Something that closing says and goes on."""
    return Finding(code, message, remedy, severity=Severity.WARNING)


def month_warnings(month: Month, today: date, dated: date) -> tuple[Finding, ...]:
    """That the month is not over yet, or that its papers would be dated before it began, far back or far ahead."""
    found = []
    if today < month.end:
        what = f"{month.spelled()} is not over"
        found.append(warning("month_not_over", what, f"close it from {month.end} on, or say --early"))
    if dated < month.first:
        what = f"an invoice of {month.spelled()} would be dated {dated}"
        found.append(warning("dated_before", what, "give --dated a day of the month or later, or say --early"))
    elif dated < today - _FAR_BACK:
        what = f"an invoice of {month.spelled()} would be dated {dated}, {(today - dated).days} days back"
        found.append(warning("dated_far_back", what, "give --dated a day of these weeks, unless it is meant"))
    if dated > today + _AHEAD:
        what = f"an invoice of {month.spelled()} would be dated {dated}, which is {(dated - today).days} days ahead"
        found.append(warning("dated_ahead", what, "give --dated a day that has come, or say --early"))
    return tuple(found)


def contract_warnings(
    applied: AppliedContract, paper: Paper, standing: ContractStanding, elsewhere: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What a person should know before the contract's draft is issued.

    `elsewhere` maps reads of the month that another paper has billed to its number.
    """
    contract = applied.contract.id
    found = [
        warning(
            "out_of_order",
            f"{contract}: {month.spelled()} has something to bill and is not closed",
            f"`wetread close {month} --issue` first, or say --early",
        )
        for month in standing.open_months
    ]
    if elsewhere:
        count = len(elsewhere)
        papers = ", ".join(sorted(set(elsewhere.values())))
        found.append(
            warning(
                "billed_elsewhere",
                f"{contract}: {count} {'read is' if count == 1 else 'reads are'} on {papers} already",
                "a correction moved them here; what they were billed is given back to the month that they left",
            )
        )
    return (*found, *cap_warnings(contract, standing.caps, paper.total))


def uncovered_warnings(applied: AppliedContract, priced: PricedMonth, directory: Directory) -> tuple[Finding, ...]:
    """That the month is billed its minimum or fees although the contract covers no facility on any of its days."""
    contract, month = applied.contract, priced.month
    days = DateSpan(month.first, month.end)
    if not priced.total or any(each.overlaps(days) for _, each in covered(contract, directory)):
        return ()
    what = f"{contract.id} covers no facility in {month.spelled()}, and bills {priced.total.printed()} {contract.currency} all the same"
    remedy = "end the contract with `until`, give the client its facilities in directory/facilities.csv, or issue it as it is, if it is owed"
    return (warning("nothing_covered", what, remedy),)


def waived_warnings(contract: str, open_: Open) -> tuple[Finding, ...]:
    """What the contract waives of its closed months, listed."""
    return tuple(
        warning(
            "waived",
            f"{contract}: {each.amount.printed()} more for {each.month.spelled()} ({_reads(each.reads)} came late) is waived",
            'the contract says late_reads = "waive"; a manual line bills it all the same: `wetread invoice line`',
        )
        for each in open_.waived
    )


def memo_warnings(applied: AppliedContract, due: Sequence[Difference], *, ended: bool) -> tuple[Finding, ...]:
    """What is still open and on no next invoice: the contract has ended, or the month was issued to another client."""
    contract = applied.contract
    return tuple(
        warning(
            "adjust",
            f"{contract.id} {'has ended' if ended else f'was issued to {each.client}'}, "
            f"and {each.total.printed()} {each.currency} of {each.month.spelled()} is open",
            f"`wetread invoice adjust {each.client or contract.client} {each.month}` issues a memo of it",
        )
        for each in due
        if each.total
    )


def _reads(count: int) -> str:
    return f"{count:,} {'read' if count == 1 else 'reads'}"


def route_warnings(applied: AppliedContract, reads: Sequence[ToHospital]) -> tuple[Finding, ...]:
    """What routing has to say of the month's reads, counted by what it says; reads that share a route have nothing said of them."""
    said = Counter(reason for read in in_columns(reads).others for reason in read.warnings)
    contract = applied.contract.id
    return tuple(
        warning(reason.code, f"{contract}, {counted(count, 'read')}: {reason.message}", reason.remedy)
        for reason, count in said.items()
    )


def price_warnings(applied: AppliedContract, priced: PricedMonth) -> tuple[Finding, ...]:
    """What pricing has to say of the month."""
    contract = applied.contract.id
    return tuple(warning(reason.code, f"{contract}: {reason.message}", reason.remedy) for reason in priced.warnings)


def unprintable(paper: Paper, check: Check) -> Finding | None:
    """That the paper could never become a PDF, each text that can't be printed named; None where it can."""
    try:
        check(paper)
    except WetreadError as error:
        texts = "; ".join(problem.message for problem in error.problems) or error.message
        return Finding(error.code, f"{paper.contract}: {texts}", error.remedy)
    return None
