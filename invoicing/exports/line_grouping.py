"""A paper's lines as an export shows them: by read, by rate, by modality, or one; in every grouping they add up to its total.

Whatever the grouping, taxes stay lines of their own, and what is not of reads (minimums, fees, credits) as well, except
under `single`. Where a paper rounds lines and not reads, a line says what rounding makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from invoicing.exports.papers_and_deeds import Grouping
from invoicing.papers.paper import Paper, PaperLine, ScheduleRow
from invoicing.pricing.priced_month import OF_READS, LineKind
from reads.core.money import Money, total


@dataclass(frozen=True, slots=True)
class ExportedLine:
    """A line as it is exported: the paper's line, the day of service, and a text for people."""

    line: PaperLine
    service: date
    text: str

    @property
    def quantity(self) -> Decimal:
        """What the unit price is multiplied by: 1 where no unit price gives the amount exactly."""
        return self._multiplied[0]

    @property
    def unit_price(self) -> Decimal:
        """So that quantity × unit price is the amount, exactly."""
        return self._multiplied[1]

    @property
    def _multiplied(self) -> tuple[Decimal, Decimal]:
        """Units and their price; else work RVUs and theirs where that is the amount; else the amount once."""
        line = self.line
        if line.unit_price is not None:
            return line.quantity, line.unit_price
        if len(line.wrvus) == 1:
            quantity, rate = line.wrvus[0]
            if quantity * rate == line.amount.amount:
                return quantity, rate
        return Decimal(1), line.amount.amount


def items(paper: Paper, grouping: Grouping) -> tuple[ExportedLine, ...]:
    """The paper's lines in that grouping."""
    found = tuple(_grouped(paper, grouping))
    return found or tuple(_as_they_are(paper, paper.lines))


def _grouped(paper: Paper, grouping: Grouping) -> Iterator[ExportedLine]:
    match grouping:
        case Grouping.PER_RATE:
            yield from _as_they_are(paper, paper.lines)
        case Grouping.SINGLE:
            yield from _single(paper)
        case Grouping.PER_READ:
            yield from _of_reads(paper, list(_by_read(paper)))
        case Grouping.PER_MODALITY:
            yield from _of_reads(paper, list(_by_modality(paper)))


def _as_they_are(paper: Paper, lines: Iterable[PaperLine]) -> Iterator[ExportedLine]:
    names = dict(paper.facilities)
    for line in lines:
        named = replace(line, name=paper.printed(line.name), item=line.clause)
        yield ExportedLine(named, _last_day(line), _text(named, names.get(line.facility or "", "")))


def _text(line: PaperLine, facility: str) -> str:
    """Month, name, facility, and the quantity where no unit price shows it: work RVUs with their price where they are it."""
    words = [f"{line.month.spelled()}: {line.name}"]
    if facility:
        words.append(facility)
    if line.wrvus:
        words.append(" + ".join(f"{quantity:,f} wRVU × {rate:,f}" for quantity, rate in line.wrvus))
    elif line.unit_price is None and line.kind in OF_READS:
        words.append(f"{line.quantity:,f} unit{'' if line.quantity == 1 else 's'}")
    return ", ".join(words)


def _last_day(line: PaperLine) -> date:
    return line.month.end - timedelta(days=1)


def _single(paper: Paper) -> Iterator[ExportedLine]:
    """All but taxes as one line."""
    others = [line for line in paper.lines if line.of is not LineKind.TAX]
    if others:
        amount = total([line.amount for line in others], paper.currency)
        name = paper.contract_title or paper.contract
        line = PaperLine(LineKind.READS, name, None, Decimal(1), None, amount, paper.month)
        yield ExportedLine(line, _last_day(line), f"{paper.month.spelled()}: {name}")
    yield from _as_they_are(paper, (line for line in paper.lines if line.of is LineKind.TAX))


def _of_reads(paper: Paper, of_reads: Sequence[ExportedLine]) -> Iterator[ExportedLine]:
    """Lines of reads instead of the paper's own, with what rounding makes; the paper's own where those can't be them.

    What puts earlier months right stays as it is: its reads show differences.
    """
    summed = total([item.line.amount for item in of_reads], paper.currency)
    lines = [line for line in paper.lines if line.kind in OF_READS]
    off = total([line.amount for line in lines], paper.currency) - summed
    if not of_reads or abs(off.minor) > len(paper.schedule) + len(lines):
        yield from _as_they_are(paper, paper.lines)
        return
    yield from of_reads
    if off:
        rounding = PaperLine(LineKind.READS, "Rounding", None, Decimal(1), None, off, paper.month)
        yield ExportedLine(rounding, _last_day(rounding), f"{paper.month.spelled()}: rounding of lines")
    yield from _as_they_are(paper, (line for line in paper.lines if line.kind not in OF_READS))


def _by_read(paper: Paper) -> Iterator[ExportedLine]:
    """A line a read; without its accession where the contract keeps the schedule apart (spec 4.3)."""
    for number, row in enumerate(_billed(paper), 1):
        rate = paper.printed(row.rate)
        name = rate if row.tier is None else f"{rate}, {row.tier}"
        amount = Money.rounded(row.charge, paper.currency)
        line = PaperLine(LineKind.READS, name, row.facility, Decimal(1), None, amount, row.month)
        study = f"read {number}" if paper.separate_schedule else f"{row.accession} {row.description or row.exam}"
        yield ExportedLine(line, row.signed_local.date(), f"{row.month.spelled()}: {name}, {study}")


def _billed(paper: Paper) -> list[ScheduleRow]:
    """The reads that the paper bills for the first time."""
    return [row for row in paper.schedule if not row.reason]


def _by_modality(paper: Paper) -> Iterator[ExportedLine]:
    """A line for each facility and modality; the sum of exact charges is rounded once."""
    groups: defaultdict[tuple[str, str], list[ScheduleRow]] = defaultdict(list)
    for row in _billed(paper):
        groups[row.facility, row.modality or "other"].append(row)
    names = dict(paper.facilities)
    for (facility, modality), rows in sorted(groups.items()):
        amount = Money.rounded(sum((row.charge for row in rows), Decimal(0)), paper.currency)
        quantity = Decimal(sum(row.units for row in rows))
        line = PaperLine(LineKind.READS, modality, facility, quantity, None, amount, paper.month)
        yield ExportedLine(line, _last_day(line), _text(line, names.get(facility, facility)))
