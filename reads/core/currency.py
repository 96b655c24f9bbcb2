"""Currencies as ISO 4217 has them, by the list that `iso4217` keeps."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from reads.core.findings import Wrong

USUAL = ("USD", "CAD", "EUR", "GBP", "INR", "AUD", "NZD", "CHF", "ILS", "MXN")
"""Those that a reading group in the United States and its readers abroad most likely mean; the first goes before the rest."""

SIGNS: Mapping[str, str] = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "AUD": "A$",
    "CAD": "CA$",
    "NZD": "NZ$",
}
"""The signs that an amount is printed with; other currencies are printed with their code."""

_PLACES_OF_A_WITHDRAWN_ONE = 2


@cache
def _minor_units() -> Mapping[str, int]:
    """The decimals of each code that money can be kept in; metals, funds' baskets and tests have none."""
    from iso4217 import Currency  # reads a table of its own: only where another currency than the usual is met

    return {str(each.code): int(each.exponent) for each in Currency if each.exponent is not None}


def is_currency(text: str) -> bool:
    """Whether the text is a currency's code of ISO 4217, in upper case."""
    return text in _minor_units()


def currency_code(text: str) -> str:
    """The text where it is a currency's code; Wrong with the code that was probably meant where it isn't."""
    if not is_currency(text):
        raise Wrong(f"{text!r} is not a currency's code", remedy_for(text))
    return text


@cache
def places_of(currency: str) -> int:
    """How many decimals the currency's minor unit has: USD 2, JPY 0, XOF 0, KWD 3.

    2 for a code that ISO 4217 doesn't list (any more), so that papers issued in a currency since withdrawn can be read.
    """
    return _minor_units().get(currency, _PLACES_OF_A_WITHDRAWN_ONE)


def proposed(text: str) -> str:
    """The code that was probably meant by one that isn't any: USD for `UDS`, `usd` or `US$`; empty where none is near."""
    word = text.strip().upper()
    by_sign = {sign: code for code, sign in SIGNS.items()} | {"US$": "USD", "C$": "CAD"}
    if word in by_sign:
        return by_sign[word]
    if is_currency(word):
        return word
    ordered = (*USUAL, *sorted(_minor_units().keys() - set(USUAL)))
    same_letters = [code for code in ordered if sorted(code) == sorted(word)]
    if same_letters:
        return same_letters[0]
    near = get_close_matches(word, ordered, n=5)
    return min(near, key=lambda code: (-SequenceMatcher(None, word, code).ratio(), ordered.index(code)), default="")


def remedy_for(text: str) -> str:
    """What to write instead of a code that is none."""
    near = proposed(text)
    return f'did you mean "{near}"?' if near else 'write three letters of ISO 4217, such as "USD"'
