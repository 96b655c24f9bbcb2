"""What a report's own text says of how far it has come, where its status says that it is final (spec 2.4).

Some writers give each report the status final: the heading "PRELIMINARY REPORT", and a final that is "to follow", are all that tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

LONGEST = 200_000
"""How many characters of a report are looked through."""

_LINES = re.compile(r"[\r\n]+")
_READ = r"(read(ing)?|report|interpretation|impression|results?|findings)"
_PRELIMINARY = re.compile(
    rf"[\W_]*(this is an?\s+)?(report\s+)?(status\s*\W\s*)?((un)?official\s+)?(prelim(inary)?|wet)\b"
    rf"(\s+(radiology|imaging))?(\s+{_READ})?[ \t]*($|[^\w\s])",
    re.IGNORECASE,
)
"""A heading: nothing but a mark stands behind it, so that `Preliminary report was called at 3:00` is none."""
_FINAL = re.compile(
    r"[\W_]*(this is an?\s+)?(report\s+)?(status\s*\W\s*)?"
    r"(final(?!.*\bfollow\b)|addend\w+|attending\W|attestation|over-?read)",
    re.IGNORECASE,
)
_TO_FOLLOW = re.compile(rf"\bfinal\s+{_READ}\s+(is\s+|will\s+)?(to\s+)?follow\b", re.IGNORECASE)
_SECTION = re.compile(
    r"[\W_]*(clinical|indication|technique|comparison|findings?|impressions?|conclusions?)\b", re.IGNORECASE
)


def says_preliminary(texts: Iterable[str]) -> bool:
    """Whether a heading above the report's sections calls it preliminary, or it promises a final one, and no heading says final."""
    found = False
    for text in texts:
        lines = [line.strip() for line in _LINES.split(text[:LONGEST]) if line.strip()]
        follows = any(map(_TO_FOLLOW.search, lines))
        if any(map(_FINAL.match, lines)):
            return False
        head = takewhile(lambda line: not _SECTION.match(line), lines)
        found = found or follows or any(map(_PRELIMINARY.match, head))
    return found
