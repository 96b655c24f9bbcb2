"""What a payer says of each claim: 277CA (005010X214) after it came in, 277 (005010X212) when asked, in words.

Claims are known by our control number (CLM01), lines by REF*6R, which a 277 gives back as REF*FJ. Patients' names and
member numbers stand in these files too; they are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reads.claims.x12.code_words import (
    ENTITIES,
    STATUS_ACTIONS,
    STATUS_AMOUNTS,
    STATUS_CATEGORIES,
    STATUS_CODES,
    STATUS_COUNTS,
    words,
)
from reads.claims.x12.segment_reader import Segment, blocks, day, dollars, pieces
from reads.core.english import counted
from reads.core.money import Money


class ClaimStanding(StrEnum):
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
_ABOVE = {"20", "21", "19"}
_STANDINGS = {
    "A0": ClaimStanding.RECEIVED,
    "A1": ClaimStanding.RECEIVED,
    "A2": ClaimStanding.ACCEPTED,
    "A5": ClaimStanding.ACCEPTED,
}
_FINAL = {"F1": ClaimStanding.PAID, "F2": ClaimStanding.DENIED, "F4": ClaimStanding.DENIED}


@dataclass(frozen=True, slots=True)
class StcStatus:
    """One status of an STC segment: category and code, whom it is about, and what the segment says beside.

    `code_list` is RX where the code is one of a pharmacy's (NCPDP) and not of X12's list. `rejects` is its STC03 where that
    is U: what a category means that nobody knows.
    """

    category: str
    code: str
    entity: str = ""
    message: str = ""
    code_list: str = ""
    rejects: bool = False

    @property
    def standing(self) -> ClaimStanding:
        """What the category means for the claim; one that takes it (A1, A2) beside an action that rejects it (U) is no yes."""
        if self.category in _REJECTING or (self.rejects and self.category.startswith("A")):
            return ClaimStanding.REJECTED
        if self.category.startswith(("P", "R")):
            return ClaimStanding.PENDING
        if self.category.startswith("F"):
            return _FINAL.get(self.category, ClaimStanding.FINAL)
        return _STANDINGS.get(self.category, ClaimStanding.REJECTED if self.rejects else ClaimStanding.UNKNOWN)

    def __str__(self) -> str:
        about = f" ({ENTITIES.get(self.entity, self.entity)})" if self.entity else ""
        said = f": {self.message}" if self.message else ""
        named = f"{self.category}:{self.code}:{self.entity}:{self.code_list}".rstrip(":")
        why = f"code {self.code} of list {self.code_list}" if self.code_list else words(STATUS_CODES, self.code)
        return f"{words(STATUS_CATEGORIES, self.category)}: {why}{about} [{named}]{said}"


@dataclass(frozen=True, slots=True)
class LineStatus:
    """What is said of one line: our reference (REF*6R), where it came back, and the code."""

    reference: str
    cpt: str
    statuses: tuple[StcStatus, ...]


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """What is said of one claim; `charge` is what the payer has for it, the most that a status says (STC04)."""

    control_number: str
    payer_claim_number: str
    on: date | None
    statuses: tuple[StcStatus, ...]
    lines: tuple[LineStatus, ...] = ()
    totals: tuple[str, ...] = ()
    charge: Money | None = None

    @property
    def standing(self) -> ClaimStanding:
        """A rejection anywhere rejects; else the first status that says something."""
        known = [status.standing for status in self.statuses]
        lines = [status.standing for line in self.lines for status in line.statuses]
        if ClaimStanding.REJECTED in known + lines:
            return ClaimStanding.REJECTED
        return next(
            (standing for standing in known + lines if standing is not ClaimStanding.UNKNOWN), ClaimStanding.UNKNOWN
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every status in words, the claim's and its lines', each once."""
        said = [str(status) for status in self.statuses]
        said += [f"line {line.reference or line.cpt}: {status}" for line in self.lines for status in line.statuses]
        return tuple(dict.fromkeys((*said, *self.totals)))


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """What is said of a whole transaction set, by its BHT03 (`batch`, level 21), or of a provider's claims in it (level 19).

    `rejected` is how many of its claims the payer says that it rejects. `provider` is the NPI that level 19 names. `batch` is empty where the answer gives none. `totals` are how many claims of
    how much were accepted or rejected (QTY, AMT), in words.
    """

    level: str
    batch: str
    provider: str
    on: date | None
    statuses: tuple[StcStatus, ...]
    totals: tuple[str, ...] = ()
    rejected: int = 0

    @property
    def standing(self) -> ClaimStanding:
        """As of a claim."""
        return ClaimStatus("", "", self.on, self.statuses).standing

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every status in words, each once."""
        return tuple(dict.fromkeys(map(str, self.statuses)))


def statuses_of(body: Iterable[Segment]) -> Iterator[BatchStatus | ClaimStatus]:
    """What a 277's segments from ST to SE say of batches and of claims, in their order.

    Statuses above the claims (payer, receiver, provider levels) are of the batch; below, each TRN begins a claim. What the
    payer's level says is said again of each batch under it.
    """
    level = batch = provider = ""
    of_payer: tuple[StcStatus, ...] = ()
    for block in blocks(body, "HL", "TRN"):
        first = block[0]
        if first.id == "HL":
            level = first[3].strip()
            provider = _npi(block) if level == "19" else ""
            batch = "" if level in {"20", "21"} else batch
        elif first.id == "TRN" and level == "21":
            batch = first[2].strip()
        if level not in _ABOVE:
            if first.id == "TRN" or _statuses(block) or _totals(block):
                yield _claim(block)
            continue
        said = _statuses(block)
        of_payer = said if level == "20" else of_payer
        told = (*of_payer, *said) if level == "21" and first.id == "TRN" else said
        totals = _totals(block)
        if told or totals:
            yield BatchStatus(level, batch, provider, _said_on(block), told, totals, _rejected(block))


def _npi(block: Sequence[Segment]) -> str:
    return next((segment[9].strip() for segment in block if segment.id == "NM1" and segment[8] == "XX"), "")


def _said_on(block: Sequence[Segment]) -> date | None:
    return next((day(segment[2].strip()) for segment in block if segment.id == "STC"), None)


def _claim(block: Sequence[Segment]) -> ClaimStatus:
    head, services = pieces(block, "SVC")
    return ClaimStatus(
        control_number=_reference(head, "EJ") or (head[0][2].strip() if head[0].id == "TRN" else ""),
        payer_claim_number=_reference(head, "1K"),
        on=_said_on(head) or next((_said_on(service) for service in services), None),
        statuses=_statuses(head),
        lines=tuple([_line(service) for service in services]),
        totals=_totals(block),
        charge=max(filter(None, (dollars(each[4]) for each in head if each.id == "STC")), default=None),
    )


def _line(block: Sequence[Segment]) -> LineStatus:
    code = (*block[0].components(1), "")[1]
    return LineStatus(_reference(block, "FJ"), code, _statuses(block))


def _statuses(block: Sequence[Segment]) -> tuple[StcStatus, ...]:
    """All statuses of a block; what an STC says beside its codes goes with its last one."""
    found: list[StcStatus] = []
    for segment in block:
        if segment.id == "STC":
            parts = [(*segment.components(at), "", "", "") for at in (1, 10, 11) if segment[at].strip()]
            text = _beside(segment)
            for at, each in enumerate(parts or [("", "", "", "")], 1):
                category, code, entity, code_list = [part.strip() for part in each[:4]]
                message = text if at >= len(parts) else ""
                rejects = segment[3].strip().upper() == "U"
                found.append(StcStatus(category.upper(), code, entity, message, code_list, rejects))
    return tuple(found)


def _beside(stc: Segment) -> str:
    """What an STC says beside its codes: its free text (STC12; some payers send it further on), then STC02 to STC09."""
    action, method = stc[3].strip(), stc[7].strip()
    said = (
        " ".join(" ".join(stc.parts[12:]).split()),
        _shown_day("on", stc[2]),
        f"{STATUS_ACTIONS.get(action, 'action')} ({action})" if action else "",
        _shown_amount("charge", stc[4]),
        _shown_amount("paid", stc[5]),
        _shown_day("decided on", stc[6]),
        f"paid by {method}" if method else "",
        _shown_day("paid on", stc[8]),
        f"payment {stc[9].strip()}" if stc[9].strip() else "",
    )
    return ", ".join(filter(None, said))


def _shown_day(what: str, text: str) -> str:
    text = text.strip()
    return f"{what} {day(text) or text}" if text else ""


def _shown_amount(what: str, text: str) -> str:
    text = text.strip()
    return f"{what} {dollars(text) or text}" if text else ""


def _totals(block: Sequence[Segment]) -> tuple[str, ...]:
    """How many claims (QTY) and how much of them (AMT) a block says were accepted or rejected; other amounts as they came."""
    found = []
    for segment in block:
        which, said = segment[1].strip(), segment[2].strip()
        if segment.id == "AMT":
            found.append(f"{dollars(said) or said} {STATUS_AMOUNTS.get(which, '')} (AMT {which})".replace("  ", " "))
        elif segment.id == "QTY" and which in STATUS_COUNTS and said.isdecimal():
            found.append(f"{counted(int(said), 'claim')} {STATUS_COUNTS[which]} (QTY {which})")
        elif segment.id == "QTY":
            found.append(f"{said} (QTY {which})")
    return tuple(found)


def _rejected(block: Sequence[Segment]) -> int:
    """How many claims of a level are rejected: of a batch QTY*AA, of a provider QTY*QC."""
    said = (each[2].strip() for each in block if each.id == "QTY" and each[1] in {"AA", "QC"})
    return sum(int(each) for each in said if each.isdecimal())


def _reference(block: Sequence[Segment], qualifier: str) -> str:
    return next((segment[2].strip() for segment in block if segment.id == "REF" and segment[1] == qualifier), "")
