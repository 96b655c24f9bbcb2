"""Which contract covers a read, on which calendar, in which month (spec 3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from invoicing.contracts.choices import MonthBy
from invoicing.contracts.contract_of_read import Coverage
from invoicing.contracts.model import AppliedContract, Contract
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import Read
from reads.directory.directory import Directory
from reads.directory.model import Facility
from reads.routing.route import MissingMoment

CHICAGO, NEW_YORK = ZoneInfo("America/Chicago"), ZoneInfo("America/New_York")
MERCY = Facility("mercy", "mercy-health", "Mercy", "", "", "", "IL", "", CHICAGO)
GRACE = replace(MERCY, id="grace", name="Grace")
CONTRACT = Contract(id="night", client="mercy-health", title="Night", effective=date(2025, 1, 1))


def at(text: str) -> datetime:
    """An instant, or a local time without Z."""
    return datetime.fromisoformat(text)


def read(signed: str, **more) -> Read:
    return Read(facility="mercy", accession="A1", exam_code="CT", signed_at=at(signed), **more)


def terms(one: Read, *contracts: Contract, facilities=(MERCY, GRACE)):
    applied = [AppliedContract(contract, 1, 1) for contract in contracts or (CONTRACT,)]
    return Coverage.of(applied, Directory.of(facilities=facilities)).terms(one)


def test_a_read_near_midnight_falls_into_the_month_of_its_moment_on_the_contracts_calendar():
    """Received 2025-01-31 23:50, signed 2025-02-01 00:09, Chicago (spec 3.8)."""
    late = read("2025-02-01T06:09:00+00:00", received_at=at("2025-02-01T05:50:00+00:00"))
    january, february = Month(2025, 1), Month(2025, 2)
    by = {moment: replace(CONTRACT, month_by=moment) for moment in MonthBy}
    assert terms(late, by[MonthBy.RECEIVED]).month == january
    assert terms(late, by[MonthBy.SIGNED]).month == february
    for moment in (MonthBy.RECEIVED, MonthBy.SIGNED):
        assert terms(late, replace(by[moment], timezone="UTC")).month == february


def test_the_terms_say_date_moment_and_the_facilitys_local_time():
    found = terms(read("2025-02-01T05:50:00+00:00"), replace(CONTRACT, timezone="UTC"))
    assert (found.contract, found.client) == ("night", "mercy-health")
    assert found.service_date == date(2025, 2, 1)
    assert found.local_time == datetime(2025, 1, 31, 23, 50)  # noqa: DTZ001
    assert found.billing_moment == datetime(2025, 2, 1, 5, 50, tzinfo=UTC)
    assert found.pays_for(ReadType.PRELIMINARY)
    assert not found.pays_for(ReadType.ADDENDUM)


def test_a_time_without_zone_is_the_facilitys():
    assert terms(read("2025-01-31T23:50:00")).billing_moment == datetime(2025, 2, 1, 5, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    "contract, signed, covered",
    [
        (CONTRACT, "2025-06-01T12:00:00+00:00", True),
        (CONTRACT, "2025-01-01T05:59:00+00:00", False),
        (CONTRACT, "2025-01-01T06:00:00+00:00", True),
        (replace(CONTRACT, until=date(2025, 7, 1)), "2025-07-01T04:59:00+00:00", True),
        (replace(CONTRACT, until=date(2025, 7, 1)), "2025-07-01T05:00:00+00:00", False),
        (replace(CONTRACT, facilities=frozenset({"mercy"})), "2025-06-01T12:00:00+00:00", True),
        (replace(CONTRACT, facilities=frozenset({"grace"})), "2025-06-01T12:00:00+00:00", False),
        (replace(CONTRACT, client="other"), "2025-06-01T12:00:00+00:00", False),
    ],
)
def test_a_contract_covers_its_clients_facilities_for_its_life_by_the_local_calendar(contract, signed, covered):
    assert (terms(read(signed), contract) is not None) == covered


def test_a_facility_nobody_knows_is_covered_by_nothing():
    assert terms(replace(read("2025-06-01T12:00:00+00:00"), facility="nowhere")) is None


def test_a_facility_sold_within_a_month_is_billed_to_each_owner_for_its_days():
    """Sold on 15 June to another client, whose clock is New York's."""
    rows = (
        replace(MERCY, ends=date(2025, 6, 15)),
        replace(MERCY, client="new", zone=NEW_YORK, starts=date(2025, 6, 15)),
    )
    contracts = (CONTRACT, replace(CONTRACT, id="new-2025", client="new"))
    old, new = (terms(read(f"2025-06-{day}T12:00:00+00:00"), *contracts, facilities=rows) for day in ("14", "15"))
    assert (old.contract, old.local_time.hour) == ("night", 7)
    assert (new.contract, new.local_time.hour) == ("new-2025", 8)


def test_of_two_contracts_one_after_the_other_the_one_of_the_day_covers():
    first = replace(CONTRACT, id="first", until=date(2025, 7, 1))
    second = replace(CONTRACT, id="second", effective=date(2025, 7, 1))
    assert terms(read("2025-07-01T04:59:00+00:00"), second, first).contract == "first"
    assert terms(read("2025-07-01T05:00:00+00:00"), first, second).contract == "second"


BY_RECEIPT = replace(CONTRACT, month_by=MonthBy.RECEIVED)


@pytest.mark.parametrize(
    "received, answer",
    [
        (None, MissingMoment("night", "received_at")),
        ("2025-04-01T12:00:00+00:00", MissingMoment("night", "received_at", implausible=True)),
        ("2025-06-05T12:00:00+00:00", MissingMoment("night", "received_at", implausible=True)),
    ],
)
def test_a_read_without_the_moment_its_contract_goes_by_is_told_from_one_without_a_contract(received, answer):
    lacking = read("2025-06-03T12:00:00+00:00", received_at=received and at(received))
    assert terms(lacking, BY_RECEIPT) == answer
    assert terms(replace(lacking, signed_at=at("2024-06-03T12:00:00+00:00")), BY_RECEIPT) is None


def test_a_read_may_wait_for_its_signature_for_two_months():
    slow = read("2025-06-03T12:00:00+00:00", received_at=at("2025-04-10T12:00:00+00:00"))
    assert terms(slow, BY_RECEIPT).month == Month(2025, 4)
