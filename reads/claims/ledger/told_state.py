"""Where a claim stands while no payer has paid or denied it: from receipts and statuses. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.tables import ClaimAnswerRow
from reads.claims.x12.ack_999 import AckVerdict, GroupAnswer, InterchangeAnswer
from reads.claims.x12.advice_824 import Advice
from reads.claims.x12.status_277 import ClaimStanding

OF_STANDING = {
    ClaimStanding.RECEIVED: ClaimState.RECEIVED,
    ClaimStanding.ACCEPTED: ClaimState.ACCEPTED,
    ClaimStanding.REJECTED: ClaimState.REJECTED,
    ClaimStanding.PENDING: ClaimState.PENDING,
    ClaimStanding.PAID: ClaimState.PAID,
    ClaimStanding.DENIED: ClaimState.DENIED,
    ClaimStanding.FINAL: ClaimState.PENDING,
    ClaimStanding.UNKNOWN: ClaimState.RECEIVED,
}

_WEIGHTS = {"TA1": 0, "999": 1, "824": 2, "277": 3}
"""A status says more than a receipt, whatever came first."""

_TELLING = (
    ClaimState.RECEIVED,
    ClaimState.ACCEPTED,
    ClaimState.PENDING,
    ClaimState.PAID,
    ClaimState.DENIED,
    ClaimState.REJECTED,
)
"""Of two answers of one kind and day the one that is later here says where the claim stands."""


def statuses(answers: Sequence[ClaimAnswerRow], day: date | None = None) -> list[ClaimAnswerRow]:
    """The receipts and statuses up to a day (None: all), the weightiest and newest last; those of one day in any order."""
    told = [
        each for each in answers if each.kind in _WEIGHTS and (day is None or not each.said_on or each.said_on <= day)
    ]
    return sorted(told, key=_weight)


def _weight(answer: ClaimAnswerRow) -> tuple[int, date, int]:
    return _WEIGHTS[answer.kind], answer.said_on or date.min, _TELLING.index(ClaimState(answer.state))


def told_state(answers: Sequence[ClaimAnswerRow], day: date | None = None, *, exported: bool = True) -> ClaimState:
    """The state that the weightiest answer gives, of several such the newest."""
    told = statuses(answers, day)
    if told:
        return ClaimState(told[-1].state)
    return ClaimState.EXPORTED if exported else ClaimState.MADE


def told_number(answers: Sequence[ClaimAnswerRow]) -> str:
    """The number by which the payer knows the claim, from the newest status that gives one."""
    named = [each.payer_claim_number for each in statuses(answers) if each.payer_claim_number]
    return named[-1] if named else ""


def of_interchange(answer: InterchangeAnswer) -> tuple[ClaimState, tuple[str, ...]]:
    """What a TA1 means for the claims of its file."""
    if answer.verdict is AckVerdict.REJECTED:
        return ClaimState.REJECTED, (f"the file was rejected: {answer.reason}",)
    return ClaimState.RECEIVED, () if answer.verdict is AckVerdict.ACCEPTED else (answer.reason,)


def of_advice(advice: Advice) -> tuple[ClaimState, tuple[str, ...]]:
    """What an 824 means for a claim that it is about."""
    if advice.verdict is AckVerdict.REJECTED:
        return ClaimState.REJECTED, advice.reasons or ("rejected without a reason",)
    return ClaimState.RECEIVED, advice.reasons


def of_group(answer: GroupAnswer, transaction: int, control_number: str) -> tuple[ClaimState, tuple[str, ...]]:
    """What a 999 means for a claim in a transaction set: a group that was rejected takes all its sets with it.

    Else the set's verdict, and the faults that name this claim or none.
    """
    own = next((each for each in answer.sets if each.transaction == transaction), None)
    whole = answer.verdict is AckVerdict.REJECTED or (own is None and not answer.accepted)
    told = own.complaints if own else ()
    reasons = [str(fault) for fault in told if fault.claim in ("", control_number)]
    general = [*(own.reasons if own else ()), *(answer.reasons if whole or not own else ())]
    if whole or (own is not None and own.verdict is AckVerdict.REJECTED):
        return ClaimState.REJECTED, tuple(dict.fromkeys((*general, *reasons))) or ("the whole group was rejected",)
    return ClaimState.RECEIVED, tuple(reasons)
