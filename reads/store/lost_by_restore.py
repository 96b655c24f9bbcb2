"""What a database holds that a backup put in its place may lack: what was issued, booked, answered, sent; the numbers it gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from reads.core.clock import Clock
from reads.core.errors import WetreadError
from reads.store.anchors import anchored_numbers, last_numbers
from reads.store.engine import Store
from reads.store.numbers_after_restore import LastNumbers, last_ever_given

_ROWS = {
    "paper": ("papers", "number"),
    "account entry": ("account_entries", "CAST(id AS TEXT) || ' of ' || at"),
    "claim": ("claims", "control_number"),
    "adjustment": ("adjustments", "kind || ' for ' || client || ' of ' || at"),
    "bank file": ("bank_files", "name || ' of ' || at"),
    "answer file": ("answer_files", "path || ' of ' || at"),
    "mail": ("mails", "entity || ' of ' || at"),
    "export": ("export_batches", "target || ' of ' || at"),
}
"""What a person would miss, or do a second time: the table, and what a row is called; an older schema may lack the table."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was there: the names of papers, entries, claims and the like by kind, and the last number of each series by table."""

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
    return [
        f"{kind} {name}" for kind, names in seen.rows.items() for name in sorted(names - now.get(kind, frozenset()))
    ]


def _rows(session: Session) -> dict[str, frozenset[str]]:
    there = set(inspect(session.connection()).get_table_names())
    return {
        kind: frozenset(filter(None, session.execute(text(f"SELECT {name} FROM {table}")).scalars()))
        for kind, (table, name) in _ROWS.items()
        if table in there
    }
