"""A clock that jumps, a summer-time night: numbering, months and totals are unchanged (spec 7)."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

import pytest
from sqlalchemy import text

from invoicing.audit.verify import verify
from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON
from tests.promises.conftest import Ready

FALL_BACK = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
"""Half past one in Chicago, the first of two that night."""

JUMPS = (
    timedelta(),
    timedelta(days=40),
    timedelta(hours=-1),
    FALL_BACK - NOON,
    FALL_BACK - NOON + timedelta(hours=1),
    timedelta(days=-200),
    timedelta(days=400),
)


@dataclass
class JumpingClock:
    """A clock that says something else each time it is asked, sometimes less than before."""

    jumps: Iterator[timedelta] = field(default_factory=lambda: cycle(JUMPS))

    def now(self) -> datetime:
        return NOON + next(self.jumps)


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """As if the machine stood in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


NIGHT = (
    ("N1", "2026-10-31T23:59:59-05:00"),
    ("N2", "2026-11-01T00:00:00-05:00"),
    ("N3", "2026-11-01T01:30:00-05:00"),
    ("N4", "2026-11-01T01:30:00-06:00"),
    ("N5", "2026-11-01T01:30:00"),
    ("N6", "2026-11-01T04:59:59Z"),
    ("N7", "2026-11-01T05:00:00Z"),
)
"""Around the midnight between two months, in the night in which an hour comes twice: N1 and N6 are October's."""


def bring_in_the_night(store: Store) -> None:
    rows = "".join(
        f"mercy-west,{accession},CTHEAD,CT,preliminary,r-rao,{signed},{signed}\n" for accession, signed in NIGHT
    )
    mercy.bring_in(store, mercy.OCTOBER.splitlines(keepends=True)[0] + rows)


def closed(store: Store, month: str, dated: date) -> None:
    """Issues the month, asking the store's clock for everything but the date of the papers."""
    ask = Ask(Month.parse(month), dated, None)
    order = IssueOrder(ask, Permissions(early=True), By("tester", store.clock.now()))
    list(issue_month(store, order))


def papers(store: Store) -> list[tuple[object, ...]]:
    """What must not depend on any clock: numbers, months, dates, totals, and which read is where."""
    query = (
        "SELECT p.number, p.contract, p.month, p.issued_on, p.due_on, p.total, "
        "(SELECT count(*) FROM billed_reads b WHERE b.paper_id = p.id) FROM papers p ORDER BY p.id"
    )
    with store.read() as session:
        return [tuple(row) for row in session.execute(text(query))]


def two_months(store: Store) -> list[tuple[object, ...]]:
    bring_in_the_night(store)
    closed(store, "2026-10", date(2026, 11, 2))
    closed(store, "2026-11", date(2026, 12, 1))
    with store.read() as session:
        assert verify(session, None).damage == []
    return papers(store)


def with_clock(store: Store, clock: object) -> Store:
    return Store(store.engine, clock)


@pytest.fixture
def steady(ready_for_all: Ready) -> list[tuple[object, ...]]:
    """What two months come to by a clock that stands still."""
    _, store = ready_for_all()
    found = two_months(store)
    store.close()
    return found


def test_a_clock_that_jumps_changes_no_number_month_or_total(ready_for_all, steady):
    _, store = ready_for_all()
    assert two_months(with_clock(store, JumpingClock())) == steady
    store.close()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Chicago", "Pacific/Niue"])
def test_the_machines_own_zone_changes_nothing(ready_for_all, steady, zone):
    with machine_in(zone):
        _, store = ready_for_all()
        assert two_months(store) == steady
        store.close()


def test_reads_of_the_night_are_of_the_month_that_the_hospitals_calendar_says(ready_for_all):
    _, store = ready_for_all()
    two_months(store)
    with store.read() as session:
        query = "SELECT v.accession, b.month FROM billed_reads b JOIN read_versions v ON v.id = b.version_id"
        found = {row.accession: row.month for row in session.execute(text(query)) if row.accession.startswith("N")}
    store.close()
    assert {accession for accession, month in found.items() if month == "2026-10"} == {"N1", "N6"}
    assert set(found) >= {"N1", "N2", "N3", "N4", "N6", "N7"}


def test_the_harness_catches_months_by_the_machines_clock(ready_for_all, steady, monkeypatch):
    """As a worse program would read them: the times as of a machine on the other side of the world."""
    shifted = [(accession, signed.replace("-05:00", "+14:00")) for accession, signed in NIGHT]
    monkeypatch.setitem(globals(), "NIGHT", tuple(shifted))
    _, store = ready_for_all()
    assert two_months(store) != steady
    store.close()
