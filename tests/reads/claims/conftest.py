"""A practice with a key, on both databases."""

import pytest

from tests.reads.claims.practice import Practice, opened


@pytest.fixture
def practice(database, books, run, monkeypatch) -> Practice:
    """The demonstration's group, its books applied, a key made, no read yet; on SQLite and on PostgreSQL."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    return opened(books, run)
