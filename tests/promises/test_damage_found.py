"""Damage is found: a bit flipped anywhere in a paper, an event or a PDF, rows deleted, inserted, moved (spec 7).

The attacker here owns the database: the triggers that refuse him are gone.
"""

import json
import random
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlmodel import Session

from invoicing.audit.file_checks import Files
from invoicing.audit.paper_checks import StoredPaper
from invoicing.audit.verify import verify
from invoicing.papers.snapshot import paper_hash
from reads.store.audit import Event
from reads.store.events import hash_of
from tests.promises.damaging import GUARDED, Issued, but_the_guards, damaged

TEXTS = {
    "papers": "kind number series client contract month currency issued_on due_on snapshot schedule previous sha256 at actor",
    "events": "at actor action entity detail because previous hash",
}
NUMBERS = {"papers": ("sequence", "total"), "events": ()}


def flipped(value: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(value) * 8)
    return value[: place // 8] + bytes([value[place // 8] ^ 1 << place % 8]) + value[place // 8 + 1 :]


def stored_bytes(session: Session, table: str, column: str, row: int) -> bytes | None:
    value = session.execute(text(f"SELECT {column} FROM {table} WHERE id = {row}")).scalar_one()
    return None if value is None else str(value).encode()


def flip_a_bit(session: Session, table: str, row: int, chance: random.Random) -> None:
    """One random bit of the row changes, in a column that has some content, weighted by its length."""
    columns = [*TEXTS[table].split(), *NUMBERS[table]]
    contents = {column: stored_bytes(session, table, column, row) for column in columns}
    full = {column: content for column, content in contents.items() if content}
    column = chance.choice([*full, "snapshot" if table == "papers" else "detail"])
    if column in NUMBERS[table]:
        number = int(full[column]) ^ 1 << chance.randrange(4, 40)  # lower ones give another paper's number: refused
        session.execute(text(f"UPDATE {table} SET {column} = :number WHERE id = {row}"), {"number": number})
        return
    sqlite = session.get_bind().dialect.name == "sqlite"
    changed = flipped(full[column], chance)
    while (column == "number" and is_taken(session, changed)) or (not sqlite and not_for_postgres(changed)):
        changed = flipped(full[column], chance)
    given = "CAST(:b AS TEXT)" if sqlite else ":b"
    session.execute(
        text(f"UPDATE {table} SET {column} = {given} WHERE id = {row}"), {"b": changed if sqlite else changed.decode()}
    )


def is_taken(session: Session, number: bytes) -> bool:
    """Another paper's number: the database itself refuses it."""
    found = session.execute(text("SELECT number FROM papers WHERE number IS NOT NULL")).scalars()
    return number in {each.encode() for each in found}


def not_for_postgres(content: bytes) -> bool:
    """PostgreSQL itself finds this: a text holds UTF-8 without NUL."""
    try:
        return "\0" in content.decode()
    except UnicodeDecodeError:
        return True


def names(session: Session, table: str, row: int) -> str:
    if table == "events":
        return f"event {row}"
    found = session.execute(text(f"SELECT number, contract, month FROM papers WHERE id = {row}")).one()
    return found.number or f"{found.contract}/{found.month}"


def check_flips(issued: Issued, flips: int) -> None:
    chance = random.Random(flips)
    for number in range(flips):
        table = chance.choice(["papers", "events"])
        affected: set[str] = set()

        def harm(session: Session, table: str = table, affected: set[str] = affected) -> None:
            row = chance.choice(list(session.execute(text(f"SELECT id FROM {table} ORDER BY id")).scalars()))
            affected.add(names(session, table, row))
            flip_a_bit(session, table, row, chance)
            if session.get_bind().dialect.name == "postgresql" or table == "events":
                affected.add(names(session, table, row))

        found = damaged(issued, harm, with_files=False)
        assert affected & {each.where for each in found}, (number, table, affected, found)


def flip_a_pdf(issued: Issued, chance: random.Random) -> None:
    books, store = issued
    path = chance.choice(sorted((books / "invoices").rglob("*.pdf")))
    content = path.read_bytes()
    path.write_bytes(flipped(content, chance))
    with store.read() as session:
        found = but_the_guards(verify(session, Files(books)).damage)
    path.write_bytes(content)
    assert [(each.what, each.where) for each in found] == [("file_changed", str(path.relative_to(books)))]


def test_nothing_is_wrong_with_what_was_just_issued(issued):
    assert damaged(issued, lambda session: None) == []


def test_flipped_bits_of_papers_and_events_are_named(issued):
    check_flips(issued, 120)


@pytest.mark.nightly
def test_four_hundred_flipped_bits_of_papers_and_events_are_named(issued):
    check_flips(issued, 400)


def test_a_hundred_flipped_bits_of_pdfs_are_named(issued):
    chance = random.Random(100)
    for _ in range(100):
        flip_a_pdf(issued, chance)


def test_the_harness_catches_a_verification_that_trusts_the_hashes(issued, monkeypatch):
    """A worse program: it reads the hashes that stand beside papers and events and doesn't compute them."""
    monkeypatch.setattr(StoredPaper, "intact", property(lambda paper: True))
    monkeypatch.setattr(Event, "intact", property(lambda event: True))
    with pytest.raises(AssertionError):
        check_flips(issued, 400)


def ids(session: Session, table: str) -> list[int]:
    return list(session.execute(text(f"SELECT id FROM {table} ORDER BY id")).scalars())


def every(issued: Issued, table: str) -> Iterator[int]:
    with issued[1].read() as session:
        yield from ids(session, table)


@pytest.mark.parametrize("table", ["events", "papers"])
def test_a_deleted_row_is_missed_wherever_it_stood(issued, table):
    for row in every(issued, table):
        found = damaged(issued, changes(f"DELETE FROM {table} WHERE id = {row}"))
        assert {each.what for each in found} & {"event_count_wrong", "paper_missing"}, (row, found)


def forged_event(session: Session, row: int, previous: str) -> None:
    """An event with a right hash of its own."""
    content = ("2026-11-02T18:00:00Z", "eve", "read.voided", "read:1", "{}", "never happened", previous)
    columns = ("at", "actor", "action", "entity", "detail", "because", "previous")
    values = {**dict(zip(columns, content, strict=True)), "hash": hash_of(content), "id": row}
    marks = ", ".join(f":{name}" for name in values)
    session.execute(text(f"INSERT INTO events ({', '.join(values)}) VALUES ({marks})"), values)


def test_an_inserted_event_is_noticed_also_at_the_end(issued):
    def at_the_end(session: Session) -> None:
        last = session.execute(text("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1")).one()
        forged_event(session, last.id + 1, last.hash)

    def at_the_beginning(session: Session) -> None:
        session.execute(text("UPDATE events SET id = id + 1000"))
        forged_event(session, 1, "0" * 63 + "1")

    for harm in (at_the_end, at_the_beginning):
        assert {each.what for each in damaged(issued, harm)} >= {"event_count_wrong"}


@pytest.mark.parametrize("table", ["events", "papers"])
def test_two_rows_that_changed_places_are_noticed(issued, table):
    rows = list(every(issued, table))
    for first, second in pairwise(rows):

        def harm(session: Session, first: int = first, second: int = second) -> None:
            for old, new in ((first, 10_000), (second, first), (10_000, second)):
                session.execute(text(f"UPDATE {table} SET id = {new} WHERE id = {old}"))

        found = damaged(issued, harm)
        assert f"{table.removesuffix('s')}_chain_broken" in {each.what for each in found}


def dearer(session: Session) -> None:
    """Rewrites an invoice by a dollar, all its sums and all hashes from there on: only the audit log knows better."""
    papers = session.execute(text("SELECT id, snapshot, schedule, sha256, total FROM papers ORDER BY id")).all()
    previous = "0" * 64
    for paper in papers:
        snapshot, total = paper.snapshot, paper.total
        if paper.id == papers[0].id:
            content = json.loads(snapshot)
            content["lines"].append({**content["lines"][-1], "kind": "fixed", "amount": 100})
            content["total"] = total = total + 100
            snapshot = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        values = {"snapshot": snapshot, "total": total, "previous": previous, "row": paper.id}
        values["sha256"] = previous = paper_hash(snapshot, paper.schedule, previous)
        assignments = "snapshot = :snapshot, total = :total, previous = :previous, sha256 = :sha256"
        session.execute(text(f"UPDATE papers SET {assignments} WHERE id = :row"), values)


def test_a_paper_that_was_rewritten_with_all_its_hashes_is_not_what_the_audit_log_says(issued):
    assert "paper_replaced" in {each.what for each in damaged(issued, dearer)}


def test_an_audit_log_written_anew_lacks_the_head_that_was_printed(issued):
    """Whoever rewrites everything can't rewrite paper: the head on an invoice is looked for."""
    books, store = issued
    with store.read() as session:
        head = session.execute(text("SELECT hash FROM events ORDER BY id LIMIT 1")).scalar_one()
        assert but_the_guards(verify(session, Files(books), head.upper()).damage) == []
        rewritten = but_the_guards(verify(session, Files(books), "ab" * 32).damage)
    assert [each.what for each in rewritten] == ["audit_rewritten"]


def test_triggers_that_were_taken_away_are_missed(issued):
    books, store = issued
    with store.read() as session:
        found = [each for each in verify(session, Files(books)).damage if each.what == "guard_missing"]
    assert len(found) == len(GUARDED) * (3 if store.is_sqlite else 2)


def test_a_trigger_that_only_has_the_name_of_a_guard_is_no_guard(ready_for_all):
    """The text counts: this one lets everything through."""
    _, store = ready_for_all()
    with store.write() as session:
        if store.is_sqlite:
            session.execute(text("DROP TRIGGER imports_no_update"))
            session.execute(text("CREATE TRIGGER imports_no_update BEFORE UPDATE ON imports BEGIN SELECT 1; END"))
        else:
            body = "BEGIN RETURN NEW; END"
            session.execute(
                text(f"CREATE OR REPLACE FUNCTION wetread_refuse() RETURNS trigger LANGUAGE plpgsql AS '{body}'")
            )
    with store.read() as session:
        found = verify(session, None).damage
    store.close()
    assert [each.what for each in found] == ["guard_changed"]
    assert ("imports_no_update" if store.is_sqlite else "wetread_refuse") in found[0].message


def changes(statement: str) -> Callable[[Session], object]:
    return lambda session: session.execute(text(statement))


@pytest.mark.parametrize(
    "statement, what",
    [
        ("UPDATE billed_reads SET charge = charge + 1 WHERE id = 1", "billed_reads_wrong"),
        ("DELETE FROM billed_reads WHERE id = 2", "billed_reads_wrong"),
        ("UPDATE closings SET month = '2026-09' WHERE id = 1", "closing_wrong"),
        ("DELETE FROM closings WHERE id = 1", "closing_wrong"),
        ("UPDATE series SET last = last + 1", "series_broken"),
        ("UPDATE papers SET sequence = 77 WHERE id = 1", "series_broken"),
        ("UPDATE papers SET actor = 'eve' WHERE id = 1", "paper_row_changed"),
        ("UPDATE papers SET total = 1 WHERE id = 1", "paper_row_changed"),
        ("DELETE FROM paper_files WHERE id = 1", "file_unrecorded"),
        ("UPDATE paper_files SET path = 'invoices/elsewhere.pdf' WHERE id = 1", "file_missing"),
    ],
)
def test_what_stands_beside_the_papers_is_held_against_them(issued, statement, what):
    assert what in {each.what for each in damaged(issued, changes(statement))}
