"""What a disputed read is worth: what its paper asks for it."""

from datetime import UTC, datetime
from pathlib import Path

from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.conftest import Run
from tests.databases import sqlite_url
from tests.invoicing.cli.test_pay import issue_month
from tests.invoicing.cli.test_reminders import say_levels
from tests.invoicing.closing import mercy

TAXED = """
[[turnaround]]
name           = "Late"
within_minutes = 10
credit_percent = "10"

[[taxes]]
name    = "GST"
percent = "10"
"""
IN_TIME = "lakeview-main,LV2,CTHEAD,CT,preliminary,r-rao,2026-10-08T01:00:00-05:00,2026-10-08T01:08:00-05:00\n"


def test_a_disputed_read_is_worth_what_its_paper_asks_for_it(books: Path, clock: FixedClock, run: Run):
    """45.00 less 10 % for being late is 40.50, with 10 % tax 44.55; of a paper of 94.05 that leaves 49.50."""
    mercy.write_books(books, "sqlite:///wetread.db", {"lakeview.toml": mercy.CONTRACTS["lakeview.toml"] + TAXED})
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    store.migrate()
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER + IN_TIME)
    issue_month(store, Month(2026, 10))
    store.close()
    say_levels(books)
    (books / "disputed.csv").write_text("accession\nLV1\n")
    assert run("invoice", "dispute", "WR-2026-00001", "--reads", str(books / "disputed.csv")).status == 0
    clock.instant = datetime(2027, 1, 2, 15, tzinfo=UTC)
    (told,) = run("reminders", "--json").json
    assert (told["disputed"], told["net"]) == ("44.55", "49.50")
