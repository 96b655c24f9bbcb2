"""A line of a bank's file as a value: what came or went, on the bank's own day, with every word that may say what for.

BankFile
├── kind      which format it is
├── lines     every line, cash or not
└── remarks   what a person should know of the file

Amounts are in whole minor units, positive for money that came. Nothing here asks a database.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reads.core.money import Money


class LineNature(StrEnum):
    """What a line is: money that moved, money that has not yet, a payer's advice of a payment, or words alone."""

    CASH = "cash"
    PENDING = "pending"
    ADVICE = "advice"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a payer kept back of a paper, why (its code), and in which words."""

    amount: Money
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class RemittedPaper:
    """What a payer says that it pays for one paper: how much, the discount that it took, and what it kept back."""

    number: str
    paid: Money
    discount: Money
    withheld: tuple[Withheld, ...] = ()


def each_once(remitted: Iterable[RemittedPaper]) -> list[RemittedPaper]:
    """The papers with all that is paid of each: a payer names one as often as it has orders, deductions or credits of it.

    What it deducts under another number, a credit memo's, it keeps back of the paper where it pays one alone.
    """
    found: dict[str, RemittedPaper] = {}
    for paid in remitted:
        number, before = paid.number.strip().upper(), found.get(paid.number.strip().upper())
        if before is not None:
            kept = (*before.withheld, *paid.withheld)
            found[number] = RemittedPaper(before.number, before.paid + paid.paid, before.discount + paid.discount, kept)
        else:
            found[number] = paid
    paying = [each for each in found.values() if each.paid.minor > 0]
    credits_ = [each for each in found.values() if each.paid.minor < 0]
    if len(paying) != 1 or not credits_:
        return list(found.values())
    one, left = paying[0], [each for each in found.values() if each.paid.minor >= 0]
    deducted = sum((each.paid for each in credits_), Money(0, one.paid.currency))
    words = tuple(Withheld(-each.paid, "", f"deducts {each.number}") for each in credits_)
    whole = replace(one, paid=one.paid + deducted, withheld=(*one.withheld, *words))
    return [whole if each is one else each for each in left]


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line; `bank_id` is the bank's own where it gives one, `texts` the same words joined in each way they can be.

    `remitted` is what the payer says it pays; `remark` is what makes a person look; `entry` is the bank's id of the entry
    that it is a part of.
    """

    account: str
    amount: Money
    day: date
    nature: LineNature
    reference: str
    texts: tuple[str, ...]
    payer: str = ""
    bank_id: str = ""
    remitted: tuple[RemittedPaper, ...] = ()
    remark: str = ""
    key: str = ""
    entry: str = ""

    @property
    def text(self) -> str:
        """The words as they are shown."""
        return " ".join(self.texts[0].split()) if self.texts else ""

    @property
    def content(self) -> str:
        """All that makes the line what it is, as one text."""
        said = (self.account, self.amount.currency, self.amount.minor, self.day.isoformat(), self.nature.value)
        return json.dumps([*said, self.reference, self.text, self.payer], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file that was read whole."""

    kind: str
    lines: tuple[BankLine, ...]
    remarks: tuple[str, ...] = ()


def keyed(kind: str, lines: Iterable[BankLine]) -> tuple[BankLine, ...]:
    """The lines with the key by which each is taken once: the bank's own id, else a digest of what it says.

    Lines of a file that say the same without an id are told apart by their place among themselves. Lines with one id that
    say the same are one line, and its remark says how often it stood there: some writers make the id of what the line says.
    An id that lines have which say different things tells nothing: each of them is a line, those that say the same too.
    """
    every = list(lines)
    of_id: dict[str, list[BankLine]] = {}
    for line in every:
        if line.bank_id:
            of_id.setdefault(key_by_id(kind, line), []).append(line)
    seen: Counter[str] = Counter()
    found: list[BankLine] = []
    others: list[BankLine] = []
    for line in every:
        if line.bank_id:
            if some := of_id.pop(key_by_id(kind, line), None):
                first, *more = _of_one_id(kind, some)
                found.append(first)
                others += more
        else:
            seen[line.content] += 1
            found.append(replace(line, key=_digest([kind, "said", line.content, seen[line.content]])))
    return (*found, *others)


def _of_one_id(kind: str, lines: Sequence[BankLine]) -> Iterator[BankLine]:
    """The lines of one id: one where all say the same, else the first under the id and the others by what they say."""
    first = replace(lines[0], key=key_by_id(kind, lines[0]))
    if len({line.content for line in lines}) == 1:
        often = f"it stands {len(lines)} times in the file under the id {first.bank_id}, and is taken once"
        yield remarked(first, often) if len(lines) > 1 else first
        return
    yield first
    alike: Counter[str] = Counter()
    for line in lines[1:]:
        yield as_another(kind, line, alike[line.content])
        alike[line.content] += 1


def key_by_id(kind: str, line: BankLine) -> str:
    """The key of the line that has the bank's id of its own."""
    return _digest([kind, "id", line.account, line.nature.value, line.bank_id])


def part_of(entry: str, at: int) -> str:
    """The id of a part of an entry that has one, the first being 1."""
    return f"{entry}/{at}"


def key_of_another(kind: str, line: BankLine, number: int = 0) -> str:
    """The key of a line by what it says, the first or a later one that says so, where another has its id."""
    return _digest([kind, "clash", line.bank_id, line.content, number])


def as_another(kind: str, line: BankLine, number: int = 0) -> BankLine:
    """The line keyed by what it says, since the bank gave its id to another line too: in this file, or in one before it."""
    key = key_of_another(kind, line, number)
    return remarked(replace(line, key=key), id_of_another(line.bank_id))


def id_of_another(bank_id: str) -> str:
    """The remark of a line whose id another has: by it the line is known again."""
    return f"the bank gives the id {bank_id} to another line too"


def remarked(line: BankLine, remark: str) -> BankLine:
    """The line with one remark more, which makes a person look."""
    if remark in line.remark:
        return line
    return replace(line, remark=f"{line.remark}; {remark}" if line.remark else remark)


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
