"""`wetread close MONTH --draft DIR`: the papers of a month before they have numbers."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy

NUMBER = re.compile(r"WR-2026-0000\d|DRAFT|Invoice preview|Preview, not an invoice|Preview|Invoice(?= WR)")
HEAD = re.compile(r"(Audit head) ([0-9a-f]{64}|given at issue)")


@pytest.fixture
def october(books: Path, clock: FixedClock, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books with October's reads, ready to be closed."""
    monkeypatch.chdir(books.parent)
    mercy.write_books(books, "sqlite:///wetread.db")
    assert run("apply").status == 0
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    return books


def placed(path: Path) -> list[dict[int, tuple[int, str]]]:
    """The lines of each page by their height in points: where each begins and what it says, but for number, mark and digests."""
    pages = []
    for page in PdfReader(path).pages:
        found: dict[int, list[tuple[int, str]]] = {}

        def seen(text, _matrix, place, _font, _size, found=found) -> None:
            if text.strip():
                found.setdefault(round(place[5]), []).append((round(place[4]), text.strip()))

        page.extract_text(visitor_text=seen)
        lines = {at: (min(left for left, _ in some), " ".join(text for _, text in some)) for at, some in found.items()}
        told = {
            at: (left, " ".join(HEAD.sub(r"\1", NUMBER.sub("", text)).split())) for at, (left, text) in lines.items()
        }
        pages.append({at: line for at, line in told.items() if line[1]})
    return pages


def test_a_draft_is_the_issued_paper_but_for_its_number_mark_and_digests(october: Path, run: Run, tmp_path: Path):
    drafted = run("close", "2026-10", "--draft", str(tmp_path / "drafts"))
    assert "files written to" in drafted.stderr
    assert run("invoice", "list", "--json").json == []
    assert run("close", "2026-10", "--issue").status == 0
    issued = sorted((october / "invoices" / "2026-10").glob("*.pdf"))
    drafts = sorted((tmp_path / "drafts").glob("*.pdf"))
    by_total = [sorted(map(placed, files), key=str) for files in (drafts, issued)]
    assert len(drafts) == 2
    assert by_total[0] == by_total[1]


def test_a_draft_says_on_every_page_that_it_is_none(october: Path, run: Run, tmp_path: Path):
    run("close", "2026-10", "--draft", str(tmp_path))
    for path in tmp_path.glob("*.pdf"):
        for page in PdfReader(path).pages:
            assert "Preview, not an invoice" in page.extract_text()
            assert "WR-2026" not in page.extract_text()


def test_the_workbook_of_drafts_has_their_lines(october: Path, run: Run, tmp_path: Path):
    run("close", "2026-10", "--draft", str(tmp_path))
    with ZipFile(tmp_path / "drafts.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert any("Monthly minimum" in sheet for sheet in sheets)


def test_what_is_issued_has_no_draft(october: Path, run: Run, tmp_path: Path):
    assert run("close", "2026-10", "--issue").status == 0
    told = run("close", "2026-10", "--draft", str(tmp_path / "drafts"))
    assert "nothing is left to draft: every paper of the month is issued" in told.stderr
    assert not (tmp_path / "drafts").exists()


def test_a_script_is_told_what_could_not_be_drafted(october: Path, run: Run, tmp_path: Path):
    (october / "templates").mkdir()
    (october / "templates" / "paper.html").write_text("{{ paper.nothing }}")
    done = run("close", "2026-10", "--draft", str(tmp_path / "drafts"), "--json")
    assert done.status == 1
    assert {each["code"] for each in done.json["drafts"]["failed"]} == {"faulty_template"}
    assert [Path(path).name for path in done.json["drafts"]["written"]] == ["drafts.xlsx"]
