"""Rows that are kept on trial: a session that reads sees them as if they were there, nobody else does, and no lock is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import MetaData, Table, text
from sqlalchemy.schema import CreateTable
from sqlmodel import Session

_ON_TRIAL = "on_trial"


@contextmanager
def on_trial(session: Session, written: Iterable[Any]) -> Iterator[None]:
    """Within the block what is written to these tables goes to temporary ones of the same names, gone after it.

    Both databases find a temporary table before the lasting one of its name. The guards against changes, and references
    between tables, are not on them. The audit log records nothing of a trial.
    """
    trial = session.begin_nested()
    for row in written:
        _shadow(session, row.__table__)
    session.info[_ON_TRIAL] = True
    try:
        yield
    finally:
        del session.info[_ON_TRIAL]
        session.expunge_all()  # objects of rows that never were
        trial.rollback()


def is_on_trial(session: Session) -> bool:
    """Whether what the session writes is kept nowhere."""
    return _ON_TRIAL in session.info


def _shadow(session: Session, table: Table) -> None:
    name = table.name
    if session.get_bind().dialect.name == "sqlite":
        copy = table.to_metadata(MetaData())
        copy._prefixes = ["TEMPORARY"]  # noqa: SLF001 (what `Table(prefixes=...)` sets)
        session.execute(CreateTable(copy, include_foreign_key_constraints=[]))
        lasting = "main"
    else:
        # That a table was dropped makes psycopg forget its prepared statements, which would go on reading the lasting one.
        session.execute(text(f"DROP TABLE IF EXISTS pg_temp.{name}"))
        session.execute(
            text(f"CREATE TEMPORARY TABLE {name} (LIKE public.{name} INCLUDING DEFAULTS INCLUDING INDEXES)")
        )
        lasting = "public"
    session.execute(text(f"INSERT INTO {name} SELECT * FROM {lasting}.{name}"))
