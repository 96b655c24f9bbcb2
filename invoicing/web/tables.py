"""Forms that were carried out: a key is there once, ever; append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from reads.store.columns import TimeText
from reads.store.rows import STRICT, Row


class OnceRow(Row, table=True):
    """The key of a form with the digest of what it held, and the address at which its outcome is shown."""

    __tablename__ = "web_once"
    __table_args__ = (STRICT,)

    key: str = Field(sa_type=Text, unique=True)
    form: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
