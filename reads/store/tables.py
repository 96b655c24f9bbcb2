"""The store's own rows: the data keys under which patients' fields are sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from reads.store.columns import TimeText
from reads.store.rows import STRICT, Row


class DataKeyRow(Row, table=True):
    """A data key, wrapped by the key that a person keeps (`master` names it); the only thing that a rotation rewrites."""

    __tablename__ = "data_keys"
    __table_args__ = (STRICT,)

    wrapped: str = Field(sa_type=Text)
    master: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
