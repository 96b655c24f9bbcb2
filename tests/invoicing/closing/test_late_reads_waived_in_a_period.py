"""Under `late_reads = "waive"` a late read of a closed month counts in no later month of its quarter either (spec 3.9)."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.invoicing.closing import night

HEAD = """\
client     = "mercy-health"
title      = "Night"
effective  = 2026-08-01
facilities = ["mercy"]
late_reads = "waive"

[[rates]]
name     = "CT"
per_read = "40.00"

"""
TIER = """\
[[tiers]]
name   = "Volume"
period = "quarter"
mode   = "{}"
steps  = [{{ above = 2, per_read = "30.00" }}]
"""
MINIMUM = """\
[minimum]
quarterly = "300.00"
"""
READS = """
mercy A1 CTHEAD preliminary ann - 2026-08-10T18:00Z
mercy S1 CTHEAD preliminary ann - 2026-09-10T18:00Z
mercy O1 CTHEAD preliminary ann - 2026-10-10T18:00Z
"""
LATE = "mercy A2 CTHEAD preliminary ann - 2026-08-20T18:00Z"


@pytest.fixture
def book(database: str, books: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """Books of one contract with these clauses, on both databases: a read each in August, September and October."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)

    def write(clauses: str) -> Run:
        monkeypatch.setitem(night.BOOKS, "contracts/mercy-2026.toml", HEAD + clauses)
        night.write_books(books, run)
        night.bring(books, run, READS)
        return run

    return write


def issue(run: Run, month: str) -> str:
    """The total of the month's invoice, the same in the preview as issued."""
    shown, issued = (
        run("close", month, "--client", "mercy-health", *words, "--jobs", "1", "--json").json["invoices"]
        for words in ((), ("--issue",))
    )
    (total,) = {str(each["total"]) for each in (*shown, *issued)}
    return total


def memos(run: Run, month: str) -> list[str]:
    """The totals of the memos that the month's difference gives now; none where there is no difference."""
    return [each["total"] for each in run("invoice", "adjust", "mercy-health", month, "--json").json.get("memos", ())]


@pytest.mark.parametrize(
    "clauses, october",
    [(TIER.format("all_units"), "10.00"), (TIER.format("graduated"), "30.00"), (MINIMUM, "220.00")],
    ids=["all units", "graduated", "minimum"],
)
def test_a_late_august_read_moves_neither_september_nor_october(books: Path, book, clauses: str, october: str):
    """October: three units at 30.00 less 80.00 = 10.00; above two 30.00; 40.00 and 300.00 - 120.00 more = 220.00."""
    run = book(clauses)
    assert (issue(run, "2026-08"), issue(run, "2026-09")) == ("40.00", "40.00")
    night.bring(books, run, LATE)
    assert (memos(run, "2026-08"), memos(run, "2026-09")) == ([], [])
    assert issue(run, "2026-10") == october
    assert [memos(run, month) for month in ("2026-08", "2026-09", "2026-10")] == [[], [], []]


@pytest.mark.parametrize(
    "clauses", [TIER.format("all_units"), TIER.format("graduated")], ids=["all units", "graduated"]
)
def test_a_month_that_is_not_issued_yet_does_not_count_it(books: Path, book, clauses: str):
    """September is the second unit of the quarter, and costs 40.00; with two of August it would be the third."""
    run = book(clauses)
    assert issue(run, "2026-08") == "40.00"
    night.bring(books, run, LATE)
    assert issue(run, "2026-09") == "40.00"


def test_a_read_that_is_void_still_leaves_the_later_months_of_the_quarter(books: Path, book):
    """August -40.00; then September and October are the first and second unit, at 40.00."""
    run = book(TIER.format("graduated"))
    assert (issue(run, "2026-08"), issue(run, "2026-09")) == ("40.00", "40.00")
    night.bring(books, run, LATE)
    assert run("reads", "void", "A1", "--because", "never read").status == 0
    assert (memos(run, "2026-08"), memos(run, "2026-09")) == (["-40.00"], [])
    assert issue(run, "2026-10") == "40.00"
