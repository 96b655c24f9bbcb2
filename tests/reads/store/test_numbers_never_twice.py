"""A number of a series is given once: in one run after another, past a number named, and after a restore."""

import pytest
from sqlalchemy import text

from reads.store.anchors import SERIES, last_numbers
from reads.store.engine import Store
from reads.store.number_series import coming_number, next_numbers
from reads.store.numbers_after_restore import last_ever_given, move_series


def test_numbers_follow_each_other_in_each_series_apart(store: Store):
    with store.write() as session:
        assert [next_numbers(session, "claim"), next_numbers(session, "claim"), next_numbers(session, "batch")] == [
            1,
            2,
            1,
        ]
        assert next_numbers(session, "claim", 10) == 3
        assert next_numbers(session, "claim") == 13


def test_a_series_goes_on_past_a_number_that_others_may_have(store: Store):
    with store.write() as session:
        assert next_numbers(session, "claim", 2, after=500) == 501
        assert next_numbers(session, "claim", 3, after=100) == 503
        assert next_numbers(session, "claim", after=505) == 506
        assert next_numbers(session, "claim", after=600) == 601


def test_the_number_that_comes_next_is_told_and_not_taken(store: Store):
    with store.write() as session:
        assert [coming_number(session, "claim"), coming_number(session, "claim")] == [1, 1]
        next_numbers(session, "claim", 4)
        assert (coming_number(session, "claim"), coming_number(session, "batch")) == (5, 1)
        assert next_numbers(session, "claim") == 5


def test_the_highest_that_was_ever_given_counts_wherever_it_was_seen():
    noted = {"series": {"WR": 7, "CM": 3}, "control_series": {"claim": 40}}
    found = {"series": {"WR": 5, "CM": 9, "XY": 1}}
    assert last_ever_given(noted, found) == {"series": {"WR": 7, "CM": 9, "XY": 1}, "control_series": {"claim": 40}}
    assert last_ever_given(noted, {table: {} for table in SERIES}) == noted
    nothing: dict[str, dict[str, int]] = {table: {} for table in SERIES}
    assert last_ever_given(nothing, found | {"control_series": {"claim": 2}}) == found | {
        "control_series": {"claim": 2}
    }


@pytest.mark.parametrize("table", SERIES)
def test_after_a_restore_a_series_goes_on_past_the_last_and_never_back(store: Store, table: str):
    with store.write() as session:
        session.execute(text(f"INSERT INTO {table} (name, last) VALUES ('A', 5), ('B', 9), ('E', 6)"))
        given: dict[str, dict[str, int]] = {name: {} for name in SERIES}
        given[table] = {"A": 7, "B": 4, "C": 2, "D": 0, "E": 6}
        skipped = move_series(session, given)
        assert last_numbers(session)[table] == {"A": 7, "B": 9, "C": 2, "E": 6}
        assert skipped == ({"A": [6, 7], "C": [1, 2]} if table == "series" else {})
        assert move_series(session, given) == {}
