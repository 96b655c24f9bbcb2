"""`wetread close` and `wetread invoice`, as a billing manager types them."""

import hashlib
import json
from pathlib import Path

import pytest

from invoicing.documents import print_files as documents
from invoicing.documents.printed_file import Rendered
from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Reach, Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy

UNKNOWN_EXAM = "mercy-west,MW2,NOSUCH,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
INVOICE = {
    *("number", "client", "contract", "month", "currency", "status", "issued_on", "due_on", "po_number"),
    *("lines", "total", "paid", "balance", "sha256", "pdf"),
}
"""What scripts rely on (spec 6)."""


@pytest.fixture
def october(books: Path, clock: FixedClock, run: Run, begin: Reach, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books with October's reads, ready to be closed."""
    monkeypatch.chdir(books.parent)

    def ready() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        assert run("apply").status == 0
        log(books, clock, mercy.OCTOBER)

    begin("ready", ready)
    return books


def log(books: Path, clock: FixedClock, text: str) -> None:
    """Brings reads in."""
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, text)
    store.close()


def test_a_look_shows_each_contract_and_stores_nothing(october: Path, run: Run):
    look = run("close", "2026-10")
    assert look.status == 0
    lines = look.stdout.splitlines()
    assert lines[0] == "October 2026, as it would be issued with the date 2026-11-02"
    assert next(line for line in lines if line.startswith("mercy-general")).split() == [
        *("mercy-general", "draft", "3", "3", "88.00", "12.00", "100.00", "USD"),
    ]
    assert "  mercy-general  Monthly minimum  12.00  minimum 100.00, less 88.00 of reads" in lines
    assert json.loads(run("invoice", "list", "--json").stdout) == []


def test_the_answer_for_scripts_has_what_they_rely_on(october: Path, run: Run):
    found = run("close", "2026-10", "--json").json
    assert found.keys() >= {"month", "invoices", "held", "routes"}
    assert found["routes"] == {"hospital": 4, "insurance": 0, "none": 0, "held": 0}
    assert all(invoice.keys() >= INVOICE and "schedule" not in invoice for invoice in found["invoices"])
    with_reads = run("close", "2026-10", "--json", "--schedule").json["invoices"]
    assert [len(invoice["schedule"]) for invoice in with_reads] == [1, 3]
    assert found["nothing_to_bill"] == ["mercy-west"]
    assert with_reads[0]["schedule"][0]["charge"] == "45.00"


def test_issued_papers_have_their_pdfs_and_are_found_again(october: Path, run: Run):
    issued = run("close", "2026-10", "--issue", "--json")
    assert issued.status == 0
    numbered = issued.json["invoices"]
    for invoice in numbered:
        assert Path(invoice["pdf"]).read_bytes().startswith(b"%PDF-")
    assert [invoice["status"] for invoice in numbered] == ["issued", "issued"]
    listed = run("invoice", "list", "--json").json
    assert [each["number"] for each in listed] == [each["number"] for each in numbered]
    shown = run("invoice", "show", "WR-2026-00002", "--schedule", "--json").json
    assert shown["lines"] == numbered[1]["lines"]
    assert [row["accession"] for row in shown["schedule"]] == ["MG1", "MG2", "MG3"]
    text = run("invoice", "show", "wr-2026-00002", "--schedule").stdout
    assert "2026-10-31 23:59" in text
    assert "CDT" in text
    assert run("invoice", "list", "--client", "lakeview").stdout.count("WR-") == 1


def test_issuing_again_says_so_and_writes_only_what_is_missing(october: Path, run: Run):
    run("close", "2026-10", "--issue")
    folder = october / "invoices" / "2026-10"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    lost = folder / "WR-2026-00001-lakeview.pdf"
    lost.unlink()
    again = run("close", "2026-10", "--issue")
    assert again.status == 0
    assert "lakeview: WR-2026-00001, issued before" in again.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_pdf_writes_the_same_bytes_again(october: Path, run: Run, tmp_path: Path):
    run("close", "2026-10", "--issue")
    where = Path(run("invoice", "pdf", "WR-2026-00002").stdout.strip())
    before = hashlib.sha256(where.read_bytes()).hexdigest()
    where.unlink()
    run("invoice", "pdf", "WR-2026-00002")
    copy = run("invoice", "pdf", "WR-2026-00002", "--out", str(tmp_path / "to send"), "--json").json["pdf"]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in (where, Path(copy))] == [before, before]


def test_a_pdf_that_was_changed_is_named_and_written_anew_once_it_is_moved_aside(october: Path, run: Run):
    run("close", "2026-10", "--issue")
    where = Path(run("invoice", "pdf", "WR-2026-00002").stdout.strip())
    written = where.read_bytes()
    where.write_bytes(written.replace(b"%PDF", b"%pdf"))
    changed = run("invoice", "pdf", "WR-2026-00002")
    assert changed.status == 1
    assert "not the file that was written" in changed.stderr
    where.unlink()
    assert run("invoice", "pdf", "WR-2026-00002").status == 0
    assert where.read_bytes() == written


def test_a_paper_that_cannot_be_printed_keeps_no_other_back(october: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """The disk is full for one of two; the next run completes."""
    real = documents.render_job

    def full(job: documents.Job) -> Rendered:
        if "lakeview" in job.out.name:
            raise OSError(28, "No space left on device", str(job.out))
        return real(job)

    with monkeypatch.context() as patch:
        patch.setattr(documents, "render_job", full)
        first = run("close", "2026-10", "--issue")
    assert first.status == 3
    assert "wetread: issued, but without a PDF: WR-2026-00001 (No space left on device)" in first.stderr
    folder = october / "invoices" / "2026-10"
    assert [path.name for path in folder.iterdir()] == ["WR-2026-00002-mercy.pdf"]
    assert run("close", "2026-10", "--issue").status == 0
    assert len(list(folder.iterdir())) == 2


def test_a_held_read_is_named_with_its_remedy_and_holds_back_no_other(october: Path, run: Run, clock: FixedClock):
    log(october, clock, mercy.HEADER + UNKNOWN_EXAM)
    look = run("close", "2026-10")
    assert look.status == 1
    assert "1 × unknown_exam" in look.stdout
    assert "then `wetread apply`" in look.stdout
    strict = run("close", "2026-10", "--issue", "--strict")
    assert strict.status == 3
    assert "1 read is held" in strict.stderr
    assert run("close", "2026-10", "--issue").status == 1
    assert len(run("invoice", "list", "--json").json) == 2


def test_letters_that_no_pdf_could_show_hold_their_contract_alone_and_the_preview_says_so(october: Path, run: Run):
    clients = october / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("Lakeview Hospital", "湖景医院"))
    run("apply")
    assert "U+6E56" in run("close", "2026-10").stdout
    issued = run("close", "2026-10", "--issue")
    assert issued.status == 1
    assert "U+6E56" in issued.stderr
    assert "lakeview" in issued.stderr
    assert [each["client"] for each in run("invoice", "list", "--json").json] == ["mercy"]


def test_an_invoice_dated_before_its_month_began_is_refused_unless_it_is_meant(october: Path, run: Run):
    """A year mistyped would make a number of that year, and a paper that is overdue at once."""
    dated = ("close", "2026-10", "--issue", "--dated", "2025-11-02", "--json")
    refused = run(*dated)
    assert (refused.status, refused.json["error"]["code"]) == (3, "too_early")
    assert "an invoice of October 2026 would be dated 2025-11-02" in refused.json["error"]["message"]
    assert [each["number"] for each in run(*dated, "--early").json["invoices"]] == ["WR-2025-00001", "WR-2025-00002"]


@pytest.mark.parametrize("dated, says", [("2026-12-20", "days ahead"), ("2027-11-02", "days ahead")])
def test_an_invoice_dated_far_ahead_is_refused_unless_it_is_meant(october: Path, run: Run, dated: str, says: str):
    refused = run("close", "2026-10", "--issue", "--dated", dated)
    assert refused.status == 3
    assert says in refused.stderr
    assert run("close", "2026-10", "--dated", dated).status == 0
    assert run("close", "2026-10", "--issue", "--dated", dated, "--early").status == 0


def test_an_invoice_dated_far_back_is_warned_of(october: Path, run: Run, clock: FixedClock):
    """Books that are caught up on have such dates: it is said, and goes on."""
    clock.instant = clock.instant.replace(year=2027, month=3)
    looked = run("close", "2026-10", "--dated", "2026-11-02")
    assert "120 days back" in looked.stdout
    assert run("close", "2026-10", "--issue", "--dated", "2026-11-02").status == 0


def test_a_separate_schedule_is_a_file_of_its_own_under_a_password(
    october: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    contract = october / "contracts" / "lakeview.toml"
    contract.write_text('schedule = "separate"\n' + contract.read_text())
    assert run("apply").status == 0
    without = run("close", "2026-10", "--issue")
    assert without.status == 1
    assert "set $WETREAD_SCHEDULE_PASSWORD" in without.stderr
    monkeypatch.setenv("WETREAD_SCHEDULE_PASSWORD", "correct horse")
    assert run("close", "2026-10", "--issue").status == 0
    path = october / "invoices" / "2026-10" / "WR-2026-00001-lakeview-schedule.pdf"
    assert path.exists()
    path.unlink()
    monkeypatch.setenv("WETREAD_SCHEDULE_PASSWORD", "another")
    assert run("close", "2026-10", "--issue").status == 0, "another password is no other schedule"
    events = [each for each in run("audit", "log", "--json").json if each["action"] == "paper.schedule_printed"]
    assert [list(json.loads(each["detail"])) for each in events] == [["sealed_from"]]


def test_a_memo_without_reads_wants_no_separate_schedule(october: Path, run: Run):
    contract = october / "contracts" / "lakeview.toml"
    contract.write_text('schedule = "separate"\n' + contract.read_text())
    run("apply")
    run("close", "2026-10", "--issue")
    agreed = run("invoice", "credit", "WR-2026-00001", "--amount", "5.00", "--because", "goodwill")
    assert (agreed.status, "schedule" in agreed.stderr) == (0, False)


@pytest.mark.parametrize(
    "words, status, says",
    [
        ("close 2026-13", 2, "'2026-13' is not a month"),
        ("close 2026-10 --dated tomorrow", 2, "'tomorrow' is not a date"),
        ("close 2026-10 --client mercie", 2, "did you mean mercy?"),
        ("close 2026-08", 3, "no contract is in force in 2026-08"),
        (
            "close 2026-11 --issue",
            3,
            "November 2026 is not over; lakeview: October 2026 has something to bill and is not closed",
        ),
        ("invoice show WR-2026-99999", 2, "`wetread invoice list` shows all"),
        ("invoice list --month october", 2, "'october' is not a month"),
    ],
)
def test_a_command_that_cannot_be_served_says_why_and_what_to_do(october: Path, run: Run, words, status, says):
    outcome = run(*words.split())
    assert outcome.status == status
    assert says in outcome.stderr
    assert outcome.stdout == ""


def test_an_unknown_number_names_those_that_are_near(october: Path, run: Run):
    run("close", "2026-10", "--issue")
    assert "did you mean WR-2026-00002" in run("invoice", "show", "WR-2026-0002").stderr


def unloaded(found) -> list[str]:
    return [each["message"] for each in found.json["warnings"] if each["code"].startswith("books_")]


def test_files_that_say_otherwise_than_what_is_loaded_are_named_before_and_after_issuing(october: Path, run: Run):
    """Who forgot `apply` would bill the old prices without a word."""
    assert unloaded(run("close", "2026-10", "--json")) == []
    contracts = sorted((october / "contracts").glob("*.toml"))
    for path in contracts:
        path.write_text(path.read_text() + "\n# new prices\n")
    clients = october / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("PO-1,30", "PO-1,31"))
    (said,) = unloaded(run("close", "2026-10", "--json"))
    names = [f"contracts/{path.name}" for path in contracts]
    assert said.startswith(f"directory/clients.csv mercy, {names[0]}, {names[1]} and {len(names) - 2} more are loaded")
    assert said in run("close", "2026-10").stdout
    assert unloaded(run("close", "2026-10", "--issue", "--json")) == [said]
    assert run("apply").status == 0
    assert unloaded(run("close", "2026-10", "--json")) == []


def test_books_with_faults_are_told_where_they_can_t_be_compared(october: Path, run: Run):
    clients = october / "directory" / "clients.csv"
    clients.write_text(clients.read_text() + "newcomer\n")
    (said,) = unloaded(run("close", "2026-10", "--json"))
    assert said.startswith("the books' files have faults")
