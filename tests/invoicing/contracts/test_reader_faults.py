"""Each fault of a contract file is told with its place, what is wrong, and what to do: one golden table of all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import invoicing.contracts.file.contract_file as reader_module
from invoicing.contracts.file.contract_file import read_contract
from reads.core import toml_table
from reads.core.findings import Severity
from tests.invoicing.contracts.faulty import FAULTY, HEAD, RATE, below, head

BETWEEN_FILES = {"checks.py", "unreachable_rates.py"}  # their cases are golden/contracts/checks.txt


def report(name: str, text: str) -> str:
    _, findings = read_contract("mercy-night", text, "contracts/mercy-night.toml")
    lines = text.splitlines()
    told = [f"# {name}"]
    for finding in findings:
        line = lines[finding.where.line - 1].strip() if finding.where.line <= len(lines) else ""
        place = f"{finding.where.line}:{finding.where.column} {finding.where.field}".strip()
        told += [
            f"{place}  [{line}]",
            f"  {finding.severity} {finding.code}: {finding.message}",
            f"  → {finding.remedy}",
        ]
    return "\n".join(told)


def test_every_fault_is_told_with_its_place_and_remedy(golden):
    golden("\n\n".join(report(name, text) for name, text in FAULTY.items()) + "\n", "contracts/faults.txt")


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_contract_is_not_read_and_says_why_once(name):
    """One mistake is one finding (an empty file lacks two keys); only what lacks all rates can still be used."""
    contract, findings = read_contract("mercy-night", FAULTY[name], "x.toml")
    assert len(findings) == (3 if name == "an empty file" else 1)
    assert all(finding.remedy and finding.where.line and finding.where.file == "x.toml" for finding in findings)
    assert (contract is None) == any(finding.severity is Severity.ERROR for finding in findings)


def test_the_contract_that_the_cases_are_made_from_has_no_fault():
    assert read_contract("mercy-night", HEAD + RATE, "x.toml")[1] == []


def test_every_code_of_the_reader_has_its_case():
    """Codes are read by scripts: a new one needs a case above."""
    room = Path(reader_module.__file__).parent
    files = [*room.glob("*.py"), Path(toml_table.__file__)]
    source = "".join(file.read_text() for file in files if file.name not in BETWEEN_FILES)
    codes = set(re.findall(r'(?:fault|warn|add)\(\(?\s*"([a-z_]+)"', source)) | {"toml_syntax"}
    seen = {finding.code for text in FAULTY.values() for finding in read_contract("mercy-night", text, "x")[1]}
    assert len(codes) > 20
    assert codes - seen == {"bad_id", "wrong_form"}  # contracts have no key of such a form


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = head('unit = "exams"', "terms_days = -1") + below('[[surcharges]]\nname = "STAT"').removeprefix(HEAD)
    _, findings = read_contract("mercy-night", text.replace('"38.00"', "38.0", 1), "x.toml")
    assert [(finding.where.line, finding.code) for finding in findings] == [
        (4, "unknown_value"),
        (5, "out_of_range"),
        (8, "unquoted_number"),
        (12, "none_given"),
    ]


def test_a_file_whose_name_is_no_id_is_refused():
    contract, (finding,) = read_contract("Mercy Night", HEAD + RATE, "contracts/Mercy Night.toml")
    assert contract is None
    assert (finding.code, finding.message) == ("bad_id", "\"Mercy Night\" can't be a contract's id")


@pytest.mark.parametrize(("written", "meant"), [("0.05", "5"), ("0.25", "25"), ("-0.1", "-10"), ("0.015", "1.5")])
def test_a_percent_below_one_is_asked_about(written, meant):
    """Whoever writes 0.05 for five percent bills a twentieth of a percent."""
    text = below('[[surcharges]]\nname = "STAT"', f'percent = "{written}"')
    contract, findings = read_contract("mercy", text, "mercy.toml")
    assert contract
    assert [(finding.code, finding.severity) for finding in findings] == [("small_percent", Severity.WARNING)]
    assert f'write "{meant}"' in findings[0].remedy
    assert not read_contract("mercy", text.replace(written, "1.5"), "mercy.toml")[1]
