"""A claim as text and back, exactly: what is sealed when a claim is made, so that its file is the same for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from reads.claims.claim import BillingProvider, Claim, Envelope, Insurer, Physician, ServiceFacility


def text_of(value: Claim | Envelope) -> str:
    """The JSON of a claim or an envelope."""
    return _WRITER.encode(value)


def claim_of(text: str) -> Claim:
    """The claim of `text_of`; what was written before claims had a part lacks it, and it is as by default."""
    claim: Claim = _maker(Claim)(json.loads(text))
    return claim


def envelope_of(text: str) -> Envelope:
    """The envelope of `text_of`."""
    envelope: Envelope = _maker(Envelope)(json.loads(text))
    return envelope


def _below(value: Any) -> object:
    """What JSON has no form of: the fields of a value that are not as by default, a date or time as ISO 8601 writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return _shared(value) if value.__class__ in _SHARED else _own(value)


def _own(value: Any) -> dict[str, object]:
    own = _fields_of(value.__class__)
    return {
        name: said for (name, default), said in zip(own.defaults, own.values(value), strict=True) if said != default
    }


_SHARED = {BillingProvider, Insurer, Physician, ServiceFacility}
"""What many claims have alike: put into words once."""


@lru_cache(4_096)
def _shared(value: Any) -> object:
    return json.loads(_WRITER.encode(_own(value)))


_WRITER = json.JSONEncoder(default=_below, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a kind of values, each with its default (for one without, something that nothing equals), and what gives all values."""

    defaults: tuple[tuple[str, object], ...]
    values: Callable[[Any], tuple[Any, ...]]


@cache
def _fields_of(kind: Any) -> _Fields:
    defaults = tuple((each.name, object() if each.default is MISSING else each.default) for each in fields(kind))
    names = [name for name, _ in defaults]
    return _Fields(defaults, attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),))


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """From JSON to a value of a type: dataclasses by the types of their fields, tuples, dates and words of a list."""
    if get_origin(kind) is tuple:
        each = _maker(get_args(kind)[0])
        return lambda made: tuple(map(each, made))
    if type(None) in get_args(kind):
        (inner,) = (_maker(some) for some in get_args(kind) if some is not type(None))
        return lambda made: None if made is None else inner(made)
    if is_dataclass(kind):
        of: Any = kind
        makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}
        return lambda made: of(**{name: makers[name](part) for name, part in made.items()})
    if kind in {date, datetime}:
        return kind.fromisoformat  # type: ignore[no-any-return]
    return kind if issubclass(kind, Enum) else _itself


def _itself(made: Any) -> Any:
    return made
