"""Whether a paper may be printed again: with the bytes of its first print, or with others and a reason (spec 4.11).

The event of a first print keeps the digests of what it was made from, so that a print with other bytes can say which of them
changed. An encrypted schedule has other bytes each time: it is compared by its content before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

from sqlmodel import Session, col, select

from invoicing.audit.print_checks import PRINTED, REPRINTED
from invoicing.documents.print_inputs import PrintInputs, told_changes
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.store.events import Deed, EventRow, record

_SCHEDULE_PRINTED = "paper.schedule_printed"


class PrintsOtherwise(WetreadError):
    """A paper that was printed before would have other bytes now: it was not written."""

    code: ClassVar[str] = "prints_otherwise"

    def __init__(self, number: str, changed: str, what: str = "") -> None:
        super().__init__(
            f"{what}{number} would not be the same bytes as when it was first printed: {changed}",
            f"put that back; or print it as it comes out now: `wetread invoice pdf {number} --reprint --because TEXT`",
        )


@dataclass(frozen=True, slots=True)
class Print:
    """A print of a paper: its digest, what it was made from, by whom, and why its bytes may be others than the first's."""

    number: str
    sha256: str
    inputs: Callable[[], PrintInputs]
    by: By
    because: str = ""

    def record(self, session: Session, first: str) -> None:
        """The event of a first print (no digest before), or of one with other bytes; PrintsOtherwise without a reason."""
        if not first:
            self._tell(session, PRINTED, {"sha256": self.sha256, "inputs": asdict(self.inputs())})
        elif first != self.sha256:
            self._needs_reason(session)
            self._tell(session, REPRINTED, {"before": first, "sha256": self.sha256, "inputs": asdict(self.inputs())})

    def record_schedule(self, session: Session) -> None:
        """The same for a separate schedule, whose digest is that of its content."""
        first = _first_schedule(session, self.number)
        if first == self.sha256:
            return
        if first:
            self._needs_reason(session, "the schedule of ")
        self._tell(session, _SCHEDULE_PRINTED, {"sealed_from": self.sha256})

    def _needs_reason(self, session: Session, what: str = "") -> None:
        if not self.because:
            changed = told_changes(_first_inputs(session, self.number), self.inputs())
            raise PrintsOtherwise(self.number, changed, what)

    def _tell(self, session: Session, action: str, detail: Mapping[str, object]) -> None:
        because = "" if action == PRINTED else self.because
        record(session, Deed(action, self.number, detail, because), actor=self.by.actor, at=self.by.at)


def _first_inputs(session: Session, number: str) -> Mapping[str, str] | None:
    """What the paper was first printed from; None where that was before it was kept."""
    query = (
        select(EventRow.detail).where(EventRow.entity == number, EventRow.action == PRINTED).order_by(col(EventRow.id))
    )
    detail = session.exec(query).first()
    return None if detail is None else {name: str(value) for name, value in json.loads(detail)["inputs"].items()}


def _first_schedule(session: Session, number: str) -> str:
    """The digest of the paper's separate schedule at its first print, before it was encrypted; empty where none was kept."""
    query = (
        select(EventRow.detail)
        .where(EventRow.entity == number, EventRow.action == _SCHEDULE_PRINTED)
        .order_by(col(EventRow.id))
    )
    detail = session.exec(query).first()
    return "" if detail is None else str(json.loads(detail)["sealed_from"])
