"""Books whose October is issued, on both databases, and the command on them."""

from pathlib import Path

import pytest

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.conftest import Reach
from tests.invoicing.closing import mercy

OCTOBER = Month(2026, 10)


@pytest.fixture
def issued(books: Path, database: str, store: Store, reach: Reach, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books with October's two invoices: Lakeview 45.00, Mercy 100.00."""
    monkeypatch.chdir(books.parent)

    def bring() -> None:
        mercy.write_books(books, database)
        mercy.apply(books, store)
        mercy.bring_in(store, mercy.OCTOBER)
        close(store, OCTOBER)
        store.close()

    reach("october_exported", bring)
    mercy.write_books(books, database)
    return books


@pytest.fixture
def november(issued: Path, store: Store, clock: FixedClock) -> Path:
    """The same books with a November invoice for Mercy as well."""
    mercy.bring_in(store, mercy.HEADER + NOVEMBER)
    clock.instant = clock.instant.replace(month=12, day=2)
    close(store, OCTOBER.next(), "mercy")
    return issued


def close(store: Store, month: Month, client: str | None = None) -> None:
    """Issues a month's papers, without their PDFs."""
    ask = Ask(month, None, client)
    issued = [*issue_month(store, IssueOrder(ask, Permissions(), By("tester", store.clock.now())))]
    assert all(outcome.new for outcome in issued)


NOVEMBER = "mercy-general,MG9,CTHEAD,CT,preliminary,r-rao,2026-11-05T01:00:00-06:00,2026-11-05T01:20:00-06:00\n"
