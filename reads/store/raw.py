"""Rows as the database holds them, whatever has become of them: for checks that must not trip over damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlmodel import Session

_AT_ONCE = 100
"""How many rows are held at a time."""


def stored_rows(
    session: Session, table: str, texts: Sequence[str], numbers: Sequence[str] = (), *, condition: str = "true"
) -> Iterator[tuple[Any, ...]]:
    """Each row's id, texts and numbers, by id; `condition` is SQL of our own. Works within the session's state.

    Bytes that are no UTF-8, which SQLite would stumble over, become lone surrogates: the text then equals no other.
    """
    from sqlalchemy import text

    sqlite = session.get_bind().dialect.name == "sqlite"
    shown = [f"CAST({name} AS BLOB)" if sqlite else name for name in texts]
    query = text(f"SELECT {', '.join(['id', *shown, *numbers])} FROM {table} WHERE {condition} ORDER BY id")
    for row in session.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield tuple(_decoded(value) for value in row)


def _decoded(value: object) -> object:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def harmless(text: str) -> str:
    """The text as it may be shown: what can't be encoded or would move a terminal's cursor is replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
