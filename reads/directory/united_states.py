"""What is the United States: states, territories, the words for the country, and which states touch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

US_TERRITORIES = frozenset({"PR", "GU", "VI", "AS", "MP"})
"""Have ISO country codes of their own, and are the United States to Medicare (SSA 1862(a)(4), POMS HI 00620.080)."""

_STATES = (
    "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR "
    "PA RI SC SD TN TX UT VA VT WA WI WV WY"
)
US_STATES = US_TERRITORIES | frozenset(_STATES.split())
"""The states, the District of Columbia and the territories (USPS Publication 28, appendix B)."""

COUNTRY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("us", "usa", "u s", "u s a", "united states", "united states of america"), "US"),
        **{territory.casefold(): territory for territory in US_TERRITORIES},
        "pri": "PR",
        "gum": "GU",
        "vir": "VI",
        "asm": "AS",
        "mnp": "MP",
        "puerto rico": "PR",
        "guam": "GU",
        "american samoa": "AS",
        "northern mariana islands": "MP",
        **dict.fromkeys(("us virgin islands", "u s virgin islands", "virgin islands u s"), "VI"),
    }
)
"""Words for the country or a territory, in small letters without punctuation, and its two letters (ISO 3166-1)."""

_PUNCTUATION = re.compile(r"[^a-z]+")


@lru_cache(1_000)
def us_code(country: str) -> str:
    """US, or the two letters of the territory, for a country's word or code; empty for no word and for one abroad."""
    return COUNTRY_WORDS.get(_PUNCTUATION.sub(" ", country.casefold()).strip(), "")


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
