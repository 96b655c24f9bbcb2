"""Series of numbers that nobody gets twice, also after a restore: of claims, interchanges, groups, batches of exports."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session


def next_numbers(session: Session, series: str, count: int = 1, *, after: int = 0) -> int:
    """The first of so many numbers of a series that nobody had before and nobody gets again; past `after` in any case."""
    taken: int = session.execute(
        text(
            "INSERT INTO control_series (name, last) VALUES (:name, :after + :count) ON CONFLICT (name) DO UPDATE "
            "SET last = CASE WHEN control_series.last < :after THEN :after ELSE control_series.last END + :count "
            "RETURNING last"
        ),
        {"name": series, "count": count, "after": after},
    ).scalar_one()
    return taken - count + 1


def coming_number(session: Session, series: str) -> int:
    """The number that a series gives next, if nobody takes it before."""
    last: int | None = session.execute(text("SELECT last FROM control_series WHERE name = :s"), {"s": series}).scalar()
    return (last or 0) + 1
