"""What all stored rows share: names for constraints, strict tables, an id that grows."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from reads.store.columns import BigInt

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

STRICT = {"sqlite_strict": True}


class Row(SQLModel):
    """A row with an id that the database gives, rising in the order of arrival."""

    model_config = {"arbitrary_types_allowed": True}

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInt)
