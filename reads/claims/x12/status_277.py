"""What a payer says of each claim: 277CA (005010X214) after it came in, 277 (005010X212) when asked, in words.

Claims are known by our control number (CLM01), lines by REF*6R, which a 277 gives back as REF*FJ. Patients' names and
member numbers stand in these files too; they are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reads.claims.x12.code_words import ENTITIES, STATUS_CATEGORIES, STATUS_CODES, words
from reads.claims.x12.segment_reader import Segment, pieces


class Standing(StrEnum):
    """Where a claim stands with the payer."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDING = "pending"
    PAID = "paid"
    DENIED = "denied"
    FINAL = "finalised"
    UNKNOWN = "unknown"


_REJECTING = {"A3", "A4", "A6", "A7", "A8"}
_STANDINGS = {"A0": Standing.RECEIVED, "A1": Standing.RECEIVED, "A2": Standing.ACCEPTED, "A5": Standing.ACCEPTED}
_FINAL = {"F1": Standing.PAID, "F2": Standing.DENIED, "F4": Standing.DENIED}


@dataclass(frozen=True, slots=True)
class Status:
    """One status of an STC segment: category and code, and whom it is about."""

    category: str
    code: str
    entity: str = ""

    @property
    def standing(self) -> Standing:
        """What the category means for the claim."""
        if self.category in _REJECTING:
            return Standing.REJECTED
        if self.category.startswith(("P", "R")):
            return Standing.PENDING
        if self.category.startswith("F"):
            return _FINAL.get(self.category, Standing.FINAL)
        return _STANDINGS.get(self.category, Standing.UNKNOWN)

    def __str__(self) -> str:
        about = f" ({ENTITIES.get(self.entity, self.entity)})" if self.entity else ""
        return f"{words(STATUS_CATEGORIES, self.category)}: {words(STATUS_CODES, self.code)}{about}"


@dataclass(frozen=True, slots=True)
class LineStatus:
    """What is said of one line: our reference (REF*6R), where it came back, and the code."""

    reference: str
    cpt: str
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """What is said of one claim."""

    control_number: str
    payer_claim_number: str
    on: date | None
    statuses: tuple[Status, ...]
    lines: tuple[LineStatus, ...] = ()

    @property
    def standing(self) -> Standing:
        """A rejection anywhere rejects; else the first status that says something."""
        known = [status.standing for status in self.statuses]
        lines = [status.standing for line in self.lines for status in line.statuses]
        if Standing.REJECTED in known + lines:
            return Standing.REJECTED
        return next((standing for standing in known + lines if standing is not Standing.UNKNOWN), Standing.UNKNOWN)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every status in words, the claim's and its lines', each once."""
        said = [str(status) for status in self.statuses]
        said += [f"line {line.reference or line.cpt}: {status}" for line in self.lines for status in line.statuses]
        return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """What is said of a whole transaction set (by BHT03, `batch_number`), or of all claims of a provider where it is empty."""

    batch: str
    statuses: tuple[Status, ...]

    @property
    def standing(self) -> Standing:
        """As of a claim."""
        return ClaimStatus("", "", None, self.statuses).standing


def claim_statuses(segments: Sequence[Segment]) -> tuple[list[BatchStatus], list[ClaimStatus]]:
    """What a 277's segments from ST to SE say of batches and of claims.

    Statuses above the claims (payer, receiver, provider levels) are of the batch; below, each TRN begins a claim.
    """
    batches: list[BatchStatus] = []
    claims: list[ClaimStatus] = []
    level = ""
    for block in pieces(segments, "HL", "TRN")[1]:
        if block[0].id == "HL":
            level = block[0][3]
        elif level in {"20", "21", "19"}:
            if statuses := _statuses(block):
                batches.append(BatchStatus(block[0][2] if level == "21" else "", statuses))
        else:
            claims.append(_claim(block))
    return batches, claims


def _claim(block: Sequence[Segment]) -> ClaimStatus:
    head, services = pieces(block, "SVC")
    return ClaimStatus(
        control_number=_reference(head, "EJ") or head[0][2],
        payer_claim_number=_reference(head, "1K"),
        on=next((day(segment[2]) for segment in head if segment.id == "STC"), None),
        statuses=_statuses(head),
        lines=tuple([_line(service) for service in services]),
    )


def _line(block: Sequence[Segment]) -> LineStatus:
    code = (*block[0].components(1), "")[1]
    return LineStatus(_reference(block, "FJ"), code, _statuses(block))


def _statuses(block: Sequence[Segment]) -> tuple[Status, ...]:
    parts = [
        (*segment.components(at), "", "")
        for segment in block
        if segment.id == "STC"
        for at in (1, 10, 11)
        if segment[at]
    ]
    return tuple([Status(category.strip().upper(), code.strip(), entity) for category, code, entity, *_ in parts])


def _reference(block: Sequence[Segment], qualifier: str) -> str:
    return next((segment[2] for segment in block if segment.id == "REF" and segment[1] == qualifier), "")


def day(text: str) -> date | None:
    """A date written CCYYMMDD; None for anything else, which payers do send."""
    try:
        return date.fromisoformat(text) if len(text) == 8 and text.isascii() and text.isdigit() else None
    except ValueError:
        return None
