"""A form is carried out once, however often it is sent (spec 9.3)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, func, select

from invoicing.papers.heads import heads
from invoicing.papers.tables import PaperRow
from invoicing.web.once_keys import Once, first_outcome, only_once
from invoicing.web.site import Site
from reads.core.errors import WrongUse
from reads.core.month import Month
from reads.store.decide_then_record import Deciding
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import ended

NOVEMBER = Month(2026, 11)
ISSUE = "/close/2026-11/issue"


def form(browser: Browser, **more: str) -> dict[str, str]:
    hidden = browser.hidden("/close/2026-11")
    ticked = {name.replace("total:", "contract:"): "on" for name in hidden if name.startswith("total:")}
    return {**hidden, **ticked, "confirmed": "2026-11", "early": "on", **more}


def papers(site: Site) -> int:
    with site.store.read() as session:
        return session.exec(select(func.count()).select_from(PaperRow)).one()


def test_a_month_is_issued_after_it_was_typed(browser: Browser, site: Site):
    before = papers(site)
    refused = browser.client.post(ISSUE, data=form(browser, confirmed="2026-10"), headers=OWN)
    assert (refused.status_code, "not_confirmed" in refused.text, papers(site)) == (422, True, before)
    done = browser.client.post(ISSUE, data=form(browser), headers=OWN)
    assert (done.status_code, done.headers["location"].startswith("/work/")) == (303, True)
    assert "3 PDFs written" in ended(browser, done)
    with site.store.read() as session:
        assert [paper.number for paper in heads(session, month=NOVEMBER) if paper.number]


def test_the_same_form_again_shows_the_first_outcome_and_does_nothing(browser: Browser, site: Site):
    sent = form(browser)
    first = browser.client.post(ISSUE, data=sent, headers=OWN)
    ended(browser, first)
    count = papers(site)
    again = browser.client.post(ISSUE, data=sent, headers=OWN)
    assert first.headers["location"].startswith("/work/")
    assert again.headers["location"] == "/close/2026-11"
    assert papers(site) == count


def test_sent_twice_at_once_it_is_done_once(browser: Browser, site: Site):
    sent, before = form(browser), papers(site)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: browser.client.post(ISSUE, data=sent, headers=OWN), range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    for answer in answers:
        ended(browser, answer)
    with site.store.read() as session:
        issued = [paper.contract for paper in heads(session, month=NOVEMBER)]
    assert (sorted(issued), papers(site) - before) == (["marianas-24h", "mercy-overnight", "st-brendan-nights"], 5)


def test_the_same_key_with_another_form_is_refused(browser: Browser):
    sent = form(browser)
    ended(browser, browser.client.post(ISSUE, data=sent, headers=OWN))
    answer = browser.client.post(ISSUE, data={**sent, "dated": "2026-11-30"}, headers=OWN)
    assert (answer.status_code, "form_changed" in answer.text) == (409, True)


def test_a_form_without_a_key_of_ours_is_refused(browser: Browser, site: Site):
    before = papers(site)
    for key in ("", "made-up.0000", browser.hidden("/close/2026-11")["once"] + "0"):
        answer = browser.client.post(ISSUE, data={"once": key, "confirmed": "2026-11", "early": "on"}, headers=OWN)
        assert (answer.status_code, "bad_form" in answer.text) == (409, True)
    assert papers(site) == before


def test_the_form_of_another_browser_is_refused(browser: Browser, site: Site):
    other = Browser(site)
    other.sign_in()
    answer = other.client.post(ISSUE, data=form(browser), headers=OWN)
    assert (answer.status_code, "bad_form" in answer.text) == (409, True)


def test_a_contract_whose_total_has_moved_since_it_was_seen_is_left(browser: Browser, site: Site):
    sent = form(browser, **{"total:st-brendan-nights": "4500.01 USD"})
    assert "left: " in ended(browser, browser.client.post(ISSUE, data=sent, headers=OWN))
    with site.store.read() as session:
        issued = {paper.contract for paper in heads(session, month=NOVEMBER)}
    assert "st-brendan-nights" not in issued
    assert "mercy-overnight" in issued


def test_a_deed_that_was_refused_after_it_had_moved_leaves_the_form_as_it_was(browser: Browser, site: Site):
    once = Once("k" * 24, "what it held", "/exports")
    store = only_once(site.store, once, site.by("ana"))
    looks: list[int] = []

    def decide(_session: Session) -> int:
        looks.append(1)
        if len(looks) > 1:
            raise WrongUse("it can't be done any more")
        return 1

    with pytest.raises(WrongUse):
        Deciding(decide, lambda _session, _found: False, lambda _session, found: found).done(store)
    assert first_outcome(site.store, once) is None


def test_a_memo_that_is_refused_leaves_the_form_as_it_was(browser: Browser, site: Site):
    address = "/papers/WR-2026-00003/do"
    sent = {"once": browser.key(address), "deed": "credit_amount", "because": "agreed", "amount": "9,999,999.00"}
    assert browser.client.post(address, data=sent, headers=OWN).status_code == 409
    done = browser.client.post(address, data={**sent, "amount": "10.00"}, headers=OWN)
    assert "is issued" in ended(browser, done)
