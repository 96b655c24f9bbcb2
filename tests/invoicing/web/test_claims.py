"""Insurance on its pages: files once, given out by name into the audit log, answers refused by name, corrections."""

import re

from invoicing.web.site import Site
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, post, sent_file


def test_the_months_files_are_written_and_given_out_with_an_event(browser: Browser, site: Site):
    done = post(browser, "/claims/export", page="/claims", month="2026-10")
    page = browser.client.get(done.headers["location"]).text
    assert ("0 claims for the first time" in page, 'value="2026-10-' in page) == (True, True)
    name = re.search(r'name="name" value="([^"]+)"', page)[1]
    given = post(browser, "/claims/file", page="/claims", name=name)
    assert given.content == (site.books / "claims" / name).read_bytes()
    assert given.headers["content-disposition"].startswith("attachment")
    assert f"claims-file:{name}" in by_command(site, "audit", "log", "--entity", f"claims-file:{name}")
    for wrong in ("../wetread.toml", "demo.key", ""):
        assert "no_claim_file" in post(browser, "/claims/file", page="/claims", name=wrong).text


def test_a_claim_is_replaced_for_a_reason(browser: Browser):
    number = re.search(r"/claims/(C\d+)", browser.client.get("/claims/list?month=2026-10").text)[1]
    address = f"/claims/{number}/correct"
    form = {"deed": "void", "payer_number": "ICN1"}
    nothing = post(browser, address, page=f"/claims/{number}", because="", **form)
    assert (nothing.status_code, "no_reason" in nothing.text) == (422, True)
    done = post(browser, address, page=f"/claims/{number}", because="wrong payer", **form)
    page = browser.client.get(done.headers["location"]).text
    assert f"corrects {number}" in page
    assert "corrected by" in browser.client.get("/claims/list").text


def test_an_answer_that_is_none_is_refused(browser: Browser):
    answer = sent_file(browser, "/claims/answers", "x.835", b"hello")
    assert (answer.status_code >= 400, "nothing was done" in answer.text) == (True, True)


def test_held_finals_are_released_for_a_reason_or_not_at_all(browser: Browser):
    page = browser.client.get("/claims").text
    once = re.search(r'name="once" value="([^"]+)"[^>]*><input type="hidden" name="reason"', page)
    assert "final_read_abroad" in page
    key = once[1] if once else browser.hidden("/claims")["once"]
    form = {"once": key, "because": "agreed", "reason": "final_read_abroad", "read:1624": "on"}
    assert browser.client.post("/claims/release", data=form, headers=OWN).status_code >= 400
