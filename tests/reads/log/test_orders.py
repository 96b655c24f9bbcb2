"""Orders supply what reads lack, whichever comes first; what was ordered and never read can be asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reads.log.ordered_unread import ordered_unread
from reads.log.read_versions import reads_of
from tests.reads.intake.hl7.messages import HEADER, message, order, report
from tests.reads.log.feeds import current, fed

WITHOUT_CLASS = message().replace("PV1|1|E\r", "")
START, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def unread(store):
    with store.read() as session:
        return [each.order.accession for each in ordered_unread(session, START, END)]


@pytest.mark.parametrize("order_first", [True, False])
def test_an_order_gives_class_and_receipt(store, order_first):
    messages = [order(patient_class="I"), WITHOUT_CLASS]
    fed(store, *(messages if order_first else reversed(messages)))
    with store.read() as session:
        (logged,) = reads_of(session, "A100")
    assert logged.read.patient_class == "I"
    assert logged.read.received_at.isoformat() == "2026-10-03T10:00:00+00:00"


def test_what_the_read_says_itself_is_not_changed(store):
    fed(store, order(patient_class="I"), message())
    with store.read() as session:
        assert reads_of(session, "A100")[0].read.patient_class == "E"


def test_a_message_that_comes_again_after_its_order_says_nothing_new(store):
    counts = fed(store, WITHOUT_CLASS, order(), WITHOUT_CLASS, order(), WITHOUT_CLASS)
    assert [(each.recorded, each.ignored, each.duplicate) for each in counts] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (0, 1, 0),
        (0, 0, 1),
    ]


def test_accession_and_exam_come_from_the_order_of_the_same_number(store):
    bare = message(report(accession="", exam=""))
    assert [each.rejected for each in fed(store, bare)] == [1]
    assert [each.recorded for each in fed(store, order(), bare)] == [0, 1]
    with store.read() as session:
        assert reads_of(session, "A100")[0].read.exam_code == "CTHEAD"


def test_an_order_and_its_report_may_come_in_one_file(store):
    (counts,) = fed(store, order() + message(report(accession="", exam="")))
    assert (counts.ignored, counts.recorded) == (1, 1)


def test_an_order_half_a_year_away_is_another_study(store):
    fed(store, order(sent="20260203050000-0500", patient_class="I"), WITHOUT_CLASS)
    with store.read() as session:
        assert reads_of(session, "A100")[0].read.patient_class is None


def test_ordered_and_never_read(store):
    fed(
        store,
        order(),
        order(accession="A200"),
        order(accession="A300"),
        order("CA", accession="A300", sent="20261003060000-0500"),
    )
    assert unread(store) == ["A100", "A200"]
    fed(store, message())
    assert unread(store) == ["A200"]
    fed(store, message(report("X")))
    assert unread(store) == ["A100", "A200"]


def test_an_order_outside_of_the_time_is_not_asked_for(store):
    fed(store, order(sent="20260903050000-0500"))
    assert unread(store) == []


def test_an_order_that_names_nobody_known_is_rejected(store):
    (counts,) = fed(store, order().replace("|mercy-main|", "||"))
    assert counts.rejected == 1


def test_orders_are_only_ever_added(store):
    from sqlalchemy.exc import DatabaseError

    fed(store, order())
    for statement in ("UPDATE orders SET control = 'CA'", "DELETE FROM orders"):
        with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def test_reads_with_and_without_orders_say_the_same_in_any_order(store):
    texts = [order(patient_class="I"), WITHOUT_CLASS, message(report("F"), header=HEADER.replace("0615", "0700"))]
    fed(store, *texts)
    with store.read() as session:
        expected = current(session)
    fed(store, *reversed(texts))
    with store.read() as session:
        assert current(session) == expected
