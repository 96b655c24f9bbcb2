"""Every page in a real Chromium: axe finds nothing, light or dark; nothing runs over the side of a telephone; no message in the console."""

import re
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from invoicing.web.site import Site
from tests.invoicing.reports.month.browser import running_browser
from tests.invoicing.web.conftest import Browser
from tests.invoicing.web.served import served

PAGES = [
    "/months/2026-10",
    "/months/2031-01",
    "/import",
    "/imports",
    "/imports/1",
    "/by-hand",
    "/reads?month=2026-10",
    "/held",
    "/contracts",
    "/contracts/mercy-overnight",
    "/books",
    "/books/settings",
    "/books/exams",
    "/books/agreements/r-rao.toml",
    "/close/2026-11",
    "/close/2026-11/draft/mercy-overnight",
    "/papers",
    "/papers/WR-2026-00001",
    "/papers/nothing",
    "/accounts",
    "/accounts/mercy-health",
    "/bank",
    "/bank/lines",
    "/reminders",
    "/deliver/2026-10",
    "/claims",
    "/claims/list",
    "/claims/C000000001",
    "/claims/answers",
    "/claims/denials",
    "/claims/silent",
    "/pay/2026-10",
    "/margin/2026-10",
    "/report/2026-10",
    "/reconcile",
    "/exports",
    "/fees",
    "/audit",
    "/work",
    "/nothing",
]
WIDTHS = (1280, 390, 320)
RULES = "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
CONTRAST = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"
NARROW = "{type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'meta-viewport']}"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def first_read(browser: Browser) -> str:
    """The address of a read's page, and of a row in quarantine."""
    return re.search(r'"(/reads/\d+)"', browser.client.get("/reads?month=2026-10").text)[1]


def violations(page: Page, rules: str) -> list[str]:
    """What axe-core finds: its rule, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: Any = page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], runOnly: {rules}, iframes: false}})")
    return [
        f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['html'][:200]}" for each in found["violations"]
    ]


def faults(page: Page, address: str) -> list[str]:
    """All that is wrong with a page: light, dark, and at each width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    found = violations(page, RULES)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(WIDE)
        found += [f"{over} px over the side at {width}"] if over > 0 else []
    found += [f"at {WIDTHS[-1]}: {each}" for each in violations(page, NARROW)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {each}" for each in violations(page, CONTRAST)]


def no_pdf(route: Route) -> None:
    route.fulfill(body="", content_type="text/html")


def test_every_page_is_without_a_fault(site: Site, first_read: str):
    with running_browser() as browser, served(site) as link:
        page = browser.new_context().new_page()
        page.set_default_timeout(120_000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.route("**/pdf", no_pdf)
        base = link.partition("/sign-in")[0]
        found = {"sign-in": faults(page, link)}
        page.get_by_role("button", name="Open the books").click()
        page.wait_for_url(f"{base}/**")
        for address in [*PAGES, first_read, "/quarantine/1"]:
            found[address] = faults(page, base + address)
        wrong = {address: each for address, each in found.items() if each}
        assert wrong == {}
        answers = [each for each in complaints if "Failed to load resource" not in each]  # a page that isn't there
        assert answers == []


def test_axe_would_find_a_fault():
    with running_browser() as browser:
        page = browser.new_page()
        page.set_content('<html><title>x</title><input><p style="color:#ccc">grey</p></html>')
        assert {each.partition(":")[0] for each in violations(page, RULES)} >= {
            "label",
            "color-contrast",
            "html-has-lang",
        }
