"""While a command writes, pages go on showing; a form waits, then says who writes, and nothing is done (spec 9.3)."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from invoicing.web import serve
from invoicing.web.site import Reach, Site
from tests.demonstration import NOON
from tests.invoicing.web.conftest import Browser
from tests.invoicing.web.pages import booked, payment


@pytest.fixture
def hurried(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser at a server as `wetread serve` opens its books, whose forms wait for a second instead of ten."""
    assert serve.WAIT == 10
    monkeypatch.setattr(serve, "WAIT", 1)
    store = serve._opened(site.store.url, site.books, read_only=False)
    browser = Browser(Site(site.books, store, NOON, Reach()))
    browser.sign_in()
    yield browser
    store.close()


def test_a_form_is_told_who_writes(hurried: Browser, site: Site):
    with site.store.write() as session:
        session.execute(text("SELECT 1"))
        assert hurried.client.get("/accounts/mercy-health").status_code == 200
        refused = payment(hurried, "mercy-health")
    assert refused.status_code == 503
    assert 'class="code">busy ' in refused.text
    assert f"process {os.getpid()}" in refused.text
    assert booked(hurried, "mercy-health").status_code == 303, "the same payment again: nothing was booked before"
