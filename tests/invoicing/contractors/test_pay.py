"""What an agreement pays for a month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from invoicing.contractors.pay import pay
from reads.core.codes import ReadType
from reads.core.money import Money
from reads.core.month import Month
from reads.fees.release import Releases
from tests.invoicing.contractors.month_of_rao import CT, KNEE, RELEASES, a_read, agreed, hours

OCTOBER = Month(2026, 10)

BY_MODALITY = """
[[rates]]
name = "CT"
match = { modality = "CT" }
per_read = "14.00"
[[rates]]
name = "Everything else"
per_read = "4.25"
"""

BY_THE_HOUR = """
[hourly]
per_hour = "175.00"
exams_per_hour = "8.33"
bonus_per_exam = "10.00"
"""


def lines(found):
    return [(line.name, str(line.quantity), str(line.amount)) for line in found.lines]


def test_the_first_rate_that_matches_pays_the_read():
    found = pay(agreed(BY_MODALITY), OCTOBER, [a_read(1), a_read(2), a_read(3, exam=KNEE)], [], RELEASES)
    assert lines(found) == [("CT", "2", "28.00"), ("Everything else", "1", "4.25")]
    assert str(found.total) == "32.25"


def test_1500_exams_in_160_hours_earn_29670():
    """175.00 × 160 = 28,000.00; the threshold 160 × 8.33 = 1,332.8 is 1,333; 167 × 10.00 (spec 4.5)."""
    worked = [hours(day, "8") for day in range(1, 21)]
    found = pay(agreed(BY_THE_HOUR), OCTOBER, [a_read(number) for number in range(1500)], worked, RELEASES)
    assert lines(found) == [("Hours", "160", "28000.00"), ("Exams above the threshold", "167", "1670.00")]
    assert found.total == Money.of("29670.00")
    assert "160 × 8.33 = 1,333" in found.lines[1].basis


def test_below_the_threshold_the_hours_are_paid_and_nothing_is_taken_away():
    found = pay(agreed(BY_THE_HOUR), OCTOBER, [a_read(1)], [hours(1, "8")], RELEASES)
    assert found.total == Money.of("1400.00")


def test_work_rvus_are_those_of_the_release_and_each_read_is_rounded():
    """0.83 × 13.50 = 11.205, which is 11.21 for each of three reads."""
    agreement = agreed('[[rates]]\nname = "Work"\nper_wrvu = "13.50"\n')
    found = pay(agreement, OCTOBER, [a_read(number) for number in range(3)], [], RELEASES)
    assert lines(found) == [("Work", "3", "33.63")]
    assert found.lines[0].basis == "2.49 work RVUs"


def test_an_older_release_of_the_year_is_told_as_close_tells_it():
    """2026A where October asks for 2026D: the reads are paid, and the statement notes whose values they are."""
    older = replace(RELEASES.by_name["2026D"], name="2026A", starts=date(2026, 1, 1), ends=date(2026, 4, 1))
    agreement = agreed('[[rates]]\nname = "Work"\nper_wrvu = "13.50"\n')
    found = pay(agreement, OCTOBER, [a_read(1), a_read(2)], [], Releases({"2026A": older}))
    assert str(found.total) == "22.42"
    assert [reason.code for reason in found.warnings] == ["older_release"]
    assert "work RVUs are those of 2026A, since 2026D is not imported" in found.warnings[0].message


def test_nights_and_holidays_add_to_a_rate():
    """02:00 at the facility is night: 14.00 × 10 % = 1.40; Columbus Day adds 2.00; the two may meet."""
    agreement = agreed(
        BY_MODALITY
        + """
[[differentials]]
name = "Night"
match = { local_time = "22:00-06:00" }
percent = "10"
[[differentials]]
name = "Holiday"
match = { holiday = "US" }
add = "2.00"
"""
    )
    reads = [a_read(1), a_read(2, "2026-10-06T02:00"), a_read(3, "2026-10-12T12:00"), a_read(4, "2026-10-12T03:00")]
    found = pay(agreement, OCTOBER, reads, [], RELEASES)
    assert lines(found) == [("CT", "4", "56.00"), ("Holiday", "2", "4.00"), ("Night", "2", "2.80")]


def test_hours_of_a_kind_and_of_a_holiday_earn_extras():
    agreement = agreed(
        """
[hourly]
per_hour = "100.00"
[[hourly.extras]]
name = "Night"
kind = "night"
add = "12.50"
[[hourly.extras]]
name = "Holiday"
holiday = "US"
percent = "25"
"""
    )
    found = pay(agreement, OCTOBER, [], [hours(1, "8", "night"), hours(12, "4"), hours(13, "4")], RELEASES)
    assert lines(found) == [("Hours", "16", "1600.00"), ("Night", "8", "100.00"), ("Holiday", "4", "100.00")]


def test_only_read_types_that_earn_are_paid():
    reads = [a_read(1), a_read(2, kind=ReadType.OVERREAD), a_read(3, kind=ReadType.FINAL)]
    assert len(pay(agreed(BY_MODALITY), OCTOBER, reads, [], RELEASES).reads) == 1
    both = agreed('earns = ["preliminary", "overread"]\n' + BY_MODALITY)
    assert len(pay(both, OCTOBER, reads, [], RELEASES).reads) == 2


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (a_read(exam=None), "unknown_exam"),
        (a_read(facility=None), "unknown_facility"),
        (a_read(exam=KNEE), "no_rate"),
    ],
)
def test_a_read_that_nobody_can_price_is_listed_with_its_reason(read, code):
    only_ct = agreed('[[rates]]\nname = "CT"\nmatch = { modality = "CT" }\nper_read = "14.00"\n')
    found = pay(only_ct, OCTOBER, [read], [], RELEASES)
    assert [unpaid.reason.code for unpaid in found.unpaid] == [code]
    assert found.total == Money(0)


def test_a_code_without_work_rvus_is_listed():
    by_work = agreed('[[rates]]\nname = "Work"\nper_wrvu = "13.50"\n')
    found = pay(by_work, OCTOBER, [a_read(exam=KNEE), a_read(at="2026-11-01T00:30")], [], RELEASES)
    assert [unpaid.reason.code for unpaid in found.unpaid] == ["no_wrvu"]


def test_the_month_is_that_of_the_clock_that_the_agreement_names():
    """23:30 in Chicago on 31 October is 1 November in India."""
    late = a_read(at="2026-10-31T23:30")
    in_india = agreed('timezone = "Asia/Kolkata"\n' + BY_MODALITY)
    assert len(pay(agreed(BY_MODALITY), OCTOBER, [late], [], RELEASES).reads) == 1
    assert pay(in_india, OCTOBER, [late], [], RELEASES).reads.places == []
    assert len(pay(in_india, Month(2026, 11), [late], [], RELEASES).reads) == 1


def test_an_agreement_pays_only_the_days_of_its_life():
    ending = agreed("until = 2026-10-15\n" + BY_MODALITY)
    reads = [a_read(1, "2026-10-14T12:00"), a_read(2, "2026-10-15T12:00")]
    assert len(pay(ending, OCTOBER, reads, [hours(20, "8")], RELEASES).reads) == 1


EXAMS = some.sampled_from([CT, KNEE])
TIMES = some.datetimes().map(lambda at: f"2026-10-{at.day:02d}T{at.hour:02d}:{at.minute:02d}")


@given(
    some.lists(some.tuples(EXAMS, TIMES), max_size=40),
    some.lists(some.decimals("0.25", "12", places=2), max_size=5),
    some.decimals("0", "99.99", places=2),
    some.decimals("0", "60", places=1),
)
def test_the_lines_are_the_reads_and_the_hours_to_the_minor_unit(reads, worked, per_read, percent):
    agreement = agreed(
        f"""
[[rates]]
name = "All"
per_read = "{per_read}"
[[differentials]]
name = "Night"
match = {{ local_time = "20:00-07:00" }}
percent = "{percent}"
[hourly]
per_hour = "33.33"
exams_per_hour = "1.5"
bonus_per_exam = "7.77"
""",
        *["small_percent"] * (0 < percent < 1),
    )
    done = [a_read(number, at, exam) for number, (exam, at) in enumerate(reads)]
    found = pay(agreement, OCTOBER, done, [hours(3, str(each)) for each in worked], RELEASES)
    by_read = sum(read.earned.amount.minor for read in found.reads)
    assert sum(line.amount.minor for line in found.lines if line.unit == "read") == by_read
    assert found.total.minor == by_read + found.by_the_hour.minor
    base = Money.rounded(Fraction(sum(worked, Decimal(0))) * Fraction("33.33"))
    bonus = found.lines[-1]
    assert found.by_the_hour == base + Money.rounded(Fraction(bonus.quantity) * Fraction("7.77"))
