"""`wetread contract test`: past months under a draft, beside what is in force and what was billed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Reach, Run
from tests.invoicing.closing.night import BOOKS, bring, write_books

READS = """
mercy A1 CTHEAD preliminary ann 2026-09-14T06:00Z 2026-09-14T06:12Z
mercy A2 CTHEAD preliminary ann 2026-10-14T06:00Z 2026-10-14T06:12Z
mercy A3 CTHEAD preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z
grace A4 XRHAND preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z
"""
NOW = BOOKS["contracts/mercy-2026.toml"]
SUCCESSOR = """\
client    = "mercy-health"
title     = "Night, both hospitals"
effective = 2027-01-01

[[rates]]
name     = "CT"
match    = { modality = "CT" }
per_read = "40.00"

[[rates]]
name     = "Rest"
from     = 2027-01-01
per_read = "10.00"

[[fixed]]
name   = "VPN"
amount = "50.00"
every  = "month"
"""


@pytest.fixture
def drafted(books: Path, run: Run, begin: Reach, tmp_path: Path):
    """Books with reads of two months, and a function that writes a draft and tries it on them."""

    def two_months() -> None:
        write_books(books, run)
        bring(books, run, READS)

    begin("two_months", two_months)

    def tried(text: str, *options: str, name: str = "mercy-2026.toml"):
        (tmp_path / name).write_text(text)
        return run("contract", "test", str(tmp_path / name), "--from", "2026-09", "--to", "2026-10", *options)

    return tried


def totals(months: list[dict]) -> list[tuple[str, ...]]:
    return [(each["contract"], each["month"], each["now"], each["draft"], each["difference"]) for each in months]


def test_a_dearer_rate_shows_by_month_and_modality(drafted):
    found = drafted(NOW.replace('"38.00"', '"41.00"'), "--json").json
    assert (found["replaces"], found["as_if_effective"]) == (["mercy-2026"], None)
    assert totals(found["months"]) == [
        ("mercy-2026", "2026-09", "38.00", "41.00", "3.00"),
        ("mercy-2026", "2026-10", "76.00", "82.00", "6.00"),
    ]
    assert found["months"][1]["modalities"] == [
        {"modality": "CT", "reads": 2, "reads_draft": 2, "now": "76.00", "draft": "82.00", "difference": "6.00"}
    ]
    assert found["total"]["difference"] == "9.00"


def test_a_draft_of_a_new_name_takes_the_facilities_of_what_covers_them_and_begins_with_it(drafted):
    found = drafted(SUCCESSOR, "--json", name="mercy-2027.toml").json
    assert (found["replaces"], found["as_if_effective"]) == (["grace-2026", "mercy-2026"], "2026-01-01")
    assert totals(found["months"]) == [
        ("grace-2026", "2026-10", "12.00", "0.00", "-12.00"),
        ("mercy-2026", "2026-09", "38.00", "0.00", "-38.00"),
        ("mercy-2026", "2026-10", "76.00", "0.00", "-76.00"),
        ("mercy-2027", "2026-09", "0.00", "90.00", "90.00"),
        ("mercy-2027", "2026-10", "0.00", "140.00", "140.00"),
    ]
    assert found["months"][4]["other_lines"]["draft"] == "50.00"


def test_a_contract_that_keeps_other_facilities_stays_for_them(books, run, drafted):
    (books / "contracts/grace-2026.toml").unlink()
    both = NOW.replace('["mercy"]', '["mercy", "grace"]') + '\n[[rates]]\nname = "Rest"\nper_read = "5.00"\n'
    (books / "contracts/mercy-2026.toml").write_text(both)
    assert run("apply", "--vanished").status == 0
    grace = SUCCESSOR.replace("effective", 'facilities = ["grace"]\neffective')
    found = drafted(grace, "--json", name="grace-2027.toml").json
    assert totals(found["months"])[-1] == ("mercy-2026", "2026-10", "81.00", "76.00", "-5.00")


def test_what_was_billed_stands_beside_it(run, drafted):
    run("close", "2026-09", "--issue", "--jobs", "1")
    found = drafted(NOW.replace('"38.00"', '"41.00"'), "--json").json
    assert [(each["billed"], each["against_billed"]) for each in found["months"]] == [("38.00", "3.00"), (None, None)]


def test_reads_that_lose_their_price_need_a_person(drafted):
    outcome = drafted(NOW.replace('"CTHEAD"', '"XRHAND"'), "--json")
    assert outcome.status == 1
    assert outcome.json["unpriced"] == {"no_rate": 3}


def test_a_read_that_is_held_anyway_is_not_counted_against_the_draft(run, books, drafted):
    """It gains a reason, and costs nothing now either."""
    bring(books, run, "mercy A5 NOSUCH preliminary ann 2026-10-14T07:00Z 2026-10-14T07:12Z")
    ended = NOW.replace("facilities = ", "until = 2026-10-01\nfacilities = ")
    outcome = drafted(ended, "--json")
    assert outcome.json["unpriced"] == {"no_contract": 2}
    assert "2 reads that are billed now would be held no_contract" in drafted(ended).stdout


def test_nothing_is_stored(run, drafted):
    before = run("contract", "show", "mercy-2026").stdout
    log = run("reads", "list", "--json").stdout
    drafted(NOW.replace('"38.00"', '"41.00"'))
    assert (run("contract", "show", "mercy-2026").stdout, run("reads", "list", "--json").stdout) == (before, log)


def test_every_fault_of_the_draft_is_listed_as_apply_would(drafted):
    outcome = drafted(NOW.replace('["CTHEAD"]', "[]").replace('"36.50"', '"36.5O"'), "--json")
    assert outcome.status == 1
    problems = outcome.json["error"]["problems"]
    assert [problem["line"] for problem in problems] == [8, 14]


def test_a_draft_beside_the_directory_is_checked_too(drafted):
    outcome = drafted(NOW.replace('["mercy"]', '["mercey"]'), "--json")
    (problem,) = outcome.json["error"]["problems"]
    assert (outcome.status, problem["code"], problem["file"].endswith("mercy-2026.toml")) == (
        1,
        "unknown_facility",
        True,
    )


def test_another_currency_is_refused(drafted):
    outcome = drafted('currency = "CAD"\n' + NOW, "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (3, "other_currency")


def test_months_in_the_wrong_order_are_wrong_use(run, drafted, tmp_path):
    drafted(NOW)
    assert (
        run("contract", "test", str(tmp_path / "mercy-2026.toml"), "--from", "2026-10", "--to", "2026-09").status == 2
    )


def test_a_person_reads_one_table(run, drafted, golden):
    run("close", "2026-09", "--issue", "--jobs", "1")
    outcome = drafted(SUCCESSOR, name="mercy-2027.toml")
    assert outcome.status == 0
    head, _, table = outcome.stdout.partition("\n")
    assert head.endswith(
        "in the place of grace-2026, mercy-2026, 2026-09 to 2026-10, as if in force from 2026-01-01; amounts in USD"
    )
    golden(table, "contract-test.txt")


def test_the_months_tried_end_with_the_last_that_is_over_where_the_group_is(
    books: Path, run: Run, clock: FixedClock, tmp_path: Path
):
    """In Chicago it is still the evening of November 30 when UTC has December."""
    write_books(books, run)
    bring(books, run, READS)
    clock.instant = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    (tmp_path / "mercy-2026.toml").write_text(NOW)
    said = run("contract", "test", str(tmp_path / "mercy-2026.toml"), "--json")
    assert (said.json.get("from"), said.json.get("to")) == ("2026-05", "2026-10"), said.stdout
