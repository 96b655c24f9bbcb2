"""United States addresses as the books write them, and which states touch."""

from __future__ import annotations

import re

from reads.claims.claim import Address, PersonName
from reads.core.postal_line import city_state_zip

_ZIP4 = re.compile(r"[0-9]{5}-?[0-9]{4}")
_ZIP = re.compile(r"[0-9]{5}(-?[0-9]{4})?")
_TITLES = re.compile(r",?\s+(M\.?D\.?|D\.?O\.?|PhD|MBBS|FACR|JR\.?|SR\.?|I{2,3})$", re.IGNORECASE)

_BORDERS = (
    "AL FL GA MS TN|AR LA MO MS OK TN TX|AZ CA CO NM NV UT|CA NV OR|CO KS NE NM OK UT WY|CT MA NY RI|DC MD VA|DE MD NJ PA"
    "|FL GA|GA NC SC TN|IA IL MN MO NE SD WI|ID MT NV OR UT WA WY|IL IN KY MO WI|IN KY MI OH|KS MO NE OK|KY MO OH TN VA WV"
    "|LA MS TX|MA NH NY RI VT|MD PA VA WV|ME NH|MI OH WI|MN ND SD WI|MO NE OK TN|MS TN|MT ND SD WY|NC SC TN VA|ND SD"
    "|NE SD WY|NH VT|NJ NY PA|NM OK TX UT|NV OR UT|NY PA VT|OH PA WV|OK TX|OR WA|PA WV|SD WY|TN VA|UT WY|VA WV"
)
"""Each line: a state, and the states that touch it and come after it in the alphabet (or were not yet told)."""

_PAIRS = frozenset(
    frozenset((first, other)) for first, *others in (line.split() for line in _BORDERS.split("|")) for other in others
)


def are_neighbours(one: str, other: str) -> bool:
    """Whether two states have a border in common."""
    return frozenset((one, other)) in _PAIRS


def address_of(lines: tuple[str, ...]) -> Address | None:
    """The address in lines whose last is "Chicago, IL 60611-2210"; None where it isn't."""
    last = city_state_zip(lines)
    return Address(lines[:-1][-2:], *last) if last else None


def has_zip4(zip_code: str) -> bool:
    """Whether it is a ZIP of nine digits."""
    return bool(_ZIP4.fullmatch(zip_code))


def is_zip(zip_code: str) -> bool:
    """Whether it is a ZIP of five or nine digits."""
    return bool(_ZIP.fullmatch(zip_code))


def person(name: str) -> PersonName:
    """A reader's name from "Chen, Mei-Lin" or "Mei-Lin Chen, MD"."""
    plain = name.strip()
    while (shorter := _TITLES.sub("", plain)) != plain:
        plain = shorter
    if "," in plain:
        last, _, first = plain.partition(",")
    else:
        first, _, last = plain.rpartition(" ")
    first, _, middle = first.strip().partition(" ")
    return PersonName(last.strip(), first, middle.strip())
