"""Sets of answers on their way into the ledger: read and checked beside other work, then each written whole or not at all.

CheckedSet      what a set says, and what is wrong with it      needs no lock
AnswerPosting         its rows, under one digest                      in the transaction that writes
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from reads.claims.ledger.answer_rows import AnswerRows
from reads.claims.ledger.digest import ORDER, Digest, stored_values
from reads.claims.ledger.our_identifiers import OurIds
from reads.claims.ledger.tables import AnswerSetRow
from reads.claims.tables import AnswerFileRow
from reads.claims.x12.response_file import AnswerSet
from reads.core.actor_and_moment import By
from reads.core.findings import Finding

_PLACES = {
    table: [columns.index(name) for name in ("set_id", "answer_file_id") if name in columns]
    for table, columns in ORDER.items()
}
"""Where the numbers stand that a row gets when it is written."""


@dataclass(slots=True)
class CheckedSet:
    """One set as it was read: errors where it is refused, warnings beside; `begin` and `end` are where its rows lie.

    `identity` is that of its payment, `said` what it says of whole batches.
    """

    answer: AnswerSet
    begin: int = 0
    end: int = 0
    identity: str = ""
    said: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def control(self) -> str:
        """ST02 of a set, the interchange's control number of a TA1."""
        return self.answer.first[1 if self.answer.kind == "TA1" else 2].strip()[:18]


@dataclass(frozen=True, slots=True)
class Entering:
    """What sets are read with: the books as they are, by which ids they are known, and where rows are kept."""

    session: Session
    ours: OurIds
    path: str
    by: By
    rows: AnswerRows

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """A row of the set that is read."""
        self.rows.add(table, row)

    def tell(self, claim: int, kind: str, told: Mapping[str, Any]) -> None:
        """What a receipt or status says of a claim: its state, reasons, day, and the payer's number of it."""
        row = {
            "answer_file_id": 0,
            "claim_id": claim,
            "kind": kind,
            "state": told["state"].value,
            "reasons": json.dumps(told["reasons"], ensure_ascii=False),
            "payer_claim_number": told.get("number", ""),
            "set_id": 0,
            "said_on": told.get("on") or self.by.at.date(),
        }
        self.add("claim_answers", row)


@dataclass(slots=True)
class AnswerPosting:
    """The sets of one file while they are written: `sets` are their numbers, `digest` is over all their rows."""

    session: Session
    file: AnswerFileRow
    path: str
    rows: AnswerRows
    digest: Digest = field(default_factory=Digest)
    sets: list[int] = field(default_factory=list)

    def post(self, checked: CheckedSet) -> None:
        """Writes a set with all its rows."""
        answer, file = checked.answer, self.file.id or 0
        row = AnswerSetRow(answer_file_id=file, position=answer.number, kind=answer.kind, control=checked.control)
        self.session.add(row)
        self.session.flush()
        self.digest.add("answer_sets", stored_values("answer_sets", row.model_dump()))
        number = row.id or 0
        for table, rows in self.rows.between(checked.begin, checked.end):
            self._write(table, rows, number)
        said = json.dumps(checked.said, ensure_ascii=False)
        content = {"set_id": number, "sha256": answer.digest, "said": said}
        self._write("answer_contents", [stored_values("answer_contents", content)], number)
        self.sets.append(number)

    def _write(self, table: str, rows: Sequence[Sequence[Any]], number: int) -> None:
        """As tuples, straight to the driver: there may be a million."""
        numbers = dict(zip(_PLACES[table], (number, self.file.id), strict=False))
        written = []
        for row in rows:
            made = list(row)
            for at, given in numbers.items():
                made[at] = given
            written.append(values := tuple(made))
            self.digest.add(table, values)
        connection = self.session.connection()
        place = "?" if connection.dialect.name == "sqlite" else "%s"
        columns = ORDER[table]
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([place] * len(columns))})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, written)
