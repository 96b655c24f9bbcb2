"""A read that comes late to a month of a period reprices the issued months after it too, each in its own difference (spec 3.9)."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.invoicing.closing import night

A_QUARTER = """\
client     = "mercy-health"
title      = "Night"
effective  = 2026-09-01
facilities = ["mercy"]

[[rates]]
name     = "CT"
per_read = "40.00"

[[tiers]]
name   = "Volume"
period = "quarter"
mode   = "all_units"
steps  = [{ above = 2, per_read = "30.00" }]
"""
READS = """
mercy S1 CTHEAD preliminary ann - 2026-09-10T18:00Z
mercy O1 CTHEAD preliminary ann - 2026-10-10T18:00Z
"""


@pytest.fixture
def issued(database: str, books: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """September and October issued at 40.00 each, two units of a quarter that costs less above two; on both databases."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    monkeypatch.setitem(night.BOOKS, "contracts/mercy-2026.toml", A_QUARTER)
    night.write_books(books, run)
    night.bring(books, run, READS)
    for month in ("2026-09", "2026-10"):
        found = run("close", month, "--client", "mercy-health", "--issue", "--jobs", "1", "--json").json
        assert [each["total"] for each in found["invoices"]] == ["40.00"]
    return run


def memo(run: Run, month: str) -> list[str]:
    """The totals of the memos that the month's difference gives now; none where there is no difference."""
    found = run("invoice", "adjust", "mercy-health", month, "--json").json
    return [each["total"] for each in found.get("memos", ())]


def test_a_late_read_reprices_each_issued_month_after_it_in_the_period(books: Path, issued: Run):
    """September 2 × 40.00 = 80.00; October 30.00 - 2 × 10.00 = 10.00: three reads at 30.00 in all."""
    night.bring(books, issued, "mercy S2 CTHEAD preliminary ann - 2026-09-20T18:00Z")
    assert (memo(issued, "2026-09"), memo(issued, "2026-10")) == (["40.00"], ["-30.00"])
    assert (memo(issued, "2026-09"), memo(issued, "2026-10")) == ([], [])


def test_taken_back_it_is_as_if_it_had_never_come(books: Path, issued: Run):
    night.bring(books, issued, "mercy S2 CTHEAD preliminary ann - 2026-09-20T18:00Z")
    memo(issued, "2026-09"), memo(issued, "2026-10")
    assert issued("reads", "void", "S2", "--because", "never read").status == 0
    assert (memo(issued, "2026-10"), memo(issued, "2026-09")) == (["30.00"], ["-40.00"])
