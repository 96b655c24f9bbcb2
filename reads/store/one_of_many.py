"""Rows that have one of many values, asked with the list as one value: SQLAlchemy takes longer to name thousands than SQLite to find them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Dialect, Text, false, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def one_of(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    """What `column.in_(values)` says of texts and whole numbers."""
    if not values:
        return false()
    return _OneOf(column, literal(values, _Listed(BigInteger() if type(values[0]) is int else Text())))


class _Listed(TypeDecorator[Sequence[Any]]):
    """A list as one value: a JSON text in SQLite, an array in PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array has the type of what is in it."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.kind))

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """The list, as the database takes it."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _OneOf(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_OneOf, "sqlite")
def _in_json(element: _OneOf, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"{column} = ANY ({values})"
