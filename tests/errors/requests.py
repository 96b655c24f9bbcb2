"""Requests to the pages, as a transcript writes them, and what the page that comes back says is wrong."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

from httpx2 import Response

from invoicing.web.site import Proxy, Reach
from tests.errors.files import unescaped
from tests.errors.transcripts import compare, is_said, lines_of
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import page_of_ended, sent_file

_REACHES = {"read-only": Reach(read_only=True), "behind-proxy": Reach(proxy=Proxy(secret="staple"))}
_TAG = re.compile(r"<[^>]+>")
_PROBLEM = re.compile(r'<section class="problem".*?</section>|<h1>.*?<p class="code">.*?</p>', re.DOTALL)
_WORK = re.compile(r"(?<=</progress></p>).*?</ul>", re.DOTALL)


def asked(lines: list[str], browser: Browser) -> str:
    """The transcript as it comes out now."""
    said: list[str] = []
    once = where = ""
    for line in lines:
        said.append(f"$ {line}")
        if line in _REACHES:
            browser.site.reach = _REACHES[line]
            continue
        verb, address, *words = shlex.split(line)
        address = address.replace("@", where)
        fields = {name: _meant(value) for name, _, value in (word.partition("=") for word in words)}
        if verb in ("post", "strange"):
            once = browser.key(address)
        answer = _answer(browser, verb, address, {"once": once, **fields})
        where = answer.headers.get("location", "")
        where = where.partition("?")[0]
        page = page_of_ended(browser, where) if where.startswith("/work/") else answer.text
        said += [str(answer.status_code), *_wrong(page)]
    return "\n".join(said) + "\n"


def _meant(value: str) -> str:
    """A field's value; `*N` is N characters."""
    return "x" * int(value[1:]) if value.startswith("*") else unescaped(value)


def _answer(browser: Browser, verb: str, address: str, fields: dict[str, str]) -> Response:
    match verb:
        case "get":
            return browser.client.get(address)
        case "visit":
            return browser.client.get(address, headers={"cookie": ""})
        case "send":
            name, content = list(fields.items())[-1] if len(fields) > 1 else ("", "")
            return sent_file(browser, address, name, content.encode())
        case "announce":
            return browser.client.post(address, content=b"", headers={**OWN, "content-length": fields["bytes"]})
        case "strange":
            return browser.client.post(address, data=fields, headers={"sec-fetch-site": "cross-site"})
    return browser.client.post(address, data=fields, headers=OWN)


def _wrong(page: str) -> list[str]:
    """The lines of a page's section about what is wrong, without markup."""
    found = _PROBLEM.search(page) or _WORK.search(page)
    if found is None:
        return []
    parts = re.split(r"</(?:h1|h2|p|li)>", found[0])
    plain = [" ".join(html.unescape(_TAG.sub(" ", part)).split()) for part in parts]
    first, *rest = [part for part in plain if part]
    return [first, *(f"    {part}" for part in rest)]


def check_page(path: Path, browser: Browser, *, update: bool) -> None:
    """The transcript says what the pages say, and its code is the one that it is named for."""
    text, usual = path.read_text(), browser.site.reach
    said = asked(lines_of(text), browser)
    browser.site.reach = usual
    compare(path, text, said, update=update)
    assert is_named(path.stem, said)


def is_named(code: str, said: str) -> bool:
    """Whether a page named the code, or said what only that code says."""
    return bool(re.search(rf"^    {code}( · nothing was done)?$", said, re.MULTILINE)) or is_said(code, said)
