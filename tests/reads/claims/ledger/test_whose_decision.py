"""Whose a denial or a reversal is, which doesn't say itself whether it is of the first payer or the second (spec 5.7)."""

from dataclasses import replace
from datetime import date

import pytest

from reads.claims.ledger.payer_decisions import PayerDecision, by_payer


def decision(
    status: str, payer: str, payer_id: str, *amounts: int, number: str = "", original: str = ""
) -> PayerDecision:
    """With charge, paid and the patient's share in cents."""
    charge, paid, patient = amounts
    return PayerDecision(
        (1, 1), date(2026, 11, 10), status, payer, payer_id, number, original, charge, paid, patient, 0, 0, 0
    )


FIRST = decision("1", "Medicare", "111", 200_00, 80_00, 120_00, number="ICN1")
SECOND = decision("2", "Medigap", "222", 200_00, 17_00, 3_00, number="ICN2")
DENIED, BACK = "4", "22"


def place(one: PayerDecision, *known: PayerDecision) -> int:
    """The place in order of the payer whose it is, beside what is known."""
    (found,) = [order for order, some in by_payer([*known, one]).items() if one in some]
    return found


@pytest.mark.parametrize("bears", [{"number": "ICN2"}, {"original": "ICN2"}])
def test_it_is_of_the_payer_whose_claim_number_it_bears_whatever_name_it_has(bears: dict[str, str]):
    assert place(decision(DENIED, "Medicare", "111", 200_00, 0, 0, **bears), FIRST, SECOND) == 2


def test_a_reversal_is_of_that_decision_of_its_payer_which_it_takes_back():
    """Medicare answered as first and as second payer; what it takes back is what it said as second."""
    as_second = replace(SECOND, payer="MEDICARE", payer_id="111")
    assert place(decision(BACK, "Medicare", "111", -200_00, -17_00, -3_00), FIRST, as_second) == 2


def test_of_two_payers_with_one_name_the_id_decides():
    first, second = replace(FIRST, payer="Blue"), replace(SECOND, payer="Blue")
    assert place(decision(DENIED, "BLUE", "222", 200_00, 0, 0), first, second) == 2
    assert place(decision(DENIED, "BLUE", "111", 200_00, 0, 0), first, second) == 1


@pytest.mark.parametrize("payer_id", ["", "999"])
def test_under_another_id_or_none_the_name_decides(payer_id: str):
    assert place(decision(DENIED, "MEDIGAP", payer_id, 200_00, 0, 0), FIRST, SECOND) == 2


def test_a_reversal_under_a_strange_name_is_of_the_decision_whose_amounts_it_takes_back():
    assert place(decision(BACK, "A contractor", "999", -200_00, -17_00, -3_00), FIRST, SECOND) == 2


def test_a_payer_that_is_new_denies_after_the_others_and_a_reversal_of_nothing_known_is_of_the_first():
    assert place(decision(DENIED, "Tricare", "333", 200_00, 0, 0), FIRST, SECOND) == 3
    assert place(decision(DENIED, "Tricare", "333", 200_00, 0, 0), SECOND) == 1
    assert place(decision(BACK, "Tricare", "333", -90_00, -17_00, -3_00), FIRST, SECOND) == 1


def test_two_payers_without_a_name_are_not_one():
    nameless = replace(FIRST, payer="", payer_claim_number="")
    assert place(decision(DENIED, "", "333", 200_00, 0, 0), nameless) == 2
