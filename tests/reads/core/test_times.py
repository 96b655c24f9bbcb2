"""Local times become instants, also in the two nights a year when they don't name one."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

import pytest
import tzdata
from hypothesis import given
from hypothesis import strategies as st

from reads.core.clock_changes import LocalFault
from reads.core.time_zones import tzdata_version
from reads.core.times import parse_time, restored, stored

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "text, instant, fault",
    [
        ("2026-03-08 02:30", "2026-03-08T07:00:00Z", LocalFault.GAP),
        ("2026-03-08T02:00:00", "2026-03-08T07:00:00Z", LocalFault.GAP),
        ("2026-03-08T03:00:00", "2026-03-08T07:00:00Z", None),
        ("2026-11-01 01:30", "2026-11-01T05:30:00Z", LocalFault.FOLD),
        ("2026-11-01T01:30:00-05:00", "2026-11-01T06:30:00Z", None),
        ("2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z", None),
        ("20260701T120000", "2026-07-01T16:00:00Z", None),
    ],
)
def test_a_time_is_taken_as_the_first_instant_it_can_be(text, instant, fault):
    found = parse_time(text, NEW_YORK)
    assert (stored(found.at), found.fault) == (instant, fault)


@pytest.mark.parametrize(
    "zone, gap", [("Australia/Lord_Howe", "2026-10-04 02:10"), ("Africa/Cairo", "2026-04-24 00:10")]
)
def test_gaps_of_other_widths_and_hours_end_at_their_end(zone, gap):
    found = parse_time(gap, ZoneInfo(zone))
    local = found.at.astimezone(ZoneInfo(zone))
    assert found.fault is LocalFault.GAP
    assert (local.minute, local.second) in {(30, 0), (0, 0)}


@pytest.mark.parametrize("text", ["2026-10-01", "10/01/2026 12:00", "", "2026-13-01T00:00", "2026-02-30T00:00"])
def test_what_is_not_an_rfc_3339_time_is_refused(text):
    with pytest.raises(ValueError):
        parse_time(text, NEW_YORK)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_stored_comes_back(at):
    whole = at.replace(microsecond=0)
    assert restored(stored(whole)) == whole


def test_without_a_zone_a_local_time_stays_local():
    found = parse_time("2026-10-01T01:30:00", None)
    assert stored(found.at) == "2026-10-01T01:30:00"
    assert restored(stored(found.at)).tzinfo is None


@pytest.mark.parametrize("zone, hours", [("America/Winnipeg", -5), ("America/Edmonton", -6), ("America/Vancouver", -7)])
@pytest.mark.parametrize("asked", ["", "/usr/share/zoneinfo"])
def test_a_december_night_is_the_same_hour_on_every_machine(zone, hours, asked):
    """Whatever the system's own files say, and in a process that only unpickles what it is to work on."""
    script = (
        "from multiprocessing import get_context\n"
        "from datetime import datetime, timedelta\n"
        "from reads.core.clock_changes import local_instant\n"
        "from reads.core.time_zones import zone_named\n"
        f"night = datetime(2026, 12, 3, 1, 12), zone_named({zone!r})\n"
        "if __name__ == '__main__':\n"
        "    with get_context('spawn').Pool(1) as pool:\n"
        "        print(local_instant(*night).at.isoformat(), pool.apply(local_instant, night).at.isoformat())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONTZPATH": asked},
        capture_output=True,
        text=True,
        check=True,
    )
    instant = (datetime(2026, 12, 3, 1, 12, tzinfo=UTC) - timedelta(hours=hours)).isoformat()
    assert ran.stdout.split() == [instant, instant]


def test_the_time_zones_are_those_of_the_package_that_is_locked():
    assert tzdata_version() == f"{version('tzdata')} (IANA {tzdata.IANA_VERSION})"


@pytest.mark.parametrize("text", ["202610030131-05", "202610030131-0500", "202610030131Z", "20261003T131-05"])
def test_a_digit_is_never_taken_for_what_stands_between_day_and_time(text):
    """Python makes 13:00 of the first, an hour at which nobody signed anything."""
    with pytest.raises(ValueError, match="is no time"):
        parse_time(text, None)


@pytest.mark.parametrize("text", ["2026-10-03T24:00:00-05:00", "2026-10-03 24:00-05:00", "20261003T2400-0500"])
def test_the_end_of_a_day_is_the_beginning_of_the_next(text: str):
    assert stored(parse_time(text, None).at) == "2026-10-04T05:00:00Z"


@pytest.mark.parametrize("text", ["2026-10-03T24:01:00Z", "2026-10-03T24:00:30Z", "2026-10-03T25:00:00Z"])
def test_no_hour_comes_after_it(text: str):
    with pytest.raises(ValueError, match="hour"):
        parse_time(text, None)
