"""The same property through the real store: log, books, routing, papers and the memory of what is settled, on both databases."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from invoicing.closing import memos
from invoicing.closing.adjustments_due import Reckoner
from invoicing.closing.memos import AdjustAsk
from invoicing.papers import closings, repository
from invoicing.papers.adjustment import Fact
from invoicing.papers.heads import heads
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.errors import WetreadError
from reads.core.month import Month
from reads.log.decisions import Which, void
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import billed, bring, close, papers

GENERAL = (
    mercy.CONTRACTS["mercy-general.toml"]
    + """
[[tiers]]
name  = "Volume"
mode  = "MODE"
steps = [ { above = 2, percent = "-7" } ]
[[taxes]]
name    = "Tax"
percent = "7.25"
[[turnaround]]
name           = "Within 10 minutes"
within_minutes = 10
credit_percent = "33"
"""
)
MODES = ("graduated", "all_units")
PRICES = ("38.00", "41.05")
FACILITIES = ("mercy-general", "mercy-general", "mercy-west", "lakeview-main")
EXAMS = ("CTHEAD CT", "XRKNEE XR", "NOSUCH MR")
DAYS = ("2026-09-03", "2026-09-30", "2026-10-01", "2026-10-17")

a_read = st.tuples(
    st.just("read"),
    st.sampled_from(FACILITIES),
    st.integers(1, 4),
    st.sampled_from(EXAMS),
    st.sampled_from(DAYS),
    st.booleans(),
)
a_deed = st.one_of(
    a_read,
    a_read,
    a_read,
    st.tuples(st.sampled_from(["void", "dispute", "restore"]), st.integers(1, 4)),
    st.tuples(st.just("amend"), st.sampled_from(MODES), st.sampled_from(PRICES)),
    st.tuples(st.just("map"), st.booleans()),
    st.tuples(st.just("close")),
    st.tuples(st.just("close")),
    st.tuples(st.just("adjust"), st.sampled_from(["mercy", "lakeview"]), st.sampled_from([9, 10])),
)


class Group:
    """A group at work: deeds as the commands do them."""

    def __init__(self, books: Path, store: Store) -> None:
        self.books, self.store, self.month = books, store, Month(2026, 9)

    def do(self, deed: str, *what: object) -> None:
        getattr(self, deed)(*what)

    def read(self, facility: str, number: int, exam: str, day: str, corrects: bool) -> None:
        hour = "11:30" if corrects else "10:20"
        bring(self.store, f"{facility} A{number} {exam} {day}T{hour}", corrects=corrects)

    def void(self, number: int) -> None:
        try:
            with self.store.write() as session:
                void(session, Which(f"A{number}"), "cancelled", by=By("tester", self.store.clock.now()))
        except WetreadError:
            return

    def dispute(self, number: int) -> None:
        self._withdraw(Fact.DISPUTE, number)

    def restore(self, number: int) -> None:
        self._withdraw(Fact.RESTORE, number)

    def _withdraw(self, fact: Fact, number: int) -> None:
        """All reads of the accession on the first paper that has any."""
        with self.store.write() as session:
            for head in heads(session):
                rows = repository.whole(session, head.id).schedule
                if keys := [row.read_key for row in rows if row.accession == f"A{number}"]:
                    memos.withdraw(session, head, fact, keys, "mail", By("tester", self.store.clock.now()))
                    return

    def amend(self, mode: str, price: str) -> None:
        contract = GENERAL.replace("MODE", mode).replace('"38.00"', f'"{price}"')
        (self.books / "contracts" / "mercy-general.toml").write_text(contract)
        mercy.apply(self.books, self.store)

    def map(self, known: bool) -> None:
        exams = mercy.DIRECTORY["exams.csv"] + ("*,NOSUCH,70551,MR,1,Brain MR\n" if known else "")
        (self.books / "directory" / "exams.csv").write_text(exams)
        mercy.apply(self.books, self.store)

    def close(self) -> None:
        close(self.store, self.month)
        self.month = self.month.next()
        self.check()

    def adjust(self, client: str, month: int) -> None:
        ask, by = AdjustAsk(client, Month(2026, month), over_cap=True), By("tester", self.store.clock.now())
        try:
            with self.store.write() as session:
                memos.adjust(session, ask, by, self.store.clock, lambda _: None)
        except WetreadError:
            return

    def check(self) -> None:
        """Every closed month's papers add up to its price, worked out anew for all of them."""
        issued = papers(self.store)
        with self.store.read() as session:
            prices = Reckoner.load(session).costs(closings.closed_months(session))
        for (contract, month), price in prices.items():
            assert Decimal(billed(issued, contract, month)) == price.total.amount, (contract, month)

    def stored(self) -> list[tuple[object, ...]]:
        with self.store.read() as session:
            return [tuple(row) for row in session.execute(text("SELECT * FROM papers ORDER BY id"))]


@contextmanager
def group_at_work(url: str, clock: FixedClock) -> Iterator[Group]:
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder)
        mercy.write_books(books, url, {**mercy.CONTRACTS, "mercy-general.toml": GENERAL.replace("MODE", "graduated")})
        store = Store.open(url, clock=clock)
        mercy.apply(books, store)
        try:
            yield Group(books, store)
        finally:
            store.close()


def live(group: Group, deeds: list[tuple[object, ...]]) -> None:
    """All deeds and two closes more; no row of an issued paper is another than it was."""
    before: list[tuple[object, ...]] = []
    for deed, *what in [*deeds, ("close",), ("close",)]:
        group.do(str(deed), *what)
        after = group.stored()
        assert after[: len(before)] == before
        before = after


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(a_deed, max_size=14))
def test_papers_add_up_to_prices_on_sqlite(migrated_sqlite: Path, clock: FixedClock, deeds):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wetread.db"
        shutil.copy(migrated_sqlite, path)
        with group_at_work(sqlite_url(path), clock) as group:
            live(group, deeds)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(a_deed, min_size=6, max_size=14))
def test_papers_add_up_to_prices_on_postgresql(postgres, clock: FixedClock, deeds):
    with postgres.database() as url, group_at_work(url, clock) as group:
        live(group, deeds)


@pytest.mark.nightly
@settings(max_examples=1_000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(a_deed, max_size=40))
def test_long_lives_add_up_on_sqlite(migrated_sqlite: Path, clock: FixedClock, deeds):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wetread.db"
        shutil.copy(migrated_sqlite, path)
        with group_at_work(sqlite_url(path), clock) as group:
            live(group, deeds)
