"""The report in a real browser: at 400 and 1,600 pixels, light and dark, by keyboard, with no network, and on paper."""

from bisect import insort
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from invoicing.documents.report_page import rendered_page
from invoicing.reports.month.view import page_of
from reads.core.money import Money
from tests.invoicing.reports.month.browser import Seen, opened, running_browser
from tests.invoicing.reports.month.sample import report

WIDTHS = (400, 1_600)
LOOKS = [(width, dark) for width in WIDTHS for dark in (False, True)]
SERIOUS = {"serious", "critical"}
PAPER = 710
"""The width of a letter within its margins, in CSS pixels."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as found:
        yield found


@pytest.fixture(scope="module")
def html() -> str:
    return rendered_page(page_of(report()), None)


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), html)


def written(folder: Path, html: str) -> Path:
    path = folder / "october.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def seen(browser: Browser, file: Path) -> Iterator[Seen]:
    with opened(browser, file, 1_600) as found:
        yield found


def faults(page: Page) -> dict[str, list[str]]:
    """What axe-core finds serious or worse: its rule, and where."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 20
    return {
        each["id"]: [str(node["target"]) for node in each["nodes"]]
        for each in found["violations"]
        if each["impact"] in SERIOUS
    }


@pytest.mark.parametrize("width, dark", LOOKS)
def test_it_fits_says_nothing_and_asks_for_nothing(browser: Browser, file: Path, width: int, dark: bool):
    with opened(browser, file, width, dark=dark) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        assert (seen.complaints, seen.asked) == ([], [])


def test_no_table_is_clipped_on_a_screen_however_much_stands_in_it(browser: Browser, tmp_path: Path):
    """Sixteen clients, seven modalities, long names, and ten times the amounts, beside and below each other."""
    large = report()
    revenue = tuple(
        replace(
            row, amounts={modality: Money(10 * each.minor, each.currency) for modality, each in row.amounts.items()}
        )
        for row in large.now.revenue
    )
    large = replace(large, now=replace(large.now, revenue=revenue))
    for at, each in enumerate((report(), large)):
        path = written(tmp_path, rendered_page(page_of(each), None))
        for width in (1_280, 1_440):
            with opened(browser, path, width) as seen:
                boxes: Any = seen.page.evaluate(
                    "[...document.querySelectorAll('.scroll')].map((e) => [e.ariaLabel, e.scrollWidth, e.clientWidth])"
                )
                assert [box for box in boxes if box[1] > box[2]] == [], (at, width)


@pytest.mark.parametrize("width, dark", LOOKS)
def test_axe_finds_nothing_serious(browser: Browser, file: Path, width: int, dark: bool):
    with opened(browser, file, width, dark=dark) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert faults(seen.page) == {}


def test_axe_would_find_a_fault(browser: Browser, html: str, tmp_path: Path):
    """Else the test above holds because nobody looks: without its words, a chart is found out."""
    poorer = html.replace('role="img"', 'role="img" data-was', 1).replace(
        'aria-labelledby="chart-', 'data-was="chart-', 1
    )
    poorer = poorer.replace("<title id=", "<metadata id=", 1).replace(
        "</title>\n    <desc", "</metadata>\n    <desc", 1
    )
    with opened(browser, written(tmp_path, poorer), 1_600) as seen:
        assert "svg-img-alt" in faults(seen.page)


@pytest.mark.parametrize("policy", ["the report's", ""])
def test_what_would_reach_the_network_is_refused(browser: Browser, html: str, tmp_path: Path, policy: str):
    """The policy stands in the way even of what got past the templates; without it, the same page does reach a server."""
    with a_server() as (address, hits):
        leak = f'<img src="{address}/x.png"><script>fetch("{address}/y")</script><a href="#">x</a>'
        leaking = html.replace("</main>", f"{leak}</main>")
        if not policy:
            leaking = leaking.replace("Content-Security-Policy", "Nothing")
        with opened(browser, written(tmp_path, leaking), 1_600) as seen:
            seen.page.wait_for_load_state("networkidle")
            assert any("Content Security Policy" in each for each in seen.complaints) == bool(policy)
        assert hits == ([] if policy else ["/x.png", "/y"])


@contextmanager
def a_server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that it was asked for, sorted."""
    hits: list[str] = []

    class Ears(BaseHTTPRequestHandler):
        def do_GET(self):
            insort(hits, self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Ears) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()


def first_table(page: Page, caption: str) -> Locator:
    return page.locator("table", has=page.locator("caption", has_text=caption)).first


def column(page: Page, caption: str, at: int) -> list[str]:
    return first_table(page, caption).locator(f"tbody tr > :nth-child({at})").all_inner_texts()


def test_a_heading_sorts_its_column_both_ways(seen: Seen):
    heading = first_table(seen.page, "By modality").locator("thead th").nth(1)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(seen.page, "By modality", 2) == ["2,813", "865", "609", "455", "200", "97", "45"]
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(seen.page, "By modality", 2)[0] == "45"
    assert seen.page.locator("#sorted").inner_text() == "By modality: sorted by Reads, ascending"


def test_only_one_column_is_said_to_be_sorted_and_sums_stay_at_the_foot(seen: Seen):
    table = first_table(seen.page, "By client (USD)")
    for at in (1, 3, 0):
        table.locator("thead th").nth(at).get_by_role("button").click()
        assert table.locator("[aria-sort]").count() == 1
    names = column(seen.page, "By client (USD)", 1)
    assert "Total" not in names
    assert names.index("Hospital 00") < names.index("Mercy Health System") < names.index("Prairie Imaging Associates")
    assert table.locator("tfoot th").inner_text() == "Total"


def test_the_keyboard_reaches_every_heading_table_and_fold(browser: Browser, file: Path):
    """By Tab alone, in order; and Enter on a heading sorts."""
    with opened(browser, file, 400) as seen:
        page = seen.page
        wanted = page.locator("a:visible, thead button:visible, summary:visible, .scroll[tabindex]:visible").count()
        assert page.locator(".scroll[tabindex]:visible").count() > 3
        reached = set()
        for _ in range(wanted + 2):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        bodies = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.body)")
        assert len(reached - {bodies}) == wanted
        page.locator("thead button").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("[aria-sort]").count() == 1
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_letters_in_charts_are_as_large_on_a_telephone(browser: Browser, file: Path):
    for width in WIDTHS:
        with opened(browser, file, width) as seen:
            heights = seen.page.locator(".chart text").evaluate_all("all => all.map((each) => each.getBBox().height)")
            assert min(heights) > 11


def test_on_paper_everything_is_unfolded_and_no_table_is_cut(browser: Browser, file: Path):
    with opened(browser, file, PAPER) as seen:
        page = seen.page
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open])").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == PAPER
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 0
