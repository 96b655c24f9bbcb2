"""`wetread status`: one screen from what came in to what is paid, and what a person does next."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from invoicing.receivables.sent_mail import mark_sent
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Outcome, Run
from tests.databases import sqlite_url
from tests.invoicing.cli.test_pay import LAKEVIEW, MERCY, issued
from tests.invoicing.closing import mercy

__all__ = ["issued"]


def commands(said: Outcome) -> list[str]:
    """What a person is told to type now, in its order."""
    return [step["command"] for step in said.json["next"] if step["due"]]


def months(said: Outcome) -> dict[str, str]:
    return {each["month"]: each["state"] for each in said.json["months"]}


def hand_over(books: Path, clock: FixedClock, number: str) -> None:
    """A person put the paper into the client's portal, and said so in the browser."""
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    with store.write() as session:
        mark_sent(session, number, "their portal", By("tester", clock.now()))
    store.close()


@pytest.fixture
def october(books: Path, clock: FixedClock) -> Path:
    """Mercy's and Lakeview's October came in and nothing is issued; today is 2 November."""
    mercy.write_books(books, "sqlite:///wetread.db")
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    store.migrate()
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    return books


def test_books_that_are_not_loaded_are_to_be_applied_then_reads_brought_in(run: Run, books: Path):
    mercy.write_books(books, "sqlite:///wetread.db")
    said = run("status", "--json")
    assert (said.status, said.json["as_of"], said.json["months"]) == (1, None, [])
    assert commands(said) == ["wetread apply"]
    assert "no books are loaded yet" in run("status").stdout
    assert run("apply").status == 0
    assert "wetread reads import FILE" in commands(run("status", "--json"))


@pytest.mark.usefixtures("october")
def test_a_month_that_is_over_is_drafted_and_to_be_closed(run: Run):
    said = run("status", "--json")
    assert said.status == 1
    assert months(said) == {"2026-11": "running", "2026-10": "drafted"}
    (drafted,) = [each for each in said.json["months"] if each["month"] == "2026-10"]
    assert (drafted["drafted"], drafted["issued"]) == ({"USD": "145.00"}, {})
    assert drafted["contracts_to_close"] == sorted(drafted["contracts_to_close"])
    assert "wetread close 2026-10 --issue" in commands(said)
    assert said.json["held"] == len(run("held", "--json").json)


@pytest.mark.usefixtures("october")
def test_an_earlier_month_that_was_left_open_is_named_too(run: Run, clock: FixedClock):
    clock.instant = datetime(2026, 12, 2, 15, tzinfo=UTC)
    said = run("status", "--json")
    assert months(said)["2026-10"] == "open"
    assert "wetread close 2026-10 --issue" in commands(said)


def test_an_issued_month_is_sent_then_paid_and_then_nobody_is_needed(issued: Run, books: Path, clock: FixedClock):
    said = issued("status", "--json")
    assert months(said) == {"2026-11": "running", "2026-10": "issued"}
    assert commands(said) == ["wetread invoice email --month 2026-10"], "no client has a delivery"
    for number in (LAKEVIEW, MERCY):
        hand_over(books, clock, number)
    sent = issued("status", "--json")
    assert (sent.status, months(sent)["2026-10"], commands(sent)) == (0, "sent", [])
    assert [(step["code"], step["on"]) for step in sent.json["next"]] == [
        ("month_end", "2026-12-01"),
        ("falls_due", "2026-12-02"),
    ]
    issued("invoice", "pay", MERCY, "100.00")
    part = issued("status", "--json").json["months"][1]
    assert (part["state"], part["paid"], part["open"]) == ("sent", 1, {"USD": "45.00"})
    issued("invoice", "pay", LAKEVIEW, "45.00")
    paid = issued("status", "--json")
    assert (paid.status, months(paid)["2026-10"]) == (0, "paid")


def test_what_is_overdue_and_cash_that_settles_nothing_want_a_person(issued: Run, books: Path, clock: FixedClock):
    hand_over(books, clock, MERCY)
    issued("invoice", "pay", "lakeview", "50.00")
    clock.instant = datetime(2026, 12, 12, 15, tzinfo=UTC)
    said = issued("status")
    assert said.status == 1
    assert "100.00 USD on 1 paper is overdue, up to 10 days" in said.stdout
    assert "lakeview: 5.00 USD came and settles nothing" in said.stdout


def test_no_line_is_wider_than_a_terminal(issued: Run):
    assert max(map(len, issued("status").stdout.splitlines())) <= 80
