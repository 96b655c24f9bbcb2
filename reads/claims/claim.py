"""A checked claim, as frozen values: what an 837P file of professional components says, loop by loop.

    Envelope                   ISA, GS, ST: who sends to whom, and the control numbers
      Submitter, Receiver      1000A, 1000B
      Claim                    2300, under
        BillingProvider        2000A, 2010AA; its pay-to address 2010AB
        Subscriber, Insurer    2000B, 2010BA, 2010BB
        Patient                2000C, 2010CA: only where the patient is somebody else
        Physician, ServiceFacility  2310A referring, 2310B rendering, 2310C where it was read, 2310D supervising
        OtherPayer             2320, 2330A, 2330B: who else is to pay, or has paid (other_payer.py)
        ClaimLine              2400; its ordering physician 2420E; what payers before decided on it 2430

Patients live here and nowhere else. Nothing that names one shows in a `repr`, so no log and no traceback can.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reads.claims.other_payer import OtherDecided, OtherPayer
from reads.claims.person import Address, PersonName
from reads.core.money import Money, total
from reads.directory.model import PayerKind

__all__ = ["Address", "PersonName"]

FILING_INDICATORS = {
    PayerKind.MEDICARE: "MB",
    PayerKind.MEDICAID: "MC",
    PayerKind.MEDICARE_ADVANTAGE: "16",
    PayerKind.BCBS: "BL",
    PayerKind.COMMERCIAL: "CI",
    PayerKind.TRICARE: "CH",
    PayerKind.WORKERS_COMP: "WC",
}
"""SBR09, the claim filing indicator; who pays alone has none and gets no claim."""


class Frequency(StrEnum):
    """CLM05-3: what a claim is to those the payer has already."""

    ORIGINAL = "1"
    REPLACEMENT = "7"
    VOID = "8"


class Relationship(StrEnum):
    """PAT01: what the patient is to the subscriber."""

    SPOUSE = "01"
    CHILD = "19"
    EMPLOYEE = "20"
    UNKNOWN = "21"
    ORGAN_DONOR = "39"
    CADAVER_DONOR = "40"
    LIFE_PARTNER = "53"
    OTHER = "G8"


class Rank(StrEnum):
    """SBR01: the place of a payer among those of the patient."""

    PRIMARY = "P"
    SECONDARY = "S"
    TERTIARY = "T"


@dataclass(frozen=True, slots=True)
class Accident:
    """CLM11 and DTP*439: what the patient's condition comes from (AA, EM, OA), on which day, and of a car where."""

    causes: tuple[str, ...]
    on: date
    state: str = ""


@dataclass(frozen=True, slots=True)
class Submitter:
    """Loop 1000A: who sends the file, its id with the receiver (also ISA06, of the kind ISA05, and GS02), and whom to call."""

    name: str
    id: str
    contact: str
    phone: str = ""
    email: str = ""
    qualifier: str = "ZZ"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Loop 1000B: the clearinghouse or payer that takes the file, and its id (also ISA08, of the kind ISA07, and GS03)."""

    name: str
    id: str
    qualifier: str = "ZZ"


@dataclass(frozen=True, slots=True)
class Envelope:
    """ISA, GS and ST: parties, usage (P or T), the time to the minute, and control numbers that never repeat.

    `transaction` numbers the first transaction set, the others count up from it; `prefix` begins the batches' names (BHT03).
    """

    submitter: Submitter
    receiver: Receiver
    usage: str
    written_at: datetime
    interchange: int
    group: int
    transaction: int = 1
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class BillingProvider:
    """Loops 2000A and 2010AA: the group that bills, at a street address with ZIP+4; `pay_to` is loop 2010AB."""

    name: str
    npi: str
    tax_id: str
    address: Address
    taxonomy: str = ""
    pay_to: Address | None = None


@dataclass(frozen=True, slots=True)
class Insurer:
    """Loop 2010BB, and the kind of payer in SBR09: to whom the claim goes."""

    name: str
    id: str
    kind: PayerKind


@dataclass(frozen=True, slots=True, repr=False)
class Subscriber:
    """Loops 2000B and 2010BA: who is insured. Address, birth date and sex (F, M, U) only where the subscriber is the patient.

    `casualty_number` is the claim number of a property and casualty insurer (REF*Y4); an employer has its name in `name.last`
    and the policy's number as member id. `msp_type` (SBR05) says why Medicare is not the first to pay; `rank` is the addressed payer's.
    """

    name: PersonName
    member_id: str
    address: Address | None = None
    born: date | None = None
    sex: str = ""
    group_number: str = ""
    plan_name: str = ""
    is_employer: bool = False
    casualty_number: str = ""
    rank: Rank = Rank.PRIMARY
    msp_type: str = ""

    def __repr__(self) -> str:
        return "<Subscriber>"


@dataclass(frozen=True, slots=True, repr=False)
class Patient:
    """Loops 2000C and 2010CA: the patient, where that is not the subscriber; `casualty_number` is REF*Y4."""

    name: PersonName
    relationship: Relationship
    address: Address
    born: date
    sex: str
    casualty_number: str = ""

    def __repr__(self) -> str:
        return "<Patient>"


@dataclass(frozen=True, slots=True)
class Physician:
    """Loops 2310A (referring), 2310B (rendering: who signed the final; with a taxonomy), 2310D (supervising), 2420E (ordering)."""

    name: PersonName
    npi: str
    taxonomy: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacility:
    """Loop 2310C: for Medicare the place where the radiologist sat. An organisation's name, the NPI where there is one."""

    name: str
    address: Address
    npi: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ClaimLine:
    """Loop 2400: one code of one read. `pointers` count the claim's diagnoses from 1; `reference` is REF*6R, ours alone."""

    reference: str
    cpt: str
    charge: Money
    service_date: date
    modifiers: tuple[str, ...] = ()
    units: int = 1
    pointers: tuple[int, ...] = (1,)
    emergency: bool = False
    note: str = ""
    ordering: Physician | None = None
    decided: tuple[OtherDecided, ...] = ()

    def __repr__(self) -> str:
        return f"<ClaimLine {self.reference}>"


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """Loop 2300 with all that stands above and below it; diagnoses are ICD-10-CM codes without the dot.

    `control_number` is CLM01, `payer_claim_number` REF*F8 (with a replacement or a void, never otherwise); `mammography` is
    the certification number of the facility's equipment (REF*EW).
    """

    control_number: str
    billing: BillingProvider
    insurer: Insurer
    subscriber: Subscriber
    place_of_service: str
    diagnoses: tuple[str, ...]
    rendering: Physician
    lines: tuple[ClaimLine, ...]
    patient: Patient | None = None
    frequency: Frequency = Frequency.ORIGINAL
    payer_claim_number: str = ""
    prior_authorization: str = ""
    admitted_on: date | None = None
    note: str = ""
    referring: Physician | None = None
    facility: ServiceFacility | None = None
    accident: Accident | None = None
    mammography: str = ""
    supervising: Physician | None = None
    others: tuple[OtherPayer, ...] = ()

    @property
    def charge(self) -> Money:
        """CLM02: the sum of the lines' charges."""
        return total([line.charge for line in self.lines], "USD")

    @property
    def cause(self) -> str:
        """CLM11: up to three causes of the patient's condition, and the state of a car's accident; empty without an accident."""
        if self.accident is None:
            return ""
        causes = self.accident.causes
        return ":".join((*causes, *[""] * (3 - len(causes)), self.accident.state)).rstrip(":")

    def __repr__(self) -> str:
        return f"<Claim {self.control_number}>"
