"""A page never says a command or an option as the only thing to do about a refusal (spec 9.3)."""

import json
import re
from importlib.resources import files

from invoicing.web.remedies import PLACES, remedy_on_page
from invoicing.web.routes import ROUTES

ELSEWHERE = {
    "identity_needed",
    "needs_proxy",
    "needs_secret",
    "no_books",
    "no_cluster",
    "not_locked",
    "port_in_use",
    "would_forget",
}
"""What only a terminal can meet: restoring, starting the server, books that aren't there."""

CATALOGUE = json.loads((files("reads.core") / "error_codes.json").read_text())


def in_words(code: str, remedy: str) -> str:
    """What the page says, without its small print."""
    return re.sub(r"<small.*?</small>|<[^>]+>", "", str(remedy_on_page(code, remedy))).strip()


def test_no_remedy_on_a_page_is_a_command_or_an_option_alone():
    wrong = {}
    for code, entry in CATALOGUE.items():
        if code in ELSEWHERE or all(room.endswith("cli") for room in entry["rooms"]):
            continue
        for each in entry["says"]:
            said = in_words(code, each.get("remedy") or "")
            if re.search(r"(^|\s|`)--\w|^`?wetread \w+[^;,]*$", said.partition("; or `wetread")[0]):
                wrong[code] = said
    assert wrong == {}


def test_a_command_in_a_remedy_is_a_link_to_the_page_that_does_the_same():
    assert in_words("x", "correct it, then `wetread apply`") == "correct it, then the page Books"
    said = str(remedy_on_page("bank_line_decided", "take it back first: wetread invoice pay --reverse 4", "/books"))
    assert '<a href="/books/accounts">Money</a>' in said
    assert "by command: wetread invoice pay --reverse 4" in said
    assert str(remedy_on_page("x", "<b>& `wetread held`")).startswith("&lt;b&gt;&amp; the page <a")


def test_every_place_is_a_page():
    addresses = {route.path for route in ROUTES if "GET" in (route.methods or ())}
    assert {address for address, _ in PLACES.values()} <= addresses
