"""Which dated rule answers a question about a payer: the books' rules, and under them those that the project ships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources

from reads.directory.model import Payer, PayerRule
from reads.directory.payer_rules_file import read_rules
from reads.directory.row_of_moment import in_force

DEFAULTS = "shipped_rules.toml"


class Rules:
    """All rules; of those that fit a payer, state and day, the one of the books that says it most closely answers.

    A rule of the books with the id of a shipped one takes its place. Rules of a payer go before those of a state, these
    before those of a kind of payer.
    """

    def __init__(self, books: Iterable[PayerRule] = (), shipped: Iterable[PayerRule] | None = None) -> None:
        own = list(books)
        replaced = {rule.id for rule in own}
        rest = [rule for rule in (default_rules() if shipped is None else shipped) if rule.id not in replaced]
        self._ranked: defaultdict[str, list[tuple[PayerRule, bool]]] = defaultdict(list)
        for rule, of_books in [*((rule, True) for rule in own), *((rule, False) for rule in rest)]:
            self._ranked[rule.check].append((rule, of_books))
        for some in self._ranked.values():
            some.sort(key=_closeness, reverse=True)
        self._found: dict[tuple[str, str, str, str, date], PayerRule | None] = {}

    def find(self, check: str, payer: Payer, state: str, day: date) -> PayerRule | None:
        """The rule that answers for a payer, about a state, on a day; None where nothing does."""
        asked = (check, payer.id, payer.kind, state, day)
        if asked not in self._found:
            fitting = (
                rule
                for rule, _ in self._ranked.get(check, ())
                if rule.payer in ("", payer.id) and rule.kind in ("", payer.kind) and rule.state in ("", state)
            )
            self._found[asked] = in_force(fitting, day)
        return self._found[asked]

    def number_for_all(self, check: str, day: date, otherwise: int) -> int:
        """A whole number that a rule for everybody says on a day, the books' before a shipped one's."""
        general = (rule for rule, _ in self._ranked.get(check, ()) if not (rule.payer or rule.kind or rule.state))
        rule = in_force(general, day)
        return int(rule.value) if rule else otherwise

    def on(self, day: date) -> Iterator[tuple[PayerRule, bool]]:
        """The rules in force on a day, by check, those that go first first; each with whether it is the books' own."""
        for check in sorted(self._ranked):
            for rule, of_books in self._ranked[check]:
                if in_force((rule,), day):
                    yield rule, of_books


@cache
def default_rules() -> tuple[PayerRule, ...]:
    """The rules that the project ships."""
    return read_rules((resources.files("reads.claims.rules") / DEFAULTS).read_bytes(), DEFAULTS).rules


def _closeness(ranked: tuple[PayerRule, bool]) -> tuple[bool, bool, bool, bool, date]:
    rule, of_books = ranked
    return of_books, bool(rule.payer), bool(rule.state), bool(rule.kind), rule.starts or date.min
