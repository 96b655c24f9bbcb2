"""A contract is told in plain words: golden transcripts, one for each contract of tests/data/contracts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from invoicing.contracts.file.checks import check_contracts
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.model import Contract
from invoicing.contracts.plain_english.contract_in_words import in_words
from reads.directory.directory import Directory
from tests.invoicing.contracts.mercy import CONTRACTS, DIRECTORY, FILES, named

ON = date(2026, 8, 1)


def read(path: Path) -> Contract:
    contract, findings = read_contract(path.stem, path.read_text(), path.name)
    assert findings == []
    assert contract is not None
    return contract


def transcript(contract: Contract, on: date, directory: Directory = DIRECTORY) -> str:
    lines = []
    for passage in in_words(contract, on, directory):
        lines += [passage.heading, *(f"  {sentence}" for sentence in passage.sentences), ""]
    return "\n".join(lines)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_terms_as_they_are_read_to_a_hospital(path, golden):
    golden(transcript(read(path), ON), f"contracts/{path.stem}.txt")


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_example_has_a_fault_against_the_directory(path):
    assert check_contracts([read(path)], DIRECTORY) == []


def terms(on: date, name: str = "spec-example", directory: Directory = DIRECTORY) -> str:
    return transcript(read(CONTRACTS / f"{name}.toml"), on, directory)


@pytest.mark.parametrize(
    "on, price",
    [(date(2026, 6, 30), "USD 38.00 a read"), (date(2026, 7, 1), "USD 39.14 a read")],
)
def test_prices_are_those_of_the_day(on, price):
    assert f"CT head: {price} for reads of CPT 70450" in terms(on)


def test_an_escalator_is_announced_and_then_included():
    said = "all prices, added amounts, fixed fees, the minimum and the maximum"
    assert f"On July 1, 2026 {said} rise by 3 %.\n" in terms(date(2026, 6, 30))
    assert f"On July 1, 2026 {said} rose by 3 %. The amounts here include it.\n" in terms(date(2026, 7, 1))


def test_two_escalators_follow_one_another():
    """326,222.00 is 352,319.76 after 8 %, and 347,915.76 after another -1.25 % (spec 3.8, notes)."""
    assert "Coverage: USD 352,319.76 a month." in terms(date(2027, 1, 1), "escalator-and-cap")
    assert "Coverage: USD 347,915.76 a month." in terms(date(2028, 5, 1), "escalator-and-cap")


def test_a_minimum_is_that_of_the_months_first_day():
    """Spec 3.4 step 6: an escalator within a month changes prices at once, the minimum from the next month on."""
    text = (CONTRACTS / "spec-example.toml").read_text().replace("on      = 2026-07-01", "on      = 2026-07-15")
    contract, _ = read_contract("mercy", text, "mercy.toml")
    assert contract is not None
    said = transcript(contract, date(2026, 7, 20))
    assert "CT head: USD 39.14" in said
    assert "at least USD 4,000.00" in said
    assert "at least USD 4,120.00" in transcript(contract, date(2026, 8, 1))


def test_before_and_after_its_life_a_contract_is_told_as_of_its_nearest_day():
    early, late = terms(date(2025, 12, 1)), terms(date(2027, 1, 1))
    assert "On December 1, 2025 it is not yet in force: these are the terms of its first day." in early
    assert "CT head: USD 38.00" in early
    assert "On January 1, 2027 it is no longer in force: these are the terms of its last day." in late
    assert "CT head: USD 39.14" in late


def test_what_comes_later_is_told_with_its_first_day_and_what_is_over_is_left_out():
    spring, autumn = terms(date(2026, 4, 1), "per-cpt"), terms(date(2026, 9, 1), "per-cpt")
    assert "CT head without contrast: USD 36.00 a CPT code for reads of CPT 70450 (until June 30, 2026)." in spring
    assert "CT head without contrast: USD 37.50 a CPT code for reads of CPT 70450 (from July 1, 2026)." in spring
    assert "36.00" not in autumn


def test_a_price_that_comes_later_is_told_as_it_will_be():
    text = (CONTRACTS / "spec-example.toml").read_text().replace("from     = 2026-01-01", "from     = 2026-07-01")
    contract, _ = read_contract("mercy", text, "mercy.toml")
    assert contract is not None
    assert "CT head: USD 39.14 a read for reads of CPT 70450 or 70460 to 70498 (from July 1, 2026)." in transcript(
        contract, date(2026, 3, 1)
    )


def test_what_the_directory_does_not_know_is_told_by_its_id():
    said = terms(ON, "surcharges", Directory.of())
    assert "a contract with mercy-health." in said
    assert "of exam code CTHEAD of emergency patients or inpatients at mercy-general by jane-doe." in said
    assert "Invoices are monthly, in USD." in said


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_sentence_is_a_sentence(path):
    """Begins with a capital or a clause's own name, ends in one stop, and has no word of the file format in it."""
    for passage in in_words(read(path), ON, DIRECTORY):
        for sentence in passage.sentences:
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert sentence.endswith(".")
            assert not sentence.endswith("..")
            assert "  " not in sentence
            assert "_" not in sentence.replace("America/", "")
