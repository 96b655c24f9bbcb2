"""Where two clauses of a contract meet: what both parties expect of it."""

from datetime import date

import pytest

from reads.core.month import Month
from tests.invoicing.pricing.cases import bill, charges, facility, many, priced, read, releases

CT = '[[rates]]\nname = "CT"\nper_read = "40.00"\n'


def test_surcharges_are_each_on_the_base_never_on_another():
    text = CT + '[[surcharges]]\nname = "Night"\npercent = "25"\n[[surcharges]]\nname = "Holiday"\npercent = "10"'
    assert bill(priced(text, [read("A1")])) == [
        "reads: CT at mercy-general: 1 × 40.00 = 40.00",
        "surcharge: Night at mercy-general: 1 × 10.00 = 10.00",
        "surcharge: Holiday at mercy-general: 1 × 4.00 = 4.00",
        "total 54.00",
    ]


def test_read_or_line_is_rounded_never_both():
    """Three reads of 0.125: 0.13 each, or 0.375 in one line."""
    text = '{head}[[rates]]\nname = "CT"\nper_wrvu = "0.25"'
    of = releases(r2026D={"70450": "0.5"})
    by_read = priced(text.format(head=""), many(3), releases=of)
    by_line = priced(text.format(head='rounding = "line"\n'), many(3), releases=of)
    assert (by_read.total.printed(), by_line.total.printed()) == ("0.39", "0.38")
    assert by_line.lines[0].basis == "rounded from 0.3750"
    assert by_line.lines[0].unit_price is None


def test_tier_price_replaces_the_multiple_and_a_tier_percent_keeps_it():
    """The second exam of A1 is above one unit: 30.00 outright, or 5 % off its 80 %."""
    text = CT + '[multiple]\npercent = "80"\n[[tiers]]\nname = "Volume"\nsteps = [ {{ above = 1, {step} }} ]'
    reads = [read("A1", "2026-10-14 02:00"), read("A1", "2026-10-14 02:01", exam="CTNECK")]
    found = [priced(text.format(step=step), reads).reads[1] for step in ('per_read = "30.00"', 'percent = "-5"')]
    assert [(f"{one.charge}", one.multiple and f"{one.multiple}") for one in found] == [
        ("30.00", None),
        ("30.40", "80"),
    ]


def test_tier_counts_the_first_in_time_whatever_came_in_first():
    text = CT + '[[tiers]]\nname = "Volume"\nsteps = [ { above = 1, per_read = "30.00" } ]'
    late, early = read("late", "2026-10-14 03:00"), read("early", "2026-10-14 02:00")
    assert charges(priced(text, [late, early])) == {"early": "40.00", "late": "30.00"}


def test_free_reads_count_in_no_tier_and_bear_no_surcharge():
    text = (
        '[[rates]]\nname = "Phantom"\nmatch = { exam_code = "QC" }\nfree = true\n' + CT
        + '[[tiers]]\nname = "Volume"\nsteps = [ { above = 1, per_read = "30.00" } ]\n'
        + '[[surcharges]]\nname = "Night"\nadd = "2.00"'
    )  # fmt: skip
    assert bill(priced(text, [read("A0", "2026-10-14 01:00", exam="QC"), read("A1")])) == [
        "reads: Phantom at mercy-general: 1 × 0.00 = 0.00",
        "reads: CT, Volume up to 1 at mercy-general: 1 × 40.00 = 40.00",
        "surcharge: Night at mercy-general: 1 × 2.00 = 2.00",
        "total 42.00",
    ]


def test_tier_by_facility_counts_each_on_its_own():
    text = CT + '[[tiers]]\nname = "Volume"\nscope = "{scope}"\nsteps = [ {{ above = 1, per_read = "30.00" }} ]'
    reads = [read("A1"), read("A2", "2026-10-14 03:00", at="mercy-west")]
    totals = [priced(text.format(scope=scope), reads).total.printed() for scope in ("facility", "client")]
    assert totals == ["80.00", "70.00"]


def test_escalator_within_the_month_leaves_one_line_without_a_unit_price():
    text = CT + '[[escalators]]\non = 2026-10-15\npercent = "3.0"'
    assert bill(priced(text, [read("A1", "2026-10-14 02:00"), read("A2", "2026-10-15 02:00")])) == [
        "reads: CT at mercy-general: 2 = 81.20",
        "total 81.20",
    ]


def test_several_credits_take_no_more_than_the_charge():
    text = CT + "".join(
        f'[[turnaround]]\nname = "{name}"\nwithin_minutes = {minutes}\ncredit_percent = "75"\n'
        for name, minutes in (("Half an hour", 30), ("An hour", 60))
    )
    reads = [
        read("in time", "2026-10-14 02:30", received="2026-10-14 02:00"),
        read("late", "2026-10-14 03:31", received="2026-10-14 02:00"),
        read("unmeasured", "2026-10-14 05:00"),
    ]
    month = priced(text, reads)
    assert bill(month)[1:] == [
        "turnaround: Half an hour: 1 × -30.00 = -30.00",
        "turnaround: An hour: 1 × -10.00 = -10.00",
        "total 80.00",
    ]
    assert month.unmeasured == 1


def test_maximum_comes_before_minimum_compliance_and_tax():
    """Compliance is a percent of the reads before the maximum; tax is on what is left."""
    text = (
        CT
        + """
    [maximum]
    monthly = "100.00"
    [[compliance]]
    name = "95 % within the hour"
    within_minutes = 60
    at_least_percent = "95"
    credit_percent = "10"
    [[taxes]]
    name = "GST"
    percent = "10"
    """
    )
    reads = [read(f"A{n}", f"2026-10-14 0{n}:30", received="2026-10-14 00:00") for n in range(4)]
    assert bill(priced(text, reads)) == [
        "reads: CT at mercy-general: 4 × 40.00 = 160.00",
        "maximum: Monthly maximum: 1 = -60.00",
        "compliance: 95 % within the hour: 1 = -16.00",
        "tax: GST: 1 = 8.40",
        "total 92.40",
    ]


@pytest.mark.parametrize(
    "dates, amount, total",
    [
        ("effective = 2026-10-16", "2,064.52", "2,214.52"),
        ("effective = 2026-01-01\nuntil = 2026-10-11", "1,290.32", "1,440.32"),
    ],
)
def test_minimum_of_a_month_in_part_is_prorated_by_days_and_fixed_fees_are_not(dates, amount, total):
    fee = '[[fixed]]\nname = "VPN"\namount = "150.00"\nevery = "month"'
    assert bill(priced(f'{dates}\n{CT}[minimum]\nmonthly = "4000.00"\n{fee}')) == [
        f"minimum: Monthly minimum: 1 = {amount}",
        "fixed: VPN: 1 × 150.00 = 150.00",
        f"total {total}",
    ]


def test_minimum_by_facility_holds_also_where_nothing_was_read():
    """A site that opened on the 16th brings its share of the days."""
    text = CT + '[minimum]\nmonthly = "310.00"\nscope = "facility"'
    sites = [
        facility(),
        facility("mercy-west"),
        facility("mercy-new", starts=date(2026, 10, 16)),
        facility("lake", "lake"),
    ]
    assert bill(priced(text, [read("A1")], facilities=sites))[1:] == [
        "minimum: Monthly minimum at mercy-general: 1 = 270.00",
        "minimum: Monthly minimum at mercy-new: 1 = 160.00",
        "minimum: Monthly minimum at mercy-west: 1 = 310.00",
        "total 780.00",
    ]


@pytest.mark.parametrize(
    "month, due", [("2026-01", []), ("2026-02", ["Set-up", "Insurance"]), ("2027-02", ["Insurance"]), ("2028-02", [])]
)
def test_yearly_and_single_fees_are_due_in_the_month_of_their_first_day(month, due):
    """The contract ends on the anniversary, so that a third yearly fee is not due."""
    text = "effective = 2026-02-15\nuntil = 2028-02-15\n" + CT + "".join(
        f'[[fixed]]\nname = "{name}"\namount = "1.00"\nevery = "{every}"\n'
        for name, every in (("Set-up", "once"), ("Insurance", "year"))
    )  # fmt: skip
    assert [line.name for line in priced(text, month=Month.parse(month)).lines] == due


def test_an_older_quarter_prices_and_warns_another_year_holds():
    text = '[[rates]]\nname = "CT"\nper_wrvu = "40.00"'
    older = priced(text, [read("A1")], releases=releases(r2026A={"70450": "0.85"}))
    assert (charges(older), [warning.code for warning in older.warnings]) == ({"A1": "34.00"}, ["older_release"])
    other = priced(text, [read("A1")], releases=releases(r2025D={"70450": "0.85"}))
    ((_, reason),) = other.unpriced
    assert reason.code == "no_release"
    assert "PPRRVU2026_Oct_nonQPP.csv" in reason.remedy
    assert other.lines == ()


TYPO = """
[[rates]]
name = "All"
per_read = "40.00"
[[turnaround]]
name = "STAT within 30 minutes"
match = { priority = "stat" }
within_minutes = 30
credit_percent = "100"
[[compliance]]
name = "MR within the hour"
match = { modality = "MR" }
within_minutes = 60
at_least_percent = "90"
credit_percent = "5"
"""


def test_a_turnaround_longer_than_a_read_can_take_is_held_where_a_clause_measures_it():
    """A typo of the year would make 525,600 minutes of twenty, and a credit of the whole price."""
    lines = [
        read("A", received="2025-10-14 01:40", priority="stat"),
        read("B", received="2025-10-14 01:40"),
        read("C", received="2025-10-14 01:40", modality="MR"),
        read("D", received="2026-08-15 02:00", priority="stat"),
        read("E", received="2026-08-15 01:59", priority="stat"),
        read("F", received="2027-10-14 01:40", priority="stat"),
        read("G", received="2026-10-14 02:40", priority="stat"),
    ]
    month = priced(TYPO, lines)
    assert charges(month) == {"B": "40.00", "D": "40.00", "G": "40.00"}
    held = {routed.logged.read.accession: reason.code for routed, reason in month.unpriced}
    assert held == dict.fromkeys("ACEF", "turnaround_too_long")
    assert {one.routed.logged.read.accession: one.turnaround_minutes for one in month.reads} == {
        "B": None,
        "D": 86400,
        "G": None,
    }
    assert "turnaround: STAT within 30 minutes: 1 × -40.00 = -40.00" in bill(month)


def test_what_is_reckoned_beside_the_reads_is_in_the_contract_s_currency_and_says_of_what():
    text = f'effective = 2026-10-16\ncurrency = "EUR"\n{CT}[minimum]\nmonthly = "310.00"\n'
    found = priced(text + '[[taxes]]\nname = "VAT"\npercent = "10"\n')
    assert [(str(line.amount.currency), line.basis) for line in found.lines] == [
        ("EUR", "minimum 160.00, for 16 of 31 days, less 0.00 of reads"),
        ("EUR", "10 % of 160.00"),
    ]
