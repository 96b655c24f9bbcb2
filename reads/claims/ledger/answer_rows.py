"""Rows of answers between reading a file and writing its sets: in a file of their own, so that any payment fits in memory."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from typing import IO, Any

from reads.claims.ledger.digest import stored_values

_AT_ONCE = 2_000
_LENGTH = 8


class AnswerRows:
    """Rows in the order in which they are added, as they will be stored; a set's number in the database isn't known yet."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._pending: dict[str, list[tuple[Any, ...]]] = {}

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Keeps a row of the set that is being read."""
        rows = self._pending.setdefault(table, [])
        rows.append(stored_values(table, row))
        if len(rows) >= _AT_ONCE:
            self._keep(table)

    def ended(self) -> int:
        """Where the rows of the set end, and those of the next begin."""
        for table in list(self._pending):
            self._keep(table)
        return self._file.tell()

    def drop(self, begin: int) -> None:
        """Forgets the rows from there on, of a set that is refused."""
        self._pending.clear()
        self._file.seek(begin)
        self._file.truncate()

    def between(self, begin: int, end: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """The rows of a set, some of one table at a time."""
        self._file.seek(begin)
        while self._file.tell() < end:
            length = int.from_bytes(self._file.read(_LENGTH))
            table, rows = marshal.loads(self._file.read(length))  # noqa: S302 - written below, by this very process
            yield table, rows

    def _keep(self, table: str) -> None:
        kept = marshal.dumps((table, self._pending.pop(table)))
        self._file.write(len(kept).to_bytes(_LENGTH) + kept)
