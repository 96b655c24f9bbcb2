"""`wetread export`: a document goes to a target once, the same bytes come again, and what can't go is said."""

import hashlib
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from invoicing.exports import export_files, export_once
from invoicing.exports.export_batch import Request
from invoicing.exports.papers_and_deeds import ExportPeriod
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.exports.materials import cents, rows

OCTOBER = ("--from", "2026-10", "--to", "2026-10")


def export(run: Run, target: str, out: str, *words: str) -> Any:
    outcome = run("export", target, *(words or OCTOBER), "-o", out, "--json")
    assert outcome.status == 0, outcome.stderr
    return outcome.json


def test_a_month_goes_to_quickbooks_to_the_cent(issued: Path, run: Run):
    done = export(run, "quickbooks-online", "october.csv")
    assert done["documents"] == ["WR-2026-00001", "WR-2026-00002"]
    assert done["totals"] == {"USD": "145.00"}
    found = rows(Path("october.csv").read_bytes())
    assert sum(cents(row["*ItemAmount"]) for row in found) == 14_500
    assert done["files"] == [
        {"path": "october.csv", "sha256": hashlib.sha256(Path("october.csv").read_bytes()).hexdigest()}
    ]
    assert done["sha256"] == done["files"][0]["sha256"]


@pytest.mark.parametrize("target", ["csv", "xlsx", "quickbooks-online", "journal", "beancount"])
def test_the_same_export_twice_is_one_batch_and_the_same_bytes(issued: Path, run: Run, target: str):
    first = export(run, target, "a.out")
    second = export(run, target, "b.out")
    assert (first["again"], second["again"]) == (False, True)
    assert first["batch"] == second["batch"]
    assert Path("a.out").read_bytes() == Path("b.out").read_bytes()
    export(run, target, "c.out", "--again", str(first["batch"]))
    assert Path("c.out").read_bytes() == Path("a.out").read_bytes()
    assert len(run("export", "list", "--json").json) == 1


def test_what_went_to_a_target_goes_there_in_no_other_batch(november: Path, run: Run):
    export(run, "quickbooks-online", "october.csv")
    both = export(run, "quickbooks-online", "both.csv", "--from", "2026-10", "--to", "2026-11")
    assert both["documents"] == ["WR-2026-00003"]
    refused = run("export", "quickbooks-online", "--from", "2026-11", "-o", "x.csv")
    assert refused.status == 3
    assert "everything of 2026-11 went to quickbooks-online before, in batch 2" in refused.stderr
    assert "--again 2" in refused.stderr
    assert not Path("x.csv").exists()
    assert export(run, "journal", "j.csv", "--from", "2026-10", "--to", "2026-11")["documents"] == [
        "WR-2026-00001",
        "WR-2026-00002",
        "WR-2026-00003",
    ]


def test_a_batch_is_the_same_after_later_papers_and_payments(november: Path, run: Run):
    before = export(run, "xlsx", "before.xlsx", "--from", "2026-10", "--to", "2026-12")
    assert run("invoice", "pay", "WR-2026-00001", "45.00", "--on", "2026-12-01").status == 0
    after = export(run, "xlsx", "after.xlsx", "--from", "2026-10", "--to", "2026-12")
    assert after["documents"] == [*before["documents"], "entry/1"]
    export(run, "xlsx", "again.xlsx", "--again", str(before["batch"]))
    assert Path("again.xlsx").read_bytes() == Path("before.xlsx").read_bytes()


def test_payments_are_posted_by_their_days(november: Path, run: Run):
    """100.00 for an invoice of 45.00: 55.00 stay unapplied; then it is reversed."""
    run("invoice", "pay", "lakeview", "100.00", "--on", "2026-11-20", "--reference", "check 9")
    run("invoice", "pay", "--reverse", "1", "--on", "2026-12-02", "--because", "bounced")
    found = export(run, "journal", "november.csv", "--from", "2026-11")
    assert found["documents"] == ["WR-2026-00003", "entry/1"]
    paid = [row for row in rows(Path("november.csv").read_bytes()) if row["journal_id"] == "entry/1"]
    assert [(row["account_name"], row["debit"], row["credit"]) for row in paid] == [
        ("Undeposited Funds", "100.00", ""),
        ("Unapplied Cash", "", "55.00"),
        ("Accounts Receivable", "", "45.00"),
    ]
    export(run, "journal", "december.csv", "--from", "2026-12")
    back = rows(Path("december.csv").read_bytes())
    assert [(row["account_name"], row["debit"], row["credit"]) for row in back] == [
        ("Undeposited Funds", "", "100.00"),
        ("Unapplied Cash", "55.00", ""),
        ("Accounts Receivable", "45.00", ""),
    ]


def test_csv_goes_into_a_file_a_folder_or_a_zip(issued: Path, run: Run):
    names = {"invoices.csv", "lines.csv", "schedule.csv", "payments.csv", "aging.csv"}
    export(run, "csv", "october")
    assert {path.name for path in Path("october").iterdir()} == names
    export(run, "csv", "october.zip")
    with zipfile.ZipFile("october.zip") as archive:
        assert set(archive.namelist()) == names
        assert archive.read("lines.csv") == Path("october/lines.csv").read_bytes()
    first = Path("october.zip").read_bytes()
    export(run, "csv", "october.zip")
    assert Path("october.zip").read_bytes() == first
    export(run, "csv", "october.csv")
    assert Path("october.csv").read_bytes() == Path("october/lines.csv").read_bytes()
    aging = rows(Path("october/aging.csv").read_bytes())
    assert {row["client"]: row["total"] for row in aging} == {"lakeview": "45.00", "mercy": "100.00"}


def test_two_desks_that_export_at_once_make_one_batch(issued: Path, store: Store, database: str, clock: FixedClock):
    request = Request("journal", ExportPeriod(Month(2026, 10), Month(2026, 10)))
    together = threading.Barrier(4)

    def desk(_number: int) -> tuple[int, bool]:
        own = Store.open(database, clock=clock)
        together.wait()
        try:
            by = By("tester", clock.now())
            done = export_once.exported(
                own, lambda session: export_once.export(session, request, by), lambda _: nullcontext(lambda: None)
            )
            return done.batch.id, done.again
        finally:
            own.close()

    with ThreadPoolExecutor(4) as desks:
        assert sorted(desks.map(desk, range(4))) == [(1, False), (1, True), (1, True), (1, True)]


def test_stopped_between_the_file_and_the_record_the_next_run_writes_the_same_file(
    issued: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    def stopped(*_arguments: object, **_options: object) -> None:
        keep(*_arguments, **_options)
        raise KeyboardInterrupt

    keep = export_files.keep
    with monkeypatch.context() as patch:
        patch.setattr(export_files, "keep", stopped)
        assert run("export", "journal", *OCTOBER, "-o", "a.csv").status == 3
    before = Path("a.csv").read_bytes()
    assert run("export", "list", "--json").json == []
    assert export(run, "journal", "a.csv")["again"] is False
    assert Path("a.csv").read_bytes() == before


def test_what_can_not_be_written_leaves_no_batch(issued: Path, run: Run):
    Path("taken").mkdir()
    Path("taken/file").touch()
    failed = run("export", "journal", *OCTOBER, "-o", "taken/file/journal.csv")
    assert failed.status == 3
    assert run("export", "list", "--json").json == []
    assert export(run, "journal", "journal.csv")["again"] is False


def test_the_database_refuses_a_document_twice_and_any_change(issued: Path, run: Run, store: Store):
    export(run, "journal", "a.csv")
    for statement in (
        "INSERT INTO exported_documents (id, batch_id, target, document) VALUES (99, 1, 'journal', 'WR-2026-00001')",
        "UPDATE export_batches SET sha256 = ''",
        "DELETE FROM exported_documents",
    ):
        with pytest.raises(DBAPIError), store.write() as session:
            session.execute(text(statement))


def test_a_credit_goes_with_the_month_of_its_date_and_is_said_where_it_can_not_go(
    issued: Path, run: Run, clock: FixedClock
):
    """Credited in December, of an October that was exported before."""
    export(run, "quickbooks-online", "october.csv")
    export(run, "xero", "october-xero.csv")
    clock.instant = clock.instant.replace(month=12)
    credited = run("invoice", "credit", "WR-2026-00001", "--amount", "5.00", "--because", "goodwill")
    assert credited.status == 0, credited.stderr
    assert run("export", "quickbooks-online", *OCTOBER, "-o", "again.csv").status == 0
    assert Path("again.csv").read_bytes() == Path("october.csv").read_bytes()
    told = run("export", "quickbooks-online", "--from", "2026-12", "-o", "december.csv", "--json")
    assert told.status == 1
    (left,) = told.json["left_out"]
    assert left["number"] == "CM-WR-2026-00001"
    assert "by hand" in left["why"]
    assert told.json["batch"] is None
    assert not Path("december.csv").exists()
    done = export(run, "xero", "december-xero.csv", "--from", "2026-12")
    assert done["totals"] == {"USD": "-5.00"}
    journal = export(run, "journal", "all.csv", "--from", "2026-10", "--to", "2026-12")
    assert journal["totals"] == {"USD": "140.00"}


def test_a_file_that_was_never_imported_is_written_anew_in_its_place(november: Path, run: Run):
    """The account was wrong: the same documents, as the books call them now."""
    first = export(run, "journal", "first.csv")
    settings = november / "wetread.toml"
    settings.write_text(settings.read_text() + '\n[accounts]\nrevenue = "4100 Prelim income"\n')
    refused = run("export", "journal", *OCTOBER, "-o", "x.csv")
    assert refused.status == 3
    assert "--anew" in refused.stderr
    second = export(run, "journal", "second.csv", "--again", "1", "--anew")
    assert (second["documents"], second["totals"]) == (first["documents"], first["totals"])
    assert second["replaces"] == 1
    assert "4100" in {row["account"] for row in rows(Path("second.csv").read_bytes())}
    export(run, "journal", "third.csv")
    assert Path("third.csv").read_bytes() == Path("second.csv").read_bytes()
    assert export(run, "journal", "november.csv", "--from", "2026-11")["documents"] == ["WR-2026-00003"]


def test_a_batch_written_again_is_refused_in_another_form(issued: Path, run: Run):
    batch = str(export(run, "xero", "first.csv")["batch"])
    other = run("export", "xero", "--again", batch, "--lines", "single", "-o", "second.csv", "--json")
    assert (other.status, other.json["error"]["remedy"]) == (2, "--anew writes it as asked for now")
    assert not Path("second.csv").exists()
    assert run("export", "xero", "--again", batch, "--lines", "per-rate", "-o", "second.csv").status == 0


def test_what_was_overlooked_in_earlier_months_is_named(november: Path, run: Run):
    assert run("export", "journal", "--from", "2026-11", "-o", "a.csv").status == 0
    run("invoice", "pay", "lakeview", "45.00", "--on", "2026-10-31")
    told = run("export", "journal", "--from", "2026-12", "-o", "b.csv")
    assert told.status == 3
    told = run("export", "journal", "--from", "2026-11", "-o", "b.csv")
    assert "WR-2026-00001, WR-2026-00002, entry/1" in told.stderr
    assert "--from an earlier month" in told.stderr


def test_the_audit_log_knows(issued: Path, run: Run, store: Store):
    export(run, "journal", "a.csv")
    with store.read() as session:
        event = session.execute(text("SELECT action, entity, detail FROM events ORDER BY id DESC LIMIT 1")).one()
    assert event.action == "export.written"
    assert '"USD":"145.00"' in event.detail


def test_standard_output_gets_the_file_and_nothing_else(issued: Path, run: Run):
    printed = run("export", "journal", *OCTOBER, "-o", "-")
    export(run, "journal", "a.csv")
    assert printed.stdout == Path("a.csv").read_text()
    both = run("export", "journal", *OCTOBER, "-o", "-", "--json")
    assert (both.status, both.json["error"]["message"]) == (
        2,
        "the file and the answer can't both go to standard output",
    )


def test_accounts_in_the_books_are_used(issued: Path, run: Run):
    settings = issued / "wetread.toml"
    written = settings.read_text()
    settings.write_text(written + '\n[accounts]\nrevenue = "4100 Prelim income"\nby_rate = ["CT head = 4101 CT"]\n')
    export(run, "journal", "a.csv")
    assert {row["account"] for row in rows(Path("a.csv").read_bytes())} == {"1200", "4100", "4101", "4020"}
    settings.write_text(written + '\n[accounts]\nby_rate = ["CT head 4101"]\nrevenues = "x"\n')
    refused = run("export", "journal", *OCTOBER, "-o", "b.csv")
    assert refused.status == 1
    assert "each line says what something of ours is called there" in refused.stderr
    assert "did you mean `revenue`" in refused.stderr


@pytest.mark.parametrize(
    "words, status, says",
    [
        ("journal --from 2026-13 -o x.csv", 2, "'2026-13' is not a month"),
        ("journal -o x.csv", 2, "no month is given"),
        ("journal --from 2026-10 --to 2026-09 -o x.csv", 2, "2026-09 is before 2026-10"),
        ("journal --from 2026-10", 2, "Missing option"),
        ("journal --again 7 -o x.csv", 2, "journal has no batch 7"),
        ("journal --from 2025-01 -o x.csv", 3, "there is nothing of 2025-01 to export"),
        ("xlsx --from 2026-10 --template wetread.toml -o x.xlsx", 2, "xlsx takes no --template"),
        ("lotus --from 2026-10 -o x", 2, "has no command `lotus`"),
    ],
)
def test_a_command_that_can_not_be_served_says_why(issued: Path, run: Run, words: str, status: int, says: str):
    Path("wetread.toml").touch()
    outcome = run("export", *words.split())
    assert outcome.status == status
    assert says in outcome.stderr
    assert outcome.stdout == ""
