"""Rows on trial are seen by one session alone, hold no lock, and are gone after it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from reads.directory.tables import BookRecordRow
from reads.fees.tables import FeeReleaseRow, FeeValueRow
from reads.store.events import Deed, EventRow, record
from reads.store.on_trial import on_trial

AT = datetime(2026, 11, 2, tzinfo=UTC)


def book(key: str, version: int = 1) -> BookRecordRow:
    return BookRecordRow(kind="exams", key=key, version=version, content="{}", at=AT, actor="ana")


def keys(session: Session) -> list[tuple[str, int]]:
    return [(row.key, row.version) for row in session.exec(select(BookRecordRow).order_by(col(BookRecordRow.id)))]


def test_others_write_meanwhile_and_see_nothing_of_it(store):
    with store.write() as session:
        session.add(book("CTHEAD"))
    with store.read() as session:
        for _ in range(7):  # PostgreSQL's driver prepares what it is asked often; a trial must not go on with that
            assert keys(session) == [("CTHEAD", 1)]
        with on_trial(session, [BookRecordRow]):
            session.add_all([book("CTHEAD", 2), book("XRKNEE")])
            record(session, Deed("books.applied", "books", {}), actor="ana", at=AT)
            with store.write() as other:
                other.add(book("MRBRAIN"))
                record(other, Deed("books.applied", "books", {}), actor="bea", at=AT)
            with store.read() as other:
                assert keys(other) == [("CTHEAD", 1), ("MRBRAIN", 1)]
            for _ in range(7):
                assert keys(session) == [("CTHEAD", 1), ("CTHEAD", 2), ("XRKNEE", 1)]
        assert keys(session) == [("CTHEAD", 1)]
        assert session.exec(select(EventRow)).all() == []
    with store.read() as session:
        assert keys(session) == [("CTHEAD", 1), ("MRBRAIN", 1)]
        assert [row.actor for row in session.exec(select(EventRow))] == ["bea"]


def failing(session: Session) -> None:
    with on_trial(session, [BookRecordRow]):
        session.add(book("CTHEAD"))
        session.flush()
        assert keys(session) == [("CTHEAD", 1)]
        raise ZeroDivisionError


def test_a_trial_that_failed_is_gone_and_another_begins(store):
    with store.read() as session:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                failing(session)
            assert keys(session) == []


def test_rows_on_trial_refer_to_each_other(store):
    with store.read() as session, on_trial(session, [FeeReleaseRow, FeeValueRow]):
        dated = {"starts": AT.date(), "ends": AT.date(), "released_on": AT.date(), "at": AT}
        release = FeeReleaseRow(name="2026D", revision=1, variant="", path="", sha256="", actor="ana", **dated)
        session.add(release)
        session.flush()
        session.add(
            FeeValueRow(
                release_id=release.id, code="70450", modifier="26", work_rvu=Decimal("0.85"), status="A", pctc=""
            )
        )
        session.flush()
        assert session.exec(select(FeeValueRow.code).where(col(FeeValueRow.release_id) == release.id)).all() == [
            "70450"
        ]
