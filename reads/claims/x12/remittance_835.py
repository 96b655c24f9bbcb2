"""A payment and what it pays, as frozen values (835, 005010X221A1): claim by claim, line by line, in exact cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reads.claims.x12.adjustment_reasons import GROUPS, PROVIDER_ADJUSTMENTS, REASONS
from reads.claims.x12.code_words import words
from reads.claims.x12.payer_statuses import Decides, decided_by
from reads.core.money import Money, total

_NOTHING = Money(0)


class ClaimOutcome(StrEnum):
    """What became of a claim."""

    PAID = "paid"
    ADJUSTED = "adjusted"
    DENIED = "denied"
    REVERSED = "reversed"
    FORWARDED = "forwarded"
    PENDING = "pending"


_OUTCOMES = {
    Decides.REVERSAL: ClaimOutcome.REVERSED,
    Decides.NOTHING: ClaimOutcome.FORWARDED,
    Decides.UNKNOWN: ClaimOutcome.PENDING,
    Decides.DENIAL: ClaimOutcome.DENIED,
}


@dataclass(frozen=True, slots=True)
class CasAdjustment:
    """One reason of a CAS segment; a positive amount is not paid."""

    group: str
    reason: str
    amount: Money

    def __str__(self) -> str:
        return f"{words(GROUPS, self.group)}, {words(REASONS, self.reason)} ({self.group}-{self.reason}): {self.amount}"


@dataclass(frozen=True, slots=True)
class LinePayment:
    """A service line (SVC). `reference` is our REF*6R, empty where the payer doesn't give it back; remarks are LQ codes."""

    reference: str
    cpt: str
    modifiers: tuple[str, ...]
    charge: Money
    paid: Money
    service_date: date | None
    adjustments: tuple[CasAdjustment, ...]
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """A claim (CLP), by our control number; `adjustments` and `remarks` (MOA, MIA, LQ) are those of the claim as a whole.

    `interest` (AMT*I) is in no paid amount, `original_number` (REF*F8) is what a correction or reversal is about, `notes`
    what else a MOA or MIA says.
    """

    control_number: str
    status: str
    charge: Money
    paid: Money
    patient_owes: Money | None
    payer_claim_number: str
    frequency: str
    adjustments: tuple[CasAdjustment, ...]
    lines: tuple[LinePayment, ...]
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    interest: Money = _NOTHING
    original_number: str = ""

    @property
    def all_adjustments(self) -> tuple[CasAdjustment, ...]:
        """The claim's and its lines'."""
        return (*self.adjustments, *(adjustment for line in self.lines for adjustment in line.adjustments))

    @property
    def outcome(self) -> ClaimOutcome:
        """Paid in full (by payer and patient), adjusted (less), denied (nothing from either), reversed, forwarded, or not decided."""
        decides = decided_by(self.status, self.charge.minor, self.paid.minor)
        if decides in _OUTCOMES:
            return _OUTCOMES[decides]
        of_patient = [adjustment.amount for adjustment in self.all_adjustments if adjustment.group == "PR"]
        owed = self.paid + total(of_patient, "USD")
        if not owed:
            return ClaimOutcome.DENIED
        return ClaimOutcome.PAID if owed == self.charge else ClaimOutcome.ADJUSTED


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """One amount of a PLB segment: what isn't about a claim of this payment; a positive amount is kept back.

    `period` is the end of the provider's fiscal year that it counts in (PLB02), as the payer writes it.
    """

    provider: str
    reason: str
    reference: str
    amount: Money
    period: str = ""

    def __str__(self) -> str:
        about = f" {self.reference}" if self.reference else ""
        return f"{words(PROVIDER_ADJUSTMENTS, self.reason)} ({self.reason}){about}: {self.amount}"


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment (a transaction set, without its claims). A negative amount is a debit (BPR03 = D), or `is_below_zero`:

    BPR02 itself has a minus sign, which the guide knows only as a balance that is carried forward (PLB, FB).

    `dated` is the day as the payer writes it (BPR16, else the production date), `paid_on` the same where it is a date.
    """

    payer: str
    payer_id: str
    trace: str
    dated: str
    method: str
    payee: str
    payee_npi: str
    payee_tax_id: str
    amount: Money
    paid_on: date | None
    is_below_zero: bool = False

    @property
    def identity(self) -> str:
        """Trace number, payer, date and amount: a payment with an identity that was posted before must be refused."""
        return "|".join((self.trace, self.payer_id, self.dated, str(self.amount)))
