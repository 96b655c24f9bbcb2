"""What a payer's own reading says of a file after its 999: the application advice 824 (005010X186A1), with its reasons in words.

OTI names the group, the transaction set or one item that it is about, and what becomes of it; TED, NTE and RED say why. A copy of
the bad data (TED07) may be a patient's and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reads.claims.x12.ack_999 import AckVerdict, number
from reads.claims.x12.segment_reader import Segment, pieces

_VERDICTS = {"A": AckVerdict.ACCEPTED, "E": AckVerdict.WITH_ERRORS, "P": AckVerdict.PARTLY}
_LEVELS = frozenset("GTI")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Advice:
    """One OTI: `group` and `transaction` are control numbers, 0 where it doesn't say them; `batch` and `numbers` its references.

    `of_item` is said of one that is about a claim alone.
    """

    verdict: AckVerdict
    group: int
    transaction: int
    batch: str
    numbers: frozenset[str]
    of_item: bool
    reasons: tuple[str, ...]


def advices(segments: Sequence[Segment]) -> Iterator[Advice]:
    """Those of a set, in their order; what isn't known as accepted is rejected."""
    for block in pieces(segments, "OTI")[1]:
        head = block[0]
        action = head[1].strip().upper()
        known = len(action) == 2 and action[0] in _LEVELS
        references = frozenset(
            each for each in (head[3].strip(), *(part[2].strip() for part in block if part.id == "REF")) if each
        )
        yield Advice(
            _VERDICTS.get(action[1:], AckVerdict.REJECTED) if known else AckVerdict.REJECTED,
            number(head[8]),
            number(head[9]),
            head[3].strip(),
            references,
            action[:1] == "I",
            tuple(dict.fromkeys(_reasons(block))),
        )


def _reasons(block: Sequence[Segment]) -> Iterator[str]:
    for segment in block:
        if segment.id == "TED":
            place = "".join(part.strip() for part in (segment[3], segment[5]))
            words = segment[2].strip() or f"error {segment[1].strip()}"
            yield f"{words}{f' ({place})' if place else ''}"[:_MOST]
        elif segment.id in ("NTE", "RED"):
            words = segment[2 if segment.id == "NTE" else 1].strip()
            if words:
                yield words[:_MOST]
