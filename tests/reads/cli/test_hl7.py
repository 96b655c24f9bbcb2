"""HL7 messages by the command: every message accounted for, a second import changes nothing, nobody is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reads.store.keys import NoKey
from tests.reads.intake.hl7.messages import HEADER, message, order, report

COUNTS = ("recorded", "duplicate", "amended", "voided", "ignored", "conflict", "rejected")
CANARIES = ("QZXSURNAME", "QZXGIVEN", "19510203", "QZXSTREET", "QZXCITY", "QZXMEMBER77", "QZXMRN99", "QZXFINDING")
NAMED = (
    "PID|1||QZXMRN99^^^ABC^MR||QZXSURNAME^QZXGIVEN||19510203|F|||1 QZXSTREET^^QZXCITY^FL^33602",
    "IN1|1|PLAN|AETNA|||||||||||||QZXSURNAME^QZXGIVEN|SEL" + "|" * 19 + "QZXMEMBER77",
)


@pytest.fixture
def group(books: Path, monkeypatch) -> Path:
    """Books with a key of their own, and nothing in them."""
    (books / "wetread.toml").write_text("")
    monkeypatch.setenv("WETREAD_KEY_FILE", str(books.parent / "key"))
    return books


def dumped(books: Path) -> list[str]:
    """The whole database as text."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(books / "wetread.db")) as connection:
        return list(connection.iterdump())


def test_the_real_folder_is_accounted_for_and_a_second_import_changes_nothing(group, run, shared_data):
    run("key", "create")
    folder = str(shared_data("hl7/scout"))
    first = run("reads", "import", folder, "--json").json
    before = dumped(group)
    second = run("reads", "import", folder, "--json").json
    assert first["rows"] == second["rows"] == len(first["files"]) == 452
    assert sum(first[name] for name in COUNTS) == 452
    assert (first["recorded"], first["rejected"]) == (369, 71)
    assert second["duplicate"] == 452
    assert dumped(group) == before
    assert {"facility": "abchosp", "exam_code": "IMG2816", "reads": 28} in first["unknown_exams"]


def test_files_messages_and_orders_are_counted_as_rows(group, run):
    run("key", "create")
    text = "left over\r" + order() + message() + message(report("F"), report("X", accession="A9")) + "MSH|^~\\&|A"
    (group / "feed.hl7").write_text(text)
    found = run("reads", "import", str(group / "feed.hl7"), "--json")
    assert found.status == 1
    assert {name: found.json[name] for name in COUNTS if found.json[name]} == {
        "recorded": 2,
        "voided": 1,
        "ignored": 1,
        "rejected": 1,
    }
    assert found.json["rows_with_patient_fields_dropped"] == 1


def test_messages_may_come_by_standard_input_whatever_the_file_is_called(group, run):
    assert run("reads", "import", "-", "--json", stdin=message()).json["recorded"] == 1


def test_without_a_key_wet_reads_are_taken_and_finals_wait(group, run):
    found = run("reads", "import", "-", "--json", stdin=message(report(), report("F", accession="A2")))
    assert (found.json["recorded"], found.json["rejected"]) == (1, 1)
    assert found.json["problems"][0]["code"] == NoKey.code
    run("key", "create")
    again = run("reads", "import", "-", "--json", stdin=message(report(), report("F", accession="A2")))
    assert (again.json["recorded"], again.json["duplicate"]) == (1, 1)


def test_a_profile_of_the_books_is_used_for_its_sender(group, run):
    (group / "profiles").mkdir()
    profile = 'kind = "hl7"\nsending_facility = ["EAST"]\n[values.facility]\nEAST = "mercy-east"\n'
    (group / "profiles" / "east.toml").write_text(profile)
    east = message(report(accession="E1"), header=HEADER.replace("mercy-main", "EAST"))
    assert run("reads", "import", "-", "--json", stdin=east + message()).json["recorded"] == 2
    assert run("reads", "show", "E1", "--json").json[0]["facility"] == "mercy-east"
    assert run("reads", "show", "A100", "--json").json[0]["facility"] == "mercy-main"
    (group / "profiles" / "east.toml").write_text(profile + "colour = 7\n")
    assert "profiles/east.toml:5" in run("reads", "import", "-", stdin=east).stderr


def damaged(seed: int) -> str:
    """A message that names somebody in many places, with a few bytes lost or doubled."""
    chance = random.Random(seed)
    status = chance.choice(["P", "F", "C", "R", "Z9", ""])
    text = message(*NAMED, report(status).replace("nothing acute", "QZXFINDING"))
    if seed % 4 == 0:
        text = text.replace("ORU^R01", "ORM^O01").replace("OBR|1", "ORC|NW|P1|A1\rOBR|1")
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(text))
        text = chance.choice([text[:at] + text[at + 1 :], text[:at] + "|" + text[at:], text[:at] + "\r" + text[at:]])
    return text


@pytest.mark.parametrize("with_key", [True, False])
def test_whatever_happens_to_a_message_nobody_is_named(group, run, with_key):
    if with_key:
        run("key", "create")
    said = ""
    for seed in range(150):
        found = run("reads", "import", "-", stdin=damaged(seed))
        said += found.stdout + found.stderr
    for words in (("reads", "quarantine"), ("reads", "quarantine", "--json"), ("reads", "list", "--json")):
        found = run(*words)
        said += found.stdout + found.stderr
    kept = b"".join(path.read_bytes() for path in group.glob("wetread.db*"))
    for canary in CANARIES:
        assert canary not in said
        assert canary.encode() not in kept
        assert canary.lower().encode() not in kept
