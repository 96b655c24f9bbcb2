"""What a person decides, once, with a reason, and what the log says after it."""

import pytest
from sqlmodel import select

from reads.core.by import By
from reads.log.decisions import Decision, Which, resolve, void
from reads.log.errors import AlreadyDecided, ManyReads, NotUnderstood, UnknownQuarantine, UnknownRead
from reads.log.repository import reads_of, waiting
from reads.store.engine import Store
from reads.store.events import EventRow
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


def test_what_could_not_be_understood_can_only_be_discarded(store: Store):
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
