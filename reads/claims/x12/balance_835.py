"""Whether an 835 adds up: by line, by claim, and as a whole, to the cent (005010X221A1, balancing).

line      charge − adjustments = paid                      SVC02 − CAS = SVC03
claim     charge = sum of its lines' charges               CLP03 = Σ SVC02, where there are lines
          charge − adjustments of claim and lines = paid   CLP03 − CAS = CLP04
payment   sum paid − provider adjustments = amount         Σ CLP04 − PLB = BPR02
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reads.claims.x12.remittance_835 import CasAdjustment, ClaimPayment, LinePayment, ProviderAdjustment, Remittance
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money

_REFUSED = "ask the payer for a corrected 835; nothing of this payment was posted"


def claim_imbalances(claim: ClaimPayment) -> Iterator[Finding]:
    """Every sum of a claim that isn't right, with its figures; an error each, so that nothing of the payment is posted.

    Only a warning where what the patient owes (CLP05) differs from the adjustments said to be the patient's.
    """
    name = f"claim {claim.control_number}"
    charged = adjusted = of_patient = 0
    for number, line in enumerate(claim.lines, 1):
        charged += line.charge.minor
        yield from _line(f"{name} line {number} ({line.cpt})", line)
    for adjustment in claim.all_adjustments:
        adjusted += adjustment.amount.minor
        if adjustment.group == "PR":
            of_patient += adjustment.amount.minor
    if claim.lines and charged != claim.charge.minor:
        yield _unbalanced(name, f"its lines charge {Money(charged)}, but CLP03 says {claim.charge}", "CLP03")
    if claim.charge.minor - adjusted != claim.paid.minor:
        yield _unbalanced(name, _subtraction(claim.charge, Money(adjusted), "CLP04", claim.paid), "CLP04")
    if claim.patient_owes is not None and claim.patient_owes.minor != of_patient:
        message = (
            f"{name}: CLP05 says that the patient owes {claim.patient_owes}, the adjustments say {Money(of_patient)}"
        )
        remedy = "look at the patient's balance before billing it"
        yield Finding("patient_owes", message, remedy, Where(field="CLP05"), Severity.WARNING)


def payment_imbalances(payment: Remittance, paid: Money, kept: Iterable[ProviderAdjustment]) -> Iterator[Finding]:
    """Whether the claims' sum less the provider adjustments is the amount of the payment."""
    withheld = _sum(kept)
    if paid - withheld != payment.amount:
        figures = f"claims paid {paid} − provider adjustments {withheld} = {paid - withheld}"
        yield _unbalanced(f"payment {payment.trace}", f"{figures}, but BPR02 says {payment.amount}", "BPR02")


def _line(name: str, line: LinePayment) -> Iterator[Finding]:
    adjusted = _sum(line.adjustments)
    if line.charge.minor - adjusted.minor != line.paid.minor:
        yield _unbalanced(name, _subtraction(line.charge, adjusted, "SVC03", line.paid), "SVC03")


def _subtraction(charge: Money, adjusted: Money, element: str, paid: Money) -> str:
    return f"charge {charge} − adjustments {adjusted} = {charge - adjusted}, but {element} says {paid}"


def _sum(adjustments: Iterable[CasAdjustment | ProviderAdjustment]) -> Money:
    return Money(sum(adjustment.amount.minor for adjustment in adjustments))


def _unbalanced(name: str, figures: str, element: str) -> Finding:
    return Finding("remittance_unbalanced", f"{name}: {figures}", _REFUSED, Where(field=element))
