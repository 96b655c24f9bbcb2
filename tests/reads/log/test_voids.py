"""Void reads: what comes in under a void stays there and is told, and a person can take the void back (spec 2.2, 2.4)."""

from __future__ import annotations

import pytest

from reads.core.actor_and_moment import By
from reads.core.reason import NoReason
from reads.intake.candidate import cancellation
from reads.log.decisions import Which, restore, void
from reads.log.history import histories
from reads.log.read_versions import reads_of
from reads.store.engine import Store
from tests.reads.log.histories import NOW, bring, brought, counted, descriptions, read

BY = By("tester", NOW)


def made_void(store: Store, **words: str) -> None:
    with store.write() as session:
        void(session, Which("A1", **words), "patient left", by=BY)


def taken_back(store: Store) -> bool:
    with store.write() as session:
        return restore(session, Which("A1"), "the wrong one", by=BY)[1]


def is_void(store: Store) -> bool:
    with store.read() as session:
        return [each.void for each in reads_of(session, "A1")] == [True]


@pytest.mark.parametrize("corrects", [False, True])
def test_new_content_of_a_void_read_is_kept_under_the_void_and_told(store: Store, corrects):
    brought(store, read(description="CT head"))
    made_void(store)
    with store.write() as session:
        outcome = bring(session, read(description="CT neck", corrects=corrects))
    assert outcome.counts == counted(voided=1)
    assert outcome.needs_a_person
    [told] = outcome.still_void
    assert "mercy-main A1 CTHEAD preliminary is still void" in told.message
    assert "reads void --restore A1" in told.remedy
    assert is_void(store)
    assert taken_back(store)
    assert (descriptions(store), is_void(store)) == (["CT neck"], False)


def test_known_content_of_a_void_read_is_a_duplicate_and_nobody_is_asked(store: Store):
    brought(store, read(description="CT head"))
    made_void(store)
    with store.write() as session:
        outcome = bring(session, read(description="CT head"))
        again = bring(session, read(description="CT neck")), bring(session, read(description="CT neck"))
    assert (outcome.counts, outcome.needs_a_person) == (counted(duplicate=1), False)
    assert [each.counts for each in again] == [counted(voided=1), counted(duplicate=1)]
    assert not again[1].needs_a_person


def test_an_accession_used_again_does_not_vanish_under_a_void(store: Store):
    """Another patient, half a year later: a person looks, as without the void."""
    brought(store, read(signed_at="2026-01-03T06:12:00Z"))
    made_void(store)
    assert brought(store, read(description="another")) == counted(conflict=1)


def test_under_a_void_too_versions_are_ordered_by_the_senders_time(store: Store):
    brought(store, read(description="first", sent_at="2026-10-03T07:00:00Z"))
    made_void(store)
    brought(store, read(description="third", sent_at="2026-10-03T09:00:00Z"))
    brought(store, read(description="second", sent_at="2026-10-03T08:00:00Z"))
    taken_back(store)
    assert descriptions(store) == ["third"]


def test_a_void_is_taken_back_once_and_may_be_made_again(store: Store):
    brought(store, read())
    assert not taken_back(store)
    made_void(store)
    assert taken_back(store)
    assert not taken_back(store)
    made_void(store)
    assert is_void(store)
    with store.read() as session:
        [history] = histories(session, "a1")
    assert [(each.made.because, each.taken_back and each.taken_back.because) for each in history.voids] == [
        ("patient left", "the wrong one"),
        ("patient left", None),
    ]


def test_a_cancellation_that_a_person_took_back_counts_again_only_if_sent_anew(store: Store):
    key = read().key
    first = cancellation(2, (key,), "2026-10-03T08:00:00Z")
    assert brought(store, read(), first) == counted(recorded=1, voided=1)
    taken_back(store)
    assert brought(store, first) == counted(duplicate=1)
    assert not is_void(store)
    with store.write() as session:
        outcome = bring(session, cancellation(3, (key,), "2026-10-04T08:00:00Z"))
    assert (outcome.counts, [each.code for each in outcome.still_void]) == (counted(voided=1), ["cancelled_again"])
    assert is_void(store)


def test_a_void_needs_a_reason(store: Store):
    brought(store, read())
    with pytest.raises(NoReason), store.write() as session:
        void(session, Which("A1"), " \u200b", by=BY)
    assert not is_void(store)


def test_amended_to_stat_and_back_it_is_routine_again(store: Store):
    """Two files with --amend and no time of sending; each again changes nothing."""
    plain, stat = read(priority="routine"), read(priority="stat", corrects=True)
    back = read(priority="routine", corrects=True)
    assert brought(store, plain) == counted(recorded=1)
    for file, rows in (("stat.csv", stat), ("back.csv", back)):
        assert brought(store, rows, file=file) == counted(amended=1)
        assert brought(store, rows, file=file) == counted(duplicate=1)
    assert brought(store, plain) == counted(duplicate=1)
    with store.read() as session:
        assert [(each.read.priority, each.version) for each in reads_of(session, "A1")] == [("routine", 3)]
