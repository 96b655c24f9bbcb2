"""What one element of an 837P can carry: the pattern of its text, and what is said of a value that doesn't fit.

A fault names the element and never the value: it may be a patient's. Characters are printable ASCII without the delimiters `* ~ : ^`, no space at either end (the extended set of X12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from reads.claims.x12.folded import folded
from reads.core.money import Money

_CARRIED = r"[ -)+-9;-\]_-}]"
AMOUNT = r"-?(?:0|[1-9][0-9]*)(?:\.(?!00)[0-9]{2})?"
"""The form of an amount, as `amount` writes it."""

_WHOLE = re.compile(rf"(?! ){_CARRIED}+(?<! )")


class Fault(NamedTuple):
    """What is wrong with one element, before it is known whose claim it is in."""

    code: str
    element: str
    message: str
    remedy: str


Faults = Iterable[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementKind:
    """How a value stands in a file: the pattern of its text, the way there (`encoded`) and back (`decoded`), and its faults.

    `faults` takes the element's name and the value, where the pattern or `checked` (as of a check digit) refused its text;
    `filed` is what becomes of the value on its way into a file; `elements` is over how many its text stretches.
    """

    pattern: str
    faults: Callable[[str, Any], Faults]
    encoded: Callable[[Any], str] | None = None
    decoded: Callable[[str], Any] | None = None
    filed: Callable[[Any], Any] | None = None
    checked: Callable[[str], bool] | None = None
    elements: int = 1


def text_kind(said: str) -> ElementKind:
    """Text of so many characters: "60", "2-30", "-35" where it may be missing; an f at the end where it is folded."""
    shortest, dash, longest = said.removesuffix("f").rpartition("-")
    low, high, needed = int(shortest or 1), int(longest), bool(shortest or not dash)
    pattern = rf"(?! ){_CARRIED}{{{low},{high}}}(?<! )"
    return ElementKind(
        pattern=pattern if needed else f"(?:{pattern})?",
        faults=partial(_of_text, low, high, needed),
        filed=folded if said.endswith("f") else None,
    )


def _of_text(low: int, high: int, needed: bool, element: str, value: str) -> Faults:
    if not value:
        if needed:
            yield Fault("bad_element", element, "is missing", "fill it in")
    elif not _WHOLE.fullmatch(value):
        message = "has a character that the file can't carry, or a space at an end"
        yield Fault("bad_character", element, message, "write it in plain letters and digits, without * ~ : ^")
    elif not low <= len(value) <= high:
        message = f"has {len(value)} characters, {low} to {high} fit"
        yield Fault("bad_length", element, message, "shorten or complete it")


def form_kind(code: str, message: str, remedy: str, pattern: str, **more: Any) -> ElementKind:
    """A value of a fixed form: of another, a fault says the rest."""
    encoded, checked = more.get("encoded", str), more.get("checked")
    form = re.compile(pattern)

    def faults(element: str, value: Any) -> Faults:
        text = encoded(value)
        if not form.fullmatch(text) or (checked and not checked(text)):
            yield Fault(code, element, message, remedy)

    return ElementKind(pattern=f"(?:{pattern})", faults=faults, **more)


def _no_faults(_element: str, _value: object) -> Faults:
    return ()


def silent_kind(pattern: str, **more: Any) -> ElementKind:
    """What other elements, and the rules of a claim as a whole, speak of."""
    return ElementKind(pattern=pattern, faults=_no_faults, **more)


def amount(money: Money) -> str:
    """Cents only where there are any: "210", "210.50", "-20"."""
    dollars, cents = divmod(abs(money.minor), 100)
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{dollars}.{cents:02d}" if cents else f"{sign}{dollars}"


def amount_in(text: str) -> Money:
    """The money of an amount."""
    dollars, _, cents = text.lstrip("-").partition(".")
    minor = int(dollars) * 100 + int(cents or 0)
    return Money(-minor if text.startswith("-") else minor)
