"""The pages over the demonstration's books, asked without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from invoicing.web.app import made_app
from invoicing.web.once_keys import new_key
from invoicing.web.serve import new_link
from invoicing.web.site import Reach, Site
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.demonstration import NOON

OWN = {"sec-fetch-site": "same-origin"}


class Browser:
    """A browser that is signed in: `get` and `send`, and the key of a form on a page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client = TestClient(made_app(site), base_url=f"http://127.0.0.1:{site.reach.port}", follow_redirects=False)

    def sign_in(self) -> None:
        token = new_link(self.site).partition("token=")[2]
        assert self.client.post("/sign-in", data={"token": token}, headers=OWN).status_code == 303

    def key(self, address: str) -> str:
        """The key of a form that a page gave out to this browser for that address."""
        return new_key(self.site.secret, self.client.cookies[self.site.reach.cookie], address)

    def hidden(self, address: str) -> dict[str, str]:
        """What the form on a page carries unseen: its key, and what was seen."""
        found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', self.client.get(address).text)
        assert found
        return dict(found)


@pytest.fixture(scope="session")
def shown(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser at books that no test changes: for tests that only look."""
    books = tmp_path_factory.mktemp("shown") / "books"
    shutil.copytree(demonstration, books)
    store = Store.open(sqlite_url(books / "wetread.db"), clock=NOON)
    made = Browser(Site(books, store, NOON, Reach()))
    made.sign_in()
    yield made
    store.close()


@pytest.fixture
def site(demonstration: Path, tmp_path: Path) -> Iterator[Site]:
    books = tmp_path / "books"
    shutil.copytree(demonstration, books)
    store = Store.open(sqlite_url(books / "wetread.db"), clock=NOON)
    yield Site(books, store, NOON, Reach())
    store.close()


@pytest.fixture
def browser(site: Site) -> Browser:
    made = Browser(site)
    made.sign_in()
    return made
