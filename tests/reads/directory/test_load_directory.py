"""The books in the database: what was applied comes back as it was, and old versions stay."""

from __future__ import annotations

from sqlmodel import Session, select

from reads.core.clock import FixedClock
from reads.directory.differences import BookChange, lost_zeros
from reads.directory.load_directory import book_changes, keep_changes, load_directory
from reads.directory.read_directory import read_directory
from reads.directory.settings import read_settings
from reads.directory.tables import BookRecordRow
from reads.store.engine import Store
from tests.reads.directory.written import GOOD, key_of

Contents = dict[str, dict[str, dict[str, str]]]


def contents(**changes: str) -> Contents:
    """The good books' contents, files of them with another text."""
    texts = {key_of(name): text for name, text in GOOD.items() if name.endswith(".csv")}
    found = read_directory({kind: text.encode() for kind, text in (texts | changes).items() if text})
    assert found.findings == ()
    settings, _ = read_settings(GOOD["wetread.toml"])
    assert settings is not None
    kept = {kind: {key: dict(cells) for key, cells in rows.items()} for kind, rows in found.contents().items()}
    return {**kept, "group": {"group": dict(settings.contents)}}


def apply(store: Store, clock: FixedClock, books: Contents) -> list[BookChange]:
    with store.write() as session:
        changes = book_changes(session, books)
        keep_changes(session, changes, actor="tester", at=clock.now())
    return changes


def versions(session: Session, key: str) -> list[tuple[int, bool]]:
    rows = session.exec(select(BookRecordRow).where(BookRecordRow.key == key))
    return sorted((row.version, bool(row.content)) for row in rows)


def test_what_was_kept_comes_back_as_the_files_had_it(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    settings, _ = read_settings(GOOD["wetread.toml"])
    texts = {key_of(name): text.encode() for name, text in GOOD.items() if name.endswith(".csv")}
    assert settings is not None
    with store.read() as session:
        assert load_directory(session) == read_directory(texts).directory(settings.group)


def test_only_what_a_command_needs_is_loaded(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    with store.read() as session:
        directory = load_directory(session, ("clients", "group"))
    assert set(directory.clients) == {"mercy-health", "lakeview"}
    assert directory.group is not None
    assert directory.exams == {}


def test_the_same_books_again_change_nothing(store: Store, clock: FixedClock):
    assert len(apply(store, clock, contents())) == 23
    assert apply(store, clock, contents()) == []
    with store.read() as session:
        assert len(session.exec(select(BookRecordRow)).all()) == 23


def test_a_changed_row_is_a_new_version_and_the_old_one_stays(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    charges = GOOD["directory/charges.csv"].replace("260.00", "275.00")
    (change,) = apply(store, clock, contents(charges=charges))
    assert (change.verb, change.key, change.version) == ("changed", "70450/2026-07-01", 2)
    assert change.differences == {"charge": ("260.00", "275.00")}
    with store.read() as session:
        assert versions(session, "70450/2026-07-01") == [(1, True), (2, True)]


def test_a_row_that_leaves_the_books_and_returns_has_three_versions(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    (gone,) = apply(store, clock, contents(licenses="radiologist,state,number,from,until\n"))
    with store.read() as session:
        assert load_directory(session).licenses == {}
    (back,) = apply(store, clock, contents())
    assert (gone.verb, back.verb, back.version) == ("removed", "added", 3)
    with store.read() as session:
        assert versions(session, "ana-roy/il/036-1/2020-01-01") == [(1, True), (2, False), (3, True)]
        assert set(load_directory(session).licenses) == {"ana-roy"}


def test_a_file_that_leaves_the_books_takes_its_rows_with_it(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    changes = apply(store, clock, contents(charges=""))
    assert [(change.kind, change.verb) for change in changes] == [("charges", "removed"), ("charges", "removed")]


def test_columns_in_another_order_are_no_change(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    licenses = "until,number,from,state,radiologist\n,036-1,2020-01-01,IL,ana-roy\n"
    assert apply(store, clock, contents(licenses=licenses)) == []


def test_the_same_value_in_other_words_is_no_change(store: Store, clock: FixedClock):
    """165.00 comes back from a spreadsheet as 165, among them the one change that counts."""
    apply(store, clock, contents())
    written = GOOD["directory/charges.csv"].replace("250.00", "250").replace("260.00", "260.0")
    assert apply(store, clock, contents(charges=written)) == []
    (change,) = apply(store, clock, contents(charges=written.replace("260.0", "265")))
    assert change.differences == {"charge": ("260.00", "265")}


def test_an_id_that_lost_its_zeros_is_warned_of(store: Store, clock: FixedClock):
    apply(store, clock, contents())
    changes = apply(store, clock, contents(payers=GOOD["directory/payers.csv"].replace("06102", "6102")))
    (warning,) = lost_zeros(changes)
    assert (warning.code, warning.severity.value) == ("lost_zeros", "warning")
    assert "06102 has become 6102" in warning.message


def test_a_code_that_rows_are_told_apart_by_and_that_lost_its_zeros_is_warned_of(store: Store, clock: FixedClock):
    exams = GOOD["directory/exams.csv"]
    apply(store, clock, contents(exams=exams.replace(",CTCAP,", ",0711,")))
    (warning,) = lost_zeros(apply(store, clock, contents(exams=exams.replace(",CTCAP,", ",711,"))))
    assert "0711 has become" in warning.message
