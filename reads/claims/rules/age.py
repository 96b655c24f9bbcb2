"""How old a rule is: days since its source was last looked at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reads.directory.model import PayerRule


def age(rule: PayerRule, day: date) -> int | None:
    """Days from the day on which its source was looked at, else from which it holds; None where neither is known."""
    since = rule.checked or rule.starts
    return None if since is None else max((day - since).days, 0)


def stale(rules: Iterable[tuple[PayerRule, bool]], day: date, days: int) -> Iterator[tuple[PayerRule, bool]]:
    """The rules that nobody has looked at for so many days, or of which nobody knows when."""
    for rule, of_books in rules:
        old = age(rule, day)
        if old is None or old >= days:
            yield rule, of_books


def age_in_words(rule: PayerRule, day: date) -> str:
    """The age as a person says it."""
    old = age(rule, day)
    if old is None:
        return "age unknown"
    return f"checked {rule.checked}" if rule.checked else f"{old} days old"
