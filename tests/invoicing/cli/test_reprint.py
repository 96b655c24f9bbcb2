"""A paper that is printed again has the bytes of its first print, or the command says what changed and writes nothing."""

import hashlib
import json
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy


@pytest.fixture
def issued(books: Path, clock: FixedClock, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """October is issued, and the first PDF is gone."""
    monkeypatch.chdir(books.parent)
    mercy.write_books(books, "sqlite:///wetread.db")
    assert run("apply").status == 0
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    assert run("close", "2026-10", "--issue").status == 0
    return books


def printed(books: Path) -> Path:
    """The PDF of the first paper."""
    return min((books / "invoices" / "2026-10").glob("*.pdf"))


def logged(run: Run, action: str) -> list[dict]:
    """The events of that kind, oldest first."""
    return [each for each in run("audit", "log", "--json").json if each["action"] == action]


def test_the_first_print_is_recorded_with_what_it_was_made_from(issued: Path, run: Run):
    first = logged(run, "paper.printed")[0]
    detail = first["detail"] if isinstance(first["detail"], dict) else json.loads(first["detail"])
    assert detail["inputs"].keys() == {"templates", "logo", "fonts", "versions"}
    assert len(detail["inputs"]["fonts"]) == 64


def test_with_the_same_inputs_it_is_the_same_file(issued: Path, run: Run, tmp_path: Path):
    before = printed(issued).read_bytes()
    again = run("invoice", "pdf", printed(issued).stem[:13], "--out", str(tmp_path))
    assert again.status == 0
    [copy] = tmp_path.glob("*.pdf")
    assert copy.read_bytes() == before


def test_another_template_is_named_and_nothing_is_written(issued: Path, run: Run, tmp_path: Path):
    own_style(issued)
    refused = run("invoice", "pdf", printed(issued).stem[:13], "--out", str(tmp_path / "out"))
    assert refused.status == 3
    assert "a template changed" in refused.stderr
    assert "--reprint --because" in refused.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_reprint_has_a_reason_and_names_both_digests(issued: Path, run: Run, tmp_path: Path):
    before = hashlib.sha256(printed(issued).read_bytes()).hexdigest()
    own_style(issued)
    number = printed(issued).stem[:13]
    assert run("invoice", "pdf", number, "--out", str(tmp_path), "--reprint").status != 0
    done = run("invoice", "pdf", number, "--out", str(tmp_path), "--reprint", "--because", "the new letterhead")
    assert done.status == 0
    [event] = logged(run, "paper.reprinted")
    detail = event["detail"] if isinstance(event["detail"], dict) else json.loads(event["detail"])
    [copy] = tmp_path.glob("*.pdf")
    assert (detail["before"], detail["sha256"]) == (before, hashlib.sha256(copy.read_bytes()).hexdigest())
    assert event["because"] == "the new letterhead"


def test_a_lost_schedule_is_not_written_anew_in_another_form(issued: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """Lakeview's October is cancelled and issued with its schedule apart: that file is bound to its first print as the paper is."""
    monkeypatch.setenv("WETREAD_SCHEDULE_PASSWORD", "correct horse")
    contract = issued / "contracts" / "lakeview.toml"
    contract.write_text('schedule = "separate"\n' + contract.read_text())
    assert run("apply").status == 0
    assert run("invoice", "cancel", "WR-2026-00001", "--because", "its schedule goes apart").status == 0
    assert run("close", "2026-10", "--issue").status == 0
    (path,) = (issued / "invoices" / "2026-10").glob("WR-2026-00003*-schedule.pdf")
    paper = path.with_name(path.name.replace("-schedule", ""))
    first = hashlib.sha256(paper.read_bytes()).hexdigest()
    own_style(issued)
    path.unlink()
    alone = run("invoice", "pdf", "--missing")
    assert "the schedule of WR-2026-00003 would not be the same bytes" in alone.stderr
    assert "`wetread invoice pdf WR-2026-00003 --reprint --because TEXT`" in alone.stderr
    paper.unlink()
    refused = run("invoice", "pdf", "--missing")
    assert (refused.status, "a template changed" in refused.stderr) == (3, True)
    assert not path.exists()
    assert not paper.exists()
    (issued / "templates" / "paper.css").unlink()
    assert run("invoice", "pdf", "--missing").status == 0
    assert path.exists()
    assert hashlib.sha256(paper.read_bytes()).hexdigest() == first
    assert len([each for each in logged(run, "paper.schedule_printed") if each["entity"] == "WR-2026-00003"]) == 1


def own_style(books: Path) -> None:
    """The group changes how its papers look."""
    from invoicing.documents.filled_template import project_templates

    (books / "templates").mkdir()
    style = (project_templates() / "paper.css").read_text().replace("#0b5c78", "#0b4c78")
    (books / "templates" / "paper.css").write_text(style)
