"""`wetread contract`: which contracts there are, and what one says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from invoicing.contracts.load_contracts import apply_contracts
from reads.directory.settings import database_url
from reads.store.engine import Store
from tests.invoicing.contracts.mercy import CONTRACTS

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def applied(books, clock):
    """Books in which three contracts were applied, one of them twice."""
    (books / "wetread.toml").write_text('[group]\nname = "Lakeshore"\n')
    texts = {
        name: (CONTRACTS / f"{name}.toml").read_text() for name in ("spec-example", "per-cpt", "escalator-and-cap")
    }
    store = Store.open(database_url(books), clock=clock)
    store.migrate()
    with store.write() as session:
        apply_contracts(session, texts, actor="ann", at=AT)
    with store.write() as session:
        texts["per-cpt"] = texts["per-cpt"].replace('"36.00"', '"36.25"')
        apply_contracts(session, texts, actor="ann", at=AT)
    store.close()
    return books


def test_the_list_says_what_is_in_force(applied, run):
    result = run("contract", "list")
    assert result.status == 0
    assert result.stdout.splitlines() == [
        "contract           client        from        until       now       title",
        "escalator-and-cap  mercy-health  2026-01-01  2029-01-01  in force  Radiology coverage, three years",
        "per-cpt            mercy-health  2026-01-01  2026-10-01  over      Reads by CPT code",
        "spec-example       mercy-health  2026-01-01  2027-01-01  in force  Overnight preliminary coverage",
    ]


def test_the_list_as_json(applied, run):
    listed = run("contract", "list", "--json").json
    assert [(one["contract"], one["version"], one["in_force"]) for one in listed] == [
        ("escalator-and-cap", 1, True),
        ("per-cpt", 2, False),
        ("spec-example", 1, True),
    ]


def test_no_contract_yet(books, run):
    (books / "wetread.toml").write_text("")
    assert (
        run("contract", "list").stdout
        == "No contract has been applied yet: `wetread apply` loads those of the books.\n"
    )
    assert run("contract", "list", "--json").json == []


def test_a_contract_is_told_in_plain_words(applied, run, golden):
    result = run("contract", "show", "spec-example")
    assert result.status == 0
    golden(result.stdout, "contracts/show.txt")


def test_a_contract_on_another_day_and_in_another_version(applied, run):
    assert "USD 352,319.76 a month" in run("contract", "show", "escalator-and-cap", "--on", "2027-01-01").stdout
    assert "USD 36.25 a CPT code" in run("contract", "show", "per-cpt", "--on", "2026-02-01").stdout
    first = run("contract", "show", "per-cpt", "--on", "2026-02-01", "--version", "1").stdout
    assert "USD 36.00 a CPT code" in first
    assert first.startswith("per-cpt, version 1, as of 2026-02-01")


def test_the_terms_as_json(applied, run):
    shown = run("contract", "show", "spec-example", "--on", "2026-05-01", "--json").json
    assert (shown["contract"], shown["version"], shown["on"], shown["in_force"]) == (
        "spec-example",
        1,
        "2026-05-01",
        True,
    )
    prices = next(passage for passage in shown["terms"] if passage["heading"] == "Prices")
    assert "CT head: USD 38.00 a read for reads of CPT 70450 or 70460 to 70498." in prices["sentences"]


@pytest.mark.parametrize("arguments", [("mercy",), ("per-cpt", "--version", "3")])
def test_a_contract_that_is_not_there(applied, run, arguments):
    result = run("contract", "show", *arguments)
    assert result.status == 3
    assert result.stdout == ""
    assert "`wetread contract list` shows all of them" in result.stderr


def test_a_day_that_is_none(applied, run):
    assert run("contract", "show", "per-cpt", "--on", "2026-13-01").status == 2
