"""What the tests of several pages do: a file is sent, a command is run beside the pages."""

import re
import time
from collections.abc import Iterator

from click.testing import CliRunner
from httpx2 import Response

from invoicing.cli.main import main
from invoicing.web.site import Site
from reads.cli.desk import Desk
from tests.demonstration import NOON
from tests.invoicing.web.conftest import OWN, Browser


def sent_file(browser: Browser, address: str, name: str, content: bytes, page: str = "", **fields: str) -> Response:
    """The form with a file on the page, sent to its address."""
    shown = browser.client.get(page or address).text
    form = re.search(rf'action="{re.escape(address)}" enctype.*?</form>', shown, re.DOTALL)[0]
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return browser.client.post(address, data={**hidden, **fields}, files={"files": (name, content)}, headers=OWN)


def by_command(site: Site, *words: str) -> str:
    """The same books by the command line; what it says."""
    done = CliRunner().invoke(main, ["--books", str(site.books), *words], obj=Desk(clock=NOON), catch_exceptions=False)
    return done.output


def post(browser: Browser, address: str, page: str = "", **fields: str) -> Response:
    """The form for that address on the page, with these fields."""
    form = form_on(browser.client.get(page or address).text, address)
    return browser.client.post(address, data={**form, **fields}, headers=OWN)


def form_on(page: str, address: str) -> dict[str, str]:
    """What the form (or button) for the address carries unseen."""
    pattern = rf'<form[^>]*>(?:(?!</form>).)*?"{re.escape(address)}".*?</form>|<form[^>]*action="{re.escape(address)}".*?</form>'
    form = re.search(pattern, page, re.DOTALL)[0]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def payment(browser: Browser, client: str, **said: str) -> Response:
    """The page after the payment was looked at, and what its form carries on."""
    form = {"currency": "USD", "amount": "10.00", "reference": "ACH 9", **said}
    return browser.client.post(f"/look/payment/{client}", data=form, headers=OWN)


def booked(browser: Browser, client: str, **said: str) -> Response:
    """A payment that was looked at first, booked as it was seen."""
    look = payment(browser, client, **said)
    assert look.status_code == 200
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', look.text))
    return browser.client.post(f"/accounts/{client}/pay", data=kept, headers=OWN)


def ended(browser: Browser, begun: Response) -> str:
    """The page of the work that was begun, once it has ended."""
    return page_of_ended(browser, begun.headers["location"])


def page_of_ended(browser: Browser, address: str) -> str:
    """The page of the work at that address, once it has ended."""
    for _ in range(600):
        page = browser.client.get(address).text
        if "How far now?" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError(page)


SLOW = re.compile(r"/pdf$|/statement\b|/health|/page\b|/audit/export|/assets/")
"""What other tests look at: PDFs, the checks of the machine, files."""


def shape(address: str) -> str:
    """The kind of page: its address without numbers, ids and filters."""
    path = re.sub(r"WR-[\w-]+|C\d{9}|\d+", "N", address.partition("?")[0])
    return re.sub(r"^/(contracts|accounts|books/\w+|books)/[\w.-]+$", r"/\1/N", path)


def every_page(browser: Browser) -> Iterator[tuple[str, Response]]:
    """One page of each kind that a link leads to, from the month on."""
    todo, seen = ["/months/2026-10", "/bank/lines", "/reads?month=2026-10"], set()
    while todo:
        address = todo.pop()
        if shape(address) in seen or SLOW.search(address):
            continue
        seen.add(shape(address))
        answer = browser.client.get(address)
        yield address, answer
        if answer.status_code == 303:
            todo.append(answer.headers["location"])
        if "text/html" in answer.headers.get("content-type", ""):
            links = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text)
            todo += [link.replace("&amp;", "&") for link in links]
