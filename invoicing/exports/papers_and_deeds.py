"""What an export is made of: the papers of some months, what was done to clients' accounts, and how it is asked for.

Material
├── papers      in the order of issue; a schedule is read when it is looked at, one at a time
├── movements   money received, applied, written off and taken back, in the order of their recording
├── aging       what is owed at the end of the period, where the format shows it; its papers count even where dated later
├── deposits    what insurers paid, where the format is a whole journal
├── accruals    what was read and not invoiced at the end of each month, for the format of that name
└── chart, grouping, template    how the group's accounting wants it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.left_out import LeftOut
from invoicing.papers.paper import BillTo, Paper, PaperKind, PaperLine
from invoicing.receivables.account import EntryKind
from reads.claims.ledger.deposits import CashEffect
from reads.core.money import Money, total
from reads.core.month import Month
from reads.store.spool import Spool


@dataclass(frozen=True, slots=True)
class ExportPeriod:
    """Whole months, the last included."""

    first: Month
    last: Month

    def __contains__(self, day: date) -> bool:
        return self.first.first <= day < self.last.end

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months, the earliest first."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(found[-1].next())
        return tuple(found)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.last.end - timedelta(days=1)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def belongs_to(kind: PaperKind, month: Month, issued_on: date) -> Month:
    """The month that a paper is exported with: an invoice the one it bills, a memo that of its date.

    So a memo to a month that was exported long ago is not overlooked.
    """
    return month if kind is PaperKind.INVOICE else Month.of(issued_on)


class Grouping(StrEnum):
    """How much a line of an export says of reads; only `per-read` names studies, which are protected health information."""

    PER_READ = "per-read"
    PER_RATE = "per-rate"
    PER_MODALITY = "per-modality"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a deed changed on a day, in minor units: cash that came in, unapplied cash, what is receivable, written off,
    deducted for early payment.

    They add up: cash = unapplied - receivable - written off - discount. `paper` is the number of the paper that is settled.
    """

    day: date
    paper: str
    cash: int = 0
    unapplied: int = 0
    receivable: int = 0
    written_off: int = 0
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Movement:
    """One deed on a client's account: `document` names it in exports ("entry/12"), `effects` by day and paper."""

    id: int
    kind: EntryKind
    client: str
    name: str
    day: date
    amount: Money
    reference: str
    because: str
    effects: tuple[Effect, ...]

    @property
    def document(self) -> str:
        """What the register of exported documents calls it."""
        return f"entry/{self.id}"


@dataclass(frozen=True, slots=True)
class Owed:
    """One client's row of the aging; `buckets` in the order of receivables'."""

    client: str
    currency: str
    buckets: tuple[Money, ...]
    unapplied: Money
    total: Money


@dataclass(frozen=True, slots=True)
class Reads:
    """How many reads of a contract's month: performed = invoiced + accrued + not billable."""

    performed: int
    invoiced: int
    accrued: int
    not_billable: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """What was read for a contract in a month and not invoiced by the end of the month `at`; taxes are not revenue.

    In money, performed = invoiced + what the lines add up to; reads that can't be billed cost nothing.
    """

    contract: str
    client: BillTo
    month: Month
    at: Month
    performed: Money
    invoiced: Money
    lines: tuple[PaperLine, ...]
    reads: Reads

    @property
    def accrued(self) -> Money:
        """What is accrued; negative where more was invoiced than the month costs by now."""
        return total([line.amount for line in self.lines], self.performed.currency)

    @property
    def document(self) -> str:
        """What the register of exports calls it."""
        earlier = "" if self.month == self.at else f"/{self.month}"
        return f"accrual/{self.at}/{self.contract}{earlier}"


@dataclass(frozen=True, slots=True)
class Material:
    """All that a format is made from: the same material gives the same bytes."""

    period: ExportPeriod
    papers: tuple[Paper, ...]
    chart: Chart
    movements: tuple[Movement, ...] = ()
    aging: tuple[Owed, ...] = ()
    accruals: tuple[Accrual, ...] = ()
    deposits: tuple[CashEffect, ...] = ()
    grouping: Grouping = Grouping.PER_RATE
    template: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """What it holds: numbers of papers, deeds on accounts, accruals, insurers' deposits."""
        papers = (paper.number or "" for paper in self.papers)
        deeds = (*(each.document for each in self.movements), *(each.document for each in self.deposits))
        return (*papers, *deeds, *(each.document for each in self.accruals))


@dataclass(frozen=True, slots=True)
class ExportPart:
    """One file of an export, its bytes at hand or spooled; a format that makes one file leaves its name empty."""

    name: str
    body: bytes | Spool

    @property
    def pieces(self) -> Iterable[bytes]:
        """Its bytes, one piece after the other."""
        return self.body if isinstance(self.body, Spool) else (self.body,)

    @property
    def content(self) -> bytes:
        """All its bytes."""
        return b"".join(self.pieces)

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return self.body.sha256 if isinstance(self.body, Spool) else hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """What a format made of its material: the files, the documents left out of them, and what a person should know."""

    parts: tuple[ExportPart, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def one(content: bytes | Spool, left_out: Sequence[LeftOut] = (), notes: Sequence[str] = ()) -> Written:
    """An export of one file."""
    return Written((ExportPart("", content),), tuple(left_out), tuple(notes))
