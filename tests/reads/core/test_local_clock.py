"""What is told of local times once an hour is what is told of each of them."""

from bisect import bisect_right
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.core.local_clock import LocalClock, ToldByHour
from reads.core.times import stored

ZONES = ("UTC", "America/Chicago", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns")
EDGES = st.lists(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=3)
SPRING, AUTUMN = datetime(2026, 3, 8, 4, tzinfo=UTC), datetime(2026, 10, 31, 20, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@given(st.sampled_from([SPRING, AUTUMN]), st.lists(st.integers(0, 36 * 60 * 60), max_size=12), EDGES)
def test_an_hour_tells_what_each_of_its_instants_does(zone: str, start: datetime, seconds, edges):
    edges.sort()

    def tell(local: datetime) -> tuple[int, int]:
        return local.weekday(), bisect_right(edges, local.time())

    told = ToldByHour(LocalClock(ZoneInfo(zone)), tell)
    instants = [start + timedelta(seconds=each) for each in sorted(seconds)]
    expected = [tell(instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for instant in instants]
    assert [told.at(stored(instant)) for instant in instants] == expected
    assert ToldByHour(LocalClock(ZoneInfo(zone)), tell).of_all(list(map(stored, instants))) == expected


def test_edges_on_both_sides_of_a_midnight_within_the_hour_are_told_apart():
    def tell(local: datetime) -> int:
        return bisect_right([time(0, 15), time(23, 45)], local.time())

    told = ToldByHour(LocalClock(ZoneInfo("Asia/Kolkata")), tell)
    assert [told.at(f"2026-10-06T18:{minute}:00Z") for minute in ("00", "20", "30", "50")] == [1, 2, 0, 1]
