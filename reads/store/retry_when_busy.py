"""Patience with a busy database: a transaction that others stood in the way of is begun again, whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from reads.store.errors import DatabaseBusy

TRIES = 5
"""How often a transaction is begun; on SQLite each waits for the lock as long as `busy_timeout` says."""

_GIVEN_UP = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATE of a serialization failure, of a deadlock, and of a lock that was not to be had."""

_SQLITE_BUSY = frozenset({5, 6})
"""SQLITE_BUSY and SQLITE_LOCKED, without what their extended codes add (https://sqlite.org/rescode.html)."""

T = TypeVar("T")


def is_busy(error: OperationalError) -> bool:
    """Whether the database works and only somebody else stood in the way."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return (code & 0xFF) in _SQLITE_BUSY or getattr(error.orig, "sqlstate", "") in _GIVEN_UP


def with_patience(attempt: Callable[[], T], tries: int = TRIES) -> T:
    """What the attempt gives, which begins its own transaction and keeps nothing if it fails; DatabaseBusy after the last."""
    for _ in range(tries - 1):
        try:
            return attempt()
        except DatabaseBusy:
            continue
    return attempt()
