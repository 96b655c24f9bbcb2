"""A line of work RVUs says how many, at what price, and where rounding parts from the product."""

from decimal import Decimal
from fractions import Fraction

import pytest

from invoicing.pricing.priced_month import Price, TierPart
from invoicing.pricing.work_rvu_lines import WorkRvus, basis_of


def price(work_rvu: str, **changes) -> Price:
    """A read of so many work RVUs at 36.50."""
    facts = {
        "rate": "All", "per_read": None, "per_wrvu": Decimal("36.50"), "medicare_percent": None, "free": False, "units": 1,
        "work_rvu": Decimal(work_rvu), "fees": (), "release": None, "multiple": None, "base": Decimal(0), "tiers": (),
        "surcharges": (), "surcharged": Decimal(0), "charge": Decimal(0), "credits": (), "credited": Decimal(0),
    }  # fmt: skip
    return Price(**{**facts, **changes})


def line(*reads: tuple[Price, TierPart]) -> WorkRvus:
    found = WorkRvus()
    for each, part in reads:
        found.add(each, part, 1)
    return found


def whole(**changes) -> TierPart:
    return TierPart("", -1, 1, Decimal(0), **changes)


def test_reads_of_one_price_are_multiplied_in_one_go():
    wrvus = line((price("0.85"), whole()), (price("1.40"), whole())).of_a_line(Fraction("82.13"), 2)
    assert wrvus == ((Decimal("2.25"), Decimal("36.50")),)
    assert basis_of(wrvus, Fraction("82.13")) == "each read rounded; the product is 82.125"


def test_nothing_is_said_where_the_product_is_the_amount():
    wrvus = line((price("1.00"), whole())).of_a_line(Fraction("36.50"), 2)
    assert basis_of(wrvus, Fraction("36.50")) == ""


def test_lesser_exams_and_steps_have_prices_of_their_own():
    wrvus = line(
        (price("2.00"), whole()),
        (price("1.00", multiple=Decimal(50)), whole()),
        (price("1.00"), whole(percent=Decimal(10))),
    )
    assert basis_of(wrvus.of_a_line(Fraction("124.10"), 2), Fraction("124.10")) == (
        "2.00 wRVU × 36.50 + 1.00 wRVU × 32.85 + 1.00 wRVU × 18.25"
    )


@pytest.mark.parametrize(
    "other",
    [
        (price("1.00", per_read=Decimal(5)), whole()),
        (price("1.00"), whole(per_read=Decimal(5))),
        (price("1.00", free=True), whole()),
    ],
)
def test_a_line_with_anything_else_on_it_claims_no_product(other):
    assert line((price("1.00"), whole()), other).of_a_line(Fraction("36.50"), 2) == ()


def test_no_product_is_claimed_that_rounding_does_not_explain():
    assert line((price("1.00"), whole())).of_a_line(Fraction("36.52"), 2) == ()
