"""A bank's file on its page: taken, matched, booked on *Book* alone, once ever."""

import re
from pathlib import Path

from invoicing.receivables.repository import accounts
from invoicing.web.site import Site
from tests.invoicing.cli.test_bank import bai2
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, sent_file


def open_papers(site: Site) -> list[tuple[str, int]]:
    """Numbers with what is open of each, in cents."""
    with site.store.read() as session:
        found = [(paper, account.owed[paper.id].last) for account in accounts(session) for paper in account.papers]
    return [(paper.number or "", owed) for paper, owed in found if owed > 0]


def brought(browser: Browser, site: Site) -> tuple[str, int]:
    """A paper that a line pays in full; beside it rent, and a line that says nothing."""
    number, cents = open_papers(site)[0]
    text = bai2(f"165,{cents},T1,ACH {number}", "475,500,C1,RENT", "165,12345,T2,WHO KNOWS")
    done = sent_file(browser, "/bank", "bai.txt", text.encode())
    assert (done.status_code, "3 new" in browser.client.get(done.headers["location"]).text) == (303, True)
    return number, cents


def ticked(browser: Browser) -> dict[str, str]:
    """What the form of the open lines sends as it stands."""
    page = browser.client.get("/bank").text
    boxes = re.findall(r'name="(line:\d+)" aria-label="[^"]*" checked', page)
    return browser.hidden("/bank") | dict.fromkeys(boxes, "on")


def test_what_matches_exactly_is_ticked_and_booked_once(browser: Browser, site: Site):
    number, _ = brought(browser, site)
    form = ticked(browser)
    assert sum(name.startswith("line:") for name in form) == 1
    done = browser.client.post("/bank/book", data=form, headers=OWN)
    assert "posted as payment" in browser.client.get(done.headers["location"]).text
    assert browser.client.post("/bank/book", data=form, headers=OWN).headers["location"] == "/bank"
    assert number not in dict(open_papers(site))
    again = browser.client.post("/bank/book", data={**ticked(browser), "line:1": "on"}, headers=OWN)
    assert (again.status_code, "bank_line_decided" in again.text) == (409, True)


def test_a_line_that_is_matched_otherwise_by_now_stops_the_whole(browser: Browser, site: Site, tmp_path: Path):
    number, cents = brought(browser, site)
    form = ticked(browser)
    by_command(site, "invoice", "pay", number, f"{cents // 100}.{cents % 100:02}", "--on", "2026-11-20")
    moved = browser.client.post("/bank/book", data=form, headers=OWN)
    assert (moved.status_code, "match_moved" in moved.text) == (409, True)


def test_one_line_is_booked_as_it_is_said_and_another_left(browser: Browser, site: Site):
    brought(browser, site)
    number = next(number for number, cents in open_papers(site)[1:] if cents > 12345)
    said = {"once": browser.hidden("/bank")["once"], "one": "3", "to": f"{number}=123.45", "because": "part"}
    wrong = browser.client.post("/bank/book", data={**said, "to": f"{number}=1,2"}, headers=OWN)
    assert (wrong.status_code, f"{number}=1,2" in wrong.text) == (422, True)
    done = browser.client.post("/bank/book", data=said, headers=OWN)
    assert f"query on {number}" in browser.client.get(done.headers["location"]).text
    left = {**browser.hidden("/bank"), "line:2": "on", "leave": "1", "because": ""}
    assert "no_reason" in browser.client.post("/bank/book", data=left, headers=OWN).text
    assert browser.client.post("/bank/book", data={**left, "because": "rent"}, headers=OWN).status_code == 303
    assert "left: rent" in browser.client.get("/bank/lines").text


def test_a_file_of_another_kind_is_refused_and_nothing_is_kept(browser: Browser, site: Site):
    answer = sent_file(browser, "/bank", "photo.png", b"\x89PNG no bank")
    assert (answer.status_code, "bank_file_unread" in answer.text) == (409, True)
    assert list(site.uploads.iterdir()) == []
