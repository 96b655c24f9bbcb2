"""Times as some program prints them, by a pattern like `M/D/YYYY h:mm AM`, as texts of ISO 8601.

YYYY YY   year; YY is one of this century        h hh   hour of twelve, with AM
M MM      month                                  H HH   hour of 24
MMM MMMM  month by name, short or whole          m mm   minute
D DD      day                                    s ss   second; a fraction is passed over
AM        AM or PM, in any spelling              Z      offset (+05:00, -0500, Z) or EST, CDT, … UTC
DDD       weekday, passed over                   [ ]    what stands between may be missing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(r"YYYY|YY|MMMM|MMM|MM?|DDD|DD?|HH?|hh?|mm?|ss?|AM|Z|\[|\]|\s+|.", re.DOTALL)
_NUMBERS = frozenset({"M", "MM", "D", "DD", "H", "HH", "h", "hh", "m", "mm", "s", "ss", "YY", "YYYY"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_OFFSETS = {
    **dict.fromkeys(("utc", "gmt", "z"), "+00:00"),
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "akst": "-09:00",
    "akdt": "-08:00",
    "hst": "-10:00",
}
"""What the zones of the United States are called in exports."""

_PARTS = {
    "Y": ("year", r"\d{4}"),
    "YY": ("short_year", r"\d{2}"),
    "MMM": ("name", _NAMED),
    "M": ("month", r"\d{1,2}"),
    "D": ("day", r"\d{1,2}"),
    "DDD": ("", r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"),
    "H": ("hour", r"\d{1,2}"),
    "h": ("twelve", r"\d{1,2}"),
    "m": ("minute", r"\d{1,2}"),
    "s": ("second", r"\d{1,2}(?:[.,]\d{1,9})?"),
    "AM": ("half", r"[ap]\.?\s?m\.?|[ap]"),
    "Z": ("offset", r"[+-]\d{2}:?\d{2}|[a-z]{1,4}"),
}
_SAME = {"YYYY": "Y", "MMMM": "MMM", "MM": "M", "DD": "D", "HH": "H", "hh": "h", "mm": "m", "ss": "s"}
_NEEDED = ({"year", "short_year"}, {"month", "name"}, {"day"}, {"hour", "twelve"}, {"minute"})


class NotAPattern(ValueError):
    """A pattern that can't tell a time; says why."""


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """One way of writing times."""

    pattern: str
    _form: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> WrittenTime:
        """The way of a pattern; NotAPattern for one that lacks a part of the time or has it twice."""
        signs = _SIGN.findall(pattern.strip())
        try:
            form = re.compile("".join(_expressions(signs)), re.IGNORECASE)
        except re.error:
            raise NotAPattern("has a part twice, or a bracket too many") from None
        named = set(form.groupindex)
        missing = [" or ".join(sorted(names)) for names in _NEEDED if not names & named]
        if missing:
            raise NotAPattern(f"lacks {', '.join(missing)}".replace("_", " "))
        if ("half" in named) != ("twelve" in named):
            raise NotAPattern("h goes with AM, H without")
        return cls(pattern, form)

    def iso(self, text: str) -> str | None:
        """`2026-10-03T06:12:00` with the offset where the text has one; None for a text of another form.

        Whether there is such a day and hour, is for whoever reads the result to say.
        """
        found = self._form.fullmatch(text.strip())
        if found is None:
            return None
        part = found.groupdict(default="")
        year = part.get("year") or f"20{part['short_year']}"
        month = part.get("month") or str(_MONTHS.index(part["name"][:3].lower()) + 1)
        hour = part.get("hour") or _of_24(part.get("twelve", ""), part.get("half", ""))
        second = re.split("[.,]", part.get("second", ""))[0] or "0"
        offset = _offset(part.get("offset", ""))
        if hour is None or offset is None or not part["minute"]:
            return None
        return f"{year}-{month:0>2}-{part['day']:0>2}T{hour:0>2}:{part['minute']:0>2}:{second:0>2}{offset}"


def _expressions(signs: list[str]) -> Iterator[str]:
    """The regular expression of each sign; numbers without anything between them have all their digits."""
    for at, sign in enumerate(signs):
        name, expression = _PARTS.get(_SAME.get(sign, sign), ("", ""))
        glued = {*signs[at + 1 : at + 2], *signs[at - 1 : at]} & _NUMBERS if at else {*signs[1:2]} & _NUMBERS
        if sign in _NUMBERS and glued and sign != "YYYY":
            expression = r"\d{2}"
        if sign == "[":
            yield "(?:"
        elif sign == "]":
            yield ")?"
        elif sign.isspace():
            yield r"\s+"
        elif name:
            yield f"(?P<{name}>{expression})"
        else:
            yield expression or re.escape(sign)


def _of_24(hour: str, half: str) -> str | None:
    number = int(hour or 0)
    if not half or not 1 <= number <= 12:
        return None
    return str(number % 12 + 12 * (half[0].lower() == "p"))


def _offset(text: str) -> str | None:
    """The offset as ISO has it; None for a zone that nobody knows."""
    if not text or text[0] in "+-":
        return f"{text[:3]}:{text[-2:]}" if text else ""
    return _OFFSETS.get(text.lower())
