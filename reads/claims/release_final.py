"""The verbs of the claims room that decide on one read: releasing it from a reason that a person may decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from reads.claims.checks.problem import Objection
from reads.claims.errors import NothingToRelease
from reads.claims.office import Office
from reads.claims.repository import key_of_version
from reads.claims.worklist import routing_objection, work_list
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.core.reason import Because
from reads.log.read_versions import reads_by_keys
from reads.log.tables import ReleaseRow
from reads.store.events import Deed, record


def reasons_of(office: Office, logged: LoggedRead) -> tuple[Objection, ...]:
    """Why a final is held, routing and checks; none where it isn't, or where it is billed to nobody.

    As the work list of its month says it: a double, a pace or an NCCI pair only shows beside other finals.
    """
    routes, held = office.routed([logged])
    if held:
        return tuple(map(routing_objection, held[0].reasons))
    return next((_held(office, route.month).get(logged.key, ()) for route in routes), ())


def _held(office: Office, month: Month) -> Mapping[str, tuple[Objection, ...]]:
    """What a month's finals are held for, by key, as it was when it was first asked for: several may be released."""
    if month not in office.held_of_months:
        office.held_of_months[month] = {each.logged.key: each.reasons for each in work_list(office, month).held}
    return office.held_of_months[month]


def release_final(
    session: Session, office: Office, number: int, because: str, only: str | None, *, actor: str, at: datetime
) -> tuple[str, ...]:
    """Releases a held final from the reasons that a person may decide (from one, if `only` names it); those it did.

    NothingToRelease where the number names no held final, or where nobody may decide any of its reasons.
    """
    because = Because(because)
    key = key_of_version(session, number)
    logged = reads_by_keys(session, [key]).get(key) if key else None
    if logged is None or logged.read.read_type is not ReadType.FINAL:
        raise NothingToRelease(number, ())
    reasons = [reason for reason in reasons_of(office, logged) if only in (None, reason.code)]
    codes = tuple(dict.fromkeys(reason.code for reason in reasons if reason.decidable))
    if not codes:
        raise NothingToRelease(number, tuple(dict.fromkeys(reason.code for reason in reasons)))
    for code in codes:
        session.add(ReleaseRow(read_key=logged.key, reason=code, because=because, at=at, actor=actor))
        record(
            session, Deed("held.released", logged.key, {"reason": code, "version": number}, because), actor=actor, at=at
        )
    return codes
