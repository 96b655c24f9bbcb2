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
