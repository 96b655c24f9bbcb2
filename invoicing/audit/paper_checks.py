"""One issued paper, checked by itself: its hash, its columns against what it says, its sums (spec 4.2). Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_hash, paper_of
from invoicing.pricing.priced_month import OF_READS, LineKind
from reads.core.currency import places_of
from reads.core.errors import WetreadError
from reads.core.money import round_half_away, total
from reads.store.damage import Damage

_OF_CREDITS = frozenset({LineKind.TURNAROUND})

Billed = Counter[tuple[str, int, str, int]]
"""Reads on a paper, each as key, version, month and charge in minor units."""


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A row of the papers, as stored."""

    id: int
    kind: str
    number: str | None
    series: str | None
    client: str
    contract: str
    month: str
    currency: str
    issued_on: str
    due_on: str
    snapshot: str
    schedule: str
    previous: str
    sha256: str
    at: str
    actor: str
    sequence: int | None
    total: int

    @property
    def name(self) -> str:
        """Its number; for a month closed with nothing to bill, contract and month, as in the audit log."""
        return self.number or f"{self.contract}/{self.month}"

    @property
    def intact(self) -> bool:
        """Whether its content has the hash that stands beside it."""
        try:
            return self.sha256 == paper_hash(self.snapshot, self.schedule, self.previous)
        except UnicodeEncodeError:
            return False


def paper_damage(stored: StoredPaper, billed: Billed) -> Iterator[Damage]:
    """All that is wrong with the paper and with the register of the reads it bills."""
    if not stored.intact:
        message = f"{stored.name} is not what was issued: its content has another hash"
        yield Damage("paper_changed", stored.name, message)
        return
    try:
        paper = paper_of(stored.snapshot)
        reads = _Reads.of(json.loads(stored.schedule))
    except (WetreadError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
        yield Damage("paper_unreadable", stored.name, f"{stored.name} is in no form that wetread has ever written")
        return
    yield from _column_damage(stored, paper)
    yield from _sum_damage(stored.name, paper, reads)
    if billed != reads.billed(paper.currency):
        message = f"the register of billed reads is not the schedule of {stored.name}"
        yield Damage("billed_reads_wrong", stored.name, message)


def _column_damage(stored: StoredPaper, paper: Paper) -> Iterator[Damage]:
    """Columns beside the content, which no hash covers: they repeat it."""
    says: Mapping[str, object] = {
        "kind": paper.kind.value,
        "number": paper.number,
        "client": paper.bill_to.id,
        "contract": paper.contract,
        "month": str(paper.month),
        "currency": paper.currency,
        "total": paper.total.minor,
        "issued_on": paper.issued_on.isoformat(),
        "due_on": paper.due_on.isoformat(),
    }
    wrong = [name for name, value in says.items() if getattr(stored, name) != value]
    wrong += [] if stored.series in _series(paper) else ["series"]
    if wrong:
        message = f"{stored.name}: {', '.join(wrong)} in its row differs from what the paper says"
        yield Damage("paper_row_changed", stored.name, message)


def _series(paper: Paper) -> set[str | None]:
    """The series that the paper may be of: by its kind, and by year and month of its date where its number shows them."""
    if paper.number is None:
        return {None}
    year, month = f"/{paper.issued_on.year:04d}", f"/{paper.issued_on.month:02d}"
    return {f"{paper.kind.value}{part}" for part in ("", year, month, year + month)}


@dataclass(frozen=True, slots=True)
class _Reads:
    """The schedule as columns of texts and numbers, by name."""

    columns: Mapping[str, int]
    rows: list[list[object]]

    @classmethod
    def of(cls, found: dict[str, list[object]]) -> _Reads:
        return cls({str(name): place for place, name in enumerate(found["columns"])}, list(found["rows"]))  # type: ignore[arg-type]

    def of_column(self, name: str) -> list[object]:
        place = self.columns[name]
        return [row[place] for row in self.rows]

    def summed(self, name: str) -> Fraction:
        """The sum of a column of amounts, each distinct amount read once."""
        counted = Counter(str(value) for value in self.of_column(name))
        return sum((Fraction(Decimal(value)) * count for value, count in counted.items()), Fraction(0))

    def places(self, name: str) -> int:
        """With how many places the column is written, at most."""
        return max((len(str(value).partition(".")[2]) for value in self.of_column(name)), default=0)

    def billed(self, currency: str) -> Billed:
        """The reads as the register of billed reads has them."""
        places = places_of(currency)
        minor = {each: round_half_away(Decimal(str(each)), places) for each in set(self.of_column("charge"))}
        names = ("read_key", "version_id", "month", "charge")
        of = [self.columns[name] for name in names]
        return Counter((str(row[of[0]]), int(str(row[of[1]])), str(row[of[2]]), minor[row[of[3]]]) for row in self.rows)


def _sum_damage(name: str, paper: Paper, reads: _Reads) -> Iterator[Damage]:
    """Lines are the total, and the reads are the lines (spec 3.4): within half a unit a line where lines are rounded."""
    lines = total([line.amount for line in paper.lines], paper.currency)
    if lines != paper.total:
        yield Damage("sum_wrong", name, f"the lines of {name} are {lines}, its total {paper.total}")
    for column, kinds in (("charge", OF_READS), ("credits", _OF_CREDITS)):
        amounts = [line.amount for line in paper.lines if line.of in kinds]
        summed, of_reads = total(amounts, paper.currency), reads.summed(column)
        unit = Fraction(1, 10 ** places_of(paper.currency))
        rounded = reads.places(column) > places_of(paper.currency)
        if abs(Fraction(summed.amount) - of_reads) > (unit * len(amounts) / 2 if rounded else 0):
            message = f"the reads of {name} add up to another {column} than its lines, {summed}"
            yield Damage("sum_wrong", name, message)
