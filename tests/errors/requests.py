"""Requests to the pages, as a transcript writes them, and what the page that comes back says is wrong."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

from httpx2 import Response

from tests.errors.transcripts import compare, lines_of
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import page_of_ended, sent_file

_TAG = re.compile(r"<[^>]+>")
_PROBLEM = re.compile(r'<section class="problem".*?</section>|<h1>.*?<p class="code">.*?</p>', re.DOTALL)


def asked(lines: list[str], browser: Browser) -> str:
    """The transcript as it comes out now."""
    said: list[str] = []
    for line in lines:
        said.append(f"$ {line}")
        verb, address, *words = shlex.split(line)
        fields = dict(word.partition("=")[::2] for word in words)
        answer = _answer(browser, verb, address, fields)
        if answer.status_code == 303 and "/work/" in answer.headers["location"]:
            text, status = page_of_ended(browser, answer.headers["location"]), 200
        else:
            text, status = answer.text, answer.status_code
        said += [str(status), *_wrong(text)]
    return "\n".join(said) + "\n"


def _answer(browser: Browser, verb: str, address: str, fields: dict[str, str]) -> Response:
    if verb == "get":
        return browser.client.get(address)
    if verb == "send":
        name, content = fields.popitem()
        return sent_file(browser, address, name, content.encode(), **fields)
    assert verb == "post", verb
    return browser.client.post(address, data={"once": browser.key(address), **fields}, headers=OWN)


def _wrong(page: str) -> list[str]:
    """The lines of a page's section about what is wrong, without markup."""
    found = _PROBLEM.search(page)
    if found is None:
        return []
    parts = re.split(r"</(?:h1|h2|p|li)>", found[0])
    plain = [" ".join(html.unescape(_TAG.sub(" ", part)).split()) for part in parts]
    first, *rest = [part for part in plain if part]
    return [first, *(f"    {part}" for part in rest)]


def check_page(path: Path, browser: Browser, *, update: bool) -> None:
    """The transcript says what the pages say, and its code is the one that it is named for."""
    text = path.read_text()
    said = asked(lines_of(text), browser)
    compare(path, text, said, update=update)
    assert re.search(rf"^    {path.stem}( · nothing was done)?$", said, re.MULTILINE)
