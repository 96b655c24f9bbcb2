"""Every page that a link leads to answers, and names what it is once."""

import re

from tests.invoicing.web.conftest import Browser

SLOW = re.compile(r"/pdf$|/statement\b|/health|/page\b|/audit/export|/assets/")
"""What other tests look at: PDFs, the checks of the machine, files."""


def shape(address: str) -> str:
    """The kind of page: its address without numbers, ids and filters."""
    path = re.sub(r"WR-[\w-]+|C\d{9}|\d+", "N", address.partition("?")[0])
    return re.sub(r"^/(contracts|accounts|books/\w+|books)/[\w.-]+$", r"/\1/N", path)


def test_every_link_leads_to_a_page_with_one_heading(browser: Browser):
    todo, seen = ["/months/2026-10", "/bank/lines", "/reads?month=2026-10"], set()
    while todo:
        address = todo.pop()
        if shape(address) in seen or SLOW.search(address):
            continue
        seen.add(shape(address))
        answer = browser.client.get(address)
        assert answer.status_code in {200, 303}, (address, answer.status_code, answer.text[:2000])
        todo += [answer.headers["location"]] if answer.status_code == 303 else []
        if "text/html" in answer.headers.get("content-type", ""):
            assert answer.text.count("<h1") == 1, address
            links = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text)
            todo += [link.replace("&amp;", "&") for link in links]
    assert len(seen) > 40
