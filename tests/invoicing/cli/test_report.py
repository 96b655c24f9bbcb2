"""`wetread report`: the month as one file, from the papers as they are issued and the log as it is."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.cli.test_close import log, october  # noqa: F401 (a fixture)
from tests.invoicing.cli.test_pay import issued  # noqa: F401 (a fixture)
from tests.invoicing.closing import mercy
from tests.reads.claims.practice import Practice

SEPTEMBER = mercy.HEADER + (
    "mercy-general,S1,CTHEAD,CT,preliminary,r-rao,2026-09-05T01:00:00-05:00,2026-09-05T01:50:00-05:00\n"
)
LATE = mercy.HEADER + (
    "mercy-general,MG9,CTHEAD,CT,preliminary,r-rao,2026-10-20T01:00:00-05:00,2026-10-20T01:20:00-05:00\n"
)
UNKNOWN_EXAM = mercy.HEADER + (
    "mercy-west,MW2,NOSUCH,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
)
WET = {"read_type": "preliminary", "radiologist": "r-rao", "signed_at": "2026-10-05T22:55:00-05:00"}


def test_the_file_lies_in_the_books_and_is_the_owners_alone(october: Path, run: Run):  # noqa: F811
    done = run("report", "2026-10")
    path = october / "reports" / "2026-10.html"
    assert done.status == 0
    assert done.stdout.splitlines()[0] == "October 2026, preview: 0 invoices issued, 2 contracts still open"
    assert done.stdout.splitlines()[-1] == str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_it_goes_where_it_is_told_and_is_the_same_again(october: Path, run: Run, tmp_path: Path):  # noqa: F811
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    assert run("report", "2026-10", "-o", str(first)).status == run("report", "2026-10", "-o", str(second)).status == 0
    assert first.read_bytes() == second.read_bytes()
    assert not (october / "reports").exists()


def test_figures_are_those_of_the_papers(issued: Run):  # noqa: F811
    found = issued("report", "2026-10", "--json").json
    shown = {row["client"]: (row["reads"], row["modalities"], row["terms"], row["billed"]) for row in found["revenue"]}
    assert shown == {
        "lakeview": (1, {"CT": "45.00"}, "0.00", "45.00"),
        "mercy": (3, {"CT": "76.00", "XR": "12.00"}, "12.00", "100.00"),
    }
    assert (found["issued"], found["open_contracts"], found["before"]) == (2, [], None)
    assert found["hours"]["hospital"][1] == 3
    assert found["hours"]["hospital"][23] == 1
    assert found["turnaround"]["median_minutes"] == 20
    assert {row["client"]: row["current"] for row in found["aging"]} == {"lakeview": "45.00", "mercy": "100.00"}


def test_what_is_owed_can_be_asked_of_any_day(issued: Run):  # noqa: F811
    found = issued("report", "2026-10", "--as-of", "2026-12-20", "--json").json
    assert found["as_of"] == "2026-12-20"
    assert {row["client"]: row["1-30"] for row in found["aging"]} == {"lakeview": "45.00", "mercy": "100.00"}


def test_a_preview_and_what_is_issued_of_it_are_the_same_figures(october: Path, run: Run):  # noqa: F811
    before = run("report", "2026-10", "--json").json
    assert run("close", "2026-10", "--issue").status == 0
    after = run("report", "2026-10", "--json").json
    assert before["revenue"] == after["revenue"]
    assert (before["aging"], len(after["aging"])) == ([], 2)


def test_the_month_before_stands_beside(october: Path, clock: FixedClock, run: Run):  # noqa: F811
    log(october, clock, SEPTEMBER)
    before = run("report", "2026-10", "--json").json["before"]
    assert before["month"] == "2026-09"
    assert before["turnaround"]["median_minutes"] == 50
    page = (october / "reports" / "2026-10.html").read_text("utf-8")
    assert "▼ −30\N{NO-BREAK SPACE}min on September" in page
    assert "Billed by month" not in page


def test_a_month_before_without_a_read_stands_beside_if_it_has_a_paper(issued: Run, clock: FixedClock):  # noqa: F811
    clock.instant = datetime(2026, 12, 2, 15, tzinfo=UTC)
    assert issued("close", "2026-11", "--issue").status == 0
    before = issued("report", "2026-12", "--json").json["before"]
    shown = {row["client"]: (row["reads"], row["billed"]) for row in before["revenue"]}
    assert shown == {"mercy": (0, "100.00"), "lakeview": (0, "0.00")}


def test_a_late_read_is_a_correction_where_it_is_billed_and_stays_a_read_of_its_month(
    issued: Run,  # noqa: F811
    books: Path,
    clock: FixedClock,
):
    """The read brings 38.00, and 12.00 less of the minimum is missing: 26.00 more."""
    log(books, clock, LATE)
    assert issued("invoice", "adjust", "mercy", "2026-10").status == 0
    rows = {row["client"]: row for row in issued("report", "2026-10", "--json").json["revenue"]}
    assert (rows["mercy"]["corrections"], rows["mercy"]["billed"]) == ("26.00", "126.00")
    assert issued("report", "2026-10", "--json").json["hours"]["hospital"][1] == 4


def test_held_reads_are_counted_by_reason(october: Path, clock: FixedClock, run: Run):  # noqa: F811
    log(october, clock, UNKNOWN_EXAM)
    found = run("report", "2026-10", "--json").json
    assert (found["held"], found["waiting"]) == ({"unknown_exam": 1}, 1)
    assert "NOSUCH" in (october / "reports" / "2026-10.html").read_text("utf-8")


@pytest.mark.parametrize("words, status, said", [
    (("2026-13",), 2, "2026-13"),
    (("2026-10", "--as-of", "soon"), 2, "soon"),
    (("2020-01",), 3, "2020-01"),
])  # fmt: skip
def test_what_can_not_be_reported_is_refused(october: Path, run: Run, words, status, said):  # noqa: F811
    refused = run("report", *words)
    assert (refused.status, said in refused.stderr) == (status, True)
    assert not (october / "reports").exists()


def test_finals_are_set_beside_the_wet_reads_before_them(practice: Practice):
    practice.bring_in(
        WET | {"accession": "P1"},
        WET | {"accession": "ZQ77"},
        {"accession": "P1", "discrepancy": "agree"},
        {"accession": "ZQ77", "discrepancy": "major"},
    )
    found = practice.wetread("report", "2026-10")
    assert found["discrepancies"] == {
        "paired": 2,
        "agree": 1,
        "minor": 0,
        "major": 1,
        "not_said": 0,
        "undocumented": 1,
    }
    assert found["held"]["discrepancy_undocumented"] == 1
    page = (practice.books / "reports" / "2026-10.html").read_text("utf-8")
    assert "2 studies have both a wet and a final read" in page
    assert not any(word in page for word in ("Abernathy", "Iris", "1948-03-02", "1HR2KT3MW41", "ZQ77"))


def test_without_the_key_the_report_says_what_it_lacks(practice: Practice, monkeypatch: pytest.MonkeyPatch):
    practice.bring_in(WET | {"accession": "P1"}, {"accession": "P1", "discrepancy": "agree"})
    monkeypatch.setenv("WETREAD_KEY_FILE", str(practice.books / "no-such-key"))
    found = practice.wetread("report", "2026-10")
    assert found["discrepancies"] is None
    assert found["hours"]["insurance"][23] == 1
    assert "Not shown: " in (practice.books / "reports" / "2026-10.html").read_text("utf-8")


def test_its_modalities_are_those_of_the_margin(practice: Practice, clock: FixedClock):
    """Two rooms that add up reads apart come to the same: before corrections, revenue by modality is one thing."""
    practice.bring_in(*(WET | {"accession": f"W{n}", "exam_code": code} for n, code in enumerate(("CTHEAD", "CTCAP"))))
    clock.instant = datetime(2026, 11, 20, 15, tzinfo=UTC)
    margin = practice.wetread("margin", "2026-10", status=practice.run("margin", "2026-10").status)
    theirs = {row["modality"]: row["revenue"] for row in margin["modalities"] if row["modality"]}
    found = practice.wetread("report", "2026-10")
    ours: dict[str, Decimal] = {}
    for row in found["revenue"]:
        for modality, amount in row["modalities"].items():
            ours[modality] = ours.get(modality, Decimal(0)) + Decimal(amount)
    assert theirs
    assert {name: f"{amount:.2f}" for name, amount in ours.items()} == theirs
    total = sum(Decimal(row["revenue"]) for row in found["revenue"])
    assert f"{total:.2f}" == margin["revenue"] == found["margin"]["revenue"]
    assert found["margin"]["pay"] == margin["pay"]


def test_a_cancelled_invoice_and_its_memo_are_no_revenue(issued: Run):  # noqa: F811
    before = issued("report", "2026-10", "--json").json["revenue"]
    assert issued("invoice", "cancel", "WR-2026-00002", "--because", "sent to the wrong house").status == 0
    assert issued("report", "2026-10", "--json").json["revenue"] == before


def test_a_credit_agreed_on_an_invoice_that_is_cancelled_is_gone_with_it(issued: Run):  # noqa: F811
    """100.00, 10.00 of it credited, then cancelled by a memo of -90.00: 100.00 as it would be issued anew, no credit on it."""
    before = issued("report", "2026-10", "--json").json["revenue"]
    credited = issued("invoice", "credit", "WR-2026-00002", "--amount", "10.00", "--because", "agreed")
    assert credited.status == 0
    assert issued("invoice", "cancel", "WR-2026-00002", "--because", "sent to the wrong house").status == 0
    assert issued("report", "2026-10", "--json").json["revenue"] == before
    assert issued("close", "2026-10", "--issue").status == 0
    assert issued("report", "2026-10", "--json").json["revenue"] == before
