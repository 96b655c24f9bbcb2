"""Which dated row holds where the next one goes by the calendar of another time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reads.core.time_zones import zone as zone_of
from reads.directory.directory import Directory
from reads.directory.model import Facility, Location

_ZONES = st.sampled_from(
    [
        "America/Chicago",
        "America/New_York",
        "America/Anchorage",
        "America/St_Johns",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Pacific/Guam",
        "Asia/Kolkata",
        "Asia/Beirut",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "America/Havana",
        "America/Santiago",
        "UTC",
    ]
).map(zone_of)


@st.composite
def successions(draw) -> list[tuple[date | None, date | None, ZoneInfo]]:
    """Rows of one id that follow one another without a gap of days, some days apart."""
    zones = draw(st.lists(_ZONES, min_size=2, max_size=4))
    day = draw(st.dates(date(2026, 1, 5), date(2027, 12, 20)))
    changes = [day]
    for _ in zones[2:]:
        changes.append(changes[-1] + timedelta(days=draw(st.integers(3, 200))))
    spans = pairwise([draw(st.sampled_from([None, date(2025, 1, 1)])), *changes, None])
    return [(first, end, zone) for (first, end), zone in zip(spans, zones, strict=True)]


def facility(first: date | None, end: date | None, zone: ZoneInfo, name: str = "mercy") -> Facility:
    return Facility("mercy", "mercy-health", name, "", "", "", "IL", "", zone, starts=first, ends=end)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def around(rows: list[tuple[date | None, date | None, ZoneInfo]]) -> list[datetime]:
    """Every half hour from a day and a half before each change until a day and a half after it."""
    changes = [datetime.combine(first, time(), UTC) for first, _, _ in rows[1:] if first]
    return [day + timedelta(minutes=30 * step) for day in changes for step in range(-72, 73)]


@given(successions(), st.randoms())
def test_every_moment_has_one_row_and_the_next_takes_over_at_the_later_of_the_two_midnights(rows, random):
    """In whatever order the file has them."""
    sites = [facility(first, end, zone, str(number)) for number, (first, end, zone) in enumerate(rows)]
    shuffled = random.sample(sites, len(sites))
    books = Directory.of(facilities=shuffled)
    later = [max(midnight(end, zone), midnight(end, next_)) for (_, end, zone), (_, _, next_) in pairwise(rows) if end]
    for at in around(rows):
        found = books.facility_at("mercy", at)
        assert found is sites[sum(change <= at for change in later)]


@given(successions())
def test_a_reader_who_moves_is_always_somewhere(rows):
    places = [
        Location("rao", first or date(2020, 1, 1), end, "US", "IL", "", "", "", zone) for first, end, zone in rows
    ]
    books = Directory.of(locations=places)
    assert all(books.location("rao", at) is not None for at in around(rows))


def test_a_site_that_moves_west_keeps_its_row_through_the_hour_between_the_midnights():
    """From New York's midnight, 04:00 UTC, to Chicago's, 05:00."""
    rows = [
        facility(None, date(2026, 7, 1), zone_of("America/New_York"), "east"),
        facility(date(2026, 7, 1), None, zone_of("America/Chicago"), "west"),
    ]
    for books in (Directory.of(facilities=rows), Directory.of(facilities=rows[::-1])):
        found = [
            books.facility_at("mercy", datetime(2026, 7, 1, hour, minute, tzinfo=UTC))
            for hour, minute in ((3, 59), (4, 0), (4, 59), (5, 0))
        ]
        assert [row and row.name for row in found] == ["east", "east", "east", "west"]


def test_days_that_no_row_has_stay_without_one():
    rows = [
        facility(None, date(2026, 7, 1), zone_of("America/New_York")),
        facility(date(2026, 7, 2), None, zone_of("America/Chicago")),
    ]
    books = Directory.of(facilities=rows)
    assert books.facility_at("mercy", datetime(2026, 7, 1, 4, 30, tzinfo=UTC)) is None
    assert books.facility_at("mercy", datetime(2026, 7, 2, 4, 30, tzinfo=UTC)) is None
    assert books.facility_at("mercy", datetime(2026, 7, 2, 5, 0, tzinfo=UTC)) is rows[1]
