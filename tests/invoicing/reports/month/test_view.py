"""What the page says, and that nothing in the data can change what it is."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from invoicing.documents.report_page import rendered_page
from invoicing.reports.month.page import ReportPage
from invoicing.reports.month.view import page_of
from reads.core.month import Month
from tests.invoicing.reports.month.sample import HOSTILE, LONG, figures, report


def card(page: ReportPage, label: str):
    return next(each for each in page.cards if each.label == label)


class Tags(HTMLParser):
    """Every element and attribute of a page, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]


def test_key_figures_stand_beside_the_month_before():
    page = page_of(report())
    assert card(page, "Revenue").change == "▲ +13.5 % on September".replace(" %", "\N{NO-BREAK SPACE}%")
    assert card(page, "Held reads").change == "as in September"
    assert (card(page, "Discrepancies").mood, card(page, "Within target").mood) == ("good", "bad")
    assert page.compared == "Changes are against September 2026"


def test_a_first_month_is_compared_with_nothing():
    page = page_of(report(before=False))
    assert {each.change for each in page.cards if each.label != "Owed to us"} == {""}
    assert page.compared == "Nothing is known of September 2026 to compare with"


def test_each_currency_has_its_own_revenue_and_none_is_added_to_another():
    page = page_of(report())
    titles = [section.title for section in page.sections]
    assert titles[:2] == ["Revenue in USD", "Revenue in CAD"]
    assert [each.figure for each in page.cards if each.label == "Revenue"] == ["$180,812", "CA$6,250"]


def test_the_table_of_clients_adds_up():
    (section, *_) = page_of(report()).sections
    sheet = section.sheets[1]
    (sums,) = sheet.sums
    for at in range(1, len(sheet.columns)):
        assert int(sums[at].key) == sum(int(row[at].key) for row in sheet.rows), sheet.columns[at].title


def test_a_month_without_a_read_is_a_page_too():
    now = figures(Month(2026, 10), 100)
    empty = replace(
        now, revenue=(), held=(), waiting=0, margin=None, no_margin="no agreement", issued=0, agreement=None
    )
    page = page_of(replace(report(before=False), now=replace(empty, sealed="no key"), aging=()))
    assert page.standing == "nothing to bill"
    leads = {section.id: section.lead for section in page.sections}
    assert leads["margin"] == "Not shown: no agreement."
    assert leads["discrepancies"] == "Not shown: no key."
    assert "Nothing is held" in leads["held"]
    assert rendered_page(page, None)


def test_a_preview_says_what_is_still_open():
    now = replace(figures(Month(2026, 10), 100), open_contracts=("mercy-nights",))
    page = page_of(replace(report(), now=now))
    assert page.standing == "preview: 14 invoices issued, 1 contract still open"
    assert any("mercy-nights" in note for note in page.sections[0].notes)


def test_no_name_becomes_markup():
    html = rendered_page(page_of(report()), None)
    found = Tags(html)
    assert HOSTILE not in html
    assert html.count("&lt;img src=") > 3
    assert "img" not in found.tags
    assert found.tags.count("script") == found.tags.count("style") == 1
    assert not any(name.startswith("on") or name in ("src", "style") for name, _ in found.attributes)
    assert LONG in html


def test_nothing_outside_is_named_and_only_these_texts_may_act():
    html = rendered_page(page_of(report()), None)
    for tag, text in re.findall(r"<(style|script)>(.*?)</\1>", html, flags=re.DOTALL):
        assert f"{tag}-src &#39;sha256-{b64encode(sha256(text.encode()).digest()).decode()}&#39;" in html
        assert "url(" not in text
        assert "//" not in text
    assert "default-src &#39;none&#39;" in html
    links = [value or "" for name, value in Tags(html).attributes if name in ("href", "action", "xlink:href")]
    assert links
    assert all(link.startswith("#") for link in links)


def test_every_chart_has_words_and_every_id_is_one():
    html = rendered_page(page_of(report()), None)
    ids = Tags(html).ids
    assert len(ids) == len(set(ids))
    assert html.count('role="img"') == html.count("<desc ") > 6
    assert not re.search(r"<desc [^>]*></desc>", html)
    named = re.findall(r'aria-labelledby="([^"]+)"', html)
    assert {word for each in named for word in each.split()} <= set(ids)


def test_the_same_month_is_the_same_page():
    assert rendered_page(page_of(report()), None) == rendered_page(page_of(report()), None)
