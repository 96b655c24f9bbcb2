"""What a written 837P says against what it should say: no file is kept that reads back otherwise (spec 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from reads.claims.claim import Claim, Envelope
from reads.claims.x12.claim_text import likeness
from reads.claims.x12.cursor import NotOurs
from reads.claims.x12.read_837p import parse837
from reads.core.findings import Finding, Where

Meant = tuple[str, int]
"""The control number and `likeness` of a claim."""


def differences(chunks: Iterable[str], envelope: Envelope, claims: Iterable[Meant]) -> list[Finding]:
    """How a written file differs from what should be in it; none for a file that may be kept. Names claims, not patients.

    Takes the envelope as filed (claim_as_filed.py), and of each claim as filed its control number and `likeness`: a month of claims is
    more than memory holds.
    """
    try:
        told = parse837(chunks)
        if next(told, None) != envelope:
            return [_difference(0, "the envelope")]
        for number, (read, wanted) in enumerate(zip_longest(told, claims), 1):
            if not isinstance(read, Claim) or (read.control_number, likeness(read)) != wanted:
                return [_difference(number, f"claim {wanted[0]}" if wanted else "the last claim")]
    except NotOurs as fault:
        return [Finding(fault.code, fault.message, fault.remedy)]
    return []


def _difference(number: int, what: str) -> Finding:
    where = Where(field=f"claim {number} of the file" if number else "ISA to 1000B")
    return Finding(
        "not_as_written", f"{what} reads back otherwise than it was", "don't send the file; report this", where
    )
