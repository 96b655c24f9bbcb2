"""Releases of held reads, one or many at once: routing's holds first, then those of the checks before a claim (spec 5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlmodel import Session, col, select

from invoicing.closing.gather import route_reads
from reads.claims.errors import NothingToRelease
from reads.claims.office import Office
from reads.claims.release_final import release_final
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.core.reason import Because
from reads.log.read_versions import reads_by_keys
from reads.log.tables import ReadVersionRow, ReleaseRow
from reads.routing.reasons import RELEASABLE
from reads.routing.route import Held, Reason
from reads.store.events import Deed, record


class NothingHeld(WetreadError):
    """No held read has that number."""

    code: ClassVar[str] = "nothing_held"

    def __init__(self, number: int) -> None:
        super().__init__(f"no read with the number {number} is held", "`wetread held` lists what is, with its numbers")


class NotReleasable(WetreadError):
    """The read is held for reasons that nobody may decide away."""

    code: ClassVar[str] = "not_releasable"

    def __init__(self, number: int, reasons: tuple[Reason, ...]) -> None:
        codes = ", ".join(reason.code for reason in reasons) or "another reason"
        remedies = "; ".join(dict.fromkeys(reason.remedy for reason in reasons))
        super().__init__(f"{number} is held for {codes}, which no one may release", remedies)


def release(
    session: Session, office: Office, numbers: Sequence[int], because: str, only: str | None, by: By
) -> dict[int, tuple[str, ...]]:
    """Releases these reads from the reasons that a person may decide (from one, if `only` names it), all of them or none.

    NothingHeld, NotReleasable or NothingToRelease for the first that isn't held so.
    """
    reason = Because(because)
    return {number: _released(session, office, number, reason, only, by) for number in dict.fromkeys(numbers)}


def _released(
    session: Session, office: Office, number: int, because: Because, only: str | None, by: By
) -> tuple[str, ...]:
    try:
        return release_held(session, number, because, only, actor=by.actor, at=by.at)
    except NothingHeld as nothing:
        try:
            return release_final(session, office, number, because, only, actor=by.actor, at=by.at)
        except NothingToRelease as refused:
            if refused.held:
                raise
            raise nothing from None


def release_held(
    session: Session, number: int, because: str, only: str | None = None, *, actor: str, at: datetime
) -> tuple[str, ...]:
    """Releases a held read from the reasons that a person may decide (from one of them, if `only` names it).

    The reasons it was released from; all goes into the audit log. NothingHeld, or NotReleasable where none of its
    reasons may be decided: a final read abroad never is.
    """
    because = Because(because)
    held = _held(session, number)
    codes = tuple(reason.code for reason in held.reasons if reason.code in RELEASABLE and only in (None, reason.code))
    if not codes:
        raise NotReleasable(number, tuple(reason for reason in held.reasons if only in (None, reason.code)))
    for code in codes:
        session.add(ReleaseRow(read_key=held.logged.key, reason=code, because=because, at=at, actor=actor))
        deed = Deed("held.released", held.logged.key, {"reason": code, "version": held.logged.version_id}, because)
        record(session, deed, actor=actor, at=at)
    return codes


def _held(session: Session, number: int) -> Held:
    """The held read that a version of it names."""
    key = session.exec(select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.id) == number)).first()
    if key is None:
        raise NothingHeld(number)
    for routed in route_reads(session, reads_by_keys(session, [key]).values()):
        if isinstance(routed, Held):
            return routed
    raise NothingHeld(number)
