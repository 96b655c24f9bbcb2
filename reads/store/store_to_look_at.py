"""A database to look at: the one that is there, or before it was ever used an empty one in memory, so that looking makes none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from reads.core.clock import Clock
from reads.store.engine import Store

_IN_MEMORY = "sqlite:///:memory:"


@contextmanager
def store_to_look_at(url: str, clock: Clock) -> Iterator[Store]:
    """The database at the URL at this version's schema; an empty one, forgotten at the end, where that was never used."""
    store = Store.open(url if _is_used(url, clock) else _IN_MEMORY, clock=clock)
    try:
        store.migrate()
        yield store
    finally:
        store.close()


def _is_used(url: str, clock: Clock) -> bool:
    """Whether the database has a schema; a SQLite file that isn't there is not made by asking."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return False
    store = Store.open(url, clock=clock)
    try:
        return store.revision() is not None
    finally:
        store.close()
