"""Reads about the midnight on which a site's time zone, owner or contract changes (spec 1, 3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.contracts.choices import MonthBy
from invoicing.contracts.contract_of_read import Coverage
from invoicing.contracts.model import AppliedContract, Contract
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.core.time_zones import zone as zone_of
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist
from reads.routing.route import Held, ToHospital
from reads.routing.rules import Router

CHICAGO, NEW_YORK = zone_of("America/Chicago"), zone_of("America/New_York")
CHANGE = date(2026, 7, 1)
MERCY = Facility("mercy", "old", "Mercy", "", "", "", "IL", "", NEW_YORK, ends=CHANGE)
CONTRACT = Contract(id="old", client="old", title="Night", effective=date(2025, 1, 1))
_NAMES = [
    "America/Chicago",
    "America/New_York",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
    "Asia/Kolkata",
    "Australia/Sydney",
]


def routed(at: datetime, rows: list[Facility], contracts: list[Contract], received: datetime | None = None):
    books = Directory.of(
        facilities=rows, radiologists=[Radiologist("rao", "Rao")], exams=[Exam("*", "CT", ("70450",), "CT")]
    )
    applied = [AppliedContract(each, 1, number) for number, each in enumerate(contracts, 1)]
    read = Read(facility="mercy", accession="A1", exam_code="CT", radiologist="rao", signed_at=at, received_at=received)
    return Router(books, Coverage.of(applied, books).terms).route(LoggedRead(read, read.key, 1, 1))


@given(
    st.sampled_from(_NAMES),
    st.sampled_from(_NAMES),
    st.sampled_from(["", *_NAMES]),
    st.sampled_from(["", *_NAMES]),
    st.sampled_from(["the same", "sold", "a new contract"]),
    st.dates(date(2026, 1, 5), date(2027, 12, 20)),
    st.integers(-26 * 4, 26 * 4),
    st.booleans(),
)
def test_every_read_about_a_change_of_zone_is_billed_once_on_a_day_of_its_row(
    before, after, old_zone, new_zone, what, day, quarters, is_turned
):
    """In whatever order rows and contracts stand; a contract may name a calendar of its own."""
    at = datetime.combine(day, time(), UTC) + timedelta(minutes=15 * quarters)
    owner = "new" if what == "sold" else "old"
    rows = [
        replace(MERCY, zone=zone_of(before), ends=day),
        replace(MERCY, zone=zone_of(after), client=owner, name="Mercy Anew", starts=day, ends=None),
    ]
    contracts = [replace(CONTRACT, timezone=old_zone, until=None if what == "the same" else day)]
    if what != "the same":
        contracts.append(replace(CONTRACT, id="new", client=owner, timezone=new_zone, effective=day))
    if is_turned:
        rows, contracts = rows[::-1], contracts[::-1]
    found = routed(at, rows, contracts)
    assert isinstance(found, ToHospital)
    assert (found.facility.name == "Mercy Anew") == (found.terms.service_date >= day)
    assert found.terms.client == found.facility.client
    assert found.terms.month == Month.of(found.terms.service_date)
    if what != "the same":
        assert found.terms.contract == ("old" if found.terms.service_date < day else "new")


@pytest.mark.parametrize(
    "minute, contract, service_date",
    [
        ("04:30", "old", date(2026, 6, 30)),
        ("04:59", "old", date(2026, 6, 30)),
        ("05:00", "new", date(2026, 7, 1)),
    ],
)
def test_a_site_sold_and_moved_west_is_billed_to_its_old_owner_until_the_new_ones_midnight(
    minute, contract, service_date
):
    rows = [MERCY, replace(MERCY, client="new", zone=CHICAGO, starts=CHANGE, ends=None)]
    contracts = [replace(CONTRACT, until=CHANGE), replace(CONTRACT, id="new", client="new", effective=CHANGE)]
    found = routed(datetime.fromisoformat(f"2026-07-01T{minute}:00+00:00"), rows, contracts)
    assert isinstance(found, ToHospital)
    assert (found.terms.contract, found.terms.service_date) == (contract, service_date)


def test_a_read_of_that_hour_that_lacks_its_contracts_moment_is_told_as_such():
    rows = [MERCY, replace(MERCY, zone=CHICAGO, starts=CHANGE, ends=None)]
    by_receipt = [replace(CONTRACT, month_by=MonthBy.RECEIVED)]
    found = routed(datetime(2026, 7, 1, 4, 30, tzinfo=UTC), rows, by_receipt)
    assert isinstance(found, Held)
    assert [reason.code for reason in found.reasons] == ["no_billing_time"]


def test_a_day_that_no_contract_covers_stays_uncovered():
    rows = [MERCY, replace(MERCY, zone=CHICAGO, starts=CHANGE, ends=None)]
    contracts = [replace(CONTRACT, until=CHANGE), replace(CONTRACT, id="new", effective=date(2026, 7, 2))]
    found = routed(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), rows, contracts)
    assert isinstance(found, Held)
    assert [reason.code for reason in found.reasons] == ["no_contract"]
