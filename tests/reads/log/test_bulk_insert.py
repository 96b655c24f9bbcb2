"""Rows that enter together, on both databases."""

from sqlalchemy import text

from reads.store.engine import Store
from tests.reads.log.histories import brought, counted, read


def test_of_many_rows_those_that_are_known_are_passed_over(store: Store):
    """So many that they enter together: one came before, one stands twice in the file, one says something else."""
    many = [read(accession=f"M{number}") for number in range(300)]
    brought(store, many[7])
    again = read(accession="M9", description="other")
    assert brought(store, *many, many[200], again) == counted(recorded=299, duplicate=2, conflict=1)
    with store.read() as session:
        found = session.execute(text("SELECT accession FROM read_versions ORDER BY id")).scalars().all()
    assert found[1:] == [f"M{number}" for number in range(300) if number != 7]
