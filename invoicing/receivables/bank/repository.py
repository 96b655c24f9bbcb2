"""The queries of bank lines: files, lines, what was decided on them, and what payers query."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, RemittedPaper, Withheld
from invoicing.receivables.bank.tables import BankDecisionRow, BankFileRow, BankLineRow
from invoicing.receivables.tables import AccountEntryRow
from reads.core.actor_and_moment import By, before
from reads.core.money import Money
from reads.store.look_without_orm import portions


@dataclass(frozen=True, slots=True)
class LineDecision:
    """The newest that was decided on a line and of which something still stands: posted, tied, deposit or left.

    A line that pays several clients is open again once all of its payments were taken back.
    """

    kind: str
    entries: tuple[int, ...]
    deposit: int | None
    because: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line with its number, the file it came in, and what was decided on it; None while it is open.

    `taken_back` is true of an open line that was posted before: all of its payments were taken back.
    """

    number: int
    file: str
    line: BankLine
    decision: LineDecision | None
    taken_back: bool = False

    def left_before(self, because: str) -> str:
        """That it was left for that reason before, when and by whom; empty where it was not."""
        known = self.decision
        if known is None or known.kind != "left" or known.because != because:
            return ""
        return before("it was left", known.actor, known.at, because)

    @property
    def state(self) -> str:
        """open, posted, tied, deposit or left; pending, note and advice say what is no money of the bank's."""
        if self.decision is not None:
            return self.decision.kind
        return "open" if self.line.nature in {LineNature.CASH, LineNature.ADVICE} else self.line.nature.value


def file_of(session: Session, sha256: str) -> BankFileRow | None:
    """The file of that content, if its lines were taken before."""
    return session.exec(select(BankFileRow).where(BankFileRow.sha256 == sha256)).first()


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A line that was taken, its number, and the name and format of the file in which it came first."""

    number: int
    file: str
    kind: str
    line: BankLine


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys under which a line is there."""
    query = select(col(BankLineRow.key))
    return {key for some in portions(keys) for key in session.exec(query.where(col(BankLineRow.key).in_(some)))}


def lines_of_days(session: Session, days: Collection[date]) -> list[TakenLine]:
    """The lines of these days, in the order in which they came."""
    query = select(BankLineRow, BankFileRow).join(BankFileRow, col(BankFileRow.id) == col(BankLineRow.file_id))
    found = [
        TakenLine(row.id or 0, file.name, file.kind, _line(row))
        for some in portions(days)
        for row, file in session.exec(query.where(col(BankLineRow.day).in_(some)))
    ]
    return sorted(found, key=lambda each: each.number)


def add_file(session: Session, file: BankFile, name: str, sha256: str, by: By) -> BankFileRow:
    """Stores the file's head."""
    row = BankFileRow(name=name, sha256=sha256, kind=file.kind, lines=len(file.lines), at=by.at, actor=by.actor)
    session.add(row)
    session.flush()
    return row


def add_lines(session: Session, file_id: int, lines: Iterable[BankLine]) -> None:
    """Stores lines that are not there yet."""
    for line in lines:
        session.add(
            BankLineRow(
                file_id=file_id,
                key=line.key,
                account=line.account,
                currency=line.amount.currency,
                amount=line.amount.minor,
                day=line.day,
                nature=line.nature.value,
                reference=line.reference,
                payer=line.payer,
                texts=json.dumps(line.texts, ensure_ascii=False),
                remitted=json.dumps([_as_row(each) for each in line.remitted], ensure_ascii=False),
                remark=line.remark,
            )
        )
    session.flush()


def _as_row(each: RemittedPaper) -> list[object]:
    kept = [[part.amount.minor, part.reason, part.words] for part in each.withheld]
    return [each.number, each.paid.minor, each.discount.minor, kept]


def stored_lines(session: Session, numbers: Collection[int] | None = None) -> list[StoredLine]:
    """Lines in the order in which they came, all of them where no numbers are given."""
    query = select(BankLineRow, BankFileRow).join(BankFileRow, col(BankFileRow.id) == col(BankLineRow.file_id))
    if numbers is not None:
        query = query.where(col(BankLineRow.id).in_(list(numbers)))
    decided = _decisions(session)
    return [
        StoredLine(row.id or 0, file.name, _line(row), decided.get(row.id or 0), decided.get(row.id or 0, True) is None)
        for row, file in session.exec(query.order_by(col(BankLineRow.id)))
    ]


def newest_lines(session: Session, count: int, before: int | None = None) -> list[StoredLine]:
    """The newest so many lines, of those before a number if one is given; the newest first."""
    query = select(BankLineRow.id).order_by(col(BankLineRow.id).desc()).limit(count)
    if before is not None:
        query = query.where(col(BankLineRow.id) < before)
    return stored_lines(session, [each or 0 for each in session.exec(query)])[::-1]


def banked_deposits(session: Session) -> dict[int, tuple[int, date]]:
    """The insurers' deposits that lines are tied to: the set of answers -> the line's number and day."""
    decided = ((line, each) for line, each in _decisions(session).items() if each is not None)
    tied = {each.deposit: line for line, each in decided if each.deposit is not None}
    found: dict[int, tuple[int, date]] = {}
    for some in portions(tied.values()):
        rows = session.exec(select(BankLineRow).where(col(BankLineRow.id).in_(some)))
        days = {row.id or 0: row.day for row in rows}
        found |= {deposit: (line, days[line]) for deposit, line in tied.items() if line in days}
    return found


def _line(row: BankLineRow) -> BankLine:
    currency = row.currency
    remitted = tuple(
        RemittedPaper(
            number,
            Money(paid, currency),
            Money(discount, currency),
            tuple(Withheld(Money(minor, currency), reason, words) for minor, reason, words in kept),
        )
        for number, paid, discount, kept in json.loads(row.remitted)
    )
    return BankLine(
        account=row.account,
        amount=Money(row.amount, currency),
        day=row.day,
        nature=LineNature(row.nature),
        reference=row.reference,
        texts=tuple(json.loads(row.texts)),
        payer=row.payer,
        remitted=remitted,
        remark=row.remark,
        key=row.key,
    )


def _decisions(session: Session) -> dict[int, LineDecision | None]:
    """The newest deed of each line on which something was decided; None where all of its entries were taken back since."""
    rows: defaultdict[int, list[BankDecisionRow]] = defaultdict(list)
    for row in session.exec(select(BankDecisionRow).order_by(col(BankDecisionRow.id))):
        rows[row.line_id].append(row)
    gone = set(session.exec(select(AccountEntryRow.reverses).where(col(AccountEntryRow.reverses).is_not(None))))
    found: dict[int, LineDecision | None] = {}
    for line, all_of in rows.items():
        newest = [row for row in all_of if row.deed == all_of[-1].deed]
        entries = tuple(row.entry_id for row in newest if row.entry_id is not None)
        standing = tuple(entry for entry in entries if entry not in gone)
        found[line] = (
            LineDecision(newest[0].kind, standing, newest[0].set_id, newest[0].because, newest[0].actor, newest[0].at)
            if standing or not entries
            else None
        )
    return found


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is decided on a line, in one deed."""

    line: int
    deed: str
    kind: str
    entries: tuple[int, ...] = ()
    deposit: int | None = None
    because: str = ""


def add_decision(session: Session, new: NewDecision, by: By) -> None:
    """Stores it, a row an entry."""
    for entry in new.entries or (None,):
        session.add(
            BankDecisionRow(
                line_id=new.line,
                deed=new.deed,
                kind=new.kind,
                entry_id=entry,
                set_id=new.deposit,
                because=new.because,
                at=by.at,
                actor=by.actor,
            )
        )
    session.flush()
