"""Outside data that decides a price: its version is on each paper, and nothing is issued under another (spec 3.9)."""

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from invoicing.closing import applied_zones
from invoicing.papers import outside_data
from reads.core import times
from tests.conftest import Run
from tests.invoicing.closing import night

LATE_EVENING = "mercy A1 CTHEAD preliminary sam 2026-11-01T04:00Z 2026-11-01T04:30Z"
"""23:30 on 31 October in Chicago, 00:30 on 1 November where summer time has its own hour for good."""


@pytest.fixture
def issued(database: str, books: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """October issued: 38.00 under mercy-2026; on both databases."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    monkeypatch.chdir(books.parent)
    night.write_books(books, run)
    night.bring(books, run, LATE_EVENING)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
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
        named = times.zone

        def moved(name: str) -> ZoneInfo:
            return zone if name == "America/Chicago" else named(name)

        times.zone_named.cache_clear()
        monkeypatch.setattr(times, "zone", moved)
        monkeypatch.setattr(
            applied_zones, "_content", lambda name: new_york if name == "America/Chicago" else content(name)
        )
        newer(tzdata="2027.1 (IANA 2027a)")

    yield move
    times.zone_named.cache_clear()


def test_a_paper_names_the_versions_that_it_was_made_with(issued: Run):
    data = issued("invoice", "show", "LS-2026-0001", "--json").json["data"]
    assert data == outside_data.installed()
    assert data.keys() == {"tzdata", "holidays", "rules"}


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
        "mercy-2026, October 2026: 38.00 → 0.00 (-38.00 USD)"
    ]
    assert issued("apply", "--reprice").status == 0
    assert issued("apply", "--json").json["changed"] is False
    memo = issued("invoice", "adjust", "mercy-health", "2026-10", "--json").json["memos"][0]
    assert memo["total"] == "-38.00"


def test_a_newer_tzdata_that_changes_no_issued_month_is_taken_into_use(issued: Run, newer):
    newer(tzdata="2027.1 (IANA 2027a)")
    assert issued("apply").status == 0
    assert issued("invoice", "adjust", "mercy-health", "2026-10", "--json").status == 0
