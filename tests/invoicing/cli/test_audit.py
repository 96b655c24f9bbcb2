"""`wetread audit`: what was done is listed, damage is named with exit status 1, and the export can be checked by others."""

import hashlib
import json
from dataclasses import asdict

import pytest
from sqlalchemy import text

from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy


@pytest.fixture
def issued(books, run, clock, begin):
    """Books with October issued and printed."""
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)

    def printed() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        store.migrate()
        mercy.apply(books, store)
        mercy.bring_in(store, mercy.OCTOBER)
        assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
        store.close()

    begin("printed", printed)
    yield store
    store.close()


def test_what_was_issued_is_whole(run, issued):
    answer = run("audit", "verify", "--json")
    assert answer.status == 0
    assert answer.json["ok"] is True
    assert answer.json["damage"] == []
    assert answer.json["checked"]["papers"] == 3
    assert answer.json["checked"]["pdfs"] == 2
    assert "all is as it was written" in run("audit", "verify").stdout


def test_damage_is_named_and_ends_with_one(run, issued, books):
    pdf = next((books / "invoices").rglob("WR-2026-00001*.pdf"))
    pdf.write_bytes(pdf.read_bytes() + b" ")
    answer = run("audit", "verify", "--json")
    assert answer.status == 1
    assert answer.json["ok"] is False
    assert [(each["what"], each["where"]) for each in answer.json["damage"]] == [
        ("file_changed", str(pdf.relative_to(books)))
    ]
    assert "is not the file that was written" in run("audit", "verify").stdout


def test_an_auditor_may_have_the_pdfs_in_a_folder_of_his_own(run, issued, books, tmp_path):
    copies = tmp_path / "copies"
    copies.mkdir()
    for pdf in (books / "invoices").rglob("*.pdf"):
        pdf.rename(copies / pdf.name)
    assert run("audit", "verify", "--pdfs", str(copies)).status == 0
    missing = run("audit", "verify", "--json")
    assert {each["what"] for each in missing.json["damage"]} == {"file_missing"}


def test_a_remit_to_edited_in_the_database_is_named_and_stops_issue(run, issued, books):
    """Whoever wants the money to go elsewhere edits the loaded settings; the books' file still says where it belongs."""
    with issued.write() as session:
        session.execute(text("DROP TRIGGER book_records_no_update"))
        statement = "UPDATE book_records SET content = replace(content, '\"remit_to\":\"', '\"remit_to\":\"Eve, ') WHERE kind = 'group'"
        assert session.execute(text(statement)).rowcount == 1
    found = {each["what"]: each for each in run("audit", "verify", "--json").json["damage"]}
    assert set(found) == {"row_changed", "guard_missing", "books_differ"}
    assert "remit_to" in found["books_differ"]["message"]
    assert "Eve" in found["books_differ"]["message"]
    refused = run("close", "2026-10", "--issue", "--json")
    assert refused.status == 3
    assert "the loaded remit_to is not what wetread.toml says" in refused.stdout + refused.stderr


def test_a_contract_file_that_is_not_the_loaded_one_is_named(run, issued, books):
    path = next((books / "contracts").glob("*.toml"))
    path.write_text(path.read_text() + "\n# said later\n")
    damage = run("audit", "verify", "--json").json["damage"]
    assert [(each["what"], each["where"]) for each in damage] == [("books_differ", f"contracts/{path.name}")]


def test_an_older_database_put_in_the_place_of_the_newer_is_named(run, issued, books):
    """All in it is as it was written: only what was noted outside the books knows of the payment that is gone."""
    issued.close()
    older = (books / "wetread.db").read_bytes()
    assert run("invoice", "pay", "WR-2026-00001", "10.00", "--reference", "check 7").status == 0
    for path in books.glob("wetread.db-*"):
        path.unlink()
    (books / "wetread.db").write_bytes(older)
    damage = run("audit", "verify", "--json").json["damage"]
    assert [each["what"] for each in damage] == ["history_rolled_back"]


def test_an_audit_log_with_another_beginning_is_named(run, issued, books):
    """Both chains written anew agree with themselves: what was noted outside the books is not in them."""
    from reads.store.anchors import Anchor, anchor_file

    url = sqlite_url(books / "wetread.db")
    line = json.dumps(asdict(Anchor(1, "ab" * 32, "", "2026-11-01T09:00:00Z")))
    anchor_file(url).write_text(line + "\n" + anchor_file(url).read_text())
    damage = run("audit", "verify", "--json").json["damage"]
    assert [each["what"] for each in damage] == ["history_rewritten"]


def test_a_text_that_is_no_text_any_more_is_named_and_harms_no_terminal(run, issued):
    with issued.write() as session:
        session.execute(text("DROP TRIGGER papers_no_update"))
        session.execute(text("UPDATE papers SET number = CAST(x'1b5b4a57ff' AS TEXT) WHERE id = 1"))
    answer = run("audit", "verify")
    assert answer.status == 1
    assert "\x1b" not in answer.stdout
    assert "paper_row_changed" in answer.stdout


@pytest.mark.parametrize(
    "table, change",
    [
        ("events", "at = at || 'x'"),
        ("events", "at = substr(at, 1, 19)"),
        ("book_records", "content = content || 'x'"),
        ("book_records", "content = '5'"),
        ("book_records", "content = '{}'"),
    ],
)
def test_a_row_that_can_t_be_read_any_more_is_named_and_stops_no_check(run, issued, table: str, change: str):
    with issued.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {table}_no_update"))
        connection.execute(text(f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table})"))
    answer = run("audit", "verify", "--json")
    assert answer.status == 1, answer.stdout
    damage = {(each["what"], each["where"].split()[0]) for each in answer.json["damage"]}
    assert ("row_changed", table) in damage


def test_a_file_that_sqlite_cant_read_is_damage_and_no_fault_of_ours(run, issued, books):
    """The pages of the file itself are overwritten, from the sixth on."""
    with issued.write() as session:
        page = session.execute(text("PRAGMA page_size")).scalar_one()
    issued.close()
    path = books / "wetread.db"
    content = bytearray(path.read_bytes())
    content[5 * page : 40 * page] = b"\x55" * (35 * page)
    path.write_bytes(content)
    answer = run("audit", "verify", "--json")
    assert answer.status == 1
    assert "database_damaged" in {each["what"] for each in answer.json["damage"]}


def test_the_log_tells_who_did_what_to_what(run, issued):
    whole = run("audit", "log", "--json").json
    assert [event["action"] for event in whole][-1] in {"invoice.issued", "month.closed", "paper.printed"}
    one = run("audit", "log", "--entity", "WR-2026-00001", "--json").json
    assert [event["action"] for event in one] == ["invoice.issued", "paper.printed"]
    assert one[0]["actor"] == "tester"
    assert "WR-2026-00001" in run("audit", "log").stdout
    assert run("audit", "log", "--to", "2026-11-01").stdout == "no events\n"
    assert run("audit", "log", "--from", "2026-11-02", "--to", "2026-11-02", "--json").json == whole


def test_the_export_is_enough_to_check_both_chains(run, issued, tmp_path):
    """As an auditor would: from the file alone, without any of our code."""
    assert run("audit", "export", "-o", str(tmp_path / "audit.jsonl")).status == 0
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    previous = "0" * 64
    for event in (line["event"] for line in lines if "event" in line):
        names = ("at", "actor", "action", "entity", "detail", "because", "previous", "root")
        content = json.dumps([event[name] for name in names], separators=(",", ":"), ensure_ascii=False)
        assert event["previous"] == previous
        previous = hashlib.sha256(content.encode()).hexdigest()
        assert event["hash"] == previous
    assert lines[-1]["head"] == previous
    previous = "0" * 64
    for paper in (line["paper"] for line in lines if "paper" in line):
        content = "\n".join((paper["snapshot"], paper["schedule_sha256"], previous))
        previous = hashlib.sha256(content.encode()).hexdigest()
        assert paper["sha256"] == previous
    assert lines[-1]["papers"] == 3
    assert run("audit", "export").stdout.splitlines() == (tmp_path / "audit.jsonl").read_text().splitlines()


def test_memos_payments_and_disputes_leave_everything_whole(run, issued, books):
    mercy.bring_in(
        issued,
        mercy.HEADER
        + "lakeview-main,LV9,CTHEAD,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n",
    )
    (books / "list.csv").write_text("Accession\nLV1\n")
    for command in (
        ("invoice", "dispute", "WR-2026-00001", "--reads", str(books / "list.csv"), "--because", "mail"),
        ("invoice", "adjust", "lakeview", "2026-10"),
        ("invoice", "credit", "WR-2026-00002", "--amount", "5.00", "--because", "goodwill"),
        ("invoice", "line", "mercy", "12.50", "--contract", "mercy-general", "--because", "courier"),
        ("invoice", "pay", "WR-2026-00002", "10.00", "--on", "2026-11-02", "--reference", "CHECK 1"),
        ("close", "2026-11", "--issue", "--early", "--jobs", "1"),
    ):
        assert run(*command).status in {0, 1}, (command, run(*command).stderr)
    answer = run("audit", "verify", "--json")
    assert answer.json["damage"] == []
    assert answer.json["checked"]["papers"] > 4
