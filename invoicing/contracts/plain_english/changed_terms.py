"""What a new version of a contract changes, in plain sentences, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import Enum

from invoicing.contracts.file.match import WEEKDAYS
from invoicing.contracts.match import CodeRange, LocalHours
from invoicing.contracts.model import Contract, Maximum, Minimum, Step

_CLAUSES = {
    "rates": "rate",
    "surcharges": "surcharge",
    "tiers": "tier",
    "fixed": "fee",
    "turnaround": "turnaround",
    "compliance": "compliance",
    "taxes": "tax",
}
_NO_TERMS = {"id", "places", "line", "name"}
_MEANT_BY_NONE = {"rvu": "current", "timezone": "facility"}
_KEYS = {
    "starts": "from",
    "ends": "until",
    "separate_schedule": "separate schedule",
    "interest_percent_per_month": "interest percent per month",
}


def differences(before: Contract, after: Contract) -> tuple[str, ...]:
    """One sentence a difference; where only comments or layout changed, that."""
    found = [*_fields("", before, after, set(_CLAUSES) | {"escalators"})]
    for field, kind in _CLAUSES.items():
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
        if name in ("minimum", "maximum", "match") and old is not None and new is not None:
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
    if isinstance(value, CodeRange):
        return value.first if value.first == value.last else f"{value.first}-{value.last}"
    if isinstance(value, LocalHours):
        return f"{value.starts:%H:%M}-{value.ends:%H:%M}"
    if isinstance(value, Step):
        return f"above {value.above} {value.per_read if value.percent is None else f'{value.percent} %'}"
    if isinstance(value, Minimum | Maximum):
        return f"{value.monthly} a month"
    if isinstance(value, frozenset):
        return ", ".join(sorted(_told(item) for item in value)) or "none"
    if isinstance(value, tuple):
        return ", ".join(_told(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
