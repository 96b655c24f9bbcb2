"""Queries of the register: windows, versions, voids."""

from datetime import UTC, datetime, timedelta

import pytest

from reads.log.read_versions import reads_by_keys, reads_of, releases
from reads.log.rows_in_window import load_reads
from reads.log.tables import ReleaseRow
from reads.store.engine import Store
from tests.reads.log.histories import NOW, brought, read

OCTOBER = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))


def loaded(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(each.read.accession for each in load_reads(session, *OCTOBER))


@pytest.mark.parametrize(
    "moments",
    [
        {"signed_at": "2026-10-01T00:00:00Z"},
        {"signed_at": "2026-11-01T02:00:00Z", "received_at": "2026-10-31T23:59:59Z"},
        {"signed_at": "2026-11-01T02:00:00Z", "exam_at": "2026-10-02T00:00:00Z"},
    ],
    ids=["signed", "received", "exam"],
)
def test_a_month_holds_what_was_signed_received_or_scanned_in_it(store: Store, moments):
    brought(store, read(**moments))
    assert loaded(store) == ["A1"]


def test_a_month_does_not_hold_what_lies_outside(store: Store):
    brought(store, read(signed_at="2026-09-20T00:00:00Z", exam_at="2026-09-20T00:00:00Z"))
    assert loaded(store) == []


def test_the_current_version_decides_whether_a_read_is_in_the_month(store: Store):
    brought(store, read(), read(signed_at="2026-09-20T00:00:00Z", corrects=True))
    brought(store, read(accession="A2", signed_at="2026-09-20T00:00:00Z"), read(accession="A2", corrects=True))
    assert loaded(store) == ["A2"]


def test_a_read_comes_back_as_it_went_in(store: Store):
    sent = read(
        cpt="70450+71260",
        modifiers="LT+26",
        radiologist="moreno",
        exam_at="2026-10-03T05:00:00Z",
        patient_class="E",
        test_patient="yes",
        sent_at="2026-10-03T07:00:00Z",
    )
    brought(store, sent)
    with store.read() as session:
        [logged] = reads_of(session, "a1")
        assert (logged.read, logged.key, logged.version, logged.void) == (sent.read, sent.key, 1, False)
        assert reads_by_keys(session, [sent.key, "nothing"]) == {sent.key: logged}
        assert list(load_reads(session, *OCTOBER)) == [logged]


def test_many_more_reads_than_one_question_asks_for(store: Store, monkeypatch):
    monkeypatch.setattr("reads.store.look_without_orm._AT_ONCE", 7)
    monkeypatch.setattr("reads.log.record_reads.CHUNK", 10)
    rows = [read(accession=f"A{number}") for number in range(45)]
    assert brought(store, *rows).recorded == 45
    assert brought(store, *rows).duplicate == 45
    assert len(loaded(store)) == 45
    with store.read() as session:
        assert len(reads_by_keys(session, [row.key for row in rows])) == 45


def test_releases_are_found_by_read(store: Store):
    with store.write() as session:
        for reason in ("no_exam", "no_reader"):
            session.add(ReleaseRow(read_key="k", reason=reason, because="asked", at=NOW - timedelta(1), actor="tester"))
    with store.read() as session:
        assert releases(session) == {"k": frozenset({"no_exam", "no_reader"})}
