"""The same messages in any order, repeated or not, lead to the same log (spec 7)."""

from __future__ import annotations

import random

import pytest

from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.reads.intake.hl7.messages import HEADER, message, order, report
from tests.reads.log.feeds import current, feed


def at(time, *segments):
    return message(*segments, header=HEADER.replace("20261003061500", f"2026100306{time}00"))


HISTORY = (
    order(),
    at(15, report()),
    at(15, report()),
    at(20, report("Wet Read", "P")),
    at(30, report("F", signed="20261003063000-0500")),
    at(40, report("C", exam="CTHEAD^CT HEAD, corrected", signed="20261003064000-0500")),
    at(45, report("C", exam="CTHEAD^CT HEAD, corrected again", signed="20261003064500-0500")),
    at(50, report("F", "B", signed="20261003065000-0500")),
    at(31, report("F", accession="A200", signed="20261003063100-0500"), report(accession="A300")),
    at(32, report("X", accession="A300")),
    at(33, report("R", accession="A200")),
    at(35, report("P", accession="A400")).replace("PV1|1|E\r", ""),
    order(accession="A400", patient_class="O"),
    order("CA", accession="A500"),
    at(55, report("F", "P", accession="A600")),
    "left over\r",
)


def same_log(url, count, seed):
    """Each shuffle in an empty log of its own, taken back afterwards; the first is the history as it happened."""
    chance = random.Random(seed)
    expected = None
    store = Store.open(url)
    for number in range(count + 1):
        messages = list(HISTORY)
        if number:
            messages += chance.choices(HISTORY, k=4)
            chance.shuffle(messages)
        with store.write() as session:
            assert current(session) == set()
            assert all(feed(session, text).rows >= 1 for text in messages)
            found = current(session)
            session.rollback()
        expected = expected or found
        assert found == expected, f"seed {seed}, shuffle {number}"
    store.close()


def test_200_shuffles(migrated_sqlite):
    same_log(sqlite_url(migrated_sqlite), 200, 1)


@pytest.mark.nightly
def test_2_000_shuffles(migrated_sqlite):
    same_log(sqlite_url(migrated_sqlite), 2_000, 2)
