"""Which lines of a file were taken before, and which may be: the same money under an id or in words of another file.

same id                       the line that says the same, else one of its amount and day, whichever order they stand in
an entry whole and in parts   a person looks: the bank told it before in another grouping
neither id nor words alike    another line; if one of its amount and day came in another file and isn't in this one, a person looks
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from invoicing.receivables.bank import repository
from invoicing.receivables.bank.bank_line import (
    BankFile,
    BankLine,
    LineNature,
    as_another,
    id_of_another,
    key_by_id,
    key_of_another,
    part_of,
    remarked,
)
from invoicing.receivables.bank.repository import TakenLine
from reads.core.money import Money

_Money = tuple[date, Money]

_GROUPED = "the entry {} was taken before, whole or in parts: perhaps the same money"

_MOST_ALIKE = 100
"""So many lines of one id that say the same are looked for."""

_TELLING_DIGITS = 4
"""By so many last digits two formats name one account."""


def told_apart(session: Session, file: BankFile) -> tuple[BankFile, set[str]]:
    """The file with each line under the key by which it is there, or a new one; and those of its keys that are there."""
    before = repository.lines_of_days(session, {line.day for line in file.lines})
    ids = {line.key: key_by_id(file.kind, line) for line in file.lines if line.bank_id}
    regrouped = {line.key: _otherwise_grouped(file.kind, line) for line in file.lines if line.bank_id}
    known = repository.known_keys(session, {*ids.values(), *regrouped.values(), *(line.key for line in file.lines)})
    grouped = {key for key, other in regrouped.items() if other in known}
    by_money: defaultdict[_Money, list[TakenLine]] = defaultdict(list)
    for each in before:
        by_money[each.line.day, each.line.amount].append(each)
    of_id: defaultdict[str, list[BankLine]] = defaultdict(list)
    for line in file.lines:
        if line.bank_id:
            of_id[ids[line.key]].append(line)
    found: dict[str, BankLine] = {}
    for own, some in of_id.items():
        for line, told in _of_one_id(file.kind, own, some, by_money, taken=own in known):
            found[line.key] = told
    lines = [
        remarked(found.get(line.key, line), _GROUPED.format(line.entry or line.bank_id))
        if line.key in grouped
        else found.get(line.key, line)
        for line in file.lines
    ]
    known |= {each.line.key for each in before}
    here = {line.key for line in lines}
    lost = {money: [each for each in some if each.line.key not in here] for money, some in by_money.items()}
    lines = [line if line.key in known else _perhaps(file.kind, line, lost) for line in lines]
    return replace(file, lines=tuple(lines)), known & here


def _otherwise_grouped(kind: str, line: BankLine) -> str:
    """The key of the entry of which the line is a part, or of the first part of the entry that it is."""
    return key_by_id(kind, replace(line, bank_id=line.entry or part_of(line.bank_id, 1)))


def _of_one_id(
    kind: str, own: str, lines: Sequence[BankLine], by_money: dict[_Money, list[TakenLine]], *, taken: bool
) -> Iterator[tuple[BankLine, BankLine]]:
    """Each line of one id as it is told by what is there under the id: first those that say the same as one that is.

    Many banks number the entries of each statement from 1, or give every transfer one id; the next download begins later, or
    runs the other way. `taken` is whether the id's own key is there.
    """
    left = {
        each.line.key: each
        for money in {(line.day, line.amount) for line in lines}
        for each in by_money.get(money, ())
        if each.line.key == own or _is_another(kind, each.line, lines[0].bank_id)
    }
    new: list[BankLine] = []
    same: list[BankLine] = []
    for line in lines:
        there = next((each for each in left.values() if each.line.content == line.content), None)
        if there is None:
            same.append(line)
        else:
            yield line, _as_it_is_there(line, left.pop(there.line.key), own)
    for line in same:
        there = next((each for each in left.values() if _money(each.line) == _money(line)), None)
        if there is None:
            new.append(line)
        else:
            said = (
                f"taken for line {there.number}, which has the id {line.bank_id} too and says {there.line.text[:60]!r}"
            )
            yield line, remarked(_as_it_is_there(line, left.pop(there.line.key), own), said)
    used = {each.line.key for some in by_money.values() for each in some}
    for line in new:
        if not taken:
            taken = True
            yield line, replace(line, key=own)
            continue
        number = next(at for at in range(_MOST_ALIKE + len(new)) if key_of_another(kind, line, at) not in used)
        used.add(key_of_another(kind, line, number))
        yield line, as_another(kind, line, number)


def _as_it_is_there(line: BankLine, there: TakenLine, own: str) -> BankLine:
    told = replace(line, key=there.line.key)
    return told if told.key == own else remarked(told, id_of_another(line.bank_id))


def _is_another(kind: str, line: BankLine, bank_id: str) -> bool:
    """Whether a line that is there has that id, under a key of its own."""
    if id_of_another(bank_id) not in line.remark:
        return False
    return line.key in {key_of_another(kind, replace(line, bank_id=bank_id), number) for number in range(_MOST_ALIKE)}


def _money(line: BankLine) -> _Money:
    return line.day, line.amount


def _perhaps(kind: str, line: BankLine, lost: dict[_Money, list[TakenLine]]) -> BankLine:
    """The line with what it may be: one of another file that this one lacks, of the same account, day and amount."""
    if line.nature is not LineNature.CASH:
        return line
    some = lost.get(_money(line), [])
    at = next((at for at, each in enumerate(some) if _may_be(kind, line, each)), None)
    if at is None:
        return line
    other = some.pop(at)
    return remarked(
        line,
        f"line {other.number}, of {other.file}, is of this amount and day too: perhaps the same money in other words",
    )


def _may_be(kind: str, line: BankLine, other: TakenLine) -> bool:
    """Whether both may be of one account: alike in one format; in two by its last digits, where both say them."""
    if other.line.nature is not LineNature.CASH:
        return False
    if other.kind == kind:
        return other.line.account == line.account
    ends = ["".join(filter(str.isdigit, account))[-_TELLING_DIGITS:] for account in (line.account, other.line.account)]
    return ends[0] == ends[1] or any(len(end) < _TELLING_DIGITS for end in ends)
