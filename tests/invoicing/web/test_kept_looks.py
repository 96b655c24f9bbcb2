"""What takes long to reckon is kept: no page waits for it, none shows it as newer than it is; lists come a page at a time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest

from invoicing.web.kept_looks import BeingReckoned, Looks
from invoicing.web.site import Site
from tests.demonstration import NOON
from tests.invoicing.web.conftest import Browser


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a reckoning waits for; it is open in the end, so that nothing is left running."""
    made = threading.Event()
    yield made
    made.set()


def test_what_is_kept_is_shown_until_it_is_reckoned_anew(gate: threading.Event):
    looks, now = Looks(patience=0), NOON.now()

    def reckon() -> str:
        gate.wait(60)
        return "new"

    with pytest.raises(BeingReckoned):
        looks.of("month", 1, now, reckon)
    gate.set()
    looks.patience = 60_000
    assert (looks.of("month", 1, now, reckon).value, looks.of("month", 1, now, reckon).is_old) == ("new", False)
    gate.clear()
    looks.patience = 0
    old = looks.of("month", 2, now, reckon)
    assert (old.value, old.is_old) == ("new", True)
    gate.set()
    looks.patience = 60_000
    assert not looks.of("month", 2, now, reckon).is_old


def test_it_is_reckoned_once_however_many_ask_and_anew_after_a_fault():
    looks, now, times = Looks(), NOON.now(), []

    def reckon() -> int:
        times.append(1)
        if len(times) == 1:
            raise ValueError("a fault")
        return len(times)

    with pytest.raises(ValueError, match="a fault"):
        looks.of("held", 1, now, reckon)
    assert [looks.of("held", 1, now, reckon).value for _ in range(3)] == [2, 2, 2]


def test_a_page_that_waits_says_so_and_one_that_is_old_says_since_when(browser: Browser, site: Site):
    site.looks.patience = 0
    waits = browser.client.get("/months/2026-10")
    assert (waits.status_code, "It is being reckoned" in waits.text) == (202, True)
    site.looks.patience = 60_000
    assert browser.client.get("/months/2026-10").status_code == 200
    site.looks.patience = 0
    with site.store.write() as session:
        from reads.store.events import Deed, record

        record(session, Deed("test.moved", "x", {}), actor="ana", at=NOON.now())
    shown = browser.client.get("/months/2026-10")
    assert (shown.status_code, "it is being reckoned anew" in shown.text) in {(200, True), (200, False)}
    site.looks.patience = 60_000
    assert "reckoned anew" not in browser.client.get("/months/2026-10").text


def text_of(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


def test_a_long_log_is_looked_at_in_a_process_of_its_own_with_the_same_outcome(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
):
    here = [text_of(browser.client.get(each).text) for each in ("/close/2026-11", "/held")]
    monkeypatch.setattr("invoicing.web.kept_looks.LARGE", 0)
    site.looks = Looks()
    there = [text_of(browser.client.get(each).text) for each in ("/close/2026-11", "/held")]
    assert there == here


def numbers(page: str, kind: str) -> list[str]:
    return re.findall(rf'<th scope="row"><a href="/{kind}/([\w-]+)">', page)


def through(browser: Browser, address: str, kind: str) -> list[str]:
    """What all pages of a list name, by the links from each to the next."""
    found = []
    while address:
        page = browser.client.get(address).text
        found += numbers(page, kind)
        links = re.findall(rf'<p><a href="(/{kind}\?[^"]*(?:before|after)=[^"]+)"', page)
        address = links[0].replace("&amp;", "&") if links else ""
    return found


@pytest.mark.parametrize(
    ("address", "kind", "rows"),
    [
        ("/papers", "papers", "invoicing.web.pages.papers.ROWS"),
        ("/papers?month=2026-10&status=issued", "papers", "invoicing.web.pages.papers.ROWS"),
        ("/contracts", "contracts", "invoicing.web.pages.books.ROWS"),
        ("/reads?month=2026-10&door=held", "reads", "invoicing.closing.read_list._PATIENCE"),
    ],
)
def test_a_list_comes_a_page_at_a_time_and_whole(
    shown: Browser, monkeypatch: pytest.MonkeyPatch, address: str, kind: str, rows: str
):
    whole = numbers(shown.client.get(address).text, kind)
    assert len(whole) > 2
    monkeypatch.setattr(rows, 2)
    assert len(numbers(shown.client.get(address).text, kind)) <= 2 or kind == "reads"
    assert through(shown, address, kind) == whole
