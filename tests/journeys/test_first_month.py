"""A new user's first hour: the demonstration, an own CSV full of mistakes, and everything a second time."""

import json
import shutil
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.clock import FixedClock

MONDAY = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))

MISTAKES = """\
facility,accession,exam_code,cpt,modality,read_type,priority,radiologist,received_at,signed_at,patient_class
mercy-general,,CTHEAD,,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,E
mercy-general,B1,,,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,E
mercy-general,B2,CTHEAD,,CT,half done,stat,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,E
mercy-general,B3,CTHEAD,,CT,preliminary,#N/A,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,E
mercy-general,B4,CTHEAD,,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,,E
mercy-general,B5,CTHEAD,,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,10/09/2026,E
mercy-general,B6,CTHEAD,,CT,preliminary,stat,r-rao,#VALUE!,2026-10-09T01:20:00-05:00,E
mercy-general,B7,,704500,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,E
mercy-general,B8,CTHEAD,,CT,preliminary,stat,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00,#REF!
mercy-general,B9,CTHEAD
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration, done once, and what it said; no test changes its books."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder.parent))
        said = CliRunner().invoke(main, ["demo", str(folder), "--json"], obj=Desk(clock=MONDAY), catch_exceptions=False)
    assert said.exit_code == 0, said.stderr
    return folder, json.loads(said.stdout)


@pytest.fixture
def own_demo(demo, tmp_path):
    """A copy of its books, to go on with."""
    return shutil.copytree(demo[0], tmp_path / "own")


def at(run, folder):
    """The command on the demonstration's books."""
    return lambda *words, **options: run("--books", str(folder), *words, **options)


def test_the_demonstration_ends_with_an_invoice_for_each_client(demo):
    folder, told = demo
    assert [step["status"] for step in told["steps"] if step["command"].startswith(("apply", "fees"))] == [0, 0]
    assert not any(step["status"] > 1 for step in told["steps"])
    assert len(told["pdfs"]) == 5
    assert sorted(told["pdfs"]) == sorted(map(str, (folder / "invoices").rglob("*.pdf")))


def test_invoices_tie_to_the_cent_with_what_explain_says_of_their_reads(run, demo):
    wetread = at(run, demo[0])
    for number in ("WR-2026-00001", "WR-2026-00003", "WR-2026-00004"):
        invoice = wetread("invoice", "show", number, "--schedule", "--json").json
        charges = sum(Decimal(row["charge"]) for row in invoice["schedule"])
        lines = sum(Decimal(line["amount"]) for line in invoice["lines"] if line["kind"] in ("reads", "surcharge"))
        assert charges == lines
        assert sum(Decimal(line["amount"]) for line in invoice["lines"]) == Decimal(invoice["total"])
        for row in invoice["schedule"][:4]:
            explained = wetread("explain", row["accession"], "--json").json
            same = [read for read in explained if (read["exam"], read["facility"]) == (row["exam"], row["facility"])]
            assert [read["charge"] for read in same] == [row["charge"]]
            assert same[0]["invoice"] == number


def test_ten_mistakes_are_ten_messages_each_with_its_line_and_remedy(run, own_demo, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text(MISTAKES)
    outcome = at(run, own_demo)("reads", "import", str(mine), "--json")
    assert outcome.status == 1
    assert (outcome.json["rejected"], outcome.json["rows"]) == (10, 10)
    waiting = at(run, own_demo)("reads", "quarantine", "--json").json
    mine_waiting = {row["line"]: row["problems"] for row in waiting if row["path"].endswith("mine.csv")}
    assert sorted(mine_waiting) == list(range(2, 12))
    assert all(problem["message"] and problem["remedy"] for problems in mine_waiting.values() for problem in problems)


def test_everything_a_second_time_gives_nothing_twice(run, demo):
    folder, first = demo
    wetread = at(run, folder)
    before = wetread("invoice", "list", "--json").json
    again = run("demo", str(folder), "--json")
    assert again.json["pdfs"] == first["pdfs"]
    assert wetread("invoice", "list", "--json").json == before
    assert wetread("reads", "import", str(folder / "reads" / "mercy.csv"), "--json").json["recorded"] == 0


def test_the_demonstration_leaves_other_folders_alone(run, books):
    (books / "mine").mkdir()
    (books / "mine" / "notes.txt").write_text("not a demonstration")
    outcome = run("demo", str(books / "mine"))
    assert outcome.status == 3
    assert "name a new folder" in outcome.stderr
    assert [path.name for path in (books / "mine").iterdir()] == ["notes.txt"]
