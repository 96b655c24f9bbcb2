"""Books whose October is issued, on both databases, and the command on them."""

from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.papers import mercy


@pytest.fixture
def issued(books: Path, database: str, store: Store, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books with October's two invoices: Lakeview 45.00, Mercy 100.00."""
    monkeypatch.chdir(books.parent)
    mercy.write_books(books, database)
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    assert run("close", "2026-10", "--issue").status == 0
    return books


@pytest.fixture
def november(issued: Path, store: Store, clock: FixedClock, run: Run) -> Path:
    """The same books with a November invoice for Mercy as well."""
    mercy.bring_in(store, mercy.HEADER + NOVEMBER)
    clock.instant = clock.instant.replace(month=12, day=2)
    assert run("close", "2026-11", "--issue", "--client", "mercy").status == 0
    return issued


NOVEMBER = "mercy-general,MG9,CTHEAD,CT,preliminary,r-rao,2026-11-05T01:00:00-06:00,2026-11-05T01:20:00-06:00\n"
