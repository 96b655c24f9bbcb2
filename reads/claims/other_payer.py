"""The patient's other payers on a claim, and what those before have decided (X12 005010X222A1, 2320, 2330 and 2430)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reads.claims.person import PersonName
from reads.core.money import Money
from reads.directory.model import PayerKind


@dataclass(frozen=True, slots=True)
class PayerReason:
    """One reason of CAS: its group, its code, the amount that isn't paid for it; `units` where the payer paid fewer."""

    group: str
    code: str
    amount: Money
    units: int = 0


@dataclass(frozen=True, slots=True)
class CasSegment:
    """One CAS: up to six reasons of one group."""

    reasons: tuple[PayerReason, ...]

    @classmethod
    def of(cls, reasons: tuple[PayerReason, ...]) -> tuple[CasSegment, ...]:
        """The reasons group by group, six at a time."""
        groups = dict.fromkeys(reason.group for reason in reasons)
        by_group = [tuple([each for each in reasons if each.group == group]) for group in groups]
        return tuple([cls(some[at : at + 6]) for some in by_group for at in range(0, len(some), 6)])


@dataclass(frozen=True, slots=True)
class OutpatientAdjudication:
    """MOA: what an earlier payer said of a claim as a whole, as its 835 has it; at most five remark codes fit."""

    reimbursement_rate: str = ""
    payable: str = ""
    remarks: tuple[str, ...] = ()
    renal_disease: str = ""
    professional_component: str = ""


@dataclass(frozen=True, slots=True)
class OtherDecided:
    """2430: what an earlier payer decided on one line, by the id under which its 2330B stands.

    `remaining` is what it leaves the patient to pay of the line (AMT*EAF).
    """

    payer_id: str
    paid: Money
    cpt: str
    on: date
    modifiers: tuple[str, ...] = ()
    units: int = 1
    reasons: tuple[PayerReason, ...] = ()
    remaining: Money | None = None

    @property
    def adjustments(self) -> tuple[CasSegment, ...]:
        """Its reasons, CAS by CAS."""
        return CasSegment.of(self.reasons)


@dataclass(frozen=True, slots=True, repr=False)
class OtherPayer:
    """2320 with 2330A and 2330B: a payer before or after the one addressed.

    `rank` is P, S or T, `relationship` what the patient is to its subscriber ("18" for the patient), who may be an employer.
    Of one that has decided: `paid`, the reasons on the claim as a whole, its claim number, what its MOA says, and where no line
    has them `decided_on` and what is `remaining` for the patient (AMT*EAF).
    """

    rank: str
    relationship: str
    kind: PayerKind
    name: str
    id: str
    subscriber: PersonName
    member_id: str
    group_number: str = ""
    plan_name: str = ""
    msp_type: str = ""
    paid: Money | None = None
    reasons: tuple[PayerReason, ...] = ()
    decided_on: date | None = None
    claim_number: str = ""
    is_employer: bool = False
    remaining: Money | None = None
    adjudication: OutpatientAdjudication | None = None

    @property
    def adjustments(self) -> tuple[CasSegment, ...]:
        """Its reasons, CAS by CAS."""
        return CasSegment.of(self.reasons)

    def __repr__(self) -> str:
        return f"<OtherPayer {self.rank}>"
