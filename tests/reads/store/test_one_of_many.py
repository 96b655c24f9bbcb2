"""Rows that have one of many values, on both databases as `IN` finds them."""

import pytest
from sqlalchemy import column, table
from sqlmodel import col, select

from reads.claims.tables import ControlSeriesRow
from reads.store.engine import Store
from reads.store.one_of_many import one_of
from reads.store.rows import add_rows

NAMES = ["a", "A", "O'Neil", 'say "x"', "Łódź", "7", "back\\slash", "a\nb", "%", ""]


@pytest.fixture
def names(store: Store) -> Store:
    with store.write() as session:
        add_rows(session, ControlSeriesRow, [{"name": name, "last": at} for at, name in enumerate(NAMES)])
    return store


@pytest.mark.parametrize(
    "wanted", [[], ["7"], ["a", "O'Neil", "nobody"], [*NAMES, *NAMES], [f"{at}" for at in range(70_000)]]
)
def test_the_rows_that_in_finds(names: Store, wanted):
    with names.read() as session:
        found = set(session.exec(select(col(ControlSeriesRow.name)).where(one_of(col(ControlSeriesRow.name), wanted))))
    assert found == set(NAMES) & set(wanted)


@pytest.mark.parametrize("wanted", [[], [3], [0, 9, -1, 2**62]])
def test_whole_numbers_too(names: Store, wanted):
    with names.read() as session:
        found = set(session.exec(select(col(ControlSeriesRow.last)).where(one_of(col(ControlSeriesRow.last), wanted))))
    assert found == set(range(len(NAMES))) & set(wanted)


def test_columns_of_which_no_type_is_known(names: Store):
    """Short looks name tables without the ORM's types."""
    series = table("control_series", column("id"), column("name"))
    with names.read() as session:
        found = session.execute(
            select(series.c.name).where(one_of(series.c.id, [1]), one_of(series.c.name, ["a", "A"]))
        )
        assert found.scalars().all() == ["a"]
