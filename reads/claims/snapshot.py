"""A claim as text and back, exactly: what is sealed when a claim is made, so that its file is the same for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from reads.claims.claim import BillingProvider, Claim, Envelope, Insurer, Physician, ServiceFacility


def text_of(value: Claim | Envelope) -> str:
    """The JSON of a claim or an envelope, without what is as by default."""
    kind: Any = value.__class__
    return _writer(kind)(value)


def text_beside_number(claim: Claim) -> str:
    """The JSON of a claim without its control number, which is its first field."""
    return text_of(claim)[len(encode_basestring(claim.control_number)) + len('{"control_number":') :]


def claim_of(text: str) -> Claim:
    """The claim of `text_of`; what was written before claims had a part lacks it, and it is as by default."""
    claim: Claim = _maker(Claim)(json.loads(text))
    return claim


def envelope_of(text: str) -> Envelope:
    """The envelope of `text_of`."""
    envelope: Envelope = _maker(Envelope)(json.loads(text))
    return envelope


_SHARED = {BillingProvider, Insurer, Physician, ServiceFacility}
"""What many claims have alike: put into words once."""


@cache
def _writer(kind: Any) -> Callable[[Any], str]:
    """From a value of a type to its JSON, the way back from `_maker`."""
    if get_origin(kind) is tuple:
        each = _writer(get_args(kind)[0])
        return lambda value: f"[{','.join(map(each, value))}]"
    if type(None) in get_args(kind):
        (inner,) = (_writer(some) for some in get_args(kind) if some is not type(None))
        return lambda value: "null" if value is None else inner(value)
    if is_dataclass(kind):
        return lru_cache(4_096)(_fields_writer(kind)) if kind in _SHARED else _fields_writer(kind)
    if kind in {date, datetime}:
        return lambda value: f'"{value.isoformat()}"'
    if kind is int:
        return str
    return encode_basestring if issubclass(kind, str) else json.dumps


def _fields_writer(kind: Any) -> Callable[[Any], str]:
    """That of a kind of values: each field under its name, where it isn't as by default; nothing else equals None."""
    hints, names = get_type_hints(kind), [each.name for each in fields(kind)]
    ways = [
        (f'"{each.name}":', each.default, each.default in (None, MISSING), _writer(hints[each.name]))
        for each in fields(kind)
    ]
    values: Callable[[Any], tuple[Any, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    )

    def written(value: Any) -> str:
        said = [
            name + way(part)
            for (name, default, is_alone, way), part in zip(ways, values(value), strict=True)
            if part is not default and (is_alone or part != default)
        ]
        return f"{{{','.join(said)}}}"

    return written


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
