"""Takes the lines of a bank's file, each once: all that are new, or none where the file can't be read whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from sqlmodel import Session

from invoicing.receivables.bank import repository
from invoicing.receivables.bank.bank_file import NO_LINE, read_bank_file
from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, as_another, key_by_id
from reads.core.actor_and_moment import By
from reads.intake.profiles.bank import BankProfile
from reads.store.events import Deed, record


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of a file's lines: how many are new, were there before, and are no money of the bank's."""

    name: str
    kind: str
    lines: int
    new: int
    before: int
    not_cash: int
    remarks: tuple[str, ...]

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it is to be looked at: not taken, corrected, said twice, or in the place of a statement."""
        return any(remark != NO_LINE for remark in self.remarks)

    def as_json(self) -> dict[str, object]:
        """As scripts get it."""
        return {
            "file": self.name,
            "format": self.kind,
            "lines": self.lines,
            "new": self.new,
            "before": self.before,
            "not_cash": self.not_cash,
            "remarks": list(self.remarks),
        }


def _told_apart(session: Session, file: BankFile) -> BankFile:
    """The file with each line whose id an earlier line has, of another amount or day, keyed as another line.

    Many banks number the entries of each statement from 1, or give every transfer one id. A line that was taken under its
    id is that line wherever it stands among others of the id: the next download begins later, or runs the other way.
    """
    by_id = {line.key: key_by_id(file.kind, line) for line in file.lines if line.bank_id}
    known = repository.known_lines(session, [*{*by_id.values()}])
    lines: dict[str, BankLine] = {}
    for line in file.lines:
        told = line
        if (own := by_id.get(line.key)) is not None and own in known:
            same = known[own] == (line.amount, line.day) and own not in lines
            told = replace(line, key=own) if same else as_another(file.kind, line) if line.key == own else line
        lines[told.key] = told
    return replace(file, lines=tuple(lines.values()))


def import_file(session: Session, data: bytes, name: str, by: By, profile: BankProfile | None = None) -> TakenFile:
    """Takes the file's lines that are not there yet; the same file again changes nothing. BankFileUnread else."""
    file = read_bank_file(data, name, profile)
    sha256 = hashlib.sha256(data).hexdigest()
    file = _told_apart(session, file)
    known = repository.known_lines(session, [line.key for line in file.lines])
    new = [line for line in file.lines if line.key not in known]
    if repository.file_of(session, sha256) is None:
        row = repository.add_file(session, file, name, sha256, by)
        repository.add_lines(session, row.id or 0, new)
        detail = {"name": name, "sha256": sha256, "format": file.kind, "lines": [line.key for line in new]}
        record(session, Deed("bank.imported", f"bank-file:{row.id}", detail), actor=by.actor, at=by.at)
    remarks = [f"{line.day} {line.amount.printed()}: {line.remark}" for line in file.lines if line.remark]
    return TakenFile(
        name=name,
        kind=file.kind,
        lines=len(file.lines),
        new=len(new),
        before=len(file.lines) - len(new),
        not_cash=sum(line.nature not in {LineNature.CASH, LineNature.ADVICE} for line in file.lines),
        remarks=(*file.remarks, *remarks),
    )
