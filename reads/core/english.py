"""Plurals, lists, days and proposals in messages and on papers: the one owner of the language's small rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches

_LISTED = 30
_IES = re.compile(r"[^aeiou]y$")
_ES = re.compile(r"(?:s|x|z|ch|sh)$")


def plural(noun: str) -> str:
    """More than one of it: reads, studies, boxes."""
    if _IES.search(noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if _ES.search(noun) else f"{noun}s"


def noun_for(number: int, noun: str, nouns: str = "") -> str:
    """The noun as the number wants it: "read" for 1, "reads" else; `nouns` where the plural is no regular one."""
    return noun if number == 1 else nouns or plural(noun)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """So many of a thing: "1 read", "1,000 reads", "3 studies"."""
    return f"{number:,} {noun_for(number, noun, nouns)}"


def verb_for(number: int, one: str, several: str) -> str:
    """The verb as the number wants it: "is" for 1, "are" else."""
    return one if number == 1 else several


def listed(words: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"; empty for none."""
    every = list(words)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} {last} {every[-1]}" if every else ""


def spelled_day(day: date) -> str:
    """A day as in a letter: "July 1, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


def did_you_mean(word: str, known: Collection[str], mark: str = "`", *, otherwise: str = "") -> str:
    """A near word as a question, else what is said otherwise, or all that there are; `mark` stands around the word."""
    near = get_close_matches(word, known, n=1) or _near_in_another_case(word, known)
    if near:
        return f"did you mean {mark}{near[0]}{mark}?"
    if otherwise:
        return otherwise
    if not known:
        return "there are none yet"
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"one of: {', '.join(list(known)[:_LISTED])}{more}"


def _near_in_another_case(word: str, known: Collection[str]) -> list[str]:
    folded = {each.casefold(): each for each in known}
    return [folded[each] for each in get_close_matches(word.casefold(), folded, n=1)]
