"""Periods that are locked: up to a day nothing new that the journal books is dated, papers and deeds alike (spec 4.8).

A month is locked with all before it, and opened again with all after it. Claims' postings keep the payer's own date.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, col, select

from invoicing.papers.lock_errors import InLockedPeriod, LockedAlready, MonthNotOver, NotLocked
from invoicing.papers.tables import PeriodLockRow
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.core.reason import Because
from reads.store.events import Deed, record


def locked_through(session: Session) -> date | None:
    """The last day that is locked; None where none is."""
    newest = session.exec(select(PeriodLockRow).order_by(col(PeriodLockRow.id).desc()).limit(1)).first()
    return None if newest is None else newest.through


def next_open_day(session: Session, day: date) -> date:
    """The day itself, or the first after it that isn't locked."""
    through = locked_through(session)
    return day if through is None or day > through else through + timedelta(days=1)


def refuse_locked(session: Session, day: date) -> None:
    """InLockedPeriod, with the next open day, where nothing may be dated so any more."""
    opened = next_open_day(session, day)
    if opened != day:
        raise InLockedPeriod(day, opened)


def lock(session: Session, month: Month, today: date, by: By) -> date:
    """Locks the month and all before it: the last day that is locked now. MonthNotOver or LockedAlready else."""
    last = month.end - timedelta(days=1)
    through = locked_through(session)
    if today < month.end:
        raise MonthNotOver(month)
    if through is not None and through >= last:
        raise LockedAlready(month, through)
    _keep(session, last, Deed("period.locked", f"period/{month}", {"through": last.isoformat()}), by)
    return last


def reopen(session: Session, month: Month, because: str, by: By) -> date | None:
    """Opens the month and all after it: the last day that is locked still. NoReason or NotLocked else."""
    reason = Because(because)
    through = locked_through(session)
    if through is None or through < month.first:
        raise NotLocked(month)
    left = month.first - timedelta(days=1)
    detail = {"through": left.isoformat(), "was": through.isoformat()}
    _keep(session, left, Deed("period.reopened", f"period/{month}", detail, reason), by)
    return left


def _keep(session: Session, through: date, deed: Deed, by: By) -> None:
    session.add(PeriodLockRow(through=through, because=deed.because, at=by.at, actor=by.actor))
    session.flush()
    record(session, deed, actor=by.actor, at=by.at)
