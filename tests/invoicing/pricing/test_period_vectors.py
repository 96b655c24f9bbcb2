"""The worked figures of spec 3.10 that are about months, quarters and years, as they are agreed."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.contracts.model import AppliedContract
from invoicing.pricing.around import Around
from invoicing.pricing.engine import price_month
from invoicing.pricing.prompt_payment import EarlyPayment
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.directory.model import CoverageQuantity
from tests.invoicing.pricing.cases import FACILITIES, NO_RELEASES, bill, contract, facility, many, priced, read, routed


def months(text, counts, *, worked=(), facilities=FACILITIES):
    """The months of a contract, in their order; each count is how many reads of one price a month has, or those reads."""
    terms = contract(text)
    directory = Directory.of(facilities=facilities)
    earlier: dict[Month, list] = {}
    found = {}
    for name, reads in counts.items():
        month = Month.parse(name)
        those = reads if isinstance(reads, list) else reads_of(month, reads)
        hospital = routed(terms, those, facilities)
        around = Around(dict(earlier), worked)
        applied = AppliedContract(terms, 1, 1)
        found[name] = price_month(applied, month, hospital, NO_RELEASES, directory.facilities, around)
        earlier[month] = hospital
    return found


def reads_of(month, count, **what):
    """So many reads, a minute after another, from the month's first noon on."""
    at = lambda n: f"{month}-{1 + n // 720:02} {12 + n // 60 % 12:02}:{n % 60:02}"
    return [read(f"{month}-{n:04}", at(n), **what) for n in range(count)]


def year(first="2026-01", **counts):
    """Twelve months with no read but those named, like jun=10."""
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    month, found = Month.parse(first), {}
    for _ in range(12):
        found[str(month)] = counts.get(names[month.number - 1], 0)
        month = month.next()
    return found


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
