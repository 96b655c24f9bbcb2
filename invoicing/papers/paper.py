"""A paper: everything an invoice or memo says, as frozen values copied from what was true at issue (spec 4.2).

Paper
├── issuer, bill_to, facilities    who
├── lines                          what is owed, line by line; they add up to the total
└── schedule                       a row a read; its charges add up to the lines of reads
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from invoicing.pricing.early_payment_discount import EarlyPayment
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.model import Client, Group


class PaperKind(StrEnum):
    """What kind of paper it is; `closed` marks a month that was issued with nothing to bill."""

    INVOICE = "invoice"
    DEBIT_MEMO = "debit_memo"
    CREDIT_MEMO = "credit_memo"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The radiology group as it stood at issue; `logo` is a file in the books, `ach_*` where bank transfers go."""

    name: str
    address: tuple[str, ...]
    remit_to: tuple[str, ...]
    phone: str
    email: str
    tax_id: str
    npi: str
    logo: str = ""
    ach_bank: str = ""
    ach_routing: str = ""
    ach_account: str = ""

    @property
    def paid_at(self) -> tuple[str, ...]:
        """Where payments go: the remit-to, then the account for bank transfers."""
        said = (
            self.ach_bank,
            f"routing {self.ach_routing}" if self.ach_routing else "",
            f"account {self.ach_account}" if self.ach_account else "",
        )
        transfers = ", ".join(filter(None, said))
        return (*self.remit_to, f"ACH: {transfers}") if transfers else self.remit_to

    @classmethod
    def of(cls, group: Group) -> Issuer:
        """The group as the books have it."""
        return cls(
            name=group.name,
            address=group.address,
            remit_to=group.remit_to,
            phone=group.phone,
            email=group.email,
            tax_id=group.tax_id,
            npi=group.npi,
            logo=group.logo,
            ach_bank=group.ach_bank,
            ach_routing=group.ach_routing,
            ach_account=group.ach_account,
        )


@dataclass(frozen=True, slots=True)
class BillTo:
    """The client as it stood at issue; `vendor_number` is the group's number with it, `cost_center` where it books papers."""

    id: str
    name: str
    address: tuple[str, ...]
    attention: str = ""
    email: str = ""
    vendor_number: str = ""
    cost_center: str = ""

    @classmethod
    def of(cls, client: Client) -> BillTo:
        """The client as the books have it."""
        return cls(
            client.id,
            client.name,
            client.address,
            client.attention,
            client.email,
            client.vendor_number,
            client.cost_center,
        )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: quantity × unit price is the amount exactly where a unit price stands.

    `month` is the month the line is for (another than the paper's on prior-period lines); `basis` says in words how
    the amount came about. A line that puts an earlier one right says of which kind that was (`corrects`) and which
    clause of the contract it came from (`item`). An `agreed` line is outside what a month costs: a manual line, or a
    credit of an agreed amount (spec 3.6). `wrvus` are the work RVUs that it is made of, each with what one of them costs.
    """

    kind: LineKind
    name: str
    facility: str | None
    quantity: Decimal
    unit_price: Decimal | None
    amount: Money
    month: Month
    basis: str = ""
    corrects: LineKind | None = None
    item: str = ""
    agreed: bool = False
    wrvus: tuple[tuple[Decimal, Decimal], ...] = ()

    @property
    def of(self) -> LineKind:
        """What it bills or puts right."""
        return self.corrects or self.kind

    @property
    def clause(self) -> str:
        """The name of what it came from in the contract."""
        return self.item or self.name


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One read on the paper, without anything that names a patient; amounts in major units.

    `signed_local` is the signing time on the facility's clock, `zone` its abbreviation there (CST, CDT). A row with a
    `reason` puts right what was billed before: its figures are what changed, and add up with those of earlier papers.
    """

    read_key: str
    version_id: int
    accession: str
    exam: str
    description: str
    facility: str
    modality: str
    radiologist: str
    read_type: str
    signed_at: datetime
    signed_local: datetime
    zone: str
    turnaround_minutes: int | None
    rate: str
    tier: str | None
    units: int
    work_rvu: Decimal | None
    base: Decimal
    surcharges: Decimal
    credits: Decimal
    charge: Decimal
    month: Month
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is issued, or as a preview shows it (then without a number).

    `books` is the newest record of the books that it was made from, 0 where that isn't known; `data` names each kind of
    outside data that decides a price with its version (spec 3.9). `about` are the papers that a memo puts right, each with
    its date; `print_names` what rates are called on paper, where that isn't their name in the contract.
    """

    kind: PaperKind
    number: str | None
    contract: str
    contract_title: str
    contract_version: int
    month: Month
    currency: str
    issued_on: date
    due_on: date
    terms_days: int
    po_number: str
    issuer: Issuer
    bill_to: BillTo
    facilities: tuple[tuple[str, str], ...]
    lines: tuple[PaperLine, ...]
    schedule: Sequence[ScheduleRow]
    total: Money
    rvu_releases: tuple[str, ...] = ()
    unmeasured: int = 0
    separate_schedule: bool = False
    notes: tuple[str, ...] = ()
    audit_head: str = ""
    books: int = 0
    data: tuple[tuple[str, str], ...] = ()
    prompt_percent: Decimal | None = None
    prompt_days: int | None = None
    about: tuple[tuple[str, date], ...] = ()
    print_names: tuple[tuple[str, str], ...] = ()

    def printed(self, name: str) -> str:
        """The name of a rate, or of a line of it, as the client reads it."""
        for rate, wanted in self.print_names:
            if name == rate or name.startswith(f"{rate}, "):
                return wanted + name[len(rate) :]
        return name

    @property
    def early_payment(self) -> EarlyPayment | None:
        """What may be taken off if it is paid early; None where nothing is offered, or nothing is owed."""
        if self.prompt_percent is None or self.prompt_days is None or self.total.minor <= 0:
            return None
        return EarlyPayment(self.issued_on, self.prompt_percent, self.prompt_days)
