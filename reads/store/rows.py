"""What all stored rows share: names for constraints, strict tables, an id that grows; many of them added at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlmodel import Field, Session, SQLModel

from reads.store.columns import BigInt

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

STRICT = {"sqlite_strict": True}

_AT_ONCE = 5_000


class Row(SQLModel):
    """A row with an id that the database gives, rising in the order of arrival."""

    model_config = {"arbitrary_types_allowed": True, "defer_build": True}

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)


def add_rows(session: Session, kind: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    """Adds rows given by column, as they come: no object of the ORM is made of one, and no id is given back."""
    statement, connection = insert(kind.__table__), session.connection()  # type: ignore[attr-defined]
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        connection.execute(statement, some)
