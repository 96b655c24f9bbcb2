"""What a contract's papers may not exceed, over its life and in each year of it."""

from decimal import Decimal

import pytest

from invoicing.closing.caps import cap_warnings, caps
from invoicing.contracts.contract_year import year_of
from reads.core.money import Money
from reads.core.month import Month
from tests.invoicing.pricing.cases import contract

TERMS = contract('effective = 2026-03-15\nnot_to_exceed = "250000.00"\nnot_to_exceed_per_year = "100000.00"\n')


def billed(**amounts):
    """What was billed by month, written like m2026_03="1.00"."""
    return {Month.parse(name[1:].replace("_", "-")): Money.of(amount) for name, amount in amounts.items()}


@pytest.mark.parametrize(
    "month, begins",
    [("2026-03", "2026-03-15"), ("2027-02", "2026-03-15"), ("2027-03", "2026-03-15"), ("2027-04", "2027-03-15")],
)
def test_a_paper_belongs_to_the_year_of_the_first_day_that_its_month_covers(month, begins):
    """Of March 2027 that is the 1st, still in the year from 15 March 2026."""
    assert str(year_of(TERMS, Month.parse(month))) == begins


def test_a_year_from_29_february_begins_on_the_28th_where_there_is_none():
    terms = contract("effective = 2028-02-29\n")
    assert [str(year_of(terms, Month.parse(month))) for month in ("2029-02", "2029-03")] == ["2028-02-29", "2029-02-28"]


@pytest.mark.parametrize(
    "more, codes",
    [("9999.99", []), ("10000.00", ["near_cap"]), ("30000.00", ["near_cap"]), ("30000.01", ["over_cap"])],
)
def test_a_year_has_its_own_cap(more, codes):
    """70,000.00 of 100,000.00 in the first year: a warning at 80 and 90 %, blocked past 100 %."""
    found = caps(TERMS, Month(2027, 3), billed(m2026_03="30000.00", m2027_02="40000.00"))
    told = cap_warnings("mercy-nights", found, Money.of(more))
    assert [each.code for each in told] == codes


def test_a_new_year_begins_anew_and_the_cap_over_the_life_goes_on():
    found = caps(TERMS, Month(2027, 4), billed(m2026_03="95000.00", m2027_03="5000.00", m2027_04="60000.00"))
    assert [cap.so_far.amount for cap in found] == [Decimal("160000.00"), Decimal("60000.00")]
    (told,) = cap_warnings("mercy-nights", found, Money.of("30000.00"))
    assert told.message == (
        "mercy-nights: its invoices of the year from 2027-03-15 come to 90,000.00, 90 % or more of 100,000.00"
    )
