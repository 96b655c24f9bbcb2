"""What a database holds that a backup put in its place may lack: papers, entries, claims, and the numbers it gave (spec 7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from reads.core.clock import Clock
from reads.core.errors import WetreadError
from reads.store.anchors import anchored_numbers, last_numbers
from reads.store.engine import Store
from reads.store.numbers_after_restore import LastNumbers, last_ever_given

_ROWS = {
    "paper": "SELECT number FROM papers WHERE number IS NOT NULL",
    "account entry": "SELECT CAST(id AS TEXT) || ' of ' || at FROM account_entries",
    "claim": "SELECT control_number FROM claims",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was there: the names of papers, entries and claims by kind, and the last number of each series by table."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    series: LastNumbers = field(default_factory=dict)


def seen_at(url: str, clock: Clock) -> Seen:
    """What the database at the URL holds, nothing where it was never used, or is past reading; and what was noted outside."""
    found = _held_at(url, clock)
    return Seen(found.rows, last_ever_given(anchored_numbers(url), found.series))


def _held_at(url: str, clock: Clock) -> Seen:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        return Seen()
    store = Store.open(url, clock=clock)
    try:
        if store.revision() is None:
            return Seen()
        with store.read() as session:
            return Seen(_rows(session), last_numbers(session))
    except WetreadError:
        return Seen()
    finally:
        store.close()


def vanishing(session: Session, seen: Seen) -> list[str]:
    """What was there and is not in the restored database, each with its kind."""
    now = _rows(session) if seen.rows else {}
    return [f"{kind} {name}" for kind, names in seen.rows.items() for name in sorted(names - now[kind])]


def _rows(session: Session) -> dict[str, frozenset[str]]:
    return {kind: frozenset(session.execute(text(query)).scalars()) for kind, query in _ROWS.items()}
