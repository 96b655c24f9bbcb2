"""What a written 837P says against what it should say: no file is kept that reads back otherwise (spec 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest

from reads.claims.claim import Claim, Envelope
from reads.claims.x12.cursor import NotOurs
from reads.claims.x12.read_837p import parse837
from reads.core.findings import Finding, Where


def differences(chunks: Iterable[str], envelope: Envelope, claims: Iterable[Claim]) -> list[Finding]:
    """How a written file differs from what should be in it; none for a file that may be kept. Names claims, not patients.

    Takes envelope and claims as filed (claim_as_filed.py).
    """
    try:
        expected: Iterable[Envelope | Claim] = chain((envelope,), claims)
        for number, (read, wanted) in enumerate(zip_longest(parse837(chunks), expected)):
            if read != wanted:
                return [_difference(number, wanted)]
    except NotOurs as fault:
        return [Finding(fault.code, fault.message, fault.remedy)]
    return []


def _difference(number: int, wanted: Envelope | Claim | None) -> Finding:
    what = (
        f"claim {wanted.control_number}"
        if isinstance(wanted, Claim)
        else "the envelope"
        if wanted
        else "the last claim"
    )
    where = Where(field=f"claim {number} of the file" if number else "ISA to 1000B")
    return Finding(
        "not_as_written", f"{what} reads back otherwise than it was", "don't send the file; report this", where
    )
