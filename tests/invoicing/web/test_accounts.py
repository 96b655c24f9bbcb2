"""Payments on the page of an account: a day that is hardly meant, one paid twice, and who is named for it."""

import re

from click.testing import CliRunner

from invoicing.cli.main import main
from invoicing.receivables.repository import accounts
from invoicing.web.site import Site
from reads.cli.desk import Desk
from tests.demonstration import NOON
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import booked, by_command, payment


def client_of(browser: Browser) -> str:
    return re.search(r'/accounts/([\w-]+)"', browser.client.get("/accounts").text)[1]


def test_a_day_long_ago_is_asked_for_in_the_pages_words(browser: Browser):
    client = client_of(browser)
    refused = payment(browser, client, day="2024-01-05")
    assert (refused.status_code, 'name="long_ago"' in refused.text) == (422, True)
    assert ("tick that the day is meant" in refused.text, "--yes-dated" in refused.text) == (True, False)
    assert booked(browser, client, day="2024-01-05", long_ago="on").status_code == 303


def test_a_day_to_come_is_refused(browser: Browser):
    refused = payment(browser, client_of(browser), day="2026-12-24")
    assert (refused.status_code, "not_yet" in refused.text) == (422, True)


def test_a_payment_booked_twice_is_asked_for_and_both_are_named_via_web(browser: Browser, site: Site):
    client = client_of(browser)
    assert booked(browser, client).status_code == 303
    refused = payment(browser, client)
    assert ('name="again"' in refused.text, "--again" in refused.text) == (True, False)
    assert booked(browser, client, again="on").status_code == 303
    words = ["--books", str(site.books), "audit", "log", "--entity", client]
    log = CliRunner().invoke(main, words, obj=Desk(clock=NOON), catch_exceptions=False).output
    assert log.count(" via web") == 2


def test_a_payment_goes_to_an_account_that_the_client_has(browser: Browser):
    """As by command: in a currency that it has no account in it is refused, and without one it is that of the only account."""
    client = client_of(browser)
    refused = payment(browser, client, currency="JPY")
    assert (refused.status_code, "which_currency" in refused.text) == (422, True)
    assert "10.00 USD on" in payment(browser, client, currency="").text


def read_back(browser: Browser, client: str, **said: str) -> dict[str, str]:
    """What the page that reads a payment back carries on to the booking."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', payment(browser, client, **said).text))


def entries(site: Site, client: str) -> list[tuple[str, str, str]]:
    with site.store.read() as session:
        found = [entry for account in accounts(session, client) for entry in account.entries]
    return [(entry.kind.value, str(entry.amount), entry.reference) for entry in found]


def test_a_payment_that_settles_otherwise_than_it_was_read_back_is_not_booked(browser: Browser, site: Site):
    """Two tabs read back the whole of one paper: the second one's money would lie unapplied, which nobody saw."""
    first, second = (read_back(browser, "lakeview-university", amount="8,000.00", reference=each) for each in "AB")
    address = "/accounts/lakeview-university/pay"
    assert browser.client.post(address, data=first, headers=OWN).status_code == 303
    moved = browser.client.post(address, data=second, headers=OWN)
    assert (moved.status_code, "payment_moved" in moved.text, 'value="8,000.00"' in moved.text) == (409, True, True)
    assert entries(site, "lakeview-university") == [("payment", "8000.00", "A")]
    assert booked(browser, "lakeview-university", amount="8,000.00", reference="B").status_code == 303


def test_a_payment_of_a_paper_that_is_written_off_meanwhile_is_not_booked(browser: Browser, site: Site):
    sent = read_back(browser, "lakeview-university", amount="8000.00")
    by_command(site, "invoice", "write-off", "WR-2026-00001", "--because", "agreed")
    moved = browser.client.post("/accounts/lakeview-university/pay", data=sent, headers=OWN)
    assert (moved.status_code, "payment_moved" in moved.text) == (409, True)
    assert entries(site, "lakeview-university") == [("write_off", "8000.00", "WR-2026-00001")]


def test_a_payment_without_a_day_is_booked_on_the_day_that_was_read_back(browser: Browser):
    assert read_back(browser, "lakeview-university")["day"] == "2026-11-28"


def test_the_same_part_is_written_off_in_two_tabs_once_unless_it_is_ticked(browser: Browser, site: Site):
    address = "/papers/WR-2026-00001/do"
    form = {"deed": "write_off", "amount": "50.00", "because": "agreed"}
    first, second, third = ({"once": browser.key(address), **form} for _ in range(3))
    assert browser.client.post(address, data=first, headers=OWN).status_code == 303
    refused = browser.client.post(address, data=second, headers=OWN)
    assert (refused.status_code, "It is another one: write it off too" in refused.text) == (409, True)
    assert len(entries(site, "lakeview-university")) == 1
    assert browser.client.post(address, data={**third, "again": "on"}, headers=OWN).status_code == 303
    assert len(entries(site, "lakeview-university")) == 2


def test_a_form_of_an_ended_session_comes_back_filled_in_once_signed_in_again(browser: Browser, site: Site):
    address = "/papers/WR-2026-00001/do"
    sent = {"once": browser.key(address), "deed": "write_off", "amount": "50.00", "because": "agreed by Mr. Hale"}
    browser.client.cookies.clear()
    told = browser.client.post(address, data=sent, headers=OWN)
    assert (told.status_code, "nothing was done of what it sent" in told.text) == (401, True)
    assert "reload this page" in told.text
    browser.sign_in()
    back = browser.client.post(address, data=sent, headers=OWN)
    assert (back.status_code, "agreed by Mr. Hale" in back.text, entries(site, "lakeview-university")) == (
        409,
        True,
        [],
    )
    assert "press the button once more" in back.text
