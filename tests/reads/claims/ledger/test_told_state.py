"""Where a claim stands while nobody has paid it: what receipts and statuses mean for it (spec 5.7)."""

from datetime import date

import pytest

from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.ledger.told_state import of_advice, of_group, of_interchange, told_number, told_state
from reads.claims.tables import ClaimAnswerRow
from reads.claims.x12.ack_999 import AckVerdict, Complaint, GroupAnswer, InterchangeAnswer, SetAnswer
from reads.claims.x12.advice_824 import Advice

OURS, OTHER = "ACC0001-1", "ACC0002-1"
MISSING = Complaint("PRV", 9, "2000", "", "3", "a required segment is missing")
OF_OURS = Complaint("CLM", 23, "2300", "05-01", "7", "the code isn't one of those allowed", OURS)
OF_OTHER = Complaint("CLM", 40, "2300", "05-01", "7", "the code isn't one of those allowed", OTHER)


def group(verdict: AckVerdict, *sets: SetAnswer, reasons: tuple[str, ...] = ()) -> GroupAnswer:
    return GroupAnswer(17, verdict, reasons, sets)


def of_set(
    verdict: AckVerdict, *complaints: Complaint, transaction: int = 1, reasons: tuple[str, ...] = ()
) -> SetAnswer:
    return SetAnswer(transaction, verdict, reasons, complaints)


def answer(kind: str, state: ClaimState, on: int | None = None, number: str = "") -> ClaimAnswerRow:
    said_on = None if on is None else date(2026, 11, on)
    return ClaimAnswerRow(
        answer_file_id=1,
        claim_id=1,
        kind=kind,
        state=state.value,
        said_on=said_on,
        payer_claim_number=number,
        reasons="[]",
    )


def test_a_rejected_file_rejects_its_claims_and_says_why():
    said = of_interchange(InterchangeAnswer(42, AckVerdict.REJECTED, "the control number was used before"))
    assert said == (ClaimState.REJECTED, ("the file was rejected: the control number was used before",))


def test_a_file_that_arrived_with_errors_was_received_and_one_without_has_nothing_to_say():
    flawed = of_interchange(InterchangeAnswer(42, AckVerdict.WITH_ERRORS, "the control structure is invalid"))
    assert flawed == (ClaimState.RECEIVED, ("the control structure is invalid",))
    assert of_interchange(InterchangeAnswer(42, AckVerdict.ACCEPTED, "no error")) == (ClaimState.RECEIVED, ())


def test_an_accepted_set_tells_a_claim_its_own_faults_and_those_of_nobody():
    taken = group(AckVerdict.WITH_ERRORS, of_set(AckVerdict.WITH_ERRORS, MISSING, OF_OURS, OF_OTHER))
    assert of_group(taken, 1, OURS) == (ClaimState.RECEIVED, (str(MISSING), str(OF_OURS)))


def test_a_rejected_set_rejects_its_claims_with_its_reasons_each_once():
    refused = of_set(AckVerdict.REJECTED, MISSING, MISSING, OF_OTHER, reasons=("segments break the guide",))
    partly = group(AckVerdict.PARTLY, of_set(AckVerdict.ACCEPTED, transaction=2), refused, reasons=("one set failed",))
    assert of_group(partly, 1, OURS) == (ClaimState.REJECTED, ("segments break the guide", str(MISSING)))
    assert of_group(partly, 2, OURS) == (ClaimState.RECEIVED, ())


def test_a_rejected_group_takes_its_accepted_sets_with_it():
    refused = group(AckVerdict.REJECTED, of_set(AckVerdict.ACCEPTED, MISSING), reasons=("the count is wrong",))
    assert of_group(refused, 1, OURS) == (ClaimState.REJECTED, ("the count is wrong", str(MISSING)))
    assert of_group(group(AckVerdict.REJECTED), 1, OURS) == (ClaimState.REJECTED, ("the whole group was rejected",))


@pytest.mark.parametrize(
    "verdict, state, reasons",
    [
        (AckVerdict.ACCEPTED, ClaimState.RECEIVED, ()),
        (AckVerdict.WITH_ERRORS, ClaimState.RECEIVED, ()),
        (AckVerdict.PARTLY, ClaimState.REJECTED, ("one set failed",)),
    ],
)
def test_a_set_that_a_999_does_not_name_goes_by_its_group(
    verdict: AckVerdict, state: ClaimState, reasons: tuple[str, ...]
):
    said = group(verdict, of_set(AckVerdict.REJECTED, MISSING, transaction=2), reasons=("one set failed",))
    assert of_group(said, 1, OURS) == (state, reasons)


def test_before_any_answer_a_claim_is_made_or_exported():
    assert told_state([], exported=False) is ClaimState.MADE
    assert told_state([]) is ClaimState.EXPORTED
    assert told_state([answer("835", ClaimState.PAID, 3)]) is ClaimState.EXPORTED


@pytest.mark.parametrize(
    "answers, state",
    [
        ([answer("277", ClaimState.ACCEPTED, 2), answer("999", ClaimState.REJECTED, 9)], ClaimState.ACCEPTED),
        ([answer("999", ClaimState.REJECTED, 2), answer("TA1", ClaimState.RECEIVED, 9)], ClaimState.REJECTED),
        ([answer("277", ClaimState.PENDING, 9), answer("277", ClaimState.REJECTED, 2)], ClaimState.PENDING),
        ([answer("277", ClaimState.REJECTED, 4), answer("277", ClaimState.PENDING, 4)], ClaimState.REJECTED),
        ([answer("277", ClaimState.PENDING), answer("277", ClaimState.ACCEPTED, 1)], ClaimState.ACCEPTED),
    ],
    ids=["a status over a receipt", "a 999 over a TA1", "the newest", "of one day the graver", "undated is oldest"],
)
def test_the_weightiest_answer_says_where_it_stands_whatever_came_first(
    answers: list[ClaimAnswerRow], state: ClaimState
):
    assert told_state(answers) is told_state(answers[::-1]) is state


def test_on_a_day_only_what_was_said_until_then_counts():
    answers = [answer("277", ClaimState.ACCEPTED, 2), answer("277", ClaimState.REJECTED, 5)]
    stands = [told_state(answers, date(2026, 11, day)) for day in (1, 2, 4, 5)]
    assert stands == [ClaimState.EXPORTED, ClaimState.ACCEPTED, ClaimState.ACCEPTED, ClaimState.REJECTED]
    assert told_state([answer("277", ClaimState.PENDING)], date(2026, 11, 1)) is ClaimState.PENDING


def test_the_payers_number_is_that_of_the_newest_status_that_has_one():
    answers = [answer("277", ClaimState.ACCEPTED, on, number) for on, number in ((4, ""), (2, "ICN2"), (1, "ICN1"))]
    assert told_number(answers) == "ICN2"
    assert told_number(answers[:1]) == told_number([]) == ""


def test_the_payers_number_is_that_of_the_newest_status_that_gives_one():
    received = answer("277", ClaimState.RECEIVED, 3, "ICN1")
    accepted = answer("277", ClaimState.ACCEPTED, 5, "ICN2")
    assert told_number([received]) == "ICN1"
    assert told_number([received, accepted, answer("277", ClaimState.ACCEPTED, 7)]) == "ICN2"


@pytest.mark.parametrize(
    "verdict, reasons, right",
    [
        (AckVerdict.REJECTED, ("no such payer",), (ClaimState.REJECTED, ("no such payer",))),
        (AckVerdict.REJECTED, (), (ClaimState.REJECTED, ("rejected without a reason",))),
        (AckVerdict.ACCEPTED, (), (ClaimState.RECEIVED, ())),
        (AckVerdict.ACCEPTED, ("with a change",), (ClaimState.RECEIVED, ("with a change",))),
    ],
)
def test_an_824_rejects_with_its_words_or_says_that_it_has_none(verdict, reasons, right):
    assert of_advice(Advice(verdict, 1, 1, "", frozenset(), of_item=True, reasons=reasons)) == right
