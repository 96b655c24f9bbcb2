"""Column types that behave alike on SQLite and PostgreSQL, strict tables included."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from reads.core.times import restored, stored


class BigInt(TypeDecorator[int]):
    """A whole number of 64 bits; minor units of money, ids, counts."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        """INTEGER in SQLite's strict tables, BIGINT elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Refuses what isn't a whole number: SQLite would store it."""
        if value is not None and type(value) is not int:
            raise TypeError(f"a whole number is needed, not {type(value).__name__}")
        return value


class DecimalText(TypeDecorator[Decimal]):
    """A rate or a work RVU, stored as its exact text: SQLite has no decimal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The exact text of a Decimal; refuses a float."""
        if value is not None and not isinstance(value, Decimal):
            raise TypeError(f"a Decimal is needed, not {type(value).__name__}")
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The Decimal, with the places it was stored with."""
        return None if value is None else Decimal(value)


class DayText(TypeDecorator[date]):
    """A calendar day as `2026-10-31`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Its ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """The day of the text."""
        return None if value is None else date.fromisoformat(value)


class TimeText(TypeDecorator[datetime]):
    """An instant as `2026-10-31T23:50:00Z`, or a local time without the Z (reads.core.times)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Its stored form."""
        return None if value is None else stored(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The time of the stored form."""
        return None if value is None else restored(value)
