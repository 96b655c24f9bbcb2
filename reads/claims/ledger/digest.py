"""What the audit log keeps of a file of answers: one SHA-256 over every row that was added for it (spec 5.7).

Made while rows are added, and once more from the stored rows, for `wetread audit verify`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from sqlmodel import Session

from reads.store.raw import stored_rows

COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "answer_sets": (("kind", "control"), ("answer_file_id", "position")),
    "answer_contents": (("sha256", "said"), ("set_id",)),
    "claim_answers": (
        ("kind", "state", "reasons", "payer_claim_number", "said_on"),
        ("answer_file_id", "claim_id", "set_id"),
    ),
    "remittances": (
        ("identity", "payer", "trace", "payer_id", "method", "posted_on"),
        ("answer_file_id", "amount", "claims", "set_id"),
    ),
    "claim_payments": (
        (
            "control_number",
            "status",
            "day",
            "payer",
            "payer_id",
            "payer_claim_number",
            "original_number",
            "remarks",
            "notes",
        ),
        ("set_id", "number", "claim_id", "charge", "paid", "patient", "denied", "prior", "interest"),
    ),
    "claim_postings": (
        ("reference", "cpt", "kind", "group_code", "reason", "remarks"),
        ("set_id", "number", "claim_id", "line", "amount"),
    ),
    "provider_adjustments": (("provider", "reason", "reference"), ("set_id", "number", "amount")),
    "fiscal_periods": (("period",), ("set_id", "number")),
}
"""The columns of each table that count, texts and numbers, as `stored_rows` gives them after the id."""

ORDER = {table: (*texts, *numbers) for table, (texts, numbers) in COLUMNS.items()}
"""All columns that count, in one order."""

_LATER = frozenset({"fiscal_periods"})
"""Tables that came after digests were first kept: one without a row of the file is no part of its digest."""

_IN_ORDER: Mapping[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]] = {
    table: itemgetter(*names) for table, names in ORDER.items()
}
_DAYS = {
    table: names.index(name)
    for table, names in ORDER.items()
    for name in ("day", "said_on", "posted_on")
    if name in names
}
"""Where a row has its day."""


class Digest:
    """A hash for each table, in the order of its rows; together they are the file's."""

    def __init__(self) -> None:
        self._hashes = {table: hashlib.sha256() for table in COLUMNS}
        self._begun = COLUMNS.keys() - _LATER

    def add(self, table: str, values: tuple[Any, ...]) -> None:
        """Takes in a row's values as they are stored (texts, whole numbers, None), in the order of COLUMNS."""
        self._hashes[table].update(repr(values).encode())
        self._begun |= {table}

    def hex(self) -> str:
        """All of it."""
        hashes = [each.hexdigest() for table, each in self._hashes.items() if table in self._begun]
        return hashlib.sha256("".join(hashes).encode()).hexdigest()


def digest_of(session: Session, first: int, last: int) -> str:
    """The digest of the rows as they are stored now, of the sets numbered from `first` to `last`."""
    made = Digest()
    for table, row in _rows(session, first, last):
        made.add(table, tuple(row[1:]))
    return made.hex()


def _rows(session: Session, first: int, last: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for table, (texts, numbers) in COLUMNS.items():
        place = "id" if table == "answer_sets" else "set_id"
        condition = f"{place} BETWEEN {int(first)} AND {int(last)}"
        for row in stored_rows(session, table, texts, numbers, condition=condition):
            yield table, row


def stored_values(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """A row as it is stored, in the order of COLUMNS."""
    values = _IN_ORDER[table](row)
    at = _DAYS.get(table)
    if at is None or not isinstance(values[at], date):
        return values
    return (*values[:at], values[at].isoformat(), *values[at + 1 :])
