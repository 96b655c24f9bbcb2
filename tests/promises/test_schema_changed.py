"""What keeps and what covers the rows is itself compared: tables, indexes, triggers, what the tree notes, the series (spec 7.1)."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.audit.verify import verify
from invoicing.audit.verify_books import verify_books
from reads.store.anchors import Anchor, append_anchor, series_damage
from reads.store.damage import Damage
from reads.store.engine import Store
from reads.store.schema_checks import schema_damage
from tests.databases import sqlite_url
from tests.released import RELEASED

TAKEN = "INSERT INTO taken_files (id, sha256, path, at, actor) VALUES ({0}, 's{0}', 'b', 'c', 'eve')"


def after(store: Store, *statements: str) -> list[tuple[str, str]]:
    """What verify says after somebody else than wetread has carried these out."""
    with store.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    return [(each.what, each.message) for each in damage(store)]


def damage(store: Store) -> Sequence[Damage]:
    with store.read() as session:
        return verify(session, None).damage


def test_a_table_that_was_taken_out_of_the_tree_is_named_and_so_are_its_rows(store: Store):
    found = after(store, "DELETE FROM tree_tables WHERE name = 'taken_files'", TAKEN.format(5))
    assert found == [
        ("tree_changed", "nothing is noted of taken_files, whose rows would be sealed"),
        ("row_inserted", "taken_files row 5 is in no seal: nobody wrote it through wetread"),
    ]


def test_a_table_without_its_guards_in_the_tree_s_notes_lacks_them_all_the_same(store: Store):
    gone = (
        [f"DROP TRIGGER taken_files_no_{verb}" for verb in ("update", "delete", "replace")]
        if store.is_sqlite
        else [
            "DROP TRIGGER taken_files_no_change ON taken_files",
            "DROP TRIGGER taken_files_no_truncate ON taken_files",
        ]
    )
    found = after(store, "DELETE FROM tree_tables WHERE name = 'taken_files'", *gone)
    assert [what for what, _ in found] == ["guard_missing"] * len(gone)


@pytest.mark.parametrize("number", [0, -7])
def test_a_row_under_an_id_that_no_row_gets_is_named(store: Store, number: int):
    assert [what for what, _ in after(store, TAKEN.format(number))] == ["row_inserted"]
    with store.write() as session:
        session.execute(text(TAKEN.format(1)))
    assert [each.where for each in damage(store)] == [f"taken_files row {number}"]


def test_notes_of_the_tree_that_say_anything_are_named(store: Store):
    notes = "UPDATE tree_tables SET columns = 'nothing' WHERE name = 'taken_files'"
    more = "UPDATE tree_tables SET mountains = 'zz' WHERE name = 'period_locks'"
    assert {what for what, _ in after(store, notes, more)} == {"tree_changed"}


def test_a_trigger_that_nobody_of_us_made_is_named(store: Store):
    if store.is_sqlite:
        made = ["CREATE TRIGGER eve AFTER INSERT ON papers BEGIN UPDATE series SET last = last; END"]
    else:
        made = [
            "CREATE FUNCTION eve() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER eve BEFORE INSERT ON papers FOR EACH ROW EXECUTE FUNCTION eve()",
        ]
    assert [what for what, _ in after(store, *made)] == ["schema_changed"]


def test_an_index_that_keeps_a_read_from_being_billed_twice_is_missed(store: Store):
    (found,) = after(store, "DROP INDEX ix_billed_reads_original")
    gone = "the index ix_billed_reads_original of billed_reads is gone"
    assert found == (
        "schema_changed",
        gone if store.is_sqlite else "nothing keeps read_key of billed_reads unique any more where kind = 'original'",
    )


def test_an_index_over_other_rows_keeps_nothing_from_being_billed_twice(store: Store):
    made = "CREATE UNIQUE INDEX ix_billed_reads_original ON billed_reads (read_key) WHERE kind = 'difference'"
    (found,) = after(store, "DROP INDEX ix_billed_reads_original", made)
    gone = "nothing keeps read_key of billed_reads unique any more where kind = 'original'"
    changed = "the index ix_billed_reads_original of billed_reads is not as wetread made it"
    assert found == ("schema_changed", changed if store.is_sqlite else gone)


def test_a_trigger_that_lets_a_read_through_both_doors_is_named_whatever_it_is_called(store: Store):
    if store.is_sqlite:
        body = "BEFORE INSERT ON billed_reads BEGIN SELECT 1; END"
        changed = after(store, "DROP TRIGGER billed_reads_one_door", f"CREATE TRIGGER billed_reads_one_door {body}")
        said = "the trigger billed_reads_one_door of billed_reads is not as wetread made it"
        assert changed == [("schema_changed", said)]
        return
    found = after(
        store,
        "CREATE OR REPLACE FUNCTION wetread_not_claimed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "ALTER TABLE claim_lines ENABLE TRIGGER claim_lines_one_door",
        "DROP TRIGGER claim_lines_finals_only ON claim_lines",
        "CREATE TRIGGER claim_lines_finals_only AFTER DELETE ON claim_lines FOR EACH ROW EXECUTE FUNCTION wetread_finals_only()",
        "ALTER TABLE claim_lines ENABLE ALWAYS TRIGGER claim_lines_finals_only",
    )
    kept = "is there and is not what keeps a read from a second door"
    assert found == [
        ("guard_changed", f"claim_lines_finals_only {kept}"),
        (
            "guard_changed",
            "the function wetread_not_claimed, which triggers call, is not the one that a migration made",
        ),
        ("guard_changed", f"claim_lines_one_door {kept}"),
    ]


def test_what_sqlite_lets_one_put_beside_or_under_the_tables_is_named(store: Store):
    if not store.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    looser = "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'closings'"
    found = after(store, "CREATE VIEW eve AS SELECT 1", "PRAGMA writable_schema=ON", looser, "PRAGMA application_id=7")
    assert [message for _, message in found] == [
        "the table closings is not as wetread made it",
        "the view eve is none that wetread made",
        "the file isn't marked as wetread's any more",
    ]


def test_what_postgresql_hides_rows_by_is_named(store: Store):
    if store.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    found = after(
        store,
        "CREATE RULE eve AS ON INSERT TO payment_queries DO INSTEAD NOTHING",
        "ALTER TABLE papers ENABLE ROW LEVEL SECURITY",
        "CREATE TABLE of_another_program (id integer)",
    )
    assert sorted(message for _, message in found) == [
        "the row security of papers is none that wetread made",
        "the rule eve is none that wetread made",
    ]


def test_a_database_of_the_first_release_has_after_its_upgrade_what_a_new_one_has(tmp_path: Path):
    shutil.copy(RELEASED / "0.1.0" / "wetread.db", tmp_path / "wetread.db")
    store = Store.open(sqlite_url(tmp_path / "wetread.db"))
    store.migrate()
    with store.read() as session:
        assert list(schema_damage(session.connection())) == []
    store.close()


def test_a_series_that_was_set_back_would_give_its_numbers_twice(store: Store):
    with store.write() as session:
        session.execute(text("INSERT INTO control_series (name, last) VALUES ('claims', 7), ('group', 3)"))
    noted = {"series": {}, "control_series": {"claims": 7, "group": 3}}
    anchors = [Anchor(1, "a", "b", "c", series=noted), Anchor(2, "a", "b", "c")]
    with store.read() as session:
        assert list(series_damage(session, anchors)) == []
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE control_series SET last = 6 WHERE name = 'claims'")
        connection.exec_driver_sql("DELETE FROM control_series WHERE name = 'group'")
    with store.read() as session:
        found = [(each.what, each.where) for each in series_damage(session, anchors)]
    assert found == [("series_set_back", "series claims"), ("series_set_back", "series group")]


def test_where_nothing_was_noted_outside_an_older_database_is_not_covered(store: Store, books: Path):
    said = "whether an older database was put in its place"
    before = verify_books(store, books).uncovered
    append_anchor(Anchor(0, "0" * 64, "", "2026-11-02T09:00:00Z", restored=True), store.url)
    assert [
        any(each.startswith(said) for each in found) for found in (before, verify_books(store, books).uncovered)
    ] == [
        True,
        False,
    ]
