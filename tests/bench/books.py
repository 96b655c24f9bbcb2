"""Books of a scale, applied to a database: what every row of the benchmark stands on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from invoicing.closing.load_books import apply
from invoicing.contracts.books import read_all_books
from reads.core.actor_and_moment import By
from reads.store.engine import Store
from tests.bench.scale import Scale, write_books


def applied(url: str, scale: Scale, folder: Path) -> None:
    """Writes the books and applies them; the database is closed again."""
    books = read_all_books(write_books(folder, scale))
    assert not books.errors, books.errors
    store = Store.open(url)
    store.migrate()
    apply(store, books, By("bench", datetime(2026, 12, 1, tzinfo=UTC)))
    store.close()
