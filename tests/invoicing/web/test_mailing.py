"""Mails from the pages, through a real server: once, however the form is sent; refused, the same form can be sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from invoicing.web.site import Site
from tests import mail
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import ended, form_on, post
from tests.mail import Postbox

PAPER = "/papers/WR-2026-00003"
STATEMENT = "/accounts/mercy-health/statement"
MONTH = "/deliver/2026-10"


@pytest.fixture
def box(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with mail.trusted(site.books, tmp_path, monkeypatch) as box:
        yield box


FORMS = [(f"{PAPER}/mail", PAPER), (STATEMENT, "/accounts/mercy-health")]


def form(browser: Browser, address: str, page: str) -> dict[str, str]:
    return {**form_on(browser.client.get(page).text, address), "to": "ap@mercy.example"}


@pytest.mark.parametrize(("address", "page"), FORMS)
def test_a_form_whose_mail_was_refused_is_sent_again_as_it_is(browser: Browser, box: Postbox, address: str, page: str):
    sent = form(browser, address, page)
    box.refuses_mail = True
    refused = browser.client.post(address, data=sent, headers=OWN)
    assert (refused.status_code, "nothing was done" in refused.text, box.messages) == (409, True, [])
    box.refuses_mail = False
    for _ in range(2):
        done = browser.client.post(address, data=sent, headers=OWN)
        assert done.status_code == 303
    assert len(box.messages) == 1
    again = browser.client.post(address, data=form(browser, address, page), headers=OWN)
    assert (again.status_code, 'name="again"' in again.text, len(box.messages)) == (409, True, 1)


@pytest.mark.parametrize(("address", "page"), FORMS)
def test_two_clicks_at_once_send_one_mail(browser: Browser, box: Postbox, address: str, page: str):
    sent = form(browser, address, page)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: browser.client.post(address, data=sent, headers=OWN), range(2)))
    assert ([each.status_code for each in answers], len(box.messages)) == ([303, 303], 1)


@pytest.mark.parametrize("breaks", ["an address", "the server"])
def test_what_is_wrong_with_the_form_doesnt_use_it_up(browser: Browser, box: Postbox, breaks: str):
    sent = form(browser, f"{PAPER}/mail", PAPER)
    wrong = {**sent, "to": "nobody"} if breaks == "an address" else {**sent, "with_schedule": "on"}
    assert browser.client.post(f"{PAPER}/mail", data=wrong, headers=OWN).status_code >= 400
    assert browser.client.post(f"{PAPER}/mail", data=sent, headers=OWN).status_code == 303
    assert len(box.messages) == 1


def stops(site: Site, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person presses Stop while the first mail is on its way."""
    takes: Callable[..., Any] = postbox.handle_DATA

    async def taken(*given: Any) -> str:
        for work in site.works.listed("tester"):
            work.stop.set()
        return str(await takes(*given))

    monkeypatch.setattr(postbox, "handle_DATA", taken)


def test_stopped_it_sends_no_further_mail_says_so_and_goes_on_later(
    browser: Browser, site: Site, box: Postbox, monkeypatch: pytest.MonkeyPatch
):
    """The demonstration's first paper went out by delivery, and needs no mail."""
    with monkeypatch.context() as pressed:
        stops(site, box, pressed)
        page = ended(browser, post(browser, f"{MONTH}/mail", MONTH))
    assert ("It was stopped." in page, len(box.messages)) == (True, 1)
    assert "WR-2026-00002 sent to" in page
    left = page.partition("Left, not done: ")[2].partition("</p>")[0]
    assert left == "WR-2026-00003, WR-2026-00004, WR-2026-00005."
    page = ended(browser, post(browser, f"{MONTH}/mail", MONTH))
    assert ("Done." in page, "WR-2026-00002" in page) == (True, False)
    numbers = sorted(str(each["subject"]).partition("WR-")[2][:10] for each in box.messages)
    assert numbers == [f"2026-{at:05}" for at in range(2, 6)]
