"""Outside data that decides a price: its version is on each paper, and nothing is issued under another (spec 3.9)."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from invoicing.closing import applied_zones
from invoicing.contracts import loaded_holidays
from invoicing.contracts.holiday_calendars import CalendarHoliday, HolidayCalendar, country_calendar
from invoicing.papers import outside_data
from reads.core import time_zones
from reads.core.actor_and_moment import By
from reads.core.date_span import DateSpan
from reads.fees.codes.code_set import CodeFile, CodeKind
from reads.fees.codes.import_code_set import import_codes
from reads.store.engine import Store
from tests.conftest import Reach, Run
from tests.invoicing.closing import night

LATE_EVENING = "mercy A1 CTHEAD preliminary sam 2026-11-01T04:00Z 2026-11-01T04:30Z"
"""23:30 on 31 October in Chicago, 00:30 on 1 November where summer time has its own hour for good."""


@pytest.fixture
def issued(books: Path, run: Run, reach: Reach, monkeypatch: pytest.MonkeyPatch) -> Run:
    """October issued: 38.00 under mercy-2026; on both databases."""
    monkeypatch.chdir(books.parent)

    def october() -> None:
        night.write_books(books, run)
        night.bring(books, run, LATE_EVENING)
        assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0

    reach("late_evening", october)
    return run


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch):
    """Another release of outside data is installed."""

    def install(**versions: str) -> None:
        now = {**outside_data.installed(), **versions}
        monkeypatch.setattr(outside_data, "installed", lambda: now)

    return install


@pytest.fixture
def chicago_moves(monkeypatch: pytest.MonkeyPatch, newer):
    """A newer tzdata, in which Chicago keeps New York's time."""

    def move() -> None:
        content = applied_zones._content
        new_york = content("America/New_York")
        zone = ZoneInfo.from_file(io.BytesIO(new_york), key="America/Chicago")
        named = time_zones.zone

        def moved(name: str) -> ZoneInfo:
            return zone if name == "America/Chicago" else named(name)

        time_zones.zone_named.cache_clear()
        monkeypatch.setattr(time_zones, "zone", moved)
        monkeypatch.setattr(
            applied_zones, "_content", lambda name: new_york if name == "America/Chicago" else content(name)
        )
        newer(tzdata="2027.1 (IANA 2027a)")

    yield move
    time_zones.zone_named.cache_clear()


def test_a_paper_names_the_versions_that_it_was_made_with(issued: Run):
    data = issued("invoice", "show", "LS-2026-0001", "--json").json["data"]
    assert data == outside_data.installed()
    assert data.keys() == {"tzdata", "holidays", "rules"}


def test_a_paper_names_the_sets_of_codes_too(database: str, books: Path, run: Run, issued: Run):
    """Each edition with its revision and the beginning of its file's SHA-256."""
    opened = Store.open(database)
    with opened.write() as session:
        file = CodeFile(CodeKind.PLACES, "2026-09", DateSpan(None, None), (), "places.csv", "ab" * 32)
        import_codes(session, file, By("tester", datetime(2026, 11, 2, tzinfo=UTC)))
    opened.close()
    night.bring(books, run, "mercy C1 CTHEAD preliminary ann - 2026-11-02T08:00Z")
    looked = run("close", "2026-11", "--client", "mercy-health", "--json").json["invoices"][0]
    assert looked["data"]["place_of_service 2026-09"] == "revision 1, abababababab"


@pytest.mark.parametrize(
    "command",
    [
        ("close", "2026-10", "--client", "mercy-health", "--issue"),
        ("close", "2026-11", "--issue", "--early"),
        ("invoice", "adjust", "mercy-health", "2026-10"),
        ("invoice", "credit", "LS-2026-0001", "--amount", "1.00", "--because", "agreed"),
        ("invoice", "cancel", "LS-2026-0001", "--because", "wrong"),
        ("export", "journal", "--from", "2026-10", "--to", "2026-10", "-o", "journal.csv"),
    ],
    ids=" ".join,
)
def test_nothing_is_issued_adjusted_or_exported_under_another_version(issued: Run, newer, command: tuple[str, ...]):
    newer(holidays="99.1")
    refused = issued(*command, "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "data_moved")
    assert "holidays 99.1 is installed" in refused.json["error"]["message"]
    assert "`wetread apply`" in refused.json["error"]["remedy"]


def test_a_look_says_so_and_apply_takes_it_into_use(issued: Run, newer):
    newer(holidays="99.1")
    assert "data_moved" in [each["code"] for each in issued("close", "2026-10", "--json").json["warnings"]]
    applied = issued("apply", "--json").json
    assert [(each["name"], each["after"]) for each in applied["data"]] == [("holidays", "99.1")]
    assert "data_moved" not in [each["code"] for each in issued("close", "2026-10", "--json").json["warnings"]]
    assert issued("invoice", "adjust", "mercy-health", "2026-10", "--json").status == 0


def test_a_dry_run_shows_what_moved_and_takes_nothing_into_use(issued: Run, newer):
    newer(holidays="99.1")
    assert "holidays 99.1 is installed" in issued("apply", "--dry-run").stdout
    assert issued("invoice", "adjust", "mercy-health", "2026-10", "--json").status == 3


def test_a_newer_tzdata_that_moves_a_read_out_of_an_issued_month_is_shown_and_refused(issued: Run, chicago_moves):
    chicago_moves()
    refused = issued("apply", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")
    assert [each["message"] for each in refused.json["error"]["problems"]] == [
        "mercy-2026, October 2026: 38.00 → 0.00 (-38.00 USD); 1 read no longer in it"
    ]
    assert issued("apply", "--reprice").status == 1, "a read left an issued month: somebody must look"
    assert issued("apply", "--json").json["changed"] is False
    memo = issued("invoice", "adjust", "mercy-health", "2026-10", "--json").json["memos"][0]
    assert memo["total"] == "-38.00"


def test_a_newer_tzdata_that_changes_no_issued_month_is_taken_into_use(issued: Run, newer):
    newer(tzdata="2027.1 (IANA 2027a)")
    assert issued("apply").status == 0
    assert issued("invoice", "adjust", "mercy-health", "2026-10", "--json").status == 0


PUERTO_RICO = (
    night.BOOKS["contracts/mercy-2026.toml"].partition("[[rates]]")[0]
    + """\
[[rates]]
name     = "CT"
match    = { modality = "CT" }
per_read = "30.00"

[[rates]]
name     = "XR"
match    = { modality = "XR" }
per_read = "20.00"

[[surcharges]]
name    = "Holiday"
match   = { holiday = "US-PR" }
percent = "25"
"""
)
DAY = date(2026, 10, 13)
"""A Tuesday, of which only the newer calendar says that Puerto Rico keeps it."""


@pytest.fixture
def on_a_tuesday(database: str, books: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """October issued at 530.00: 17 CT at 30.00 and an X-ray at 20.00, all on that Tuesday; on both databases."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    monkeypatch.chdir(books.parent)
    monkeypatch.setitem(night.BOOKS, "contracts/mercy-2026.toml", PUERTO_RICO)
    night.write_books(books, run)
    reads = [f"mercy A{at} CTHEAD preliminary ann - {DAY}T18:{at:02d}Z" for at in range(17)]
    night.bring(books, run, "\n".join([*reads, f"mercy B1 XRHAND preliminary ann - {DAY}T18:30Z"]))
    issued = run("close", "2026-10", "--issue", "--jobs", "1", "--json")
    assert [each["total"] for each in issued.json["invoices"]] == ["530.00"]
    return run


@pytest.fixture
def newer_holidays(monkeypatch: pytest.MonkeyPatch, newer):
    """Another version of the calendars is installed, in which Puerto Rico keeps one more day."""

    def install(*more: date) -> None:
        def moved(name: str, first: int, last: int) -> HolidayCalendar:
            calendar = country_calendar(name, first, last)
            added = tuple(CalendarHoliday(day, day, "One more") for day in more)
            return replace(calendar, holidays=(*calendar.holidays, *added), source="holidays 99.1", _kinds={})

        monkeypatch.setattr(loaded_holidays, "country_calendar", moved)
        newer(holidays="99.1")

    return install


def test_a_newer_calendar_that_reprices_untouched_reads_is_shown_and_refused(on_a_tuesday: Run, newer_holidays):
    """25 % of 30.00 and of 20.00: 17 × 7.50 + 5.00 = 132.50 on 18 reads that nobody has touched."""
    newer_holidays(DAY)
    refused = on_a_tuesday("apply", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")
    assert [each["message"] for each in refused.json["error"]["problems"]] == [
        "mercy-2026, October 2026: 530.00 → 662.50 (+132.50 USD)"
    ]
    assert on_a_tuesday("invoice", "adjust", "mercy-health", "2026-10", "--json").json["error"]["code"] == "data_moved"


def test_nothing_of_a_newer_calendar_is_billed_before_it_is_agreed_to(on_a_tuesday: Run, books: Path, newer_holidays):
    """A late read opens October again: only the read itself is billed until the books are applied with `--reprice`."""
    newer_holidays(DAY)
    night.bring(books, on_a_tuesday, "mercy C1 CTHEAD preliminary ann - 2026-10-20T18:00Z")
    look = on_a_tuesday("close", "2026-11", "--client", "mercy-health", "--json").json
    assert [line["amount"] for each in look["invoices"] for line in each["lines"]] == ["30.00"]
    assert on_a_tuesday("close", "2026-11", "--issue", "--early", "--json").json["error"]["code"] == "data_moved"
    assert on_a_tuesday("apply", "--reprice").status == 0
    memo = on_a_tuesday("invoice", "adjust", "mercy-health", "2026-10", "--json").json["memos"][0]
    assert memo["total"] == "162.50"


def test_a_newer_calendar_that_moves_no_issued_month_is_taken_into_use(on_a_tuesday: Run, newer_holidays):
    newer_holidays(date(2026, 12, 29))
    applied = on_a_tuesday("apply", "--json")
    assert (applied.status, applied.json["data"][0]["name"]) == (0, "holidays")
    assert "One more" in on_a_tuesday("contract", "show", "mercy-2026").stdout
