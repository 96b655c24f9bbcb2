"""Whether an 835 adds up: by line, by claim, and as a whole, to the cent (005010X221A1, balancing).

line      charge − adjustments = paid                      SVC02 − CAS = SVC03
claim     charge = sum of its lines' charges               CLP03 = Σ SVC02, where there are lines
          charge − adjustments of claim and lines = paid   CLP03 − CAS = CLP04
payment   sum paid − provider adjustments = amount         Σ CLP04 − PLB = BPR02
"""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.x12.remittance_835 import Adjustment, ClaimPayment, LinePayment, ProviderAdjustment, Remittance
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money, total

_REFUSED = "ask the payer for a corrected 835; nothing of this one was posted"


def imbalances(remittance: Remittance) -> list[Finding]:
    """Every sum that isn't right, with its figures; an error each, so that nothing of the payment is posted.

    Only a warning where what the patient owes (CLP05) differs from the adjustments said to be the patient's.
    """
    findings = [finding for claim in remittance.claims for finding in _claim(claim)]
    paid = total([claim.paid for claim in remittance.claims], "USD")
    kept = _sum(remittance.provider_adjustments)
    if paid - kept != remittance.amount:
        findings.append(
            _unbalanced(
                f"payment {remittance.trace}",
                f"claims paid {paid} − provider adjustments {kept} = {paid - kept}, but BPR02 says {remittance.amount}",
                "BPR02",
            )
        )
    return findings


def _claim(claim: ClaimPayment) -> Iterator[Finding]:
    name = f"claim {claim.control_number}"
    for number, line in enumerate(claim.lines, 1):
        yield from _line(f"{name} line {number} ({line.cpt})", line)
    charged = total([line.charge for line in claim.lines], "USD")
    if claim.lines and charged != claim.charge:
        yield _unbalanced(name, f"its lines charge {charged}, but CLP03 says {claim.charge}", "CLP03")
    adjusted = _sum(claim.all_adjustments)
    if claim.charge - adjusted != claim.paid:
        yield _unbalanced(name, _subtraction(claim.charge, adjusted, "CLP04", claim.paid), "CLP04")
    of_patient = _sum([adjustment for adjustment in claim.all_adjustments if adjustment.group == "PR"])
    if claim.patient_owes is not None and claim.patient_owes != of_patient:
        message = f"{name}: CLP05 says that the patient owes {claim.patient_owes}, the adjustments say {of_patient}"
        remedy = "look at the patient's balance before billing it"
        yield Finding("patient_owes", message, remedy, Where(field="CLP05"), Severity.WARNING)


def _line(name: str, line: LinePayment) -> Iterator[Finding]:
    adjusted = _sum(line.adjustments)
    if line.charge - adjusted != line.paid:
        yield _unbalanced(name, _subtraction(line.charge, adjusted, "SVC03", line.paid), "SVC03")


def _subtraction(charge: Money, adjusted: Money, element: str, paid: Money) -> str:
    return f"charge {charge} − adjustments {adjusted} = {charge - adjusted}, but {element} says {paid}"


def _sum(adjustments: tuple[Adjustment, ...] | tuple[ProviderAdjustment, ...] | list[Adjustment]) -> Money:
    return total([adjustment.amount for adjustment in adjustments], "USD")


def _unbalanced(name: str, figures: str, element: str) -> Finding:
    return Finding("remittance_unbalanced", f"{name}: {figures}", _REFUSED, Where(field=element))
