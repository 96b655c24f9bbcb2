"""What a new version of a contract changes, in plain sentences, term by term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from invoicing.contracts.choices import CLAUSE_WORDS
from invoicing.contracts.file.match import WEEKDAYS
from invoicing.contracts.match import CodeRange, LocalHours, Match
from invoicing.contracts.minimum_and_maximum import Maximum, Minimum, PromptPayment
from invoicing.contracts.model import Contract, PaidFinals, Step

_TABLES = ("minimum", "maximum", "match", "count", "prompt_payment", "multiple")
_NO_TERMS = {"id", "places", "line", "name"}
_MEANT_BY_NONE = {"rvu": "current", "timezone": "facility"}
_KEYS = {
    "from_file": "hours from coverage.csv",
    "starts": "from",
    "ends": "until",
    "separate_schedule": "separate schedule",
    "interest_percent_per_month": "interest percent per month",
}


def differences(before: Contract, after: Contract) -> tuple[str, ...]:
    """One sentence a difference; where only comments or layout changed, that."""
    found = [*_fields("", before, after, set(CLAUSE_WORDS) | {"escalators"})]
    for field, kind in CLAUSE_WORDS.items():
        found += _clauses(kind, getattr(before, field), getattr(after, field))
    found += _escalators(before, after)
    return tuple(found) or ("only comments or layout changed, no term",)


def _clauses(kind: str, before: tuple[object, ...], after: tuple[object, ...]) -> Iterator[str]:
    """Clauses are the same by their names and, among equal names, by their position."""
    old, new = _named(kind, before), _named(kind, after)
    for label in old.keys() - new.keys():
        yield f"{label} is gone"
    for label, clause in new.items():
        if label not in old:
            yield f"{label} is new"
        else:
            yield from _fields(f"{label}: ", old[label], clause, set())
    kept = [label for label in new if label in old]
    if kind in ("rate", "tier") and kept != [label for label in old if label in new]:
        yield f"the order of the {kind}s changed: {', '.join(label.removeprefix(f'{kind} ') for label in kept)}"


def _named(kind: str, clauses: tuple[object, ...]) -> dict[str, object]:
    named: dict[str, object] = {}
    for clause in clauses:
        label = f'{kind} "{getattr(clause, "name", "")}"'
        count = 2
        while label in named:
            label, count = f'{kind} "{getattr(clause, "name", "")}" ({count})', count + 1
        named[label] = clause
    return named


def _fields(label: str, before: object, after: object, skipped: set[str]) -> Iterator[str]:
    for field in fields(before):  # type: ignore[arg-type]
        name = field.name
        old, new = _value(before, name), _value(after, name)
        if name in skipped or name in _NO_TERMS or old == new:
            continue
        key = _KEYS.get(name, name.replace("_", " "))
        if name in _TABLES and old is not None and new is not None:
            yield from _fields(f"{label}{key}: ", old, new, set())
        elif _absent(old):
            yield f"{label}{key} is now {_told(new)}"
        elif _absent(new) and new is not False:
            yield f"{label}{key} was {_told(old)}, is no longer given"
        else:
            yield f"{label}{key} was {_told(old)}, is now {_told(new)}"


def _value(owner: object, name: str) -> object:
    """A field's value, as the file would have it where the field has another form."""
    value = getattr(owner, name)
    if name == "weekdays":
        return tuple(WEEKDAYS[day] for day in sorted(value))
    return _MEANT_BY_NONE.get(name) if value is None else value


def _absent(value: object) -> bool:
    """Whether the file left the key out, or may as well have."""
    return value is None or value is False or (isinstance(value, str | tuple | frozenset) and not value)


def _escalators(before: Contract, after: Contract) -> Iterator[str]:
    old = {step.on: step.percent for step in before.escalators}
    new = {step.on: step.percent for step in after.escalators}
    for day in sorted(old.keys() | new.keys()):
        if day not in new:
            yield f"the escalator of {day} is gone"
        elif day not in old:
            yield f"an escalator on {day} of {new[day]} % is new"
        elif old[day] != new[day]:
            yield f"the escalator of {day} was {old[day]} %, is now {new[day]} %"


def _told(value: object) -> str:
    """A value as the file would have it, for a person."""
    return next((tell(value) for kind, tell in _FORMS if isinstance(value, kind)), str(value))


def _table_told(value: object) -> str:
    """What was written of a table that is told as a whole."""
    match value:
        case Maximum():
            return f"{value.monthly} a month"
        case Minimum():
            what = f"{value.amount}" if value.reads is None else f"{value.reads} reads at {value.price}"
            return f"{what} a {value.span}"
        case PromptPayment():
            return f"{value.percent} % within {value.days} days"
        case Match():
            return "; ".join(_match_told(value)) or "every read"
        case PaidFinals():
            return "; ".join(_match_told(value)) or "of every payer"
    return str(value)


def _match_told(match: Match | PaidFinals) -> Iterator[str]:
    for field in fields(match):
        value = _value(match, field.name)
        if not _absent(value):
            yield f"{field.name.replace('_', ' ')} {_told(value)}"


_FORMS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (CodeRange, lambda value: value.first if value.first == value.last else f"{value.first}-{value.last}"),
    (LocalHours, lambda value: f"{value.starts:%H:%M}-{value.ends:%H:%M}"),
    (Step, lambda value: f"above {value.above} {value.per_read if value.percent is None else f'{value.percent} %'}"),
    (Maximum | Minimum | PromptPayment | PaidFinals | Match, _table_told),
    (frozenset, lambda value: ", ".join(sorted(_told(item) for item in value)) or "none"),
    (tuple, lambda value: ", ".join(_told(item) for item in value)),
    (bool, lambda value: "yes" if value else "no"),
    (Enum, lambda value: str(value.value).replace("_", " ")),
    (date, lambda value: value.isoformat()),
)
