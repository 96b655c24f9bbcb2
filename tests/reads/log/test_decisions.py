"""What a person decides, once, with a reason, and what the log says after it."""

import pytest
from sqlmodel import select

from reads.core.actor_and_moment import By
from reads.core.errors import FaultyInput, WrongUse
from reads.log.decisions import ChosenRows, Decision, Which, correct, resolve, void
from reads.log.decisions import decide as decide_all
from reads.log.errors import (
    AlreadyDecided,
    ManyReads,
    NothingFits,
    NotRejected,
    NotUnderstood,
    UnknownField,
    UnknownQuarantine,
    UnknownRead,
)
from reads.log.history import histories
from reads.log.many_reads import void_all, which_of
from reads.log.read_versions import reads_of
from reads.log.repository import waiting
from reads.store.engine import Store
from reads.store.events import EventRow
from tests.reads.directories import MERCY
from tests.reads.log.histories import NOW, brought, counted, descriptions, read

BY = By("tester", NOW)


def decide(store: Store, number: int, decision: Decision) -> bool:
    with store.write() as session:
        return resolve(session, number, decision, "asked Mercy", by=BY).changed


def waits(store: Store) -> list[int]:
    with store.read() as session:
        return [row.id for row in waiting(session)]


def deeds(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(event.action, event.because) for event in session.exec(select(EventRow).order_by(EventRow.id))]


@pytest.fixture
def conflict(store: Store) -> Store:
    """A read, and another content of it in quarantine, number 1."""
    brought(store, read(description="old", sent_at="2026-10-03T09:00:00Z"), read(description="new"))
    return store


def test_what_is_accepted_is_the_current_version(conflict: Store):
    assert decide(conflict, 1, Decision.ACCEPT)
    assert (descriptions(conflict), waits(conflict)) == (["new"], [])
    assert deeds(conflict)[-1] == ("quarantine.accept", "asked Mercy")


def test_what_is_discarded_leaves_the_log_as_it_is_and_stays_known(conflict: Store):
    assert decide(conflict, 1, Decision.DISCARD)
    assert (descriptions(conflict), waits(conflict)) == (["old"], [])
    assert brought(conflict, read(description="new"), read(description="new", corrects=True)) == counted(duplicate=2)


def test_a_study_of_its_own_lives_beside_the_other(conflict: Store):
    assert decide(conflict, 1, Decision.AS_NEW)
    assert (descriptions(conflict), waits(conflict)) == (["new", "old"], [])
    assert brought(conflict, read(description="new"), read(description="old")) == counted(duplicate=2)


def test_a_correction_finds_its_study_by_the_time_of_signing(store: Store):
    """The archive started its numbers anew: two patients share an accession."""
    early, late = "2025-10-03T06:12:00Z", "2026-10-03T06:12:00Z"
    assert brought(store, read(description="first", signed_at=early), read(description="second", signed_at=late)) == (
        counted(recorded=1, conflict=1)
    )
    decide(store, 1, Decision.AS_NEW)
    assert brought(store, read(description="second, corrected", signed_at=late, corrects=True)) == counted(amended=1)
    assert descriptions(store) == ["first", "second, corrected"]
    assert brought(store, read(description="first, corrected", signed_at=early, corrects=True)) == counted(amended=1)
    assert descriptions(store) == ["first, corrected", "second, corrected"]


def test_what_could_not_be_understood_is_discarded_or_corrected(store: Store):
    brought(store, read(accession=""))
    for decision in (Decision.ACCEPT, Decision.AS_NEW):
        with pytest.raises(NotUnderstood):
            decide(store, 1, decision)
    assert decide(store, 1, Decision.DISCARD)
    assert brought(store, read(accession="")) == counted(duplicate=1)


def test_a_decision_is_taken_once(conflict: Store):
    assert decide(conflict, 1, Decision.ACCEPT)
    recorded = deeds(conflict)
    assert not decide(conflict, 1, Decision.ACCEPT)
    with pytest.raises(AlreadyDecided):
        decide(conflict, 1, Decision.DISCARD)
    assert deeds(conflict) == recorded


def test_a_number_that_nothing_has_is_said(store: Store):
    with pytest.raises(UnknownQuarantine):
        decide(store, 17, Decision.ACCEPT)


def test_a_read_is_void_for_good_and_why_is_kept(store: Store):
    brought(store, read())
    with store.write() as session:
        assert void(session, Which("a1"), "patient left", by=BY)[1]
        assert not void(session, Which("A1"), "again", by=BY)[1]
        assert [each.void for each in reads_of(session, "A1")] == [True]
    assert deeds(store)[-1] == ("read.voided", "patient left")
    assert brought(store, read()) == counted(duplicate=1)


def test_a_read_to_be_void_must_be_named_alone(store: Store):
    brought(store, read(), read(read_type="final"), read(read_type="final", exam_code="CTNECK"))
    with store.write() as session:
        with pytest.raises(ManyReads) as asked:
            void(session, Which("A1", read_type="final"), "why", by=BY)
        assert "mercy-main CTNECK final" in asked.value.message
        with pytest.raises(UnknownRead):
            void(session, Which("A1", facility="elsewhere"), "why", by=BY)
        assert void(session, Which("A1", exam="ctneck"), "why", by=BY)[0].read.exam == "CTNECK"


def put_right(store: Store, number: int, **fields: str):
    with store.write() as session:
        return correct(session, number, fields, "asked the reader", MERCY, by=BY)


def test_a_rejected_row_is_corrected_and_keeps_where_it_came_from(store: Store):
    brought(store, read(signed_at="", description="CT head", line=9))
    found = put_right(store, 1, signed_at="2026-10-03T06:12:00Z")
    assert (found.changed, found.counts) == (True, counted(recorded=1))
    assert (descriptions(store), waits(store)) == (["CT head"], [])
    with store.read() as session:
        [version] = histories(session, "A1")[0].versions
    assert (version.source, version.path, version.line) == ("quarantine", "october.csv", 9)
    assert deeds(store)[-1] == ("quarantine.correct", "asked the reader")
    assert not put_right(store, 1, signed_at="2026-10-03T06:12:00Z").changed
    assert brought(store, read(signed_at="", description="CT head", line=9)) == counted(duplicate=1)


def test_what_is_still_wrong_after_a_correction_is_named_and_nothing_is_recorded(store: Store):
    brought(store, read(signed_at="", accession=""))
    with pytest.raises(FaultyInput) as faulty:
        put_right(store, 1, signed_at="2026-10-03T06:12:00Z")
    assert [problem.where.field for problem in faulty.value.problems] == ["accession"]
    with pytest.raises(UnknownField, match="signd_at"):
        put_right(store, 1, signd_at="2026-10-03T06:12:00Z")
    assert waits(store) == [1]


def test_a_corrected_row_that_contradicts_the_log_waits_as_such(store: Store):
    brought(store, read(description="old"), read(signed_at="", description="new"))
    found = put_right(store, 1, signed_at="2026-10-03T06:12:00Z")
    assert (found.waits_again, found.counts) == (True, counted(conflict=1))
    assert waits(store) == [2]
    with pytest.raises(NotRejected):
        put_right(store, 2, description="old")


def test_many_are_decided_at_once_each_with_its_event_or_none(store: Store):
    brought(store, read(accession="", line=1), read(accession="", line=2, description="x"), read(read_type="waltz"))
    brought(store, read(description="one"), read(description="other"))
    with pytest.raises(NotUnderstood), store.write() as session:
        decide_all(session, ChosenRows((4, 1)), Decision.ACCEPT, "all of them", by=BY)
    assert waits(store) == [1, 2, 3, 4]
    with store.write() as session:
        found = decide_all(session, ChosenRows(every=True, code="missing"), Decision.DISCARD, "totals", by=BY)
    assert [each.row.id for each in found] == [1, 2]
    assert deeds(store)[-2:] == [("quarantine.discard", "totals")] * 2
    with store.write() as session:
        decide_all(session, ChosenRows((3, 4)), Decision.DISCARD, "both", by=BY)
        with pytest.raises(NothingFits):
            decide_all(session, ChosenRows(every=True), Decision.DISCARD, "none left", by=BY)
    assert waits(store) == []


@pytest.mark.parametrize("chosen", [{}, {"numbers": (1,), "every": True}, {"numbers": (1,), "code": "missing"}])
def test_which_rows_are_meant_is_said_one_way(chosen):
    with pytest.raises(WrongUse):
        ChosenRows(**chosen)


def test_a_list_of_reads_is_voided_whole_or_not_at_all(store: Store):
    brought(store, *(read(accession=f"A{number}") for number in range(3)), read(accession="A2", read_type="final"))
    wanted = which_of("A0\nA1\nA2\nA9\n", "list.txt")
    with pytest.raises(FaultyInput) as faulty, store.write() as session:
        void_all(session, wanted, "sent twice", by=BY)
    assert [problem.code for problem in faulty.value.problems] == ["many_reads", "unknown_read"]
    wanted = which_of("accession,read_type\nA0,\nA2,final\n", "list.csv")
    with store.write() as session:
        assert [changed for _, changed in void_all(session, wanted, "sent twice", by=BY)] == [True, True]
    assert deeds(store)[-2:] == [("read.voided", "sent twice")] * 2
    with store.write() as session:
        assert [changed for _, changed in void_all(session, wanted, "not", by=BY, restore=True)] == [True, True]


@pytest.mark.parametrize("text", ["", "accession,colour\nA1,red\n", "accession,exam\nA1\n"])
def test_a_list_that_is_not_understood_is_refused(text):
    with pytest.raises(FaultyInput):
        which_of(text, "list.csv")
