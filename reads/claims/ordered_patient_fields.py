"""What orders said of their patients and insurance, sealed, for the finals that lack it (spec 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from reads.claims.final_fields import FinalFields
from reads.claims.repository import came_standing
from reads.claims.tables import OrderFieldsRow
from reads.core.read import LoggedRead
from reads.core.times import restored
from reads.directory.directory import Directory
from reads.intake.order import Order
from reads.log.read_versions import any_case
from reads.log.versioning import REUSE, settled_time
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of
from reads.store.patient_fields import SealPlace, Vault

_OF_THE_REPORT = frozenset({"documentation", "discrepancy"})
"""What a report has and an order hasn't."""


@dataclass(frozen=True, slots=True)
class ToldOrder:
    """What one order said of its patient."""

    order: Order
    line: int
    fields: FinalFields


@dataclass(frozen=True, slots=True)
class Came:
    """With which import something came: its file, its number where it brought something new to the log, when, by whom."""

    path: str
    import_id: int | None
    at: datetime
    actor: str

    def as_columns(self) -> dict[str, Any]:
        """By the names of the columns that say so."""
        return {"path": self.path, "import_id": self.import_id, "at": self.at, "actor": self.actor}


def keep_order_fields(session: Session, vault: Vault, told: Sequence[ToldOrder], came: Came) -> int:
    """Keeps what orders said of their patients, each thing once; how much was new."""
    stands = came_standing(session)
    known = {
        (row.facility, row.accession, row.mark)
        for some in portions({each.order.accession for each in told})
        for row in session.exec(select(OrderFieldsRow).where(one_of(col(OrderFieldsRow.accession), some)))
        if stands(row)
    }
    new: list[OrderFieldsRow] = []
    for each in told:
        texts = {name: text for name, text in each.fields.texts.items() if name not in _OF_THE_REPORT}
        stored = FinalFields(texts).stored
        place = (each.order.facility, each.order.accession, vault.mark(stored))
        if place in known:
            continue
        known.add(place)
        new.append(
            OrderFieldsRow(
                facility=place[0],
                accession=place[1],
                mark=place[2],
                sealed=vault.seal(_place(*place), stored),
                sent_at=each.order.sent_at,
                line=each.line,
                **came.as_columns(),
            )
        )
    session.add_all(new)
    session.flush()
    return len(new)


def ordered_fields(
    session: Session, open_vault: Callable[[], Vault], finals: Collection[LoggedRead], directory: Directory
) -> dict[str, FinalFields]:
    """What the orders of these finals said, by the finals' keys; of several, the last that says something of a field.

    The vault is asked for only where there is something to open.
    """
    rows: defaultdict[tuple[str, str], list[OrderFieldsRow]] = defaultdict(list)
    words = {word for logged in finals for word in any_case(logged.read.accession)}
    stands = came_standing(session)
    for some in portions(words):
        for row in session.exec(select(OrderFieldsRow).where(one_of(col(OrderFieldsRow.accession), some))):
            if stands(row):
                rows[row.facility, row.accession.casefold()].append(row)
    found: dict[str, FinalFields] = {}
    for logged in finals:
        texts: dict[str, str] = {}
        said = rows.get((logged.read.facility, logged.read.accession.casefold()), [])
        for row in sorted(said, key=lambda row: (settled_time(row.sent_at, row.facility, directory), row.id or 0)):
            if _is_near(row, logged):
                texts |= FinalFields.of(
                    open_vault().open(_place(row.facility, row.accession, row.mark), row.sealed)
                ).texts
        if texts:
            found[logged.key] = FinalFields(texts)
    return found


def completed(own: FinalFields, ordered: FinalFields | None) -> FinalFields:
    """A final's fields with those of its order where it lacks them."""
    if ordered is None:
        return own
    return FinalFields({**ordered.texts, **{name: text for name, text in own.texts.items() if text}})


def _is_near(row: OrderFieldsRow, logged: LoggedRead) -> bool:
    if not row.sent_at:
        return True
    sent, signed = restored(row.sent_at).replace(tzinfo=None), logged.read.signed_at.replace(tzinfo=None)
    return abs(sent - signed) <= REUSE


def _place(facility: str, accession: str, mark: str) -> SealPlace:
    return SealPlace("order_fields", "sealed", f"{facility}|{accession}|{mark}")
