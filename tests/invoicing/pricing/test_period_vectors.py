"""The worked figures of spec 3.10 about volume and minimums of months, quarters and years, as they are agreed."""

from datetime import date
from decimal import Decimal

import pytest

from reads.core.month import Month
from tests.invoicing.pricing.cases import bill, facility, many, priced, read
from tests.invoicing.pricing.periods import months, reads_of, year

BAND = """
[[rates]]
name = "CT"
match = { modality = "CT" }
per_read = "40.00"
[[rates]]
name = "X-ray"
per_read = "10.00"
[[tiers]]
name = "CT volume"
match = { modality = "CT" }
mode = "MODE"
COUNT
steps = [{ above = 500, per_read = "30.00" }]
"""


def three_runs():
    """300 CT, then 250 X-rays, then 50 CT, a minute after another."""
    every = many(600)
    xray = many(600, exam="XR", cpt="71046", modality="XR")
    return [*every[:300], *xray[300:550], *every[550:]]


@pytest.mark.parametrize(
    "mode, count, total",
    [
        ("graduated", "", "16,500.00"),
        ("all_units", "", "16,500.00"),
        ("graduated", "count = {}", "16,000.00"),
        ("all_units", "count = {}", "13,000.00"),
    ],
)
def test_a_tier_may_count_other_reads_than_it_prices(mode, count, total):
    """300 CT at 40.00, 250 XR at 10.00, then 50 CT; CT above 500: 30.00."""
    text = BAND.replace("MODE", mode).replace("COUNT", count)
    assert priced(text, three_runs()).total.printed() == total


def test_the_step_of_an_uncounted_read_is_that_of_the_last_unit_counted():
    """500 X-rays are counted, above 500: the CT after them is still below; after the 501st it is above."""
    text = BAND.replace("MODE", "graduated").replace("COUNT", 'count = { modality = "XR" }')
    xray, ct = many(502, exam="XR", cpt="71046", modality="XR"), many(502)
    assert priced(text, [*xray[:500], ct[500]]).total.printed() == "5,040.00"
    assert priced(text, [*xray[:501], ct[501]]).total.printed() == "5,040.00"
    assert priced(text, [*xray[:501], ct[501]]).reads[-1].base == Decimal("30.00")


YEARLY_TIER = """effective = 2026-01-01
[[rates]]
name = "CT"
per_read = "45.00"
[[tiers]]
name = "Volume"
period = "year"
mode = "MODE"
steps = [{ above = 500, per_read = "40.00" }]
"""


def test_a_yearly_tier_of_all_units_reprices_the_earlier_months_in_a_line_of_its_own():
    """Yearly all_units, 45.00, above 500: 40.00, 300 reads a month: 13,500.00, then 12,000.00 - 1,500.00 = 10,500.00."""
    found = months(YEARLY_TIER.replace("MODE", "all_units"), {"2026-01": 300, "2026-02": 300, "2026-03": 300})
    assert bill(found["2026-01"])[-1] == "total 13,500.00"
    assert bill(found["2026-02"]) == [
        "reads: CT, Volume above 500 at mercy-general: 300 × 40.00 = 12,000.00",
        "tier: Volume at mercy-general: 1 = -1,500.00",
        "total 10,500.00",
    ]
    assert bill(found["2026-03"])[-1] == "total 12,000.00"


def test_a_yearly_graduated_tier_goes_on_counting():
    """300 + 300 reads, above 500: 40.00: the second month has 200 at 45.00 and 100 at 40.00."""
    found = months(YEARLY_TIER.replace("MODE", "graduated"), {"2026-01": 300, "2026-02": 300})
    assert [month.total.printed() for month in found.values()] == ["13,500.00", "13,000.00"]


def test_a_year_begins_with_the_month_of_the_effective_day():
    """Effective 2026-03-15: February 2027 still counts on, March 2027 begins anew."""
    text = YEARLY_TIER.replace("MODE", "graduated").replace("2026-01-01", "2026-03-15")
    counts = {**year("2026-03"), "2026-04": 500, "2027-02": 1}
    assert months(text, counts)["2027-02"].total.printed() == "40.00"
    assert priced(text, [read("A1", "2027-03-01 12:00")], Month(2027, 3)).total.printed() == "45.00"


YEARLY_MINIMUM = """effective = 2026-01-01
[[rates]]
name = "CT"
per_read = "38.00"
[minimum]
yearly = "48000.00"
"""
ESCALATED = YEARLY_MINIMUM + '[[escalators]]\non = 2026-07-01\npercent = "3.0"\n'
FREE = YEARLY_MINIMUM.replace('per_read = "38.00"', "free = true")


@pytest.mark.parametrize(
    "effective, escalated, least",
    [
        ("2026-01-01", True, "48,720.00"),
        ("2026-03-15", False, "46,193.55"),
        ("2026-03-15", True, "47,153.55"),
    ],
)
def test_a_yearly_minimum_is_the_sum_of_its_months_shares(effective, escalated, least):
    """48,000.00 a year: a twelfth a month as escalated by its first day, by covered days, rounded once."""
    text = (FREE + ('[[escalators]]\non = 2026-07-01\npercent = "3.0"\n' if escalated else "")).replace(
        "2026-01-01", effective
    )
    found = months(text, year(effective[:7]))
    last = [*found.values()][-1]
    assert bill(last) == [f"minimum: Yearly minimum: 1 = {least}", f"total {least}"]
    assert all(month.total.printed() == "0.00" for month in [*found.values()][:-1])


def test_a_late_read_fills_a_yearly_minimum():
    """Usage 45,000.00 of 48,720.00: December 3,720.00; a late June read of 38.00: +38.00 in June, -38.00 in December."""
    text = ESCALATED.replace(
        'name = "CT"', 'name = "X-ray"\nmatch = { modality = "XR" }\nper_read = "100.00"\n[[rates]]\nname = "CT"'
    )
    january = reads_of(Month(2026, 1), 450, modality="XR", exam="XR", cpt="71046")
    before = months(text, {**year(), "2026-01": january})
    assert (before["2026-06"].total.printed(), before["2026-12"].total.printed()) == ("0.00", "3,720.00")
    after = months(text, {**year(jun=1), "2026-01": january})
    assert (after["2026-06"].total.printed(), after["2026-12"].total.printed()) == ("38.00", "3,682.00")
    (note,) = after["2026-06"].notes
    assert note.startswith(
        "Yearly minimum, January to December 2026: 45,038.00 of 48,720.00 USD by the end of June 2026"
    )


def test_a_minimum_of_reads_bills_those_that_are_missing():
    """100 reads at 40.00, 80 units: 800.00."""
    text = '[[rates]]\nname = "CT"\nper_read = "45.00"\n[minimum]\nreads = 100\nprice = "40.00"\nperiod = "month"\n'
    assert bill(priced(text, many(80))) == [
        "reads: CT at mercy-general: 80 × 45.00 = 3,600.00",
        "minimum: Monthly minimum: 20 × 40.00 = 800.00",
        "total 4,400.00",
    ]


def test_by_facility_each_site_has_its_share_of_a_yearly_minimum():
    """12,000.00 a year at each site; mercy-west joins on 2026-07-01: 6 of 12 months, 6,000.00."""
    rows = (facility(), facility("mercy-west", starts=date(2026, 7, 1)))
    text = FREE.replace("48000.00", "12000.00").replace("yearly", 'scope = "facility"\nyearly')
    found = months(text, year(), facilities=rows)["2026-12"]
    assert bill(found)[:2] == [
        "minimum: Yearly minimum at mercy-general: 1 = 12,000.00",
        "minimum: Yearly minimum at mercy-west: 1 = 6,000.00",
    ]


def test_a_contract_that_ends_is_trued_up_in_its_last_month():
    """12,000.00 a quarter from 2026-01-01, over on 2026-02-15: 4,000.00 + 4,000.00 × 14/28 in February."""
    text = FREE.replace('yearly = "48000.00"', 'quarterly = "12000.00"').replace(
        "effective = 2026-01-01", "effective = 2026-01-01\nuntil = 2026-02-15"
    )
    found = months(text, {"2026-01": 0, "2026-02": 0})
    assert [month.total.printed() for month in found.values()] == ["0.00", "6,000.00"]
