"""Money that can't be as it came: paid twice, taken back without a payment, of a test, or not to be read (spec 5.7)."""

from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import PAYS, TAKES_BACK, claim, file, payment


def test_a_claim_that_is_paid_twice_is_named_until_one_payment_is_taken_back(exported: Practice):
    """The payer sent its 835 once more under another trace number: both deposits count, and somebody must look."""
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    told = exported.answer(file(payment("T5", "20261118", PAYS, amount="60")), name="again.835", status=1)
    (said,) = told["files"][0]["claims"]
    assert (
        said["unclear"]
        == "paid 60.00 and 60.00 of the 165.00 charged, and nothing was taken back: it may be paid twice"
    )
    (found,) = exported.wetread("claims", "denials", status=1)
    assert (found["kind"], found["claim"], found["amount"]) == ("unclear_payment", "C000000001", "120.00")
    assert claim(exported)["unclear"] == said["unclear"]
    back = payment("T6", "20261125", TAKES_BACK, amount="0", end="PLB*1450000009*20261231*FB:ICN200*-60")
    exported.answer(file(back), name="back.835")
    assert exported.wetread("claims", "denials") == []
    assert (claim(exported)["paid"], claim(exported)["unclear"]) == ("60.00", "")


def test_a_take_back_of_a_payment_that_never_came_is_named(exported: Practice):
    back = payment("T4", "20261121", TAKES_BACK, amount="0", end="PLB*1450000009*20261231*FB:ICN200*-60")
    told = exported.answer(file(back), status=1)
    assert told["files"][0]["claims"][0]["unclear"] == "more was taken back than was paid in these books"


def test_a_payment_of_a_test_file_is_not_posted_once_claims_are_no_tests(exported: Practice):
    of_test = file(payment("T3", "20261111", PAYS, amount="60")).replace("*0*P*:", "*0*T*:")
    exported.edit("wetread.toml", 'usage        = "T"', 'usage        = "P"')
    refused = exported.answer(of_test, name="test.835", status=3)
    assert refused["error"]["problems"][0]["code"] == "answer_is_a_test"
    assert claim(exported)["state"] == "exported"


def test_a_payer_that_calls_all_its_answers_tests_is_named_in_the_settings(exported: Practice):
    """Its payments could be posted in no way: it has no other form."""
    of_test = file(payment("T3", "20261111", PAYS, amount="60")).replace("*0*P*:", "*0*T*:")
    usage = 'usage        = "P"'
    exported.edit("wetread.toml", 'usage        = "T"', usage)
    refused = exported.answer(of_test, name="test.835", status=3)["error"]["problems"][0]
    assert "its sender, ISA06, is PAYER" in refused["message"]
    assert "test_senders" in refused["remedy"]
    exported.edit("wetread.toml", usage, f'{usage}\ntest_senders = ["payer"]')
    exported.answer(of_test, name="test.835")
    assert claim(exported)["paid"] == "60.00"
    exported.edit("wetread.toml", '["payer"]', '["OTHERPAYER"]')
    other = file(payment("T4", "20261111", PAYS, amount="60")).replace("*0*P*:", "*0*T*:")
    assert exported.answer(other, name="other.835", status=3)["error"]["problems"][0]["code"] == "answer_is_a_test"


def test_an_amount_that_cant_be_read_is_said_without_sums_made_up_from_it(exported: Practice):
    refused = exported.answer(
        file(payment("T3", "20261111", PAYS.replace("*60**12", "*6E1**12"), amount="60")), status=3
    )
    assert [each["code"] for each in refused["error"]["problems"]] == ["remittance_amount"]


def test_a_payment_that_is_taken_back_twice_is_named_though_a_correction_makes_the_sums_fit(exported: Practice):
    """60.00 - 60.00 - 60.00 + 70.00: 10.00 stands, where the payer owes 70.00."""
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    corrected = PAYS.replace("*60**", "*70**").replace("165*60*", "165*70*").replace("CO*45*105", "CO*45*95")
    twice = payment(
        "T4", "20261121", TAKES_BACK, TAKES_BACK, corrected, amount="0", end="PLB*1450000009*20261231*FB:X*-50"
    )
    said = exported.answer(file(twice), status=1)["files"][0]["claims"][-1]
    assert said["unclear"] == "60.00 of ICN200 was taken back before: it may be taken back twice"
    assert [each["kind"] for each in exported.wetread("claims", "denials", status=1)] == ["unclear_payment"]


def test_a_payment_taken_back_once_and_corrected_is_clear(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    corrected = PAYS.replace("*60**", "*70**").replace("165*60*", "165*70*").replace("CO*45*105", "CO*45*95")
    exported.answer(file(payment("T4", "20261121", TAKES_BACK, corrected, amount="10")))
    assert (claim(exported)["paid"], claim(exported)["unclear"]) == ("70.00", "")


def test_a_payment_below_zero_is_posted_and_named(exported: Practice):
    """The guide carries such a balance forward (PLB, FB): BPR02 is never below zero."""
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    told = exported.answer(file(payment("T4", "20261121", TAKES_BACK, amount="-60")), status=1)
    (found,) = told["files"][0]["problems"]
    assert found["code"] == "remittance_below_zero"
    assert "payment T4 is of an amount below zero (-60.00" in found["message"]
    assert claim(exported)["paid"] == "0.00"


def test_a_control_number_in_small_letters_is_the_claims(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS.replace("C000000001", "c000000001"), amount="60")))
    assert claim(exported)["paid"] == "60.00"


def test_interest_is_all_of_it_that_a_payer_says_of_a_claim_and_its_lines(exported: Practice):
    said = PAYS.replace("~SVC", "~AMT*I*1.00~SVC") + "~AMT*I*0.23"
    exported.answer(file(payment("T3", "20261111", said, amount="61.23", end="PLB*1450000009*20261231*L6:X*-1.23")))
    assert claim(exported)["interest"] == "1.23"


def test_more_than_was_charged_is_named(exported: Practice):
    over = PAYS.replace("*60**", "*200**").replace("165*60*", "165*200*").replace("CO*45*105", "OA*94*-35")
    exported.answer(file(payment("T3", "20261111", over, amount="200")), status=1)
    assert claim(exported)["unclear"] == "paid 200.00 of the 165.00 charged: what is too much may have to go back"


def test_a_decision_on_a_part_of_the_charge_leaves_no_rest_written_off_in_silence(exported: Practice):
    """The payer split the claim: until the other 65.00 is decided on, somebody must look."""
    part = PAYS.replace("*165*", "*100*").replace("CO*45*105", "CO*45*40")
    exported.answer(file(payment("T3", "20261111", part, amount="60")), status=1)
    assert claim(exported)["unclear"] == "decided on 100.00 of the 165.00 charged: of the other 65.00 nothing is said"
    rest = PAYS.replace("*165*60*", "*65*5*").replace("CO*45*105", "CO*45*60")
    exported.answer(file(payment("T4", "20261112", rest, amount="5")), name="rest.835")
    assert (claim(exported)["paid"], claim(exported)["unclear"]) == ("65.00", "")


def test_a_payment_without_money_and_one_of_another_year_are_named(exported: Practice):
    none = file(payment("T3", "20261111", PAYS, amount="60")).replace("*ACH*", "*NON*")
    assert [each["code"] for each in exported.answer(none, status=1)["files"][0]["problems"]] == [
        "remittance_without_money"
    ]
    later = file(payment("T4", "20271111", TAKES_BACK, amount="0", end="PLB*1450000009*20261231*FB:X*-60"))
    assert [each["code"] for each in exported.answer(later, name="far.835", status=1)["files"][0]["problems"]] == [
        "remittance_far_off"
    ]
