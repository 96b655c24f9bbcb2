"""A contract is told in plain words: golden transcripts, one for each contract of tests/data/contracts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from invoicing.contracts.checks import check_contracts
from invoicing.contracts.contract import Contract
from invoicing.contracts.reader import read_contract
from invoicing.contracts.words import in_words
from reads.directory.directory import Directory
from tests.invoicing.contracts.mercy import DIRECTORY, FILES, named

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
