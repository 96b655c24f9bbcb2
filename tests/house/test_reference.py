"""What is generated from the source is what the source says."""

import subprocess
import sys
from contextlib import suppress

import pytest

from invoicing.delivery.key_reference import SENTENCES, delivery_entries, delivery_keys
from reads.core.errors import FaultyInput
from reads.core.findings import Finding
from reads.directory.column_reference import payer_rules
from reads.directory.group_and_rules import RULES
from reads.directory.payer_rules_file import read_rules
from reads.intake.profiles.books import READERS
from reads.intake.profiles.key_reference import profile_entries, profile_keys
from reads.intake.profiles.key_sentences import FIELDS, TOLD
from reads.intake.profiles.profile import ProfileKind, ProfileText
from tests.conftest import ROOT, Run


def test_the_catalogue_of_error_codes_is_up_to_date():
    run = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "error_codes.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def _read(kind: ProfileKind, text: str) -> list[Finding]:
    profile = ProfileText.of(f'kind = "{kind}"\n{text}', "profiles/x.toml")
    with suppress(FaultyInput):
        READERS[kind](profile, "x")
    return profile.findings


def _line(table: str, name: str) -> str:
    return f"[{table}]\n{name} = 1\n" if table else f"{name} = 1\n"


KEYS = [(kind, key) for kind in ProfileKind for key in profile_keys(kind) if key.name != "kind"]


def test_every_key_of_a_profile_a_delivery_and_a_rule_has_its_sentence():
    told = [*profile_entries(), *delivery_entries(), *payer_rules()]
    assert [(each.place, each.name) for each in told if not each.about] == []


@pytest.mark.parametrize("kind", list(ProfileKind))
def test_a_key_of_the_reference_is_known_to_the_profiles_reader_and_no_other_is(kind):
    keys = [key for its, key in KEYS if its is kind]
    assert keys
    for key in keys:
        assert "unknown_key" not in {each.code for each in _read(kind, _line(key.table, key.name))}
        if key.table.split(".")[0] not in {"values", "status"}:
            assert "unknown_key" in {each.code for each in _read(kind, _line(key.table, f"{key.name}_x"))}


def test_no_sentence_tells_of_a_key_or_a_field_that_no_reader_accepts():
    accepted = {(kind.value, key.table, key.name) for kind, key in KEYS}
    assert set(TOLD) <= accepted
    assert set(FIELDS) <= {name for kind, table, name in accepted if (kind, table) == ("csv", "columns")}
    assert set(SENTENCES) == {f"{key.table}.{key.name}" if key.table else key.name for key in delivery_keys()}


@pytest.mark.parametrize("column", RULES.columns, ids=lambda column: column.name)
def test_a_key_of_a_rule_is_known_and_no_other_is(column):
    codes = {each.code for each in read_rules(f"[[rules]]\n{column.name} = 1\n".encode(), "rules.toml").findings}
    assert "unknown_key" not in codes
    codes = {each.code for each in read_rules(f"[[rules]]\n{column.name}_x = 1\n".encode(), "rules.toml").findings}
    assert "unknown_key" in codes


def test_the_commands_print_them(run: Run):
    assert "sending_facility: a text or a list of texts" in run("books", "profiles").stdout
    assert "receiver_qualifier: a text" in run("books", "delivery").stdout
    assert "confidence: one of verified" in run("books", "rules").stdout
    assert run("books", "rules", "--json").json[0]["name"] == "id"
