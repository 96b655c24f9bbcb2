"""One file of answers under way: its sets are entered one by one, each whole or not at all, under one digest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from reads.claims.ledger.digest import ORDER, Digest, stored_values
from reads.claims.ledger.ours import OurIds
from reads.claims.ledger.repository import set_taken
from reads.claims.ledger.tables import AnswerSetRow
from reads.claims.tables import AnswerFileRow
from reads.claims.x12.response_file import AnswerSet
from reads.core.by import By
from reads.core.findings import Finding

_AT_ONCE = 2_000


@dataclass(slots=True)
class Entering:
    """Rows on their way into the ledger; `sets` are those that stand, `digest` is over all their rows."""

    session: Session
    ours: OurIds
    file: AnswerFileRow
    by: By
    digest: Digest = field(default_factory=Digest)
    sets: list[int] = field(default_factory=list)
    _pending: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    @property
    def file_id(self) -> int:
        """The file's number in the database."""
        return self.file.id or 0

    def begin(self, answer: AnswerSet) -> int:
        """The number of a set that is about to be entered."""
        control = answer.first[2].strip()[:18] if answer.kind != "TA1" else answer.first[1].strip()[:18]
        row = AnswerSetRow(answer_file_id=self.file_id, position=answer.number, kind=answer.kind, control=control)
        self.session.add(row)
        self.session.flush()
        self.digest.add("answer_sets", stored_values("answer_sets", row.model_dump()))
        return row.id or 0

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """A row of the set; it is in the database when the set is finished."""
        values = stored_values(table, row)
        self.digest.add(table, values)
        rows = self._pending.setdefault(table, [])
        rows.append(values)
        if len(rows) >= _AT_ONCE:
            self._write(table)

    def finish(self, number: int, answer: AnswerSet, said: Sequence[Mapping[str, object]] = ()) -> bool:
        """Writes what is left of the set; False, and nothing of it counts, where the very same was taken before."""
        if set_taken(self.session, answer.digest):
            return False
        told = json.dumps(said, ensure_ascii=False)
        self.add("answer_contents", {"set_id": number, "sha256": answer.digest, "said": told})
        for table in list(self._pending):
            self._write(table)
        self.sets.append(number)
        return True

    def forget(self) -> None:
        """Drops what wasn't written yet, of a set that is not entered."""
        self._pending.clear()

    def _write(self, table: str) -> None:
        """As tuples, straight to the driver: there may be a million."""
        rows = self._pending.pop(table, [])
        if rows:
            connection = self.session.connection()
            place = "?" if connection.dialect.name == "sqlite" else "%s"
            columns = ORDER[table]
            places = ", ".join([place] * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our own names
            connection.exec_driver_sql(statement, rows)

    def tell(self, claim: int, kind: str, number: int, told: Mapping[str, Any]) -> None:
        """What a receipt or status says of a claim: its state, reasons, day, and the payer's number of it."""
        row = {
            "answer_file_id": self.file_id,
            "claim_id": claim,
            "kind": kind,
            "state": told["state"].value,
            "reasons": json.dumps(told["reasons"], ensure_ascii=False),
            "payer_claim_number": told.get("number", ""),
            "set_id": number,
            "said_on": told.get("on") or self.by.at.date(),
        }
        self.add("claim_answers", row)


@dataclass(slots=True)
class EnteredSet:
    """What became of one set: its number where it was entered, errors where it was refused, warnings beside either."""

    answer: AnswerSet
    number: int = 0
    known: bool = False
    findings: list[Finding] = field(default_factory=list)
