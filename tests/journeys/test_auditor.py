"""An auditor with the PDFs, the exported chains and the auditor's program of .github adds a year up again, without wetread (issue, spec 4.2)."""

import shutil
import subprocess
import sys

import pytest

from reads.store.engine import Store
from tests.conftest import ROOT
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy


@pytest.fixture
def handed_over(books, run, clock, tmp_path):
    """A folder with all PDFs, the export, and the program; the totals that were issued."""
    mercy.write_books(books, sqlite_url(books / "wetread.db"))
    assert run("apply").status == 0
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    folder = tmp_path / "handed-over"
    folder.mkdir()
    for pdf in (books / "invoices").rglob("*.pdf"):
        shutil.copy(pdf, folder)
    assert run("audit", "export", "-o", str(folder / "audit.jsonl")).status == 0
    shutil.copy(ROOT / ".github" / "auditor.py", folder / "readd.py")
    return folder, run("invoice", "list", "--json").json


def readd(folder):
    command = [sys.executable, "-I", "readd.py", ".", "audit.jsonl"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_year_adds_up_to_what_was_issued(handed_over):
    folder, issued = handed_over
    done = readd(folder)
    assert done.returncode == 0, done.stderr
    said = dict(line.split(": ") for line in done.stdout.splitlines() if ": " in line)
    assert sorted(said.values()) == sorted(f"{paper['total']} USD" for paper in issued)


@pytest.mark.parametrize("changed", ["pdf", "export"])
def test_a_changed_pdf_or_line_stops_it(handed_over, changed):
    folder, _ = handed_over
    if changed == "pdf":
        pdf = min(folder.glob("*.pdf"))
        pdf.write_bytes(pdf.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    else:
        export = folder / "audit.jsonl"
        export.write_text(export.read_text().replace('"tester"', '"eve"', 1))
    assert readd(folder).returncode == 1
