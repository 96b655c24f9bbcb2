"""What became of a claim, from all that was answered to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reads.claims.tables import ClaimAnswerRow
from reads.claims.x12.ack_999 import GroupAnswer, InterchangeAnswer, Verdict
from reads.claims.x12.remittance_835 import Outcome
from reads.claims.x12.status_277 import Standing


class State(StrEnum):
    """Where a claim stands; from the file that is sent to the money that comes."""

    MADE = "made"
    EXPORTED = "exported"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"
    PAID = "paid"
    ADJUSTED = "adjusted"
    DENIED = "denied"
    REVERSED = "reversed"
    FORWARDED = "forwarded"


NEEDS_A_PERSON = frozenset((State.REJECTED, State.ADJUSTED, State.DENIED, State.REVERSED))
"""States that somebody must look at."""

_RANKS = {"TA1": 0, "999": 1, "277": 2, "835": 3}
"""A payment says more than a status, a status more than a receipt, whatever came first."""

OF_STANDING = {
    Standing.RECEIVED: State.RECEIVED,
    Standing.ACCEPTED: State.ACCEPTED,
    Standing.REJECTED: State.REJECTED,
    Standing.PENDING: State.PENDING,
    Standing.PAID: State.PAID,
    Standing.DENIED: State.DENIED,
    Standing.FINAL: State.PENDING,
    Standing.UNKNOWN: State.RECEIVED,
}
OF_OUTCOME = {
    Outcome.PAID: State.PAID,
    Outcome.ADJUSTED: State.ADJUSTED,
    Outcome.DENIED: State.DENIED,
    Outcome.REVERSED: State.REVERSED,
    Outcome.FORWARDED: State.FORWARDED,
}


def state_of(answers: Sequence[ClaimAnswerRow], *, exported: bool = True) -> State:
    """The state that the weightiest answer gives, of several such the last."""
    if not answers:
        return State.EXPORTED if exported else State.MADE
    heaviest = max(_RANKS[answer.kind] for answer in answers)
    return State([answer.state for answer in answers if _RANKS[answer.kind] == heaviest][-1])


def known_payer_number(answers: Sequence[ClaimAnswerRow]) -> str:
    """The number by which the payer knows the claim, from the last answer that gives one."""
    return next((answer.payer_claim_number for answer in reversed(answers) if answer.payer_claim_number), "")


def of_interchange(answer: InterchangeAnswer) -> tuple[State, tuple[str, ...]]:
    """What a TA1 means for the claims of its file."""
    if answer.verdict is Verdict.REJECTED:
        return State.REJECTED, (f"the file was rejected: {answer.reason}",)
    return State.RECEIVED, ()


def of_group(answer: GroupAnswer, transaction: int, control_number: str) -> tuple[State, tuple[str, ...]]:
    """What a 999 means for a claim in a transaction set: the set's verdict, and the faults that name this claim or none."""
    own = next((each for each in answer.sets if each.transaction == transaction), None)
    rejected = own.verdict is Verdict.REJECTED if own else not answer.accepted
    told = own.complaints if own else ()
    reasons = [str(fault) for fault in told if fault.claim in ("", control_number)]
    if rejected:
        general = own.reasons if own else answer.reasons
        return State.REJECTED, tuple(dict.fromkeys((*general, *reasons)))
    return State.RECEIVED, tuple(reasons)
