"""Whatever a browser sends, a page says what is wrong with it: no bare fault, and no 500 for what somebody typed."""

import inspect
import re

import pytest

from invoicing.web.routes import ROUTES
from tests.invoicing.web.conftest import OWN, Browser

LARGE = "9" * 30
HUGE = "9" * 5000
NUMBERS = (LARGE, HUGE, "-1", "x", "٣")
DAYS = ("9999-12-31", "0001-01-01", "9999-12", "2026-02-30")
WORDS = ("%2e%2e", "a%00b", "' OR 1=1", "é" * 300)
QUERIES = {
    **dict.fromkeys(("after", "batch", "before"), NUMBERS),
    **dict.fromkeys(("as_of", "first", "last", "from", "to", "month", "dated"), DAYS),
    **dict.fromkeys(
        ("client", "currency", "radiologist", "facility", "state", "status", "name", "folder", "id"), WORDS
    ),
}
SLOW = ("/health", "/sign-in", "/audit/export")
FORMS = [
    ("/exports", {"format": "xero", "first": "2026-10", "lines": "per-star"}, "no_such_grouping"),
    ("/bank/book", {f"line:{HUGE}": "on"}, "bad_number"),
    ("/bank/leave", {"leave:x": "on", "because": "rent"}, "bad_number"),
    ("/bank/one", {"one": LARGE}, "bad_number"),
    ("/bank/one", {"one": "1", "entry": LARGE}, "bad_number"),
    ("/held/release", {"read:²": "on"}, "bad_number"),
    ("/claims/release", {f"read:{LARGE}": "on", "because": "x"}, "bad_number"),
    ("/quarantine/decide", {"row:x": "on", "decision": "discard"}, "bad_number"),
    ("/quarantine/decide", {"row:1": "on", "decision": "burn"}, "wrong_use"),
    ("/accounts/mercy-health/reverse", {"entry": LARGE, "because": "x"}, "bad_number"),
    ("/accounts/mercy-health/pay", {"amount": "1", "currency": "NONE\0"}, ""),
    ("/close/2026-11/issue", {"confirmed": "2026-11", "total:x": "much", "contract:x": "on"}, "bad_amount"),
    ("/reads/1/void", {"deed": "burn", "because": "x"}, "no_such_deed"),
    ("/reads/1/void", {"because": "x"}, "no_such_deed"),
    ("/claims/C000000001/correct", {"deed": "burn", "because": "x"}, "no_such_deed"),
    ("/held/fix", {f"word:exam:x:{HUGE}": HUGE}, ""),
    ("/papers/WR-2026-00001/do", {"deed": "dispute", "read:nobody|x|y|z": "on"}, "not_billed_on"),
    ("/reconcile/dispute", {"read:WR-9|x": "on"}, ""),
    ("/deliver/2026-10/outbox", {"client": "a\0b"}, ""),
]


def plain(path: str) -> str:
    """A route's address without the kinds of its parts."""
    return re.sub(r":\w+}", "}", path)


PAGES = {plain(route.path): route.endpoint for route in ROUTES if "GET" in route.methods}


class Anything(dict[str, str]):
    """The same for whatever part is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __missing__(self, name: str) -> str:
        return self.text


def strange(path: str) -> list[str]:
    """The address with strange parts; one without parts asks strange things under every name that its page looks at."""
    if "{" in path:
        return [path.format_map(Anything(each)) for each in (*NUMBERS, *DAYS, *WORDS)]
    page = inspect.getsource(inspect.getmodule(PAGES[path]))
    return [f"{path}?{name}={each}" for name, some in QUERIES.items() if f'"{name}"' in page for each in some]


@pytest.mark.parametrize("path", sorted(path for path in PAGES if not path.startswith(SLOW)))
def test_a_strange_address_or_query_has_a_page_that_says_so(shown: Browser, path: str):
    for each in strange(path):
        answer = shown.client.get(each)
        assert answer.status_code < 500, (each, answer.text)
        if answer.status_code >= 400:
            assert answer.text.startswith(("<!DOCTYPE html>", "400 ")), each


@pytest.mark.parametrize(("address", "form", "code"), FORMS)
def test_a_strange_form_has_a_page_that_says_so(browser: Browser, address: str, form: dict[str, str], code: str):
    said = {"once": browser.key(address), **form}
    answer = browser.client.post(address, data=said, headers=OWN)
    assert answer.status_code < 500, answer.text
    assert code in answer.text


def test_a_fault_of_ours_is_told_without_what_it_held(shown: Browser, monkeypatch: pytest.MonkeyPatch, caplog):
    def fault(*_: object, **__: object) -> None:
        raise KeyError("a patient's name")

    monkeypatch.setattr("invoicing.web.pages.papers.newest_heads", fault)
    answer = shown.client.get("/papers")
    assert (answer.status_code, "fault of wetread itself (KeyError)" in answer.text) == (500, True)
    assert "patient" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "a patient's name" in caplog.text


def test_a_database_that_is_gone_is_told(browser: Browser):
    browser.site.store.close()
    (browser.site.books / "wetread.db").unlink()
    answer = browser.client.get("/papers")
    assert (answer.status_code, "database_unavailable" in answer.text) == (503, True)


def test_a_month_that_is_none_is_no_page(shown: Browser):
    assert shown.client.get("/months/2026-13").status_code == 404
    assert shown.client.get("/papers?month=2026-13").status_code == 422
