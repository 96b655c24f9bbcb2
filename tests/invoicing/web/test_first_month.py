"""Somebody who has never seen a terminal: from the empty folder of `wetread init` to an issued, delivered and paid invoice.

In a real Chromium with JavaScript switched off: all of it is links and forms (spec 9.2).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from invoicing.web.site import Reach, Site
from reads.core.clock import FixedClock
from reads.directory.new_books import write_new_books
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.reports.month.browser import running_browser
from tests.invoicing.web.served import served

CLOCK = FixedClock(datetime(2026, 11, 3, 18, 0, tzinfo=UTC))
SETTINGS = """database_url = "sqlite:///wetread.db"

[group]
name     = "Lakeshore Radiology Partners"
npi      = "1450000009"
tax_id   = "36-1234567"
taxonomy = "2085R0202X"
address  = ["500 N Shore Dr", "Suite 210", "Chicago, IL 60611-2210"]
remit_to = ["PO Box 4410", "Chicago, IL 60680-4410"]
phone    = "312-555-0142"
email    = "billing@lakeshore.example"
timezone = "America/Chicago"

[invoices]
number = "WR-{year}-{seq:05d}"
"""
CLIENTS = """id,name,address,email,attention,po_number,terms_days
bayfront,Bayfront Health,1 Bay St | Tampa FL 33602-1001,ap@bayfront.example,,,30
"""
FACILITIES = """id,client,name,npi,address,city,state,zip,timezone,pos_outpatient,from,until
bayfront-main,bayfront,Bayfront Medical Center,1450012376,1 Bay St,Tampa,FL,33602-1001,America/New_York,22,,
"""
READERS = """id,name,npi,taxonomy,tax_form,status
d-kim,"Kim, David",1450086594,2085R0202X,W-9,active
"""
EXAMS = """facility,exam_code,cpt,modality,regions,description,from,until
*,CTHEAD,70450,CT,1,CT Head w/o Contrast,,
"""
CONTRACT = """client    = "bayfront"
title     = "Overnight preliminary coverage"
effective = 2026-01-01

[[rates]]
name     = "CT"
match    = { modality = "CT" }
per_read = "42.00"

[[rates]]
name     = "Everything else"
per_read = "12.00"
"""
RIS = """Site,Acc #,Procedure Description,Modality,Report Status,Interpreting Physician,Exam Completed,Report Signed
Bayfront Medical Center,BF1,CT Head w/o Contrast,CT,Wet Read,"Kim, David MD",10/01/2026 3:36 AM,10/01/2026 4:22 AM
Bayfront Medical Center,BF2,CT Chest PE Protocol,CT,Wet Read,"Rossi, Anna MD",10/13/2026 3:36 AM,10/13/2026 4:22 AM
Bayfront Med Ctr,BF3,CT Head w/o Contrast,CT,Wet Read,"Kim, David MD",10/09/2026 1:00 AM,10/09/2026 1:20 AM
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    books = tmp_path / "books"
    write_new_books(books)
    store = Store.open(sqlite_url(books / "wetread.db"), clock=CLOCK)
    store.migrate()
    yield Site(books, store, CLOCK, Reach())
    store.close()


def write(page: Page, address: str, text: str) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + address)
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Save and apply").click()
    assert page.locator(".problem[role=alert]").count() == 0, page.locator(".problem").inner_text()


def fill_books(page: Page) -> None:
    write(page, "/books/settings", SETTINGS)
    for kind, text in (("clients", CLIENTS), ("facilities", FACILITIES), ("radiologists", READERS), ("exams", EXAMS)):
        write(page, f"/books/{kind}", text)
    write(page, "/contracts/bayfront", CONTRACT)
    write(page, "/contracts/example", "")


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()


def says(page: Page, text: str) -> None:
    """Waits for the page that a form leads to."""
    page.get_by_text(text).first.wait_for()


def bring_in(page: Page, folder: Path) -> None:
    (folder / "ris.csv").write_text(RIS)
    go(page, "Import")
    page.locator("#files").set_input_files(folder / "ris.csv")
    page.get_by_role("button", name="Look at them").click()
    page.get_by_role("link", name="Choose the columns").click()
    page.get_by_label("Name of the profile").fill("ris")
    page.get_by_role("button", name="Keep, and go on").click()
    page.get_by_role("button", name="Bring in what is ticked").click()
    says(page, "Brought in")


def mend(page: Page) -> None:
    """Every word that is lacking: the site's other name, the exam's code, the new reader."""
    go(page, "Held")
    for words, meaning in (
        ("Bayfront Med Ctr", "bayfront-main"),
        ("CT Chest PE Protocol", "71275"),
        ("CT Head w/o Contrast", "CTHEAD"),
        ("Rossi", "a-rossi"),
    ):
        box = page.locator("fieldset").filter(has_text=words)
        if box.count():
            box.get_by_role("textbox").fill(meaning)
            box.get_by_label("another", exact=True).check()
    page.get_by_role("button", name="Look at what that changes").click()
    assert page.locator(".problem").count() == 0, page.inner_text("main")
    page.get_by_role("button", name="Save and apply").click()
    says(page, "Nothing is held")


def see_it_end(page: Page) -> None:
    """Asks how far the work is until it has ended."""
    while True:
        page.wait_for_load_state()
        further = page.get_by_role("link", name="How far now?")
        if not further.count():
            return
        further.click()


def close(page: Page) -> str:
    page.goto("/".join(page.url.split("/")[:3]) + "/months/2026-10")
    page.get_by_role("link", name="Look at the close").click()
    page.get_by_label("Type 2026-10 to confirm").fill("2026-10")
    page.get_by_role("button", name="Issue what is ticked: 1 invoice, 126.00 USD").click()
    see_it_end(page)
    says(page, "1 PDF written")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="WR-2026-00001").first.click()
    return page.url


def test_from_an_empty_folder_to_a_paid_invoice_without_a_script(site: Site, tmp_path: Path):
    with running_browser() as browser, served(site) as link:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(link)
        page.get_by_role("button", name="Open the books").click()
        says(page, "Your first month")
        fill_books(page)
        bring_in(page, tmp_path)
        mend(page)
        paper = close(page)
        page.get_by_label("Handed over by").fill("Coupa portal")
        page.get_by_role("button", name="Mark as sent").click()
        page.get_by_role("link", name="Bayfront Health").click()
        page.get_by_label("Amount").fill("126.00")
        page.get_by_label("Came on").fill("Nov 2")
        page.get_by_role("button", name="Look at what it settles").click()
        says(page, "Monday, November 2, 2026")
        page.get_by_role("button", name="Book 126.00 USD").click()
        page.goto(paper)
        assert page.locator("dd", has_text="paid").count() == 1
        page.goto("/".join(page.url.split("/")[:3]) + "/months/2026-10")
        says(page, "October 2026 is closed and sent")
    assert list((site.books / "invoices" / "2026-10").glob("WR-2026-00001*.pdf"))
