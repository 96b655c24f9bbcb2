"""Takes the lines of a bank's file, each once: all that are new, or none where the file can't be read whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from invoicing.receivables.bank import repository
from invoicing.receivables.bank.bank_file import NO_LINE, read_bank_file
from invoicing.receivables.bank.bank_line import LineNature
from invoicing.receivables.bank.lines_before import told_apart
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


def import_file(session: Session, data: bytes, name: str, by: By, profile: BankProfile | None = None) -> TakenFile:
    """Takes the file's lines that are not there yet; the same file again changes nothing. BankFileUnread else."""
    file = read_bank_file(data, name, profile)
    sha256 = hashlib.sha256(data).hexdigest()
    file, known = told_apart(session, file)
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
