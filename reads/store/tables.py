"""The store's own rows: the data keys under which patients' fields are sealed, and the hash tree over all other rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field

from reads.store.columns import BigInt, TimeText
from reads.store.rows import STRICT, Row


class DataKeyRow(Row, table=True):
    """A data key, wrapped by the key that a person keeps (`master` names it); the only thing that a rotation rewrites."""

    __tablename__ = "data_keys"
    __table_args__ = (STRICT,)

    wrapped: str = Field(sa_type=Text)
    master: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)


class TreeSealRow(Row, table=True):
    """Rows of one table that one transaction added to the tree, by ids and first bytes of their leaves; append-only.

    All of a `seal` have its root, each is chained to the row before by `sha256`; `told` is what was found wrong when an `epoch` began, a JSON list.
    """

    __tablename__ = "tree_seals"
    __table_args__ = (STRICT,)

    epoch: int = Field(sa_type=BigInt)
    seal: int = Field(sa_type=BigInt)
    name: str = Field(sa_type=Text)
    columns: str = Field(sa_type=Text)
    count: int = Field(sa_type=BigInt)
    ids: bytes = Field(sa_type=LargeBinary)
    marks: bytes = Field(sa_type=LargeBinary)
    told: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    root: str = Field(sa_type=Text)


class TreeTableRow(Row, table=True):
    """How far one table is in the tree, and what it takes to go on; changes with each seal of the table."""

    __tablename__ = "tree_tables"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text, unique=True)
    columns: str = Field(sa_type=Text)
    last: int = Field(sa_type=BigInt)
    count: int = Field(sa_type=BigInt)
    mountains: str = Field(sa_type=Text)


class TreeHeadRow(Row, table=True):
    """The tree's last seal and its root: one row, which changes with each seal."""

    __tablename__ = "tree_heads"
    __table_args__ = (STRICT,)

    epoch: int = Field(sa_type=BigInt)
    seal: int = Field(sa_type=BigInt)
    sha256: str = Field(sa_type=Text)
    root: str = Field(sa_type=Text)
