"""A span of days has its first day and not its end."""

from datetime import date

import pytest

from reads.core.date_span import DateSpan, quarter, within

YEAR = DateSpan(date(2026, 1, 1), date(2027, 1, 1))


def test_the_first_day_counts_and_the_end_does_not():
    assert YEAR.contains(date(2026, 1, 1))
    assert YEAR.contains(date(2026, 12, 31))
    assert not YEAR.contains(date(2027, 1, 1))
    assert not YEAR.contains(date(2025, 12, 31))
    assert YEAR.last == date(2026, 12, 31)


def test_an_open_side_has_no_limit():
    assert within(date(1900, 1, 1), None, date(1900, 1, 2))
    assert within(date(9999, 12, 31), date(2026, 1, 1), None)
    assert DateSpan().contains(date(2026, 1, 1))


@pytest.mark.parametrize(
    "other, overlaps",
    [
        (DateSpan(date(2027, 1, 1)), False),
        (DateSpan(None, date(2026, 1, 1)), False),
        (DateSpan(date(2026, 12, 31)), True),
        (DateSpan(date(2026, 5, 1), date(2026, 5, 1)), False),
        (DateSpan(), True),
    ],
)
def test_spans_that_only_touch_do_not_overlap(other: DateSpan, overlaps: bool):
    assert YEAR.overlaps(other) is overlaps
    assert other.overlaps(YEAR) is overlaps


def test_a_clipped_span_has_the_days_of_both():
    assert YEAR.clipped(DateSpan(date(2026, 6, 1))) == DateSpan(date(2026, 6, 1), date(2027, 1, 1))
    assert not YEAR.clipped(DateSpan(date(2028, 1, 1)))


def test_it_is_written_with_its_last_day():
    assert [str(each) for each in (YEAR, DateSpan(date(2026, 1, 1)), DateSpan(None, date(2026, 1, 1)))] == [
        "2026-01-01 to 2026-12-31",
        "from 2026-01-01",
        "until 2025-12-31",
    ]


def test_quarters():
    assert quarter(2026, 4) == DateSpan(date(2026, 10, 1), date(2027, 1, 1))
    assert quarter(2026, 1) == DateSpan(date(2026, 1, 1), date(2026, 4, 1))
