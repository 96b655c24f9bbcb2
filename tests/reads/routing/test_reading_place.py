"""Where a reader sat at signing: what the source says, what locations.csv says, and which of them goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reads.routing.rules import route
from tests.reads.routing.group import DIRECTORY, terms_for, written
from tests.reads.routing.test_rules import shown


def test_where_the_reader_sat_is_taken_at_signing_by_the_calendar_of_that_place():
    """Ann reads from Sydney from 4 October on, and is at home in Chicago to the end of the 3rd."""
    there = replace(DIRECTORY.locations["sam"][0], radiologist="ann", starts=date(2026, 10, 4))
    home = replace(DIRECTORY.locations["ann"][0], ends=there.starts)
    moving = replace(DIRECTORY, locations={**DIRECTORY.locations, "ann": (home, there)})
    last_minute = written("final for aetna", signed_at=datetime(2026, 10, 4, 4, 59, tzinfo=UTC))
    first_minute = written("final for aetna", signed_at=datetime(2026, 10, 4, 5, 0, tzinfo=UTC))
    assert shown(route(last_minute, moving, terms_for)) == "insurance final_in_us"
    assert shown(route(first_minute, moving, terms_for)) == "held final_read_abroad"


def test_the_source_names_the_state_and_the_address_comes_from_locations_where_they_agree():
    same = route(written("final for aetna from US", read_state="IL"), DIRECTORY, terms_for)
    other = route(written("final for aetna from US", read_state="FL"), DIRECTORY, terms_for)
    guam = route(written("final for aetna by gil from US", read_state="GU"), DIRECTORY, terms_for)
    assert (same.location.us_state, same.location.zip) == ("IL", "60611")
    assert (other.location.us_state, other.location.zip) == ("FL", "")
    assert guam.location.zip == "60611"


def test_a_state_without_a_country_is_one_of_the_united_states_where_the_reader_is_there():
    """The source knows that the reader sat in Florida that night: the claim is no claim of Illinois."""
    found = route(written("final for aetna in FL"), DIRECTORY, terms_for)
    assert (found.location.country, found.location.us_state) == ("US", "FL")


def test_a_state_without_a_country_brings_no_reader_home_and_the_hold_says_so():
    """WA is Western Australia too; sam sits in Australia, zoe did until September, ivy gave a W-8BEN."""
    said = {
        who: route(written(f"final for aetna by {who} in {state}"), DIRECTORY, terms_for).reasons[0]
        for who, state in (("sam", "WA"), ("zoe", "WA"), ("ivy", "TN"), ("ann", "ON"))
    }
    assert "from AU, outside the United States" in said["sam"].message
    assert "a state WA without its country, which moves no reader here from abroad" in said["sam"].message
    assert "a state WA, without its country, and the books leave open in which country" in said["zoe"].message
    assert "a state TN, without its country, and the books leave open in which country" in said["ivy"].message
    assert "a state ON, without its country, and the United States have none" in said["ann"].message
    assert all("import the read again with its read_country and `--amend`" in each.remedy for each in said.values())


def test_the_hold_of_a_state_that_locations_has_too_says_nothing_of_it():
    before = datetime(2026, 8, 31, tzinfo=UTC)
    (reason,) = route(written("final for aetna by zoe in WA", signed_at=before), DIRECTORY, terms_for).reasons
    assert reason.code == "final_read_abroad"
    assert "WA" not in reason.message + reason.remedy
