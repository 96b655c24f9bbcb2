"""Books and reads that are ready to be closed, on both databases: for closing, and for what comes after it."""

from pathlib import Path

import pytest

from reads.store.engine import Store
from tests.conftest import Reach
from tests.invoicing.closing import mercy


@pytest.fixture
def october(books: Path, database: str, store: Store, reach: Reach) -> Store:
    """A store with Mercy's and Lakeview's books applied and their October imported; the books are in `books`."""

    def bring() -> None:
        mercy.write_books(books, database)
        mercy.apply(books, store)
        imported = mercy.bring_in(store, mercy.OCTOBER)
        assert imported.counts.recorded == 4
        store.close()

    reach("october", bring)
    mercy.write_books(books, database)
    return store
