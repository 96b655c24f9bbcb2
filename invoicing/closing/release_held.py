"""Releases of held reads, many at once: routing's holds first, then those of the checks before a claim (spec 5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from invoicing.closing.held_reads import NothingHeld, release_held
from reads.claims.errors import NothingToRelease
from reads.claims.office import Office
from reads.claims.release_final import release_final
from reads.core.actor_and_moment import By
from reads.core.reason import Because


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
