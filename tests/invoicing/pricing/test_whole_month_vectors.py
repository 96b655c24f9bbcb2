"""The worked figures of spec 3.10 about discount, coverage and early payment, as they are agreed."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.pricing.early_payment_discount import EarlyPayment
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.model import CoverageQuantity
from tests.invoicing.pricing.cases import bill, many, priced, read
from tests.invoicing.pricing.periods import months

DISCOUNTED = """
[[rates]]
name = "CT"
per_read = "RATE"
[discount]
percent = "5"
[[fixed]]
name = "Interface"
amount = "150.00"
every = "month"
[[taxes]]
name = "GST"
percent = "10"
"""


def test_a_discount_on_the_whole_comes_before_fees_and_taxes():
    """5,000.00 - 200.00 - 100.00, discount 5 %, fixed 150.00, tax 10 %: -235.00; 4,615.00; 461.50; 5,076.50."""
    text = DISCOUNTED.replace("RATE", "50.00") + (
        '[maximum]\nmonthly = "4800.00"\n[[compliance]]\nname = "Hour"\nclock = ["received_at", "signed_at"]\n'
        'within_minutes = 60\nat_least_percent = "95"\ncredit_percent = "2"\n'
    )
    reads = [*many(99), read("LATE", "2026-10-30 05:00", received="2026-10-30 03:00")]
    found = priced(text, reads)
    lines = {line.kind.value: line.amount.printed() for line in found.lines}
    assert lines == {
        "reads": "5,000.00",
        "maximum": "-200.00",
        "compliance": "-100.00",
        "discount": "-235.00",
        "fixed": "150.00",
        "tax": "461.50",
    }
    assert found.total.printed() == "5,076.50"


def test_a_discount_comes_off_a_minimum_too():
    """Usage 3,120.00 + 880.00: 3,800.00 before fees."""
    found = priced(DISCOUNTED.replace("RATE", "39.00") + '[minimum]\nmonthly = "4000.00"\n', many(80))
    assert bill(found)[:3] == [
        "reads: CT at mercy-general: 80 × 39.00 = 3,120.00",
        "minimum: Monthly minimum: 1 = 880.00",
        "discount: Discount: 1 = -200.00",
    ]


COVERAGE = """effective = 2026-01-01
[[rates]]
name = "All"
free = true
[[coverage]]
name = "Nights"
PRICE
local_time = "23:00-07:00"
DAYS
"""


@pytest.mark.parametrize(
    "month, days, nights, hours",
    [
        ("2026-03", "", "31 × 800.00 = 24,800.00", "247 × 100.00 = 24,700.00"),
        ("2026-10", "", "31 × 800.00 = 24,800.00", "249 × 100.00 = 24,900.00"),
        ("2026-11", "", "30 × 800.00 = 24,000.00", "240 × 100.00 = 24,000.00"),
        ("2026-03", 'weekdays = ["fri", "sat"]', "8 × 800.00 = 6,400.00", "63 × 100.00 = 6,300.00"),
        ("2026-10", 'weekdays = ["fri", "sat"]', "10 × 800.00 = 8,000.00", "81 × 100.00 = 8,100.00"),
    ],
)
def test_coverage_by_the_night_or_by_the_hours_that_pass(month, days, nights, hours):
    """Chicago 23:00-07:00, 800.00 a night or 100.00 an hour; clocks change on 2026-03-08 and 2026-11-01."""
    for price, said in (('per_night = "800.00"', nights), ('per_hour = "100.00"', hours)):
        text = COVERAGE.replace("PRICE", price).replace("DAYS", days)
        assert bill(priced(text, month=Month.parse(month)))[0] == f"coverage: Nights: {said}"


def test_coverage_by_what_was_worked():
    """7.5 and 8 hours in March 2026, one row of another name: 15.5 × 100.00 = 1,550.00."""
    text = COVERAGE.replace("PRICE", 'per_hour = "100.00"').replace(
        'local_time = "23:00-07:00"', 'hours = "coverage.csv"'
    )
    worked = [
        CoverageQuantity("mercy-nights", name, date(2026, month, day), Decimal(quantity))
        for name, month, day, quantity in (
            ("Nights", 3, 1, "7.5"),
            ("Nights", 3, 31, "8"),
            ("Days", 3, 2, "8"),
            ("Nights", 4, 1, "8"),
        )
    ]
    found = months(text.replace("DAYS", ""), {"2026-03": 0}, worked=worked)["2026-03"]
    assert bill(found)[0] == "coverage: Nights: 15.5 × 100.00 = 1,550.00"


def test_coverage_is_taxed_and_fills_no_minimum():
    text = COVERAGE.replace("PRICE", 'per_night = "800.00"').replace("DAYS", "")
    text += '[minimum]\nmonthly = "1000.00"\n[discount]\npercent = "10"\n[[taxes]]\nname = "GST"\npercent = "10"\n'
    assert bill(priced(text, month=Month(2026, 11))) == [
        "minimum: Monthly minimum: 1 = 1,000.00",
        "discount: Discount: 1 = -100.00",
        "coverage: Nights: 30 × 800.00 = 24,000.00",
        "tax: GST: 1 = 2,490.00",
        "total 27,390.00",
    ]


OFFER = EarlyPayment(date(2026, 11, 1), Decimal(2), 10)


@pytest.mark.parametrize(
    "credited, payments, taken",
    [
        ("0", [(10, "9800.00")], "200.00"),
        ("0", [(10, "9790.00")], "0.00"),
        ("0", [(9, "5000.00"), (9, "4800.00")], "200.00"),
        ("0", [(11, "9800.00")], "0.00"),
        ("500.00", [(10, "9310.00")], "190.00"),
        ("500.00", [(10, "9300.00")], "0.00"),
        ("0", [(9, "5000.00"), (11, "4800.00")], "0.00"),
        ("0", [(5, "10000.00")], "0.00"),
        ("10000.00", [(5, "0.00")], "0.00"),
    ],
)
def test_prompt_payment_is_taken_by_the_payment_that_settles_the_paper_in_time(credited, payments, taken):
    """2 %, 10 days, on 10,000.00."""
    made = [(date(2026, 11, 1 + day), Money.of(amount)) for day, amount in payments]
    found = OFFER.taken(Money.of("10000.00"), Money.of(credited), made)
    assert found.printed() == taken


@pytest.mark.parametrize(
    "total, credited, offered",
    [(100_00, 99_99, 0), (100_00, 100_00, 0), (100_00, 120_00, 0), (1_00, 25, 2), (75, 0, 2)],
)
def test_what_prompt_payment_may_take_is_of_what_is_owed_in_the_paper_s_currency(total, credited, offered):
    """2 %, half a cent up; nothing of what is credited wholly, or more than that."""
    paper, credit, nothing = Money(total, "EUR"), Money(credited, "EUR"), Money(0, "EUR")
    assert OFFER.discount(paper, credit) == Money(offered, "EUR")
    assert OFFER.taken(paper, credit, []) == nothing
