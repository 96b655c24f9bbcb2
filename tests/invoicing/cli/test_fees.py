"""`wetread fees compare`: what a change of release does to a month's reads, contract by contract."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.closing.night import BOOKS, bring, write_books
from tests.reads.fees.cms import csv_file

READS = """
mercy A1 CTABD preliminary ann 2026-10-14T06:00Z 2026-10-14T06:12Z
mercy A2 CTABD preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z
mercy A3 CTHEAD preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z
grace A4 CTABD preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z
"""
PINNED = BOOKS["contracts/grace-2026.toml"].replace('per_read = "12.00"', 'per_wrvu = "10.00"')


@pytest.fixture
def released(books: Path, run: Run, tmp_path: Path):
    """A month at two hospitals, of which one is paid by the work RVU of the day and one by that of July 2026."""
    write_books(books, run)
    (books / "contracts/grace-2026.toml").write_text(PINNED.replace("month_by", 'rvu = "2026C"\nmonth_by'))
    assert run("apply").status == 0
    for name, work in (("PPRRVU2026_Jul_nonQPP.csv", "1.82"), ("PPRRVU2026_Oct_nonQPP.csv", "1.77")):
        (tmp_path / name).write_bytes(csv_file([f"74177 26 A {work} 1", "70450 26 A 0.85 1"], month=name[11:14]))
        assert run("fees", "import", str(tmp_path / name)).status == 0
    bring(books, run, READS)
    return run


def test_each_contract_before_and_after(released):
    found = released("fees", "compare", "2026C", "2026D", "--month", "2026-10", "--json").json
    assert [(each["contract"], each["pinned"], each["difference"]) for each in found["contracts"]] == [
        ("grace-2026", "2026C", "-0.50"),
        ("mercy-2026", None, "-3.64"),
    ]
    assert found["contracts"][1]["before"] == {"reads": 2, "work_rvu": "3.64", "amount": "170.86", "unpriced": 0}
    assert found["contracts"][1]["after"] == {"reads": 2, "work_rvu": "3.54", "amount": "167.22", "unpriced": 0}
    assert found["totals"] == [{"currency": "USD", "before": "170.86", "after": "167.22", "difference": "-3.64"}]
    assert found["codes"] == [{"code": "74177", "reads": 2, "before": "1.82", "after": "1.77", "change": "-0.10"}]


def test_a_person_reads_pinned_contracts_apart(released, golden):
    golden(released("fees", "compare", "2026c", "2026D").stdout, "fees-compare.txt")


def test_a_code_that_is_gone_leaves_reads_without_a_price(released, tmp_path):
    (tmp_path / "PPRRVU2026_Oct_nonQPP.csv").write_bytes(csv_file(["70450 26 A 0.85 1"], month="Oct"))
    released("fees", "import", str(tmp_path / "PPRRVU2026_Oct_nonQPP.csv"))
    found = released("fees", "compare", "2026C", "2026D", "--json").json
    assert found["contracts"][1]["after"] == {"reads": 0, "work_rvu": "0", "amount": "38.00", "unpriced": 2}
    assert found["codes"] == [{"code": "74177", "reads": 2, "before": "1.82", "after": None, "change": "-3.64"}]


def test_a_release_that_was_never_imported_is_wrong_use(released):
    outcome = released("fees", "compare", "2025D", "2026D", "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (2, "unknown_release")
    assert "2026C, 2026D" in outcome.json["error"]["message"]


def test_a_month_without_such_reads_says_so(released):
    outcome = released("fees", "compare", "2026C", "2026D", "--month", "2026-03")
    assert (outcome.status, "No read of the month" in outcome.stdout) == (0, True)


def test_the_last_whole_month_is_that_of_the_groups_calendar(released, clock: FixedClock):
    """In Chicago it is still the evening of November 30 when UTC has December."""
    clock.instant = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert released("fees", "compare", "2026C", "2026D", "--json").json["month"] == "2026-10"
    clock.instant = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert released("fees", "compare", "2026C", "2026D", "--json").json["month"] == "2026-11"
