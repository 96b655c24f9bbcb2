"""Every page that a link leads to answers, names what it is once, and names no patient, in its text or address."""

import csv
import re

from invoicing.web.site import Site
from tests.invoicing.web.conftest import Browser

SLOW = re.compile(r"/pdf$|/statement\b|/health|/page\b|/audit/export|/assets/")
"""What other tests look at: PDFs, the checks of the machine, files."""


def shape(address: str) -> str:
    """The kind of page: its address without numbers, ids and filters."""
    path = re.sub(r"WR-[\w-]+|C\d{9}|\d+", "N", address.partition("?")[0])
    return re.sub(r"^/(contracts|accounts|books/\w+|books)/[\w.-]+$", r"/\1/N", path)


def patients(site: Site) -> set[str]:
    """What the demonstration's finals say of patients: names, days of birth, member ids."""
    with (site.books / "reads" / "finals.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    told = ("patient_last", "patient_dob", "patient_address", "member_id")
    found = {row[name] for row in rows for name in told if len(row.get(name, "")) > 4}
    assert len(found) > 5
    return found


def test_every_link_leads_to_a_page_with_one_heading_and_no_patient(browser: Browser, site: Site):
    canaries = patients(site)
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
            assert [each for each in canaries if each in answer.text or each in address] == [], address
            links = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text)
            todo += [link.replace("&amp;", "&") for link in links]
    assert len(seen) > 40
