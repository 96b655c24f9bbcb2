"""The reference tells of every key, column and setting that the readers accept, and of no other."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from invoicing.contractors.agreement_file import agreement_keys
from invoicing.contractors.hours_and_payments import TABLES
from invoicing.contracts.file.contract_file import contract_keys, read_contract
from invoicing.contracts.file.key_reference import entries, schema
from invoicing.contracts.file.key_sentences import HEAD, SECTIONS
from reads.directory.column_reference import columns, settings
from reads.directory.schema import FILES
from reads.directory.setting_keys import KEYS
from reads.directory.setting_sentences import SENTENCES
from tests.conftest import ROOT, Run
from tests.invoicing.contracts.mercy import CONTRACTS, named

KEYS_OF_BOTH = [*contract_keys(), *agreement_keys()]


def test_every_key_has_its_sentence():
    assert [(each.place, each.name) for each in entries(KEYS_OF_BOTH) if not each.about] == []


def test_every_column_and_setting_has_its_sentence():
    assert [(each.place, each.name) for each in (*columns((*FILES, *TABLES)), *settings()) if not each.about] == []


def test_no_sentence_tells_of_what_no_reader_accepts():
    accepted = {(key.table, key.name) for key in KEYS_OF_BOTH}
    told = {("", name) for name in HEAD} | {(table, name) for table, names in SECTIONS.items() for name in names}
    unfinished = {("hourly", "match"), ("match", "observed")}  # asked for only where they are given; not accepted yet
    assert told - accepted <= unfinished
    assert set(SENTENCES) <= {(key.section, key.column.name) for key in KEYS}


@pytest.mark.parametrize("key", [key for key in contract_keys() if key.table == ""], ids=lambda key: key.name)
def test_a_key_of_the_reference_is_known_to_the_reader(key):
    _, findings = read_contract("x", f"{key.name} = 1\n", "x.toml")
    assert not [each for each in findings if each.code == "unknown_key"]


def test_the_pages_are_up_to_date():
    run = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "reference.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("path", sorted(CONTRACTS.glob("*.toml")), ids=named)
def test_good_contracts_fit_the_schema(path: Path):
    said = json.loads(json.dumps(tomllib.loads(path.read_text()), default=str))
    jsonschema.Draft202012Validator(schema(contract_keys())).validate(said)


@pytest.mark.parametrize(
    "text", ['clinet = "mercy"', 'client = "m"\neffective = 2026-01-01\n[[rates]]\nname = "CT"\nper_raed = "1"']
)
def test_a_mistyped_key_does_not_fit_it(text: str):
    said = json.loads(json.dumps(tomllib.loads(text), default=str))
    assert list(jsonschema.Draft202012Validator(schema(contract_keys())).iter_errors(said))


def test_the_commands_print_them(run: Run):
    assert "per_wrvu: an amount in quotes" in run("contract", "keys").stdout
    assert "tax_form_signed: a date" in run("contract", "keys", "--agreement").stdout
    assert "vendor_number: a text" in run("books", "columns").stdout
    assert "remit_to: a list of lines in quotes (needed)" in run("books", "settings").stdout
    assert run("contract", "keys", "--json").json[0]["name"] == "client"
    assert run("contract", "schema").json["additionalProperties"] is False
