"""The first page of each list over a month of reads, asked of the pages themselves, beside the query of its rows alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient

from invoicing.web.app import made_app
from invoicing.web.serve import new_link
from invoicing.web.site import Reach, Site
from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.bench.books import applied
from tests.bench.intake import bring
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_reads
from tests.databases import sqlite_url

HERE = "tests.bench.pages"
NOW = FixedClock(datetime(2026, 11, 3, 18, tzinfo=UTC))
LISTS = {
    "/reads?month=2026-10": "SELECT * FROM read_versions WHERE signed_at >= '2026-09-29' ORDER BY signed_at, id LIMIT 101",
    "/contracts": "SELECT * FROM contract_versions ORDER BY contract LIMIT 101",
    "/imports": "SELECT * FROM imports ORDER BY id DESC LIMIT 51",
    "/audit": "SELECT * FROM events ORDER BY id DESC LIMIT 101",
    "/held": "SELECT count(*) FROM read_versions",
    "/months/2026-10": "SELECT count(*) FROM read_versions",
}
"""The last two show what was reckoned before, and is kept: their yardstick is to count the reads that it is of."""


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    books = folder / "pages"
    applied(sqlite_url(books / "wetread.db"), scale, books)
    bring(Store.open(sqlite_url(books / "wetread.db")), str(write_reads(folder / "pages.csv", scale)))
    for address, query in LISTS.items():
        page, alone = measured(
            [
                Work(f"first page of {address}, {scale.reads:,} reads", f"{HERE}:shown", (str(books), address)),
                Work("the query of its rows alone", f"{HERE}:queried", (str(books), query)),
            ]
        )
        yield Row(page, (alone,), "< 1 s, < 300 MB")


def shown(watch: Stopwatch, books: str, address: str) -> None:
    """The page, once what it needs of the books was reckoned: asked as by a browser that is signed in."""
    folder = Path(books)
    store = Store.open(sqlite_url(folder / "wetread.db"), clock=NOW, books=folder)
    site = Site(folder, store, NOW, Reach())
    client = TestClient(made_app(site), base_url=f"http://127.0.0.1:{site.reach.port}", follow_redirects=False)
    token = new_link(site).partition("token=")[2]
    client.post("/sign-in", data={"token": token}, headers={"sec-fetch-site": "same-origin"})
    assert client.get(address).status_code == 200
    watch.start()
    assert client.get(address).status_code == 200


def queried(watch: Stopwatch, books: str, query: str) -> None:
    """The rows, by sqlite3."""
    connection = sqlite3.connect(Path(books) / "wetread.db")
    watch.start()
    connection.execute(query).fetchall()
