"""Unapplied cash that is given back: out of the payments it came by, never more than is there."""

from tests.conftest import Run
from tests.invoicing.cli.test_pay import MERCY, issued

__all__ = ["issued"]


def unapplied(run: Run) -> str:
    rows = [row for row in run("aging", "--json").json["clients"] if row["client"] == "mercy"]
    return rows[0]["unapplied_cash"] if rows else "0.00"


def test_a_refund_gives_unapplied_cash_back_and_its_reversal_brings_it_back(issued: Run):
    issued("invoice", "pay", "mercy", "164.00", "--on", "2026-11-10")
    issued("invoice", "pay", "mercy", "50.00", "--on", "2026-11-11")
    assert unapplied(issued) == "114.00"
    assert issued("invoice", "refund", "mercy", "200.00", "--because", "paid twice").status == 3
    assert issued("invoice", "refund", "mercy", "100.00").status == 2, "a reason is needed"
    back = issued("invoice", "refund", "mercy", "$100.00", "--because", "paid twice", "--json").json
    assert [(each["kind"], each["amount"]) for each in back] == [("refund", "64.00"), ("refund", "36.00")]
    assert unapplied(issued) == "14.00"
    assert issued("invoice", "pay", "--reverse", "1", "--because", "x").status == 2, "its money was given back"
    issued("invoice", "pay", "--reverse", str(back[1]["id"]), "--because", "check not cashed")
    assert unapplied(issued) == "50.00"
    issued("invoice", "refund", "mercy", "--because", "all of it")
    assert unapplied(issued) == "0.00"
    assert issued("invoice", "refund", "mercy", "--because", "more").status == 3
    assert [each for each in issued("audit", "verify", "--json").json["damage"] if "account" in each["what"]] == []


def test_a_paper_is_no_client_to_refund(issued: Run):
    assert issued("invoice", "refund", MERCY, "--because", "x").status == 2
