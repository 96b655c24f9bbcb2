"""Who and where: the rows of the directory's files as frozen values (spec 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from reads.directory.united_states import us_code

FOREIGN_FORMS = frozenset({"W-8BEN", "W-8BEN-E"})
"""What somebody signs for the tax office who is at home abroad (26 CFR 1.1441-1(e))."""


@dataclass(frozen=True, slots=True)
class Group:
    """The radiology group itself, from wetread.toml; `priority_classes` are urgencies of its own (spec 3.9)."""

    name: str
    npi: str
    tax_id: str
    taxonomy: str
    address: tuple[str, ...]
    remit_to: tuple[str, ...]
    phone: str
    email: str
    timezone: str
    invoice_number: str = "WR-{year}-{seq:05d}"
    logo: str = ""
    submitter_id: str = ""
    receiver_id: str = ""
    receiver: str = ""
    receiver_qualifier: str = "ZZ"
    submitter_qualifier: str = "ZZ"
    usage: str = "T"
    reference_prefix: str = ""
    answer_ids: tuple[str, ...] = ()
    test_senders: tuple[str, ...] = ()
    priority_classes: tuple[str, ...] = ()
    ach_bank: str = ""
    ach_routing: str = ""
    ach_account: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """Who is billed for wet reads."""

    id: str
    name: str
    address: tuple[str, ...]
    email: str = ""
    attention: str = ""
    po_number: str = ""
    terms_days: int = 30
    vendor_number: str = ""
    cost_center: str = ""
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class Facility:
    """Where patients are scanned, while one row of it is in force: `starts` inclusive, `ends` exclusive."""

    id: str
    client: str
    name: str
    npi: str
    address: str
    city: str
    state: str
    zip: str
    zone: ZoneInfo
    pos_outpatient: str = "22"
    starts: date | None = None
    ends: date | None = None
    mammography: str = ""


@dataclass(frozen=True, slots=True)
class Radiologist:
    """Who reads; the NPI may be empty for a reader who never signs finals."""

    id: str
    name: str
    npi: str = ""
    taxonomy: str = ""
    tax_form: str = ""
    status: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether the tax form on file is that of somebody who is at home abroad."""
        return self.tax_form in FOREIGN_FORMS


@dataclass(frozen=True, slots=True)
class Location:
    """From where a radiologist reads, `starts` inclusive, `ends` exclusive, as days in its own zone."""

    radiologist: str
    starts: date
    ends: date | None
    country: str
    state: str
    zip: str
    address: str
    city: str
    zone: ZoneInfo

    @property
    def in_united_states(self) -> bool:
        """Whether Medicare calls it the United States: the states, DC and the five territories."""
        return bool(us_code(self.country))

    @property
    def us_state(self) -> str:
        """The two letters of the state or territory, empty abroad."""
        code = us_code(self.country)
        return self.state if code == "US" else code


@dataclass(frozen=True, slots=True)
class License:
    """A state licence."""

    radiologist: str
    state: str
    number: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A payer enrolment, by the state of reading."""

    radiologist: str
    payer: str
    state: str
    starts: date
    ends: date | None = None


class PayerKind(StrEnum):
    """What kind of payer it is (spec 1)."""

    MEDICARE = "medicare"
    MEDICAID = "medicaid"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    BCBS = "bcbs"
    COMMERCIAL = "commercial"
    TRICARE = "tricare"
    WORKERS_COMP = "workers_comp"
    SELF_PAY = "self_pay"

    @property
    def words(self) -> str:
        """What a letter calls it."""
        return _KIND_WORDS.get(self.value, self.value.capitalize())


_KIND_WORDS = {
    "medicare_advantage": "Medicare Advantage",
    "bcbs": "Blue Cross Blue Shield",
    "commercial": "commercial insurance",
    "tricare": "TRICARE",
    "workers_comp": "workers' compensation",
    "self_pay": "no insurer (self-pay)",
}


@dataclass(frozen=True, slots=True)
class Payer:
    """An insurer, and how it wants its claims; an empty text leaves a question to the rules (spec 5.2).

    `receiver`, with its id and the id's kind, takes its files where that is not the one of wetread.toml (spec 5.8).
    `expected_percent` of its charges are what payer and patient together should come to: less is an alarm (spec 5.7).
    """

    id: str
    name: str
    kind: PayerKind
    edi_id: str
    state: str = ""
    dos: str = ""
    facility_loop: str = ""
    out_of_state: str = ""
    offshore: str = ""
    filing_plan: str = ""
    edi_ids: tuple[tuple[str, str], ...] = ()
    expected_percent: Decimal | None = None
    receiver: str = ""
    receiver_id: str = ""
    receiver_qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Exam:
    """What a facility calls an exam, and its CPT codes; facility `*` is everywhere."""

    facility: str
    code: str
    cpt: tuple[str, ...]
    modality: str = ""
    regions: int = 1
    description: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """The group's charge for a CPT code on insurance claims, in major units."""

    cpt: str
    amount: Decimal
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class PayerRule:
    """A dated rule of a payer, a kind of payer or a state, for one check of claims (spec 5.2).

    Empty texts mean every payer, kind and state; `confidence` is verified, secondary, known or uncertain, and what is
    uncertain holds a claim for a person. `checked` is the day on which its source was last looked at.
    """

    id: str
    check: str
    value: str
    kind: str
    payer: str
    state: str
    source: str
    confidence: str
    starts: date | None = None
    ends: date | None = None
    note: str = ""
    checked: date | None = None


class NamedKind(StrEnum):
    """What sources have names of their own for (spec 2.4)."""

    FACILITY = "facility"
    RADIOLOGIST = "radiologist"
    EXAM = "exam"
    PAYER = "payer"
    PRIORITY = "priority"
    CLASS = "class"
    MODALITY = "modality"
    STATUS = "status"
    SERVICE_TYPE = "service_type"
    DISCREPANCY = "discrepancy"


@dataclass(frozen=True, slots=True)
class Name:
    """What a source calls something, at one facility or everywhere, while the row is in force.

    `id` is an id of the directory; for an exam an exam_code of exams.csv; for priority, class, modality, status, service type
    and discrepancy wetread's own word.
    """

    kind: NamedKind
    name: str
    id: str
    facility: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class CoverageQuantity:
    """So many hours or nights covered, on the day that they began, for one [[coverage]] of a contract."""

    contract: str
    name: str
    day: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of a holiday list of one's own, and the day on which it is observed where that is another."""

    calendar: str
    day: date
    name: str
    observed: date | None = None
