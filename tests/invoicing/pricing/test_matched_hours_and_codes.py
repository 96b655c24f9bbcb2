"""When a clause applies: local hours, nights, holidays, codes."""

import pytest

from reads.core.month import Month
from tests.invoicing.pricing.cases import charges, priced, read

ONLY = """
[[rates]]
name = "Matched"
match = {{ {match} }}
per_read = "1.00"
[[rates]]
name = "Not matched"
per_read = "0.00"
"""


def matched(match, *reads, month=None):
    """Accessions of the reads that a match holds for."""
    when = month or Month(2026, 10)
    found = charges(priced(ONLY.format(match=match), reads, when))
    return sorted(accession for accession, charge in found.items() if charge == "1.00")


NIGHT = [
    read("fri 22:59", "2026-10-16 22:59"),
    read("fri 23:00", "2026-10-16 23:00"),
    read("sat 04:59", "2026-10-17 04:59"),
    read("sat 05:00", "2026-10-17 05:00"),
    read("sat 23:30", "2026-10-17 23:30"),
    read("sun 02:00", "2026-10-18 02:00"),
]


def test_hours_begin_with_the_first_minute_and_end_before_the_last():
    assert matched('local_time = "23:00-05:00"', *NIGHT) == ["fri 23:00", "sat 04:59", "sat 23:30", "sun 02:00"]


def test_weekday_is_that_of_the_calendar_day():
    assert matched('local_time = "23:00-05:00", weekdays = ["fri"]', *NIGHT) == ["fri 23:00"]


def test_night_belongs_to_the_day_on_which_it_began():
    """Friday night runs into Saturday morning, Saturday night into Sunday."""
    friday = 'local_time = "23:00-05:00", weekdays = ["fri"], night_of = true'
    assert matched(friday, *NIGHT) == ["fri 23:00", "sat 04:59"]
    assert matched(friday.replace("fri", "sat"), *NIGHT) == ["sat 23:30", "sun 02:00"]


def test_without_hours_over_midnight_a_night_lasts_until_noon():
    reads = [read("11:59", "2026-10-17 11:59"), read("12:00", "2026-10-17 12:00")]
    assert matched('weekdays = ["fri"], night_of = true', *reads) == ["11:59"]


@pytest.mark.parametrize("day, holiday", [("02", False), ("03", True), ("04", True), ("05", False)])
def test_holiday_and_the_day_kept_in_its_place_both_count(day, holiday):
    """4 July 2026 is a Saturday, kept on Friday."""
    found = matched('holiday = "US"', read("A1", f"2026-07-{day} 03:00"), month=Month(2026, 7))
    assert bool(found) is holiday


def test_holiday_of_the_next_year_may_be_kept_on_new_years_eve():
    """1 January 2028 is a Saturday, kept on Friday, 31 December 2027."""
    assert matched('holiday = "US"', read("A1", "2027-12-31 03:00"), month=Month(2027, 12)) == ["A1"]


def test_holiday_of_a_state_is_one_there_only():
    """Lincoln's birthday, 12 February, is one in Illinois."""
    lincoln = read("A1", "2026-02-12 03:00")
    assert matched('holiday = "US-IL"', lincoln, month=Month(2026, 2)) == ["A1"]
    assert matched('holiday = "US"', lincoln, month=Month(2026, 2)) == []


def test_any_code_of_an_exam_may_match_a_code_or_a_range_with_its_ends():
    reads = [read(code, cpt=code) for code in ("70459", "70460", "70498", "70499", "G0297")]
    assert matched('cpt = ["70460-70498"]', *reads) == ["70460", "70498"]
    assert matched('cpt = ["74177"]', read("A1", cpt="71260+74177"), read("A2", cpt="71260")) == ["A1"]


def test_every_key_must_hold_and_exam_codes_have_no_case():
    reads = [
        read("A1", exam="CtHead", priority="stat"),
        read("A2", exam="CTHEAD"),
        read("A3", exam="CTNECK", priority="stat"),
    ]
    assert matched('exam_code = "cthead", priority = ["stat", "critical"]', *reads) == ["A1"]


def test_regions_are_a_minimum():
    reads = [read("A1", regions=1), read("A2", regions=2), read("A3", regions=3)]
    assert matched("regions = 2", *reads) == ["A2", "A3"]
