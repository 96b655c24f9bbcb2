"""Files of the books are edited in the browser, looked at, saved and applied (spec 9.4, /contracts); first books can be filled."""

from pathlib import Path

from invoicing.contracts.repository import load_contract
from invoicing.web.site import Site
from tests.invoicing.web.conftest import OWN, Browser

TABLE = "/books/exams"


def edit(browser: Browser, address: str, text: str, **more: str) -> dict[str, str]:
    return {**browser.hidden(address), "text": text, "because": "new rates", **more}


def exams(site: Site) -> Path:
    return site.books / "directory" / "exams.csv"


def test_a_table_is_looked_at_then_saved_and_applied(browser: Browser, site: Site):
    before = exams(site).read_text()
    form = edit(browser, TABLE, before + "*,NEWEXAM,70450,CT,1,\n")
    looked = browser.client.post(f"/look{TABLE}", data=form, headers=OWN)
    assert (looked.status_code, "NEWEXAM" in looked.text, exams(site).read_text()) == (200, True, before)
    done = browser.client.post(f"{TABLE}/save", data=form, headers=OWN)
    assert (done.status_code, exams(site).read_text()) == (303, before + "*,NEWEXAM,70450,CT,1,\n")


def test_a_fault_is_told_with_its_line_and_nothing_is_written(browser: Browser, site: Site):
    before = exams(site).read_text()
    form = edit(browser, TABLE, before + "*,NEWEXAM,7045,CT,1,\n")
    for address in (f"/look{TABLE}", f"{TABLE}/save"):
        answer = browser.client.post(address, data=form, headers=OWN)
        line = before.count("\n") + 1
        assert (answer.status_code, f"exams.csv:{line}" in answer.text) == (422, True)
        assert "NEWEXAM,7045," in answer.text
    assert exams(site).read_text() == before


def test_a_file_that_was_changed_meanwhile_is_left(browser: Browser, site: Site):
    before = exams(site).read_text()
    form = edit(browser, TABLE, before + "*,NEWEXAM,70450,CT,1,\n")
    exams(site).write_text(before + "*,OTHER,70450,CT,1,\n")
    answer = browser.client.post(f"{TABLE}/save", data=form, headers=OWN)
    assert (answer.status_code, "file_changed" in answer.text, "NEWEXAM" in answer.text) == (409, True, True)
    assert "OTHER" in exams(site).read_text()


def test_a_contract_is_tried_on_past_months_and_then_applied(browser: Browser, site: Site):
    path = site.books / "contracts" / "st-brendan-nights.toml"
    text = path.read_text().replace("title", "# a remark\ntitle", 1)
    address = "/contracts/st-brendan-nights"
    assert "In plain words" in browser.client.get(address).text
    form = edit(browser, address, text)
    tried = browser.client.post(
        f"/look{address}", data={**form, "try": "1", "first": "2026-10", "last": "2026-10"}, headers=OWN
    )
    assert (tried.status_code, "Tried on past months" in tried.text, "2026-10" in tried.text) == (200, True, True)
    assert browser.client.post(f"{address}/save", data=form, headers=OWN).status_code == 303
    assert path.read_text() == text
    with site.store.read() as session:
        assert load_contract(session, "st-brendan-nights").contract.title


def test_a_price_of_an_issued_month_needs_a_tick(browser: Browser, site: Site):
    path = site.books / "contracts" / "mercy-overnight.toml"
    before = path.read_text()
    address = "/contracts/mercy-overnight"
    text = before.replace("38.00", "39.00")
    assert text != before
    form = edit(browser, address, text)
    refused = browser.client.post(f"{address}/save", data=form, headers=OWN)
    assert (refused.status_code, "reprices_issued" in refused.text, path.read_text()) == (409, True, before)
    done = browser.client.post(f"{address}/save", data={**form, "reprice": "on"}, headers=OWN)
    assert (done.status_code, path.read_text()) == (303, text)


def test_nothing_but_the_books_own_files_can_be_named(browser: Browser):
    for address in ("/books/wetread.db", "/books/..%2fsecret", "/contracts/..%2fwetread"):
        assert browser.client.get(address).status_code in {404, 422}
