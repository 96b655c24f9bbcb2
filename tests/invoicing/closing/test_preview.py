"""What `close` shows is what `--issue` writes, for any month."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoicing.closing.close import IssueOrder, looked_at
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from invoicing.papers import repository
from invoicing.papers.invoice_json import as_json, drafted
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy

CONTRACTS = {
    "mercy-general.toml": mercy.CONTRACTS["mercy-general.toml"]
    + """
[[surcharges]]
name    = "STAT"
match   = { priority = "stat" }
percent = "12.5"
[[tiers]]
name  = "Volume"
steps = [ { above = 3, percent = "-7" } ]
[[turnaround]]
name           = "Within 30 minutes"
within_minutes = 30
credit_percent = "33"
[[taxes]]
name    = "Tax"
percent = "7.25"
""",
    "mercy-west.toml": "rounding = 'line'\nunit = 'region'\n"
    + mercy.CONTRACTS["mercy-west.toml"]
    + '[multiple]\npercent = "33.3"\n',
    "lakeview.toml": mercy.CONTRACTS["lakeview.toml"],
}

a_read = st.builds(
    lambda place, number, exam, day, hour, minutes, stat: (
        f"{place},A{number},{exam},preliminary,r-rao,{'stat' if stat else ''},"
        f"2026-{day}T{hour:02}:00:00-05:00,2026-{day}T{hour:02}:{minutes:02}:00-05:00\n"
    ),
    st.sampled_from(["mercy-general", "mercy-west", "lakeview-main"]),
    st.integers(1, 9),
    st.sampled_from(["CTHEAD,CT", "XRKNEE,XR", "NOSUCH,MR"]),
    st.sampled_from(["09-30", "10-01", "10-17", "10-31", "11-01"]),
    st.integers(0, 23),
    st.integers(0, 59),
    st.booleans(),
)
HEADER = "facility,accession,exam_code,modality,read_type,radiologist,priority,received_at,signed_at\n"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(a_read, max_size=12))
def test_what_is_shown_is_what_is_issued(migrated_sqlite: Path, clock: FixedClock, reads: list[str]):
    """Lines, schedule, due date, total: all of it, whatever was read; only number and audit head come with the issue."""
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder)
        shutil.copy(migrated_sqlite, books / "wetread.db")
        mercy.write_books(books, sqlite_url(books / "wetread.db"), CONTRACTS)
        store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
        mercy.apply(books, store)
        mercy.bring_in(store, HEADER + "".join(reads))
        ask = Ask(Month(2026, 10))
        shown = looked_at(store, ask)
        order = IssueOrder(ask, Permissions(early=True, over_cap=True), By("tester", clock.now()))
        for outcome in issue_month(store, order):
            draft = shown.contracts[outcome.part.paper.contract]
            assert draft.priced is not None
            assert outcome.part.issued is not None
            with store.read() as session:
                written = repository.whole(session, outcome.part.issued.id)
            before, after = scheduled(draft.paper, draft.priced), as_json(written, drafted(written), schedule=True)
            assert {**after, "number": None} == as_json(before, drafted(before), schedule=True)
            assert (written.lines, written.schedule, written.bill_to) == (before.lines, before.schedule, before.bill_to)
        store.close()
