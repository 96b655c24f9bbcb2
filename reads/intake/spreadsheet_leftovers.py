"""What spreadsheets leave in a cell's text: zeros protected by a formula or an apostrophe, signs that nobody sees, errors, numbers that were shortened."""

from __future__ import annotations

import re

_PROTECTED = re.compile(r'="([^"]*)"')
_APOSTROPHE = re.compile(r"'(?=[^'\s]*\d)[0-9A-Za-z][^'\s]*")
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200d\u2060]")
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA|#+)"
    r"|Err:\d{3}",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]\d{2,3}", re.IGNORECASE)


def unprotected(text: str) -> str:
    """The text in `="00123"` or `'00123`, which people write so that a spreadsheet keeps its zeros; any other text as it is."""
    start = text.lstrip()[:1]
    if start == "'" and _APOSTROPHE.fullmatch(text.strip()):
        return text.strip()[1:]
    found = _PROTECTED.fullmatch(text.strip()) if start == "=" else None
    return found[1] if found else text


def visible(text: str) -> str:
    """The text without signs that have no width, as they come along when something is copied from a page."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def is_error(text: str) -> bool:
    """Whether it is how spreadsheets save a cell without a value: #N/A, #REF!, Err:502, ########."""
    return text[:1] in ("#", "E", "e") and _ERROR.fullmatch(text) is not None


def is_shortened(text: str) -> bool:
    """Whether it is how spreadsheets save a long number, its digits lost: 1.23457E+11."""
    return _SHORTENED.fullmatch(text) is not None
