"""Characters that can't be seen or turn what follows around: what a person reads is not what is stored (Unicode UTS #55)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reads.core.findings import Finding, Severity, Where

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def invisible_characters(text: str, where: Where) -> Iterator[Finding]:
    """A warning for the first such character of a text; a name with one is another name than it looks."""
    found = None if text.isascii() else _INVISIBLE.search(text)
    if found:
        name = unicodedata.name(found[0], "no name").lower()
        message = f"a character that can't be seen, U+{ord(found[0]):04X} ({name})"
        remedy = "type the text again: what is stored is not what is read"
        yield Finding("invisible_character", message, remedy, where, Severity.WARNING)


def visible(text: str) -> str:
    r"""The text with every such character as its escape (`\u202e`), so that it neither hides in a line nor turns one around."""
    return text if text.isascii() else _INVISIBLE.sub(lambda found: ascii(found[0])[1:-1], text)


def invisible_in_lines(text: str, file: str) -> Iterator[Finding]:
    """The same for each line of a file."""
    for number, line in enumerate([] if text.isascii() else text.split("\n"), 1):
        found = _INVISIBLE.search(line)
        yield from invisible_characters(line, Where(file, number, found.start() + 1 if found else 0))
