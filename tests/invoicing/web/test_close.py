"""A month is looked at, drafts are seen as PDF, what is ticked is issued and printed; papers are put right and handed over."""

import re
import time

from invoicing.papers.heads import heads
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.receivables.sent_mail import sendings
from invoicing.web.site import Site
from reads.core.month import Month
from tests.invoicing.web.conftest import OWN, Browser

ADDRESS = "/close/2026-11"


def finished(browser: Browser, address: str) -> str:
    for _ in range(600):
        page = browser.client.get(address).text
        if "data-work" not in page:
            return page
        time.sleep(0.2)
    raise AssertionError(page)


def issued(site: Site) -> list[str]:
    with site.store.read() as session:
        return sorted(paper.contract for paper in heads(session, month=Month(2026, 11)) if paper.number)


def test_a_draft_is_seen_as_pdf_and_as_a_table_and_nothing_is_stored(browser: Browser, site: Site):
    page = browser.client.get(f"{ADDRESS}/draft/mercy-overnight")
    assert (page.status_code, "A preview, not an invoice" in page.text, 'id="schedule"' in page.text) == (
        200,
        True,
        True,
    )
    pdf = browser.client.get(f"{ADDRESS}/draft/mercy-overnight/pdf")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert pdf.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert browser.client.get(ADDRESS).headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert issued(site) == []
    assert browser.client.get(f"{ADDRESS}/draft/nobody").status_code == 422


def test_what_is_ticked_is_issued_and_printed_and_the_rest_waits(browser: Browser, site: Site):
    hidden = browser.hidden(ADDRESS)
    form = {**hidden, "confirmed": "2026-11", "early": "on", "contract:st-brendan-nights": "on"}
    nothing = browser.client.post(f"{ADDRESS}/issue", data={**hidden, "confirmed": "2026-11"}, headers=OWN)
    assert (nothing.status_code, "nothing_ticked" in nothing.text) == (422, True)
    done = browser.client.post(f"{ADDRESS}/issue", data=form, headers=OWN)
    page = finished(browser, done.headers["location"])
    assert "1 PDF written" in page
    assert "left" not in page
    assert issued(site) == ["st-brendan-nights"]
    number = re.search(r"WR-2026-\d+", page)[0]
    pdf = browser.client.get(f"/papers/{number}/pdf")
    assert (pdf.content[:5], "st-brendan" in pdf.headers["content-disposition"]) == (b"%PDF-", True)
    assert list((site.books / "invoices" / "2026-11").glob(f"{number}*.pdf"))


def test_ticked_reads_are_disputed_and_restored(browser: Browser, site: Site):
    address = "/papers/WR-2026-00003"
    page = browser.client.get(address).text
    key = re.search(r'name="read:([^"]+)"', page)[1]
    form = {"once": browser.hidden(address)["once"], f"read:{key}": "on", "because": "read twice", "deed": "dispute"}
    assert browser.client.post(f"{address}/do", data=form, headers=OWN).status_code == 303
    with site.store.read() as session:
        assert key in withdrawn(session)
    form = {**form, "once": browser.hidden(address)["once"], "deed": "restore"}
    assert browser.client.post(f"{address}/do", data=form, headers=OWN).status_code == 303
    with site.store.read() as session:
        assert key not in withdrawn(session)


def test_an_agreed_credit_is_a_memo_once_and_a_comma_is_no_decimal_point(browser: Browser, site: Site):
    address = "/papers/WR-2026-00003"
    form = {"once": browser.hidden(address)["once"], "deed": "credit_amount", "because": "agreed", "amount": "12,00"}
    refused = browser.client.post(f"{address}/do", data=form, headers=OWN)
    assert (refused.status_code, "bad_amount" in refused.text, 'value="12,00"' in refused.text) == (422, True, True)
    form["amount"] = "$12.00"
    first = browser.client.post(f"{address}/do", data=form, headers=OWN)
    page = finished(browser, first.headers["location"])
    assert "-12.00 USD" in page
    again = browser.client.post(f"{address}/do", data=form, headers=OWN)
    assert (again.status_code, again.headers["location"]) == (303, address)
    with site.store.read() as session:
        assert sum(1 for paper in heads(session) if paper.total.minor == -1200) == 1


def test_too_much_credit_is_refused(browser: Browser):
    address = "/papers/WR-2026-00003"
    form = {
        "once": browser.hidden(address)["once"],
        "deed": "credit_amount",
        "because": "agreed",
        "amount": "9,999,999.00",
    }
    refused = browser.client.post(f"{address}/do", data=form, headers=OWN)
    assert (refused.status_code, "credit_too_large" in refused.text) == (409, True)


def test_a_paper_that_was_handed_over_is_marked_as_sent(browser: Browser, site: Site):
    address = "/papers/WR-2026-00003"
    form = {"once": browser.hidden(address)["once"], "deed": "sent", "way": "Coupa portal"}
    assert browser.client.post(f"{address}/do", data=form, headers=OWN).status_code == 303
    assert "Coupa portal" in browser.client.get(address).text
    with site.store.read() as session:
        assert [each.outcome for each in sendings(session, "WR-2026-00003")][-1:] == ["sent"]


def test_a_file_that_was_changed_and_not_loaded_is_named(browser: Browser, site: Site):
    said = "is loaded otherwise than the books' files say"
    assert said not in browser.client.get(ADDRESS).text.replace("&#39;", "'")
    contract = site.books / "contracts" / "mercy-overnight.toml"
    contract.write_text(contract.read_text() + "\n# another price\n")
    assert f"contracts/mercy-overnight.toml {said}" in browser.client.get(ADDRESS).text.replace("&#39;", "'")
