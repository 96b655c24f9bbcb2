"""Numbers that a browser sends, in queries and forms: of bounded length, and refused by name where they are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reads.core.errors import WrongUse

LONGEST = 15
"""Digits: more than any row's number has, and fewer than a database's integer holds."""

_NUMBER = re.compile(rf"[0-9]{{1,{LONGEST}}}")
_SHOWN = 40


class BadNumber(WrongUse):
    """What should be a row's number is none."""

    code = "bad_number"

    def __init__(self, what: str, text: str) -> None:
        said = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        super().__init__(f"{said!r} is no number of {what}", "open the page anew, and follow its links")


def number(text: str, what: str) -> int:
    """The number that the text is, 0 or more; BadNumber."""
    if not _NUMBER.fullmatch(text):
        raise BadNumber(what, text)
    return int(text)


def number_in(asked: Mapping[str, str], name: str, what: str) -> int | None:
    """The number under that name, None where nothing stands there; BadNumber."""
    text = asked.get(name, "").strip()
    return number(text, what) if text else None


def ticked(form: Iterable[str], kind: str, what: str) -> list[int]:
    """The numbers of the boxes that are ticked, which are called `kind:NUMBER`; BadNumber."""
    return [number(name.removeprefix(f"{kind}:"), what) for name in form if name.startswith(f"{kind}:")]
