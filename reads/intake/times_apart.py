"""A read's times that can't all be right: exam or receipt long before its signing or after it, a signing after it was sent.

One year or month mistyped puts a read into another month's bill, as a late read. The read is recorded as it came; the import
names it, so that somebody looks before a month is issued.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING
from reads.core.times import restored
from reads.intake.content import CONTENT, SENT_AT, SIGNED_AT, Content, told_by_signature
from reads.intake.field_parsers import WrongField

TIMES_APART = "times_far_apart"
_BEFORE = tuple((name, CONTENT.index(name)) for name in ("exam_at", "received_at"))
_MONTH = len("2026-10")
_REMEDY = (
    "look which of the two has the wrong year or month, correct it at the source and import the row again with `--amend`; "
    "if both are right, nothing"
)


def in_one_month(content: Content) -> bool:
    """Whether all its times are of one month and in their order: nothing to look at, of nearly all reads."""
    signed, sent = content[SIGNED_AT], content[SENT_AT]
    month = signed[:_MONTH]
    return (not sent or signed <= sent) and all(
        not content[at] or (content[at][:_MONTH] == month and content[at] <= signed) for _, at in _BEFORE
    )


def times_apart(content: Content) -> Iterator[tuple[str, WrongField]]:
    """The times that are too far from the signing, by name; an addendum and an over-read may be made at any time after the exam."""
    if in_one_month(content):
        return
    signed = _instant(content[SIGNED_AT])
    for name, at in _BEFORE:
        if content[at]:
            took = signed - _instant(content[at])
            if took < -AFTER_SIGNING or (took > BEFORE_SIGNING and not told_by_signature(content)):
                side = "before" if took > BEFORE_SIGNING else "after"
                yield name, WrongField("times_far_apart", f"lies {abs(took).days:,} days {side} signed_at", _REMEDY)
    if content[SENT_AT] and (late := signed - _instant(content[SENT_AT])) > AFTER_SIGNING:
        said = f"lies {late.days:,} days after the report was sent"
        yield "signed_at", WrongField("times_far_apart", said, _REMEDY)


def _instant(text: str) -> datetime:
    at = restored(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
