"""Which payments can't be as they came, in words: added by a reversal, taken back twice, of a part of what was charged."""

import pytest

from tests.reads.claims.ledger.test_payer_decisions import PAID, TAKEN_BACK, account, sums

PAID_ANEW = "11-25 Medicare 1 charge 165 paid 70 icn ICN300"


def unclear(*decisions: str) -> str:
    return account("165.00", *decisions).unclear


@pytest.mark.parametrize("cents, said", [("60", "60.00"), ("0.01", "0.01")])
def test_a_reversal_that_adds_to_what_was_paid_is_named(cents: str, said: str):
    wrong = f"11-21 Medicare 22 charge 165 paid {cents} icn ICN200"
    assert unclear(PAID, wrong) == f"{said} is called a reversal, and adds to what was paid"


def test_a_reversal_of_nothing_is_nothing():
    assert unclear(PAID, "11-21 Medicare 22 charge 0 paid 0 icn ICN200") == ""


def test_what_was_taken_back_before_is_named_with_its_number():
    assert (
        unclear(PAID, TAKEN_BACK, PAID_ANEW, TAKEN_BACK)
        == "60.00 of ICN200 was taken back before: it may be taken back twice"
    )
    assert (
        unclear(PAID, TAKEN_BACK, PAID_ANEW, PAID_ANEW, TAKEN_BACK, TAKEN_BACK)
        == "60.00 of ICN200 and 60.00 of ICN200 was taken back before: it may be taken back twice"
    )


@pytest.mark.parametrize(
    "other",
    [
        "11-26 Medicare 22 charge -165 paid -50 icn ICN200",
        "11-26 Medicare 22 charge -165 paid -60 icn ICN400",
        "11-26 Medicare 22 charge -165 paid -60 patient -5 icn ICN200",
    ],
)
def test_a_reversal_of_other_amounts_or_another_number_is_no_second_one(other: str):
    assert unclear(PAID, TAKEN_BACK, PAID_ANEW, other) == ""


def test_without_a_number_nobody_can_say_that_it_was_taken_back_before():
    nameless = TAKEN_BACK.replace(" icn ICN200", "")
    assert unclear(PAID, nameless, PAID_ANEW, nameless) == ""


@pytest.mark.parametrize(
    "decisions, said",
    [
        (["1 charge 100 paid 60"], "decided on 100.00 of the 165.00 charged: of the other 65.00 nothing is said"),
        (
            ["1 charge 100 paid 60", "4 charge 40 denied 40"],
            "decided on 140.00 of the 165.00 charged: of the other 25.00 nothing is said",
        ),
        (["1 charge 100 paid 60", "4 charge 65 denied 65"], ""),
        (["1 charge 0.01 paid 0.01"], "decided on 0.01 of the 165.00 charged: of the other 164.99 nothing is said"),
        (["4 charge 40 denied 40"], ""),
    ],
)
def test_a_payment_on_a_part_names_the_rest_of_which_nothing_is_said(decisions: list[str], said: str):
    assert unclear(*(f"11-10 Harbor {each}" for each in decisions)) == said


@pytest.mark.parametrize(
    "paid, said",
    [
        (["200"], "paid 200.00 of the 165.00 charged: what is too much may have to go back"),
        (["165.01"], "paid 165.01 of the 165.00 charged: what is too much may have to go back"),
        (["165"], ""),
        (
            ["100", "90"],
            "paid 100.00 and 90.00 of the 165.00 charged, and nothing was taken back: it may be paid twice",
        ),
    ],
)
def test_more_than_was_charged_is_named_once(paid: list[str], said: str):
    assert unclear(*(f"11-1{day} Harbor 1 charge 165 paid {each}" for day, each in enumerate(paid))) == said


def test_what_was_taken_back_of_nothing_is_open_beside_the_charge():
    assert sums(account("165.00", TAKEN_BACK)) == ("reversed", "-60.00", "0.00", "225.00", "0.00")
