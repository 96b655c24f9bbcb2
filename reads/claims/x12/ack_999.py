"""Whether a file arrived: TA1 for the interchange, 999 for its group and transaction sets, with reasons in words.

An answer that rejects names a place, not a person: a copy of the bad element (IK404) may be a patient's and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reads.claims.x12.code_words import (
    ELEMENT_ERRORS,
    GROUP_ERRORS,
    INTERCHANGE_NOTES,
    SEGMENT_ERRORS,
    SET_ERRORS,
    words,
)
from reads.claims.x12.segment_reader import Segment, pieces


class AckVerdict(StrEnum):
    """What became of a file or a part of it."""

    ACCEPTED = "accepted"
    WITH_ERRORS = "accepted with errors"
    PARTLY = "partly accepted"
    REJECTED = "rejected"


_VERDICTS = {"A": AckVerdict.ACCEPTED, "E": AckVerdict.WITH_ERRORS, "P": AckVerdict.PARTLY}
_NO_VERDICT = "the answer has no verdict"


@dataclass(frozen=True, slots=True)
class InterchangeAnswer:
    """A TA1: by the interchange control number (ISA13) of what we sent."""

    interchange: int
    verdict: AckVerdict
    reason: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault that a 999 names: where, and why. `claim` is our control number, where the answer gives it (CTX)."""

    segment: str
    position: int
    loop: str
    element: str
    code: str
    reason: str
    claim: str = ""

    def __str__(self) -> str:
        place = f"{self.segment}{self.element}" + (f" in loop {self.loop}" if self.loop else "")
        return f"segment {self.position} ({place}): {self.reason}" + (f", claim {self.claim}" if self.claim else "")


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """What a 999 says of one transaction set, by its control number (ST02)."""

    transaction: int
    verdict: AckVerdict
    reasons: tuple[str, ...]
    complaints: tuple[Complaint, ...]

    @property
    def accepted(self) -> bool:
        """Whether it was taken, with errors or without."""
        return self.verdict in {AckVerdict.ACCEPTED, AckVerdict.WITH_ERRORS}


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """A 999: by the group control number (GS06), with the sets that it speaks of.

    `counts` are how many sets the group said that it has, how many came, and how many were accepted (AK902 to AK904);
    empty where they aren't said.
    """

    group: int
    verdict: AckVerdict
    reasons: tuple[str, ...]
    sets: tuple[SetAnswer, ...]
    counts: tuple[int, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether all of the group was taken, with errors or without."""
        return self.verdict in {AckVerdict.ACCEPTED, AckVerdict.WITH_ERRORS}


def interchange_answer(ta1: Segment) -> InterchangeAnswer:
    """The value of a TA1 segment."""
    return InterchangeAnswer(number(ta1[1]), verdict(ta1[4]), words(INTERCHANGE_NOTES, ta1[5]))


def group_answer(segments: Sequence[Segment]) -> GroupAnswer:
    """The value of a 999 (or of the older 997): its segments from ST to SE. Without AK9, as where it was cut short, rejected."""
    group = next((number(segment[2]) for segment in segments if segment.id == "AK1"), 0)
    trailer = next((segment for segment in segments if segment.id == "AK9"), None)
    sets = tuple([_set_answer(block) for block in pieces(segments, "AK2")[1]])
    if trailer is None:
        return GroupAnswer(group, AckVerdict.REJECTED, (_NO_VERDICT,), sets)
    reasons = tuple([words(GROUP_ERRORS, code) for code in trailer.parts[5:10] if code])
    said = tuple([trailer[at].strip() for at in (2, 3, 4)])
    counts = tuple([int(each) for each in said]) if all(map(str.isdecimal, said)) else ()
    return GroupAnswer(group, verdict(trailer[1]), reasons, sets, counts)


def number(text: str) -> int:
    """A control number, 0 where it isn't one."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def verdict(code: str) -> AckVerdict:
    """The verdict of a code; what isn't known as accepted is rejected (M, R, W, X)."""
    return _VERDICTS.get(code.strip(), AckVerdict.REJECTED)


def _set_answer(segments: Sequence[Segment]) -> SetAnswer:
    trailer = next((segment for segment in segments if segment.id in {"IK5", "AK5"}), None)
    faults = pieces(segments, "IK3", "AK3", "IK5", "AK5", "AK9")[1]
    complaints = [
        said for block in faults if block[0].id in {"IK3", "AK3"} for said in _complaints(block[0], block[1:])
    ]
    if trailer is None:
        return SetAnswer(number(segments[0][2]), AckVerdict.REJECTED, (_NO_VERDICT,), tuple(complaints))
    reasons = tuple([words(SET_ERRORS, code) for code in trailer.parts[2:7] if code])
    return SetAnswer(number(segments[0][2]), verdict(trailer[1]), reasons, tuple(complaints))


def _complaints(ik3: Segment, details: Sequence[Segment]) -> list[Complaint]:
    named = [segment.components(1) for segment in details if segment.id == "CTX"]
    claim = next((parts[1] for parts in named if parts[0] == "CLM01" and len(parts) > 1), "")
    position, loop = number(ik3[2]), ik3[3]
    found = [
        Complaint(
            segment=ik3[1],
            position=position,
            loop=loop,
            element="-".join([part.zfill(2) for part in segment.components(1)[:2] if part]),
            code=segment[3],
            reason=words(ELEMENT_ERRORS, segment[3]),
            claim=claim,
        )
        for segment in details
        if segment.id in {"IK4", "AK4"}
    ]
    return found or [Complaint(ik3[1], position, loop, "", ik3[4], words(SEGMENT_ERRORS, ik3[4]), claim)]
