"""Elements of a segment of our own as values; NotOurs where one isn't as our writer writes it."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from reads.claims.person import PersonName
from reads.claims.x12.cursor import Cursor, NotOurs
from reads.claims.x12.loops import amount
from reads.claims.x12.segment_reader import Segment
from reads.core.money import Money

Known = TypeVar("Known", bound=StrEnum)


def person_in(segment: Segment) -> PersonName:
    """The name in an NM1."""
    return PersonName(segment[3], segment[4], segment[5], segment[7])


def optional(cursor: Cursor, id_: str, qualifier: str) -> str:
    """The second element of a segment that may stand next, with this qualifier; empty where it doesn't."""
    return cursor.take(id_, {1: qualifier}, longest=2)[2] if cursor.at(id_, qualifier) else ""


def optional_day(cursor: Cursor, qualifier: str) -> date | None:
    """The date of a DTP that may stand next."""
    return day_in(cursor.take("DTP", {1: qualifier, 2: "D8"}, longest=3), 3) if cursor.at("DTP", qualifier) else None


def day_in(segment: Segment, element: int) -> date:
    """A date of eight digits."""
    try:
        return date.fromisoformat(segment[element])
    except ValueError:
        raise NotOurs(f"a date in element {element}", segment) from None


def time_in(segment: Segment, element: int) -> time:
    """A time of four digits."""
    try:
        return time.fromisoformat(segment[element])
    except ValueError:
        raise NotOurs(f"a time in element {element}", segment) from None


def number_in(segment: Segment, element: int) -> int:
    """A whole number."""
    return whole(segment, segment[element])


def whole(segment: Segment, text: str) -> int:
    """A whole number in a part of the segment."""
    if not (text.isascii() and text.isdigit()):
        raise NotOurs("a number", segment)
    return int(text)


def amount_in(segment: Segment, element: int) -> Money:
    """An amount in dollars, written as our writer writes it."""
    try:
        money = Money.of(segment[element])
    except ValueError:
        money = None
    if money is None or amount(money) != segment[element]:
        raise NotOurs(f"an amount in element {element}", segment)
    return money


def member_of(kind: type[Known], segment: Segment, text: str) -> Known:
    """A word of a short list."""
    try:
        return kind(text)
    except ValueError:
        raise NotOurs(f"a {kind.__name__.lower()}", segment) from None
