"""What public fee schedules say, with their own arithmetic: workers' compensation, a fee a study, named holidays, Medicare."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from invoicing.contracts.holiday_calendars import HolidayCalendars, own_calendars
from invoicing.contracts.model import AppliedContract
from invoicing.pricing.engine import price_month
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.directory.model import Holiday
from reads.fees.release import FeeValue, Indices, Release, Releases
from tests.invoicing.pricing.cases import FACILITIES, OCTOBER, bill, charges, contract, priced, read, routed

WORKERS_COMPENSATION = """
[[rates]]
name = "Knee"
match = { exam_code = "KNEE" }
per_read = "30.00"
[[rates]]
name = "Wrist"
match = { exam_code = "WRIST" }
per_read = "20.00"
[[rates]]
name = "Other"
per_read = "10.00"
[[surcharges]]
name = "Bilateral"
match = { modifiers = ["50"] }
percent = "60"
[multiple]
percent = "60"
match = { modality = "XR" }
"""


def several(*exams: str, **more):
    return [read("A1", exam=exam, cpt="73110", modality="XR", **more) for exam in exams]


def test_the_dearest_x_ray_in_full_and_sixty_percent_of_each_lesser():
    """30.00 + 60 % of 20.00 + 60 % of 10.00 = 48.00."""
    assert priced(WORKERS_COMPENSATION, several("KNEE", "WRIST", "FINGER")).total.printed() == "48.00"


def test_a_bilateral_exam_costs_160_percent():
    assert priced(WORKERS_COMPENSATION, several("WRIST", modifiers="50")).total.printed() == "32.00"


def test_only_x_rays_reduce_and_are_reduced():
    """A CT of the same accession stays in full, and makes no X-ray a lesser one: 10.00 + 30.00 + 12.00."""
    reads = [read("A1", exam="CTHEAD"), *several("KNEE", "WRIST")]
    assert priced(WORKERS_COMPENSATION, reads).total.printed() == "52.00"


BOTH_SIDES = """
[[rates]]
name = "XR"
per_read = "30.00"
[[surcharges]]
name = "Right"
match = { modifiers = ["RT"] }
percent = "10"
[multiple]
percent = "50"
"""


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_of_two_sides_the_left_is_the_dearest_in_all_orders(order):
    """73110 LT and RT, 30.00 each, multiple 50 %, 10 % on RT: 30.00 + 15.00 + 1.50."""
    sides = [*several("WRIST", modifiers="LT"), *several("WRIST", modifiers="RT")]
    month = priced(BOTH_SIDES, [sides[at] for at in order])
    assert month.total.printed() == "46.50"
    assert {one.routed.logged.read.modifiers[0]: str(one.charge) for one in month.reads} == {
        "LT": "30.00",
        "RT": "16.50",
    }


def test_the_last_ties_are_sequence_then_reader():
    text = '[[rates]]\nname = "XR"\nper_read = "30.00"\n[multiple]\npercent = "50"'
    first, second = several("WRIST")[0], several("WRIST")[0]
    two = [(replace(first[0], sequence="2"), first[1]), (replace(second[0], sequence="1"), second[1])]
    assert [(one.routed.logged.read.sequence, str(one.charge)) for one in priced(text, two).reads] == [
        ("1", "30.00"),
        ("2", "15.00"),
    ]


def visited(accession: str, visit: str):
    logged, exam = read(accession)
    return replace(logged, visit=visit), exam


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("accession", {"A1": "40.00", "A2": "40.00", "A3": "40.00", "A4": "40.00"}),
        ("visit", {"A1": "40.00", "A2": "20.00", "A3": "40.00", "A4": "40.00"}),
    ],
)
def test_exams_of_one_visit_reduce_one_another_across_accessions(within, expected):
    """A1 and A2 are of one visit; A3's visit nobody knows, and A4 is of another."""
    text = f'[[rates]]\nname = "CT"\nper_read = "40.00"\n[multiple]\npercent = "50"\nwithin = "{within}"'
    reads = [visited("A1", "V1"), visited("A2", "v1"), visited("A3", ""), visited("A4", "V2")]
    assert charges(priced(text, reads)) == expected


STAT_FEE = """
unit = "region"
[[rates]]
name = "All"
per_read = "10.00"
[[surcharges]]
name = "STAT"
match = {{ priority = "stat" }}
add = "5.00"
add_per = "{add_per}"
"""


@pytest.mark.parametrize(
    ("add_per", "line"),
    [
        ("unit", "surcharge: STAT at mercy-general: 6 × 5.00 = 30.00"),
        ("read", "surcharge: STAT at mercy-general: 3 × 5.00 = 15.00"),
        ("accession", "surcharge: STAT at mercy-general: 2 × 5.00 = 10.00"),
    ],
)
def test_a_stat_fee_is_added_by_unit_read_or_study(add_per, line):
    """Two exams of A1 (1 and 2 regions) and one of A2 (3 regions) are stat, one of A1 is not."""
    reads = [
        read("A1", exam="ONE", priority="stat"),
        read("A1", exam="TWO", regions=2, priority="stat"),
        read("A1", exam="FOUR", regions=4),
        read("A2", exam="THREE", regions=3, priority="stat"),
    ]
    month = priced(STAT_FEE.format(add_per=add_per), reads)
    assert line in bill(month)
    if add_per == "accession":
        assert [one.routed.logged.read.exam_code for one in month.reads if one.surcharges] == ["TWO", "THREE"]


def test_parts_of_a_cent_are_rounded_as_reads_are():
    """38.1255 a read: 38.13 each; 3 % more from November: 39.2693 (from 39.269265), 39.27 each."""
    text = '[[rates]]\nname = "CT"\nper_read = "38.1255"\n[[escalators]]\non = 2026-11-01\npercent = "3"'
    assert charges(priced(text, [read("A1")])) == {"A1": "38.13"}
    later = priced(text, [read("A1", "2026-11-10 02:00")], Month(2026, 11))
    assert (str(later.reads[0].price.per_read), charges(later)) == ("39.2693", {"A1": "39.27"})
    lines = priced('rounding = "line"\n' + text, [read("A1"), read("A2")])
    assert lines.total.printed() == "76.25"


SIX = ("2026-01-01", "2026-05-25", "2026-07-04/2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25")


def six_holidays() -> HolidayCalendars:
    days = [(each.partition("/")[0], each.partition("/")[2]) for each in SIX]
    rows = [
        Holiday("six", date.fromisoformat(day), "", date.fromisoformat(kept) if kept else None) for day, kept in days
    ]
    return HolidayCalendars(own_calendars({"six": rows}))


def of_holiday(match: str, signed: str, month: Month):
    """What a read at 40.00 costs with 50 % on a holiday of the list; the code where it is held."""
    text = (
        '[[rates]]\nname = "CT"\nper_read = "40.00"\n[[surcharges]]\nname = "Holiday"\n'
        f'percent = "50"\nmatch = {{ holiday = "six"{match} }}'
    )
    terms = contract(text)
    found = price_month(
        AppliedContract(terms, 1, 1, six_holidays()),
        month,
        routed(terms, [read("A1", signed)]),
        Releases({}),
        Directory.of(facilities=FACILITIES).facilities,
    )
    return found.unpriced[0][1].code if found.unpriced else charges(found)["A1"]


@pytest.mark.parametrize(
    ("match", "signed", "expected"),
    [
        ("", "2026-07-03 12:00", "60.00"),
        ("", "2026-07-04 12:00", "60.00"),
        (', observed = "actual"', "2026-07-03 12:00", "40.00"),
        (', observed = "actual"', "2026-07-04 12:00", "60.00"),
        (', observed = "observed"', "2026-07-03 12:00", "60.00"),
        (', observed = "observed"', "2026-07-04 12:00", "40.00"),
        (', observed = "actual", night_of = true', "2026-07-05 03:00", "60.00"),
        (', observed = "actual", night_of = true', "2026-07-04 03:00", "40.00"),
        ("", "2026-07-06 12:00", "40.00"),
    ],
)
def test_six_named_holidays(match, signed, expected):
    """The Fourth is a Saturday, kept on Friday the 3rd; the night of the 4th ends on the 5th."""
    assert of_holiday(match, signed, Month(2026, 7)) == expected


def test_a_read_beyond_the_days_that_are_known_is_held():
    assert of_holiday("", "2027-07-05 12:00", Month(2027, 7)) == "no_calendar"


def cms(name: str, factors: dict[str, str], *, parts: bool = True, status: str = "A") -> Releases:
    """A release in which 70450 26 has 0.85 + 0.31 + 0.04 = 1.20 RVUs, and 74177 26 has 1.82 + 0.66 + 0.10."""
    pieces = {"70450": ("0.85", "0.31", "0.04"), "74177": ("1.82", "0.66", "0.10"), "0042T": ("0.00", "0.00", "0.00")}
    values = {}
    for code, (work, practice, malpractice) in pieces.items():
        rest = (Decimal(practice), Decimal(malpractice)) if parts else (None, None)
        values[code, "26"] = FeeValue(code, "26", Decimal(work), status, "1", *rest)
        values[code, ""] = FeeValue(code, "", Decimal(work) + 1, status, "1", *rest)
    first = Month(int(name[:4]), "ABCD".index(name[4]) * 3 + 1)
    chicago = {"0610216": Indices(Decimal("1.008"), Decimal("1.044"), Decimal("1.869"))}
    found = Release(
        name,
        first.first,
        first.next().next().end,
        values,
        {key: Decimal(text) for key, text in factors.items()},
        chicago,
    )
    return Releases({name: found})


OLD = cms("2025D", {"": "32.3465"})
PAIR = cms("2026D", {"nonQPP": "33.4009", "QPP": "33.5675"})
PERCENT = '[[rates]]\nname = "Medicare"\nmedicare_percent = "85"\n'


@pytest.mark.parametrize(
    ("releases", "year", "more", "fee", "charge"),
    [
        (OLD, 2025, "", "38.82", "33.00"),
        (OLD, 2025, "qpp = true", "38.82", "33.00"),
        (PAIR, 2026, "", "40.08", "34.07"),
        (PAIR, 2026, "qpp = true", "40.28", "34.24"),
        (PAIR, 2026, 'locality = "06102-16"', "41.92", "35.63"),
    ],
)
def test_85_percent_of_medicare(releases, year, more, fee, charge):
    """1.20 RVUs; in Chicago 0.85 × 1.008 + 0.31 × 1.044 + 0.04 × 1.869 = 1.2552, × 33.4009 = 41.92."""
    month = priced(PERCENT + more, [read("A1", f"{year}-10-14 02:00")], Month(year, 10), releases=releases)
    assert [str(each) for each in month.reads[0].price.fees] == [fee]
    assert charges(month) == {"A1": charge}


def test_the_amounts_of_several_codes_are_added_whatever_the_units():
    """40.08 + 86.17 = 126.25, × 85 % = 107.31 (from 107.3125); not times two codes."""
    month = priced('unit = "cpt"\n' + PERCENT, [read("A1", cpt="70450+74177")], releases=PAIR)
    assert charges(month) == {"A1": "107.31"}


@pytest.mark.parametrize(
    ("releases", "more", "cpt", "said"),
    [
        (cms("2026D", {"nonQPP": "33.4009"}), "qpp = true", "70450", "QPP file"),
        (cms("2026D", {}, parts=False), "", "70450", "import its file again"),
        (cms("2026D", {"nonQPP": "33.4009"}, status="C"), "", "70450", "70450: carrier-priced"),
        (PAIR, "", "70450+99999", "99999"),
        (PAIR, "", "0042T", "0042T"),
        (PAIR, 'locality = "0110205"', "70450", "locality 0110205"),
    ],
)
def test_without_an_amount_the_read_is_held(releases, more, cpt, said):
    month = priced(PERCENT + more, [read("A1", cpt=cpt)], OCTOBER, releases=releases)
    ((_, reason),) = month.unpriced
    assert reason.code == "no_fee"
    assert said in f"{reason.message} {reason.remedy}"
