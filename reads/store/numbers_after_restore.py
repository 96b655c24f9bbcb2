"""At which number each series goes on after a restore: past the last that was ever given, so that none is given twice (spec 7.1)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text
from sqlmodel import Session

from reads.store.anchors import SERIES, last_numbers

LastNumbers = Mapping[str, Mapping[str, int]]
"""The last number of each series, by the table that counts it."""


def last_ever_given(noted: LastNumbers, found: LastNumbers) -> dict[str, dict[str, int]]:
    """The highest that was noted outside the books, or found in the database that is replaced."""
    return {
        table: {
            name: max(noted[table].get(name, 0), found.get(table, {}).get(name, 0))
            for name in {*noted[table], *found.get(table, {})}
        }
        for table in SERIES
    }


def move_series(session: Session, given: LastNumbers) -> dict[str, list[int]]:
    """Moves every series past the last number that was ever given; the numbers skipped by it, first and last, by series."""
    skipped, all_now = {}, last_numbers(session)
    for table, series in given.items():
        now = all_now[table]
        for name, last in sorted(series.items()):
            before = now.get(name, 0)
            if last > before:
                session.execute(
                    text(
                        f"INSERT INTO {table} (name, last) VALUES (:name, :last) "
                        "ON CONFLICT (name) DO UPDATE SET last = excluded.last"
                    ),
                    {"name": name, "last": last},
                )
                if table == "series":
                    skipped[name] = [before + 1, last]
    return skipped
