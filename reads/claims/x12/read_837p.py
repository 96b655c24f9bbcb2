"""An 837P of our own read back into the values it was written from: a file is kept only if they are the same (spec 5.3).

Strict on purpose: it knows the segments of the one table (segments.py), in their order, with their fixed elements and counts,
and no others. Whatever else stands in a file stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from reads.claims.claim import Claim, Envelope, Receiver, Submitter
from reads.claims.x12.cursor import SegmentCursor
from reads.claims.x12.segment_line import Made
from reads.claims.x12.segment_table import said_below
from reads.claims.x12.segments import BILLING, CLAIM, HEADING, INSURED, PATIENT, SET_HEADING, Insured, Opening


def parse837(chunks: Iterable[str]) -> Iterator[Envelope | Claim]:
    """The envelope, then the claims one by one, in the order in which they stand; holds one claim at a time.

    Raises NotOurs at whatever our own writer wouldn't have written, a wrong count in a trailer included.
    """
    cursor = SegmentCursor(chunks)
    head = HEADING.read(cursor, {})
    sets = 0
    envelope: Envelope | None = None
    while cursor.next.startswith("ST*"):
        cursor.taken = 0
        opening = _opening(SET_HEADING.read(cursor, dict(head)))
        if envelope is None:
            yield (envelope := _envelope(opening))
        if opening != Opening.of(envelope, envelope.transaction + sets):
            raise cursor.not_ours("the heading of the first transaction set")
        sets += 1
        yield from _claims(cursor)
        cursor.take(f"SE*{cursor.taken + 1}*{opening.number:04d}")
    cursor.take(f"GE*{sets}*{head['group']}")
    cursor.take(f"IEA*1*{head['interchange']:09d}")
    if cursor.next:
        raise cursor.not_ours("the end of the file")


def _opening(made: Made) -> Opening:
    submitter, receiver = Submitter(**said_below(made, "submitter")), Receiver(**said_below(made, "receiver"))
    return Opening(submitter=submitter, receiver=receiver, **made)


def _envelope(first: Opening) -> Envelope:
    return Envelope(
        submitter=first.submitter,
        receiver=first.receiver,
        usage=first.usage,
        written_at=datetime.combine(first.day, first.time),
        interchange=first.interchange,
        group=first.group,
        transaction=first.number,
        prefix=first.batch[:-18],
    )


def _claims(cursor: SegmentCursor) -> Iterator[Claim]:
    """The claims of a transaction set, under the levels that count up and name those they stand under."""
    level = 0
    while cursor.next.startswith("HL*"):
        level = billing_level = level + 1
        cursor.take(f"HL*{level}**20*1")
        billing = BILLING.taken(cursor)
        while _is_level(cursor.next, "*22*0", "*22*1"):
            level = subscriber_level = level + 1
            dependents = cursor.next.endswith("1")
            cursor.take(f"HL*{level}*{billing_level}*22*{int(dependents)}")
            insured: Insured = INSURED.taken(cursor)
            if insured.is_patient is dependents:
                raise cursor.not_ours("a level of the patient")
            above = {"billing": billing, "subscriber": insured.subscriber, "insurer": insured.insurer}
            if not dependents:
                yield from _claims_of(cursor, above)
            while dependents and _is_level(cursor.next, "*23*0"):
                level += 1
                cursor.take(f"HL*{level}*{subscriber_level}*23*0")
                yield from _claims_of(cursor, above | {"patient": PATIENT.taken(cursor)})


def _is_level(segment: str, *kinds: str) -> bool:
    """Whether it begins a level of a kind, which its end says: a level may itself have the number 22 or 23."""
    return segment.startswith("HL*") and segment.endswith(kinds)


def _claims_of(cursor: SegmentCursor, above: Made) -> Iterator[Claim]:
    while cursor.next.startswith("CLM*"):
        yield CLAIM.taken(cursor, above)
