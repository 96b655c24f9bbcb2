"""Damaged messages in the log: both databases take what becomes of them, and every row is counted."""

from __future__ import annotations

import pytest

from tests.reads.intake.hl7.messages import message, order, report
from tests.reads.intake.hl7.test_hostile import mutants
from tests.reads.log.feeds import feed

PLACES = ("P1", "A100", "CTHEAD", "mercy-main", "MORENO", "20261003", "CT HEAD", "|P|", "|CT|", "|E")
SIGNS = ("\x00", "\x1f", "\u202e", "\\X00\\")


def taken(store, count, seed):
    with store.write() as session:
        for data in mutants(count, seed):
            assert feed(session, data).rows >= 1


def test_200_mutants_enter_the_log(store):
    taken(store, 200, 9)


def test_no_sign_in_any_place_stops_the_feed(store):
    """PostgreSQL takes no NUL in a text."""
    texts = (order(), message(), message(report("R")), message(report("X")), message(report(accession="", exam="")))
    with store.write() as session:
        for place in PLACES:
            for sign in SIGNS:
                for text in texts:
                    assert feed(session, text.replace(place, sign + place + sign)).rows >= 1


@pytest.mark.nightly
def test_5_000_mutants_enter_the_log(store):
    taken(store, 5_000, 10)
