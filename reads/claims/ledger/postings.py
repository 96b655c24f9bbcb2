"""What an 835 says of a claim as postings: each amount of one kind, with its reasons, on its line. Pure.

kind          amount                                              adds up as
charge        what the payer was asked for (CLP03)
paid          by this payer                                       paid
reversed      a payment taken back, negative                      paid
patient       the patient's share (group PR)                      of the last payer in order
contractual   by contract, fee schedule or law                    never an alarm
denied        any other reason, and all of a line that got nothing
prior         what an earlier payer paid or adjusted (OA-23)      never added
interest      paid beside the claim (AMT*I, in PLB as L6)         apart
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reads.claims.x12.payer_statuses import REVERSAL
from reads.claims.x12.remittance_835 import CasAdjustment, ClaimPayment


class AmountKind(StrEnum):
    """What an amount is."""

    PAID = "paid"
    REVERSED = "reversed"
    PATIENT = "patient"
    CONTRACTUAL = "contractual"
    DENIED = "denied"
    PRIOR = "prior"
    INTEREST = "interest"


CONTRACTUAL_REASONS = frozenset(
    [
        "24",
        "42",
        "44",
        "45",
        "59",
        "70",
        "90",
        "94",
        "102",
        "104",
        "131",
        "137",
        "144",
        "161",
        "222",
        "237",
        "253",
        "A2",
        "B10",
        "P24",
        "P25",
    ]
)
"""CAS02 of reductions that were agreed on or are law: the fee schedule, several procedures, capitation, sequestration."""

_PRIOR_REASON = "23"


@dataclass(frozen=True, slots=True)
class ClaimPosting:
    """One amount in cents; `line` counts from 1, 0 is the claim as a whole."""

    line: int
    reference: str
    cpt: str
    kind: AmountKind
    group: str
    reason: str
    amount: int
    remarks: str = ""


def postings(claim: ClaimPayment) -> Iterator[ClaimPosting]:
    """Every amount that the payer states of a claim, those of nothing where they carry remarks or are the payment itself."""
    paid = AmountKind.REVERSED if claim.status == REVERSAL else AmountKind.PAID
    if not claim.lines:
        yield ClaimPosting(0, "", "", paid, "", "", claim.paid.minor, " ".join(claim.remarks))
        nothing = not claim.paid.minor
        yield from _adjusted(0, "", "", claim.adjustments, "", nothing=nothing)
    else:
        yield from _adjusted(0, "", "", claim.adjustments, " ".join(claim.remarks), nothing=not claim.paid.minor)
    for number, line in enumerate(claim.lines, 1):
        remarks = " ".join(line.remarks)
        yield ClaimPosting(number, line.reference, line.cpt, paid, "", "", line.paid.minor, remarks)
        nothing = not line.paid.minor
        yield from _adjusted(number, line.reference, line.cpt, line.adjustments, remarks, nothing=nothing)
    if claim.interest.minor:
        yield ClaimPosting(0, "", "", AmountKind.INTEREST, "", "", claim.interest.minor)


def _adjusted(
    line: int, reference: str, cpt: str, adjustments: Sequence[CasAdjustment], remarks: str, *, nothing: bool
) -> Iterator[ClaimPosting]:
    """The reasons of a line; where neither payer, patient nor an earlier payer has a part in it, all of it is denied."""
    owed = any(each.group == "PR" or each.reason == _PRIOR_REASON for each in adjustments)
    denied = nothing and not owed and any(each.reason != "24" for each in adjustments)
    for each in adjustments:
        kind = AmountKind.DENIED if denied else kind_of(each.group, each.reason)
        yield ClaimPosting(line, reference, cpt, kind, each.group, each.reason, each.amount.minor, remarks)


def kind_of(group: str, reason: str) -> AmountKind:
    """What an adjustment is by its codes alone."""
    if group == "PR":
        return AmountKind.PATIENT
    if group == "OA" and reason == _PRIOR_REASON:
        return AmountKind.PRIOR
    return AmountKind.CONTRACTUAL if reason in CONTRACTUAL_REASONS else AmountKind.DENIED
