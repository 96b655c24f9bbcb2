"""A read as one plain row: for whoever has months of them, and makes no object for a read that is only counted.

A row is `(version's id, key, version's number)`, then what a read has to itself (`OWN`), then what many share (`SHARED`), all
in the stored form of `reads.intake.content`: two slices.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from reads.core.read import LoggedRead
from reads.intake.content import CONTENT, Content, read_of

Row = tuple[Any, ...]
"""A read as it is stored, or its own part."""

OWN = ("accession", "exam_at", "received_at", "signed_at", "visit", "sent_at", "description", "radiologist")
SHARED = ("facility", "read_type", *(name for name in CONTENT if name not in (*OWN, "facility", "read_type")))

_HEAD = 3
PLACES = {name: _HEAD + place for place, name in enumerate((*OWN, *SHARED))}
"""Where in a row each field stands."""

KEY, ACCESSION, RADIOLOGIST, SIGNED_AT = 1, PLACES["accession"], PLACES["radiologist"], PLACES["signed_at"]
ENDS = _HEAD + len(OWN)
"""Where a row's own part ends."""

_WORDS = PLACES["description"]

_AS_CONTENT: Callable[[Row], Content] = itemgetter(*(PLACES[name] for name in CONTENT))
_OF_CONTENT: Callable[[Content], Row] = itemgetter(*(CONTENT.index(name) for name in (*OWN, *SHARED)))


def row_of(number: int, key: str, version: int, content: Content) -> Row:
    """The row of a version."""
    return (number, key, version, *_OF_CONTENT(content))


def logged_of(row: Row, void: bool = False) -> LoggedRead:
    """The read that a row stands for."""
    return LoggedRead(read_of(_AS_CONTENT(row)), row[KEY], row[0], row[2], void)
