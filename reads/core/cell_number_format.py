"""Number formats of spreadsheet cells (ECMA-376, part 1, 18.8.31): whether a number is shown as a day or a time, and with which digits."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy/m/d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}  # fmt: skip
"""Formats that a workbook names by number alone; those of East Asia only as far as they are days or times of day."""

_LONGEST = 255
_SIGN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|(?P<bracket>\[[^\]]*\])|(?P<half>AM/PM|A/P)|(?P<power>E[+-])|(?P<sign>.)',
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d{1,15}(?:\.\d{1,9})?)\]")
_OPERATORS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_PART_OF_ID = re.compile(r"[A-Za-z0-9./-]*")


class ShownAs(StrEnum):
    """What a number is shown as: ELAPSED is a time of more hours than a day has."""

    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    CLOCK = "clock"
    ELAPSED = "elapsed"


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code: its signs and literals in their order, and for which numbers it is meant."""

    signs: tuple[tuple[str, bool], ...]
    condition: tuple[str, Fraction] | None
    elapsed: bool

    def is_for(self, number: int) -> bool:
        return self.condition is None or _OPERATORS[self.condition[0]](number, self.condition[1])

    def shown(self) -> ShownAs:
        bare = {sign.lower() for sign, literal in self.signs if not literal}
        clock = bool(bare & {"h", "s", "am/pm", "a/p"})
        day = bool(bare & {"y", "d"}) or ("m" in bare and not clock and not self.elapsed)
        if bare and not bare - set("standard"):
            return ShownAs.NUMBER
        if day:
            return ShownAs.MOMENT if clock else ShownAs.DAY
        if self.elapsed:
            return ShownAs.ELAPSED
        return ShownAs.CLOCK if clock else ShownAs.NUMBER

    def digits(self, number: int) -> str:
        bare = {sign for sign, literal in self.signs if not literal}
        if "0" not in bare or number < 0 or bare & set(".%/?@") or "e" in {sign[0].lower() for sign in bare}:
            return str(number)
        return "".join(reversed([*self._filled(str(number))]))

    def _filled(self, digits: str) -> Iterator[str]:
        """What is shown, from its end to its start; the first place takes all digits that are left."""
        places = sum(1 for sign, literal in self.signs if not literal and sign in "0#")
        for sign, literal in reversed(self._before_blank()):
            if literal or sign == "-":
                yield sign if _PART_OF_ID.fullmatch(sign) else ""
            elif sign in "0#":
                places -= 1
                digits, last = (digits[:-1], digits[-1:]) if places else ("", digits)
                yield last or ("0" if sign == "0" else "")

    def _before_blank(self) -> list[tuple[str, bool]]:
        """The signs without a word that stands apart behind the number."""
        number = False
        for at, (sign, literal) in enumerate(self.signs):
            number = number or (sign in "0#" and not literal)
            if number and sign.startswith(" "):
                return list(self.signs[:at])
        return list(self.signs)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format by its code."""

    code: str
    shown: ShownAs
    _sections: tuple[_Section, ...]

    @classmethod
    def of(cls, code: str) -> NumberFormat:
        """The format of a code; one that means nothing shows numbers as they are."""
        return _format(code[:_LONGEST])

    @classmethod
    def numbered(cls, number: int) -> NumberFormat:
        """The format that every workbook knows by this number."""
        return _format(_BUILT_IN.get(number, "General"))

    @property
    def is_percent(self) -> bool:
        """Whether it shows a hundred times the number, with a percent sign."""
        return ("%", False) in self._sections[0].signs

    def digits(self, number: int) -> str:
        """A whole number with the zeros, letters and hyphens that the format gives it: 4711 by `000000` is 004711.

        Thousands' commas, currency and decimals are no part of it, and neither is a word set apart by a blank.
        """
        sections = self._sections
        if any(section.condition for section in sections):
            return next((section for section in sections if section.is_for(number)), sections[0]).digits(number)
        return sections[2 if number == 0 and len(sections) > 2 else 0].digits(number)


@cache
def _format(code: str) -> NumberFormat:
    sections = tuple(_parsed(code))
    return NumberFormat(code, sections[0].shown(), sections)


def _parsed(code: str) -> Iterator[_Section]:
    signs: list[tuple[str, bool]] = []
    condition: tuple[str, Fraction] | None = None
    elapsed = False
    for found in _SIGN.finditer(code):
        match found.lastgroup:
            case "quoted" | "escaped" as group:
                signs.append((found[group], True))
            case "bracket":
                elapsed = elapsed or bool(_ELAPSED.fullmatch(found[0]))
                if limit := _CONDITION.fullmatch(found[0]):
                    condition = (limit[1], Fraction(limit[2]))
            case "sign" if found[0] == ";":
                yield _Section(tuple(signs), condition, elapsed)
                signs, condition, elapsed = [], None, False
            case None:
                continue
            case _:
                signs.append((found[0], False))
    yield _Section(tuple(signs), condition, elapsed)
