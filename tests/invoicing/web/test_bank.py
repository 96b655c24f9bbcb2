"""A bank's file on its page: taken, matched, booked on *Book* alone, once ever."""

import re
from pathlib import Path

from invoicing.receivables.repository import accounts
from invoicing.web.pages import bank
from invoicing.web.site import Site
from tests.invoicing.cli.test_bank import bai2
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, form_on, post, sent_file


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
    """What the form that books sends as it stands: what belongs to it by its name, ticked or unseen."""
    page = browser.client.get("/bank").text
    boxes = re.findall(r'form="book" name="(line:\d+)" aria-label="[^"]*" checked', page)
    seen = re.findall(r'type="hidden" form="book" name="([^"]+)" value="([^"]*)"', page)
    return form_on(page, "/bank/book") | dict(seen) | dict.fromkeys(boxes, "on")


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


def test_one_line_is_booked_as_it_is_said_and_another_left(browser: Browser, site: Site, monkeypatch):
    brought(browser, site)
    number = next(number for number, cents in open_papers(site)[1:] if cents > 12345)
    said = {"one": "3", "to": f"{number}=123.45", "because": "part"}
    wrong = post(browser, "/bank/one", "/bank", **{**said, "to": f"{number}=1,2"})
    assert (wrong.status_code, f"{number}=1,2" in wrong.text) == (422, True)
    done = post(browser, "/bank/one", "/bank", **said)
    assert f"query on {number}" in browser.client.get(done.headers["location"]).text
    assert "no_reason" in post(browser, "/bank/leave", "/bank", **{"leave:2": "on", "because": ""}).text
    assert post(browser, "/bank/leave", "/bank", **{"leave:2": "on", "because": "rent"}).status_code == 303
    assert "left: rent" in browser.client.get("/bank/lines").text
    monkeypatch.setattr(bank, "ROWS", 1)
    first, rest = (browser.client.get(f"/bank/lines{asked}").text for asked in ("", "?before=3"))
    assert ["/bank/lines?before=3" in first, re.findall(r'"row">(\d+)<', first + rest)] == [True, ["3", "2"]]


def test_what_is_ticked_to_be_booked_is_never_left_aside_and_the_other_way_round(browser: Browser, site: Site):
    number, _ = brought(browser, site)
    page = browser.client.get("/bank").text
    boxes = re.findall(r'type="checkbox" form="(\w+)" name="(\w+):\d+" aria-label="[^"]*"( checked)?', page)
    assert {(form, name) for form, name, _ in boxes} == {("book", "line"), ("leave", "leave")}
    assert [form for form, _, is_ticked in boxes if is_ticked] == ["book"]
    key = form_on(page, "/bank/leave")
    as_booked = browser.client.post("/bank/leave", data={**ticked(browser), **key, "because": "rent"}, headers=OWN)
    assert (as_booked.status_code, "nothing_ticked" in as_booked.text) == (422, True)
    as_left = post(browser, "/bank/book", "/bank", **{"leave:2": "on"})
    assert (as_left.status_code, "nothing_ticked" in as_left.text) == (422, True)
    assert number in dict(open_papers(site))


def test_a_file_of_another_kind_is_refused_and_nothing_is_kept(browser: Browser, site: Site):
    answer = sent_file(browser, "/bank", "photo.png", b"\x89PNG no bank")
    assert (answer.status_code, "bank_file_unread" in answer.text) == (409, True)
    assert list(site.uploads.iterdir()) == []
