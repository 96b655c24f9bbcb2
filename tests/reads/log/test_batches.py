"""An import undone: all that it brought counts as never come, for later imports too, and nothing of it is deleted (spec 2.4)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from reads.core.actor_and_moment import By
from reads.intake.candidate import cancellation, ordered
from reads.intake.order import Order
from reads.log.batches import batches, look, undo
from reads.log.decisions import Decision, Which, resolve, void
from reads.log.errors import ImportInUse, LaterOnTop, UnknownImport
from reads.log.outcome import Source
from reads.log.read_versions import reads_of
from reads.log.record_reads import import_candidates
from reads.log.repository import in_quarantine, waiting
from reads.log.tables import QuarantineRow, ReadVersionRow, ReadVoidRow
from reads.store.engine import Store
from tests.reads.directories import MERCY
from tests.reads.log.histories import NOW, counted, descriptions, read

BY = By("tester", NOW)


def brought(store: Store, name: str, *rows):
    """The rows as a file of that name: its counts and its number."""
    with store.write() as session:
        outcome = import_candidates(session, rows, Source("csv", name, name * 8), MERCY, actor="tester", at=NOW)
    return outcome.counts, outcome.import_id


def undone(store: Store, number: int, *, keep_later: bool = False, uses=()):
    with store.write() as session:
        return undo(session, number, "the wrong file", lambda *_: uses, by=BY, keep_later=keep_later)


def size(store: Store, table) -> int:
    with store.read() as session:
        found: int = session.execute(select(func.count()).select_from(table)).scalar_one()
    return found


ORDER = Order(
    **{
        **dict.fromkeys(Order._fields, ""),
        "facility": "mercy-main",
        "accession": "A7",
        "number": "N7",
        "sent_at": "2026-10-03T05:00:00Z",
        "received_at": "2026-10-03T05:00:00Z",
    }
)


def test_everything_of_an_import_is_as_if_it_had_never_come_and_may_come_again(store: Store):
    rows = [
        read(description="CT head"),
        read(description="CT neck"),
        read(accession=""),
        read(accession="A3"),
        cancellation(5, (read(accession="A3").key,)),
        ordered(6, ORDER, None),
    ]
    counts, number = brought(store, "october", *rows)
    assert counts == counted(recorded=2, conflict=1, rejected=1, voided=1, ignored=1)
    found = undone(store, number)
    assert found.changed
    assert found.brought.as_json() == {"versions": 2, "voids": 1, "orders": 1, "quarantined": 2}
    with store.read() as session:
        assert reads_of(session, "A1") == reads_of(session, "A3") == []
        assert list(waiting(session)) == []
        assert in_quarantine(session, 1) is None
    assert [size(store, table) for table in (ReadVersionRow, ReadVoidRow, QuarantineRow)] == [2, 1, 2]
    assert brought(store, "october", *rows)[0] == counts
    with store.read() as session:
        assert [each.void for each in reads_of(session, "A3")] == [True]
        assert len(list(waiting(session))) == 2


def test_the_right_file_comes_in_as_if_it_were_the_first(store: Store):
    """No conflict with what was wrong, and no version before it."""
    _, wrong = brought(store, "wrong", read(description="wrong"), read(accession="A2", description="wrong"))
    undone(store, wrong)
    assert brought(store, "right", read(description="right"))[0] == counted(recorded=1)
    assert descriptions(store) == ["right"]


def test_undone_corrections_leave_what_they_corrected(store: Store):
    brought(store, "first", read(description="old"))
    _, number = brought(store, "amend", read(description="new", corrects=True))
    undone(store, number)
    assert descriptions(store) == ["old"]
    assert brought(store, "amend", read(description="new", corrects=True))[0] == counted(amended=1)
    assert descriptions(store) == ["new"]


def test_undone_twice_is_undone_once(store: Store):
    _, number = brought(store, "october", read())
    assert undone(store, number).changed
    assert not undone(store, number).changed
    with store.read() as session:
        [batch] = batches(session, 10)
    assert (batch.counts["recorded"], batch.undone["because"]) == (1, "the wrong file")


def test_what_is_on_a_paper_stays(store: Store):
    _, number = brought(store, "october", read())
    with pytest.raises(ImportInUse, match="WR-2026-00001"):
        undone(store, number, uses=["1 of its reads on paper WR-2026-00001"])
    assert descriptions(store) == [""]


def test_what_came_on_top_is_named_first_and_stays_if_that_is_said(store: Store):
    _, first = brought(store, "first", read(description="old"), read(accession="A2"))
    _, second = brought(store, "second", read(description="new", corrects=True), read(accession="A2"))
    with store.write() as session:
        void(session, Which("A2"), "left", by=BY)
    with pytest.raises(LaterOnTop) as refused:
        undone(store, first)
    assert f"import {second} (second) has 1 of its reads; 1 of its reads was voided by hand" in refused.value.message
    found = undone(store, first, keep_later=True)
    assert descriptions(store) == ["new"]
    assert found.again == ("second",)


def test_a_row_taken_out_of_quarantine_waits_again_once_that_is_undone(store: Store):
    _, first = brought(store, "october", read(description="old"), read(description="new"))
    with store.write() as session:
        resolve(session, 1, Decision.ACCEPT, "asked", by=BY)
        assert [batch.source for batch in batches(session, 10)] == ["quarantine", "csv"]
        assert f"import {first + 1} (october.csv)" not in look(session, first).on_top
    undone(store, first + 1)
    assert descriptions(store) == ["old"]
    with store.write() as session:
        assert [row.id for row in waiting(session)] == [1]
        assert resolve(session, 1, Decision.ACCEPT, "asked again", by=BY).changed
    assert descriptions(store) == ["new"]


def test_imports_are_listed_a_page_at_a_time(store: Store):
    numbers = [brought(store, f"file{each}", read(accession=f"A{each}"))[1] for each in range(5)]
    with store.read() as session:
        first = batches(session, 2)
        assert [batch.id for batch in first] == numbers[:2:-1]
        assert [batch.id for batch in batches(session, 9, before=first[-1].id)] == numbers[2::-1]
        with pytest.raises(UnknownImport):
            look(session, 99)
