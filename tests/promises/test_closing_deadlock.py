"""A transaction that PostgreSQL gives up for another's sake is begun again, and ends as if nothing had been (spec 7)."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.store.current_writer import WRITERS
from reads.store.engine import Store
from tests.promises.closers import content, damage
from tests.promises.conftest import Ready


def issued(store: Store, client: str) -> list[str | None]:
    ask = Ask(Month(2026, 10), client=client)
    outcomes = issue_month(store, IssueOrder(ask, Permissions(), By("tester", store.clock.now())))
    return [each.part.issued.number if each.part.issued else None for each in outcomes]


@contextmanager
def holding_the_numbers(store: Store) -> Iterator[Connection]:
    """Another program that has the series' row, and never is the one that gives up."""
    with store.engine.connect() as other, other.begin():
        other.execute(text("SET LOCAL deadlock_timeout = '60s'"))
        other.execute(text("UPDATE series SET last = last"))
        yield other


def wait_for_a_waiter(store: Store) -> None:
    with store.engine.connect() as observer:
        for _ in range(200):
            if observer.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
                return
            observer.rollback()
            time.sleep(0.05)
    pytest.fail("the closing never had to wait")


def test_a_closing_that_loses_a_deadlock_is_begun_again(ready: Ready):
    books, store = ready()
    if store.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    assert issued(store, "mercy") == ["WR-2026-00001", "WR-2026-00002"]
    with ThreadPoolExecutor(1) as pool:
        with holding_the_numbers(store) as other:
            closing = pool.submit(issued, store, "lakeview")
            wait_for_a_waiter(store)
            other.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS})"))
        assert closing.result() == ["WR-2026-00003"]
    assert [each for each in damage(store, books) if "PDF" not in each] == []
    assert sum(content(store)["papers"].values()) == 3
