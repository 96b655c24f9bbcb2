"""Reads on their way into the log: the finals' own fields are taken off, sealed, and kept in this room (spec 2.1, 7).

Without a key a final that brings them is rejected at the door, with the command that makes one; all else goes its way,
orders without what they say of their patients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reads.claims.final_fields import FinalFields, day_of
from reads.claims.ordered_patient_fields import Came, ToldOrder, keep_order_fields
from reads.claims.repository import SaidOfFinal, fields_of, fields_place
from reads.claims.tables import FinalFieldsRow
from reads.core.findings import Finding, Where
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, Status, rejection
from reads.intake.content import FACILITY, SIGNED_AT, named
from reads.intake.field_parsers import unknown_word
from reads.intake.words import LISTS
from reads.log.outcome import Imported, Source
from reads.log.record_reads import import_candidates
from reads.store.events import Deed, record
from reads.store.keys import NoKey
from reads.store.patient_fields import Vault
from reads.store.rows import add_rows

LONGEST = 500
"""Characters of one field: more is a lost quote, not a name."""

OpenVault = Callable[[], Vault]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one row said of a final, until the log has taken the row."""

    key: str
    digest: str
    corrects: bool
    line: int
    fields: FinalFields


@dataclass(slots=True)
class _Door:
    """Lets candidates through to the log and keeps what finals carry; asks for the vault once, at the first of them."""

    open_vault: OpenVault
    file: str
    directory: Directory
    vault: Vault | None = None
    no_key: NoKey | None = None
    told: list[_Told] = field(default_factory=list)
    ordered: list[ToldOrder] = field(default_factory=list)

    def through(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """The candidates without what they carried; those that can't be kept as rejections."""
        for each in candidates:
            yield each if each.carried is None else self._taken(each, FinalFields(each.carried.texts))

    def _taken(self, each: Candidate, fields: FinalFields) -> Candidate:
        if each.content is None:
            if each.order and self._has_key() and not self._fault(each.line, fields):
                self.ordered.append(ToldOrder(each.order, each.line, fields))
            return each._replace(carried=None)
        fault = self._fault(each.line, fields)
        if fault:
            return rejection(each.line, (fault,), {name: text for name, text in named(each.content).items() if text})
        self.told.append(_Told(each.key, each.digest, each.corrects, each.line, fields))
        unknown = self._unknown_words(each, fields)
        if unknown:
            return each._replace(
                content=None,
                key="",
                digest="",
                status=Status.UNKNOWN_WORD,
                findings=tuple(self._unknown(each.line, name) for name in unknown),
                raw=named(each.content),
                carried=None,
            )
        return each._replace(carried=None)

    def _unknown_words(self, each: Candidate, fields: FinalFields) -> tuple[str, ...]:
        if not fields.unknown_words or each.content is None:
            return ()
        day = day_of(each.content[SIGNED_AT][:10])
        return fields.understood(self.directory.names, each.content[FACILITY], day).unknown_words

    def _unknown(self, line: int, name: str) -> Finding:
        said = unknown_word(name)
        words = ", ".join(sorted(set(LISTS[name].values())))
        return Finding(said.code, f"{name} {said.message} ({words})", said.remedy, Where(self.file, line, 0, name))

    def _fault(self, line: int, fields: FinalFields) -> Finding | None:
        for name, text in fields.texts.items():
            if len(text) > LONGEST:
                remedy = "shorten it, or look for a lost quote"
                return Finding(
                    "too_long", f"{name} is longer than {LONGEST} characters", remedy, Where(self.file, line, 0, name)
                )
        if not self._has_key():
            message = "a final read brings its patient's fields, and there is no key to keep them under"
            remedy = "`wetread key create` makes one; then import the file again"
            return Finding("no_key", message, remedy, Where(self.file, line))
        return None

    def _has_key(self) -> bool:
        if self.vault is None and self.no_key is None:
            try:
                self.vault = self.open_vault()
            except NoKey as missing:
                self.no_key = missing
        return self.vault is not None


def import_reads(  # noqa: PLR0913  as import_candidates, and the vault
    session: Session,
    candidates: Iterable[Candidate],
    source: Source,
    directory: Directory,
    open_vault: OpenVault,
    *,
    actor: str,
    at: datetime,
    progress: Callable[[int], object] | None = None,
) -> Imported:
    """Brings candidates into the log, as `import_candidates` does, and the finals' fields into this room, sealed.

    What a final's fields say a second time changes nothing; what they say differently is kept beside the first, and holds
    the final `fields_conflict` until the sender or a person says which is right.
    """
    door = _Door(open_vault, source.path, directory)
    outcome = import_candidates(
        session, door.through(candidates), source, directory, actor=actor, at=at, progress=progress
    )
    came = Came(source.path, outcome.import_id, at, actor)
    kept = _keep(session, door, came) if door.told else 0
    if door.ordered and door.vault:
        keep_order_fields(session, door.vault, door.ordered, came)
    if kept:
        record(session, Deed("finals.kept", f"file:{source.sha256}", {"finals": kept}), actor=actor, at=at)
    return outcome


def _keep(session: Session, door: _Door, came: Came) -> int:
    vault = door.vault
    if vault is None:
        return 0
    keys = {told.key for told in door.told}
    known = fields_of(session, keys)
    numbers = {key: len(rows) for key, rows in fields_of(session, keys, all_of_them=True).items()}
    new: list[dict[str, Any]] = []
    for told in door.told:
        before = known.setdefault(told.key, [])
        mark = vault.mark(told.fields.stored)
        if _said_before(before, mark, told):
            continue
        numbers[told.key] = number = numbers.get(told.key, 0) + 1
        sealed = vault.seal(fields_place(told.key, number), told.fields.stored)
        corrects = int(told.corrects)
        said = SaidOfFinal(told.key, number, told.digest, corrects, mark, sealed, came.path, came.at, came.import_id)
        before.append(said)
        new.append({**said._asdict(), "line": told.line, "actor": came.actor})
    add_rows(session, FinalFieldsRow, new)
    return len(new)


def _said_before(before: Sequence[SaidOfFinal], mark: str, told: _Told) -> bool:
    """Whether it brings nothing new; a correction does not where it says what holds already, undisputed.

    The same said with another content of the read is kept: only one of the two may be what the log takes.
    """
    if not told.corrects:
        return any(row.mark == mark and row.digest == told.digest for row in before)
    return bool(before) and before[-1].mark == mark and (len(before) == 1 or before[-1].corrects == 1)
