"""An order that is cancelled although its study was read and signed: the read is billed, and the cancellation is told."""

from __future__ import annotations

import pytest

from reads.log.outcome import Imported, Source
from reads.log.read_versions import reads_of
from reads.log.record_reads import import_candidates
from reads.store.engine import Store
from tests.reads.directories import MERCY
from tests.reads.intake.hl7.messages import NOW, message, order, reading, report
from tests.reads.log.histories import read

LATER = "20261004090000-0500"


def brought(store: Store, text: str, name: str = "feed.hl7") -> Imported:
    with store.write() as session:
        return import_candidates(session, reading(text), Source("hl7", name, "0" * 64), MERCY, actor="tester", at=NOW)


def told(outcome: Imported) -> list[str]:
    assert outcome.needs_a_person == bool(outcome.warnings)
    return [finding.message for finding in outcome.warnings if finding.code == "order_cancelled"]


@pytest.mark.parametrize("control", ["CA", "DC", "OC", "CR", "OD", "DR"])
def test_a_cancellation_after_the_read_was_signed_is_told_and_the_read_stands(store: Store, control: str):
    brought(store, order() + message())
    (said,) = told(brought(store, order(control, sent=LATER)))
    assert said.startswith("mercy-main A100 CTHEAD preliminary: its order is cancelled")
    assert f"(ORC-1 {control}, sent 2026-10-04T14:00:00Z)" in said
    with store.read() as session:
        (logged,) = reads_of(session, "A100")
    assert not logged.void


def test_it_is_told_once_in_whichever_order_they_come_and_whatever_source_the_read_has(store: Store):
    gone = order("CA", sent=LATER)
    assert told(brought(store, gone)) == []
    assert len(told(brought(store, message()))) == 1
    assert told(brought(store, message())) == told(brought(store, gone)) == []
    with store.write() as session:
        row = read(accession="a100", exam_code="CTHEAD", read_type="addendum", radiologist="moreno")
        outcome = import_candidates(session, [row], Source("csv", "late.csv", "1"), MERCY, actor="tester", at=NOW)
    assert len(told(outcome)) == 1


def test_in_one_file_with_its_read_it_is_told(store: Store):
    assert len(told(brought(store, order() + message() + order("CA", sent=LATER)))) == 1


def test_an_order_that_was_given_again_or_is_of_another_exam_cancels_nothing_of_the_read(store: Store):
    brought(store, order() + message())
    other = order("CA", sent=LATER).replace("CTHEAD^CT HEAD", "CTNECK^CT NECK")
    assert told(brought(store, other)) == []
    assert told(brought(store, order("CA", sent="20261003040000-0500"))) == []
    again = order("CA", accession="A200") + order("NW", accession="A200", sent=LATER)
    assert told(brought(store, again + message(report(accession="A200")))) == []


def test_a_void_read_and_one_of_another_site_are_none_of_it(store: Store):
    brought(store, message() + message(report(status="X")))
    assert told(brought(store, order("CA", sent=LATER))) == []
    brought(store, message(report(accession="A300")))
    assert told(brought(store, order("CA", accession="A300", sent=LATER).replace("mercy-main", "mercy-west"))) == []
