"""The worked figures of spec 3.8, as they are agreed."""

from zoneinfo import ZoneInfo

import pytest

from reads.core.month import Month
from tests.invoicing.pricing.cases import bill, charges, contract, facility, many, priced, read, releases, routed

CT_45 = """
[[rates]]
name = "CT"
per_read = "45.00"
[[tiers]]
name = "Volume"
mode = "{mode}"
steps = [{{ above = 500, per_read = "40.00" }}]
"""


def test_graduated_tier_changes_only_the_units_above():
    """800 CT reads at 45.00; above 500: 40.00."""
    assert bill(priced(CT_45.format(mode="graduated"), many(800))) == [
        "reads: CT, Volume up to 500 at mercy-general: 500 × 45.00 = 22,500.00",
        "reads: CT, Volume above 500 at mercy-general: 300 × 40.00 = 12,000.00",
        "total 34,500.00",
    ]


@pytest.mark.parametrize("count, total", [(800, "32,000.00"), (500, "22,500.00"), (501, "20,040.00")])
def test_all_units_tier_changes_all_once_it_is_exceeded(count, total):
    assert priced(CT_45.format(mode="all_units"), many(count)).total.printed() == total


USAGE_3120 = """
[[rates]]
name = "CT"
per_read = "39.00"
[minimum]
monthly = "4000.00"
mode = "{mode}"
"""


def test_minimum_bills_what_is_missing():
    """Minimum 4,000.00, usage 3,120.00: a true-up of 880.00."""
    assert bill(priced(USAGE_3120.format(mode="true_up"), many(80))) == [
        "reads: CT at mercy-general: 80 × 39.00 = 3,120.00",
        "minimum: Monthly minimum: 1 = 880.00",
        "total 4,000.00",
    ]


def test_base_fee_comes_on_top():
    """Minimum 4,000.00 as a base fee, usage 3,120.00: 7,120.00."""
    assert priced(USAGE_3120.format(mode="base_fee"), many(80)).total.printed() == "7,120.00"


@pytest.mark.parametrize("unit, amount", [("exam", "23.43"), ("cpt", "46.86"), ("region", "70.29")])
def test_unit_decides_what_an_exam_of_two_codes_and_three_regions_costs(unit, amount):
    """CT chest + CT abdomen/pelvis, one exam, codes 71260+74177, 3 regions, 23.43 each unit."""
    month = priced(
        f'currency = "GBP"\nunit = "{unit}"\n[[rates]]\nname = "CT"\nper_read = "23.43"',
        [read("A1", exam="CTCAP", cpt="71260+74177", regions=3)],
    )
    assert charges(month) == {"A1": amount}


def test_second_exam_of_an_accession_costs_eighty_percent():
    """771.81 and a second exam priced the same: 771.81 + 617.45 = 1,389.26."""
    month = priced(
        'currency = "NZD"\n[[rates]]\nname = "MR"\nper_read = "771.81"\n[multiple]\npercent = "80"',
        [read("A1", exam="MRBRAIN"), read("A1", exam="MRSPINE")],
    )
    assert [str(one.charge) for one in month.reads] == ["771.81", "617.45"]
    assert month.total.printed() == "1,389.26"


@pytest.mark.parametrize(
    "month, work, amount", [(Month(2025, 10), "1.82", "69.62"), (Month(2026, 10), "1.77", "67.70")]
)
def test_work_rvus_are_those_of_the_service_date(month, work, amount):
    """74177 at 38.25 a wRVU: 69.615 and 67.7025, rounded half away from zero."""
    found = priced(
        '[[rates]]\nname = "CT"\nper_wrvu = "38.25"',
        [read("A1", f"{month}-14 02:00", exam="CTAP", cpt="74177")],
        month,
        releases=releases(r2025D={"74177": "1.82"}, r2026D={"74177": "1.77"}),
    )
    assert charges(found) == {"A1": amount}
    assert [str(code.work_rvu) for code in found.reads[0].codes] == [work]


@pytest.mark.parametrize(
    "head, month",
    [
        ('month_by = "received_at"', "2025-01"),
        ('month_by = "signed_at"', "2025-02"),
        ('month_by = "received_at"\ntimezone = "UTC"', "2025-02"),
        ('month_by = "signed_at"\ntimezone = "UTC"', "2025-02"),
    ],
)
def test_month_is_that_of_the_billing_moment_in_the_contracts_zone(head, month):
    """Received 2025-01-31 23:50, signed 2025-02-01 00:09, Chicago."""
    terms = contract(head + '\n[[rates]]\nname = "CT"\nper_read = "45.00"')
    reads = [read("A1", "2025-02-01 00:09", received="2025-01-31 23:50")]
    assert [str(one.terms.month) for one in routed(terms, reads)] == [month]


@pytest.mark.parametrize("month, amount", [(Month(2026, 6), "326,222.00"), (Month(2026, 7), "352,319.76")])
def test_escalator_multiplies_a_monthly_fee(month, amount):
    """326,222.00 a month, then escalator 8.0: 352,319.76."""
    text = """
    [[fixed]]
    name = "Coverage"
    amount = "326222.00"
    every = "month"
    [[escalators]]
    on = 2026-07-01
    percent = "8.0"
    [[rates]]
    name = "All"
    per_read = "1.00"
    """
    assert bill(priced(text, month=month)) == [
        f"fixed: Coverage: 1 × {amount.replace(',', '')} = {amount}",
        f"total {amount}",
    ]


def test_time_that_does_not_exist_is_the_first_after_the_gap():
    """Signed 2026-03-08 02:30 New York without an offset: priced as 03:00 there."""
    new_york = ZoneInfo("America/New_York")
    text = """
    [[rates]]
    name = "Three o'clock"
    match = { local_time = "03:00-03:01" }
    per_read = "30.00"
    [[rates]]
    name = "Other"
    per_read = "1.00"
    """
    month = priced(
        text,
        [read("A1", "2026-03-08 02:30", zone=new_york)],
        Month(2026, 3),
        facilities=[facility(zone=new_york)],
    )
    assert charges(month) == {"A1": "30.00"}
