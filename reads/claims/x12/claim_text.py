"""A claim as its file says it, level by level, with what is wrong with each: put together once, wherever in the file it stands."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple

from reads.claims.claim import Claim
from reads.claims.snapshot import text_beside_number
from reads.claims.x12.elements import Fault
from reads.claims.x12.segment_table import SegmentTable
from reads.claims.x12.segments import BILLING, CLAIM, INSURED, PATIENT, Insured
from reads.claims.x12.validate_837p import contradictions, findings_of
from reads.core.findings import Finding

END = "~\n"
"""What ends each segment."""


class Level(NamedTuple):
    """The segments of one level, how many they are, and their faults."""

    text: str
    segments: int
    faults: tuple[Fault, ...]


class ClaimText(NamedTuple):
    """The levels that a claim stands under, which its neighbours may share, and the claim with its lines.

    `patient` is None where the patient is the subscriber.
    """

    billing: Level
    insured: Level
    patient: Level | None
    claim: Level

    @classmethod
    def of(cls, claim: Claim) -> ClaimText:
        """The text of a claim as filed (claim_as_filed.py)."""
        billing, patient = BILLING.shared_segments(claim.billing), claim.patient
        return cls(
            Level(_joined(billing[0]), len(billing[0]), tuple(billing[1])),
            _level(INSURED, Insured(claim.subscriber, claim.insurer, patient is None)),
            None if patient is None else _level(PATIENT, patient),
            _claim(claim),
        )

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong with it."""
        return [fault for level in self if level for fault in level.faults]

    def numbered(self, before: str, number: str) -> ClaimText:
        """The same under another control number (CLM01), which is the first that its text says."""
        level = self.claim
        return self._replace(claim=level._replace(text=level.text.replace(f"*{before}*", f"*{number}*", 1)))


class ClaimForFile(NamedTuple):
    """What a file needs of a claim (as filed): its number, how many lines and cents it has, its text, and its `likeness`."""

    control_number: str
    lines: int
    cents: int
    likeness: int
    text: ClaimText

    @classmethod
    def of(cls, claim: Claim) -> ClaimForFile:
        """That of a claim as filed (claim_as_filed.py)."""
        return cls(claim.control_number, len(claim.lines), claim.charge.minor, likeness(claim), ClaimText.of(claim))

    def numbered(self, number: str) -> ClaimForFile:
        """The same under another control number."""
        return self._replace(control_number=number, text=self.text.numbered(self.control_number, number))


def likeness(claim: Claim) -> int:
    """Of claims that are equal but for their control numbers the same, of others another: 128 bits of BLAKE2b over their text."""
    return int.from_bytes(blake2b(text_beside_number(claim).encode(), digest_size=16).digest())


def unfit(claim: Claim) -> list[Finding]:
    """Why the claim can't be written; none for a claim that a file can carry. Takes the claim as filed (claim_as_filed.py)."""
    return findings_of(claim.control_number, ClaimText.of(claim).faults)


def _level(table: SegmentTable, value: Any) -> Level:
    segments, faults = table.segments(value)
    return Level(_joined(segments), len(segments), tuple(faults))


def _claim(claim: Claim) -> Level:
    segments: list[str] = []
    faults: list[Fault] = []
    if all(line.charge.currency == "USD" for line in claim.lines):
        CLAIM.write(claim, segments, faults)
    faults += contradictions(claim)
    return Level(_joined(segments), len(segments), tuple(faults))


def _joined(segments: list[str]) -> str:
    return END.join([*segments, ""])
