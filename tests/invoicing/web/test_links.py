"""Every page that a link leads to answers, names what it is once, and names no patient, in its text or address."""

import csv

from invoicing.web.site import Site
from tests.invoicing.web.conftest import Browser
from tests.invoicing.web.pages import every_page


def patients(site: Site) -> set[str]:
    """What the demonstration's finals say of patients: names, days of birth, member ids."""
    with (site.books / "reads" / "finals.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    told = ("patient_last", "patient_dob", "patient_address", "member_id")
    found = {row[name] for row in rows for name in told if len(row.get(name, "")) > 4}
    assert len(found) > 5
    return found


def test_every_link_leads_to_a_page_with_one_heading_and_no_patient(browser: Browser, site: Site):
    canaries, seen = patients(site), 0
    for address, answer in every_page(browser):
        seen += 1
        assert answer.status_code in {200, 303}, (address, answer.status_code, answer.text[:2000])
        if "text/html" in answer.headers.get("content-type", ""):
            assert answer.text.count("<h1") == 1, address
            assert [each for each in canaries if each in answer.text or each in address] == [], address
    assert seen > 40
