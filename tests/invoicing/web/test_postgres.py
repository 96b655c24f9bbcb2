"""The pages over PostgreSQL: a first month from empty books, by their forms alone, to a payment."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from invoicing.web.site import Reach, Site
from reads.directory.new_books import write_new_books
from reads.store.engine import Store
from tests.databases import Postgres
from tests.invoicing.web import test_first_month as month
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import ended, form_on, post


@pytest.fixture
def site(postgres: Postgres, tmp_path: Path) -> Iterator[Site]:
    books = tmp_path / "books"
    write_new_books(books)
    with postgres.database() as url:
        store = Store.open(url, clock=month.CLOCK, books=books)
        yield Site(books, store, month.CLOCK, Reach())
        store.close()


def save(browser: Browser, address: str, text: str) -> None:
    done = post(browser, f"{address}/save", address, **browser.hidden(address), text=text, because="first books")
    assert done.status_code == 303, done.text


def test_a_first_month_from_empty_books_to_a_payment(browser: Browser, site: Site):
    url = f'database_url = "{site.store.url}"'
    save(browser, "/books/settings", month.SETTINGS.replace('database_url = "sqlite:///wetread.db"', url))
    texts = {"clients": month.CLIENTS, "facilities": month.FACILITIES, "radiologists": month.READERS}
    for kind, text in {**texts, "exams": month.EXAMS}.items():
        save(browser, f"/books/{kind}", text)
    save(browser, "/contracts/bayfront", month.CONTRACT)
    save(browser, "/contracts/example", "")

    once = browser.key("/import")
    sent = browser.client.post(
        "/import", data={"once": once}, files=[("files", ("ris.csv", month.RIS))], headers=OWN
    ).headers["location"]
    columns = f"{sent}/columns/0"
    assert post(browser, columns, columns, **browser.hidden(columns), name="ris").status_code == 303
    form = {**browser.hidden(sent), "file:0": "on", "profile:0": "ris"}
    assert "Brought in" in browser.client.get(post(browser, f"{sent}/run", sent, **form).headers["location"]).text

    held = browser.client.get("/held").text
    words = re.findall(r'name="(meaning:[^"]+)"', held)
    meant = {"Bayfront Med Ctr": "bayfront-main", "Chest": "71275", "Head": "CTHEAD", "Rossi": "a-rossi"}
    said = {name: next(text for word, text in meant.items() if word.casefold() in name.casefold()) for name in words}
    looked = browser.client.post("/look/held", data=said, headers=OWN)
    fixed = browser.client.post("/held/fix", data=form_on(looked.text, "/held/fix"), headers=OWN)
    assert (fixed.status_code, "Nothing is held" in browser.client.get("/held").text) == (303, True)

    assert "Look at the close" in browser.client.get("/months/2026-10").text
    draft = browser.client.get("/close/2026-10/draft/bayfront").text
    assert "126.00" in draft
    form = {"contract:bayfront": "on", "confirmed": "2026-10"}
    page = ended(browser, post(browser, "/close/2026-10/issue", "/close/2026-10", **form))
    assert ("1 PDF written" in page, "WR-2026-00001" in page) == (True, True)

    paid = {"currency": "USD", "amount": "126.00", "day": "Nov 2", "reference": "ACH 1"}
    look = browser.client.post("/look/payment/bayfront", data=paid, headers=OWN)
    form = form_on(look.text, "/accounts/bayfront/pay")
    for _ in range(2):
        assert browser.client.post("/accounts/bayfront/pay", data=form, headers=OWN).status_code == 303
    assert "Nothing is open" in browser.client.get("/accounts").text
    assert "paid" in browser.client.get("/papers?month=2026-10").text
