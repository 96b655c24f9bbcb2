"""Pages that only show: the database itself refuses every change, and they show all the same; work that a person stops."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from invoicing.web.gate import LOOKS
from invoicing.web.long_work import Work, Works
from invoicing.web.site import Reach, Site
from reads.store.engine import Store
from reads.store.errors import OpenedReadOnly
from tests.databases import Postgres
from tests.demonstration import NOON
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import every_page


@pytest.fixture
def viewer(site: Site) -> Iterator[Browser]:
    store = Store.open(str(site.store.engine.url), clock=NOON, read_only=True)
    browser = Browser(Site(site.books, store, NOON, Reach(read_only=True)))
    browser.sign_in()
    yield browser
    store.close()


def test_the_pages_show_from_a_database_that_refuses_changes(viewer: Browser):
    seen = 0
    for address, page in every_page(viewer):
        seen += 1
        forms = re.findall(r'method="post" action="([^"]+)"', page.text)
        told = page.status_code in {200, 303}, [form for form in forms if not form.startswith(LOOKS)]
        assert told == (True, []), (address, page.status_code)
    assert seen > 30
    look = viewer.client.post("/search", data={"accession": "MG"}, headers=OWN)
    assert look.status_code == 200


def test_nothing_is_written_by_whatever_code(viewer: Browser):
    store = viewer.site.store
    with pytest.raises(OpenedReadOnly), store.write():
        pass
    with store.read() as session, pytest.raises(DatabaseError, match="readonly"):
        session.execute(text("DELETE FROM imports"))


def test_postgres_refuses_it_too(postgres: Postgres):
    with postgres.database() as url:
        store = Store.open(url, read_only=True)
        with store.read() as session, pytest.raises(DatabaseError, match="read-only"):
            session.execute(text("CREATE TABLE x (y int)"))
        store.close()


def test_stopped_work_ends_after_its_step_and_what_waits_behind_it_begins():
    works, now = Works(), datetime(2026, 11, 3, tzinfo=UTC)

    def slow(work: Work) -> None:
        for number in range(1000):
            work.step(f"step {number}")
            time.sleep(0.01)

    first = works.begin(Work("a" * 8, "ana", "slow", "/", now), slow)
    second = works.begin(Work("b" * 8, "ana", "next", "/", now), lambda work: work.lines.append("ran"))
    assert works.ahead(second) == [first]
    first.stop.set()
    for _ in range(500):
        if second.ended:
            break
        time.sleep(0.01)
    assert (first.error.code, len(first.lines) < 1000, second.lines) == ("work_stopped", True, ["ran"])
