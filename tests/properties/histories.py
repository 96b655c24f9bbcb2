"""Random histories of a month: reads come, are corrected, voided, disputed, the contract is amended, papers are issued between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import Difference, difference
from invoicing.closing.draft import draft, memo, scheduled
from invoicing.contracts.choices import Rounding
from invoicing.contracts.contract_of_read import Coverage, CoveredBy
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.papers.paper import Paper
from invoicing.papers.schedule_rows import shown_prices
from invoicing.pricing.engine import price_month
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.currency import places_of
from reads.core.money import total
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Client, Exam, Radiologist
from reads.fees.release import Releases
from reads.routing.route import ToHospital
from tests.invoicing.closing.october import GROUP
from tests.properties.contracts import contracts
from tests.properties.months import DIRECTORY, JULY, RELEASES, calendars_of, read_of

BOOKS = Directory.of(
    group=GROUP,
    clients=[Client(id="mercy", name="Mercy", address=("1 Main St",))],
    facilities=[row for rows in DIRECTORY.facilities.values() for row in rows],
)
ISSUED_ON = date(2026, 9, 1)
DEEDS = (
    "read",
    "read",
    "read",
    "read",
    "correct",
    "void",
    "dispute",
    "restore",
    "amend",
    "release",
    "close",
    "close",
    "adjust",
)

Settle = Callable[[Billed, PricedMonth], Difference]


@dataclass(frozen=True)
class History:
    """A contract, and what happened, one after the other: a word, and what it needs."""

    contract: Contract
    releases: Releases
    deeds: tuple[tuple[str, object], ...]


@st.composite
def histories(draw: st.DrawFn, most: int = 14) -> History:
    """A history; it may close the month before anything was read."""
    contract = draw(contracts())
    found: list[tuple[str, object]] = [("read", draw(read_of())) for _ in range(draw(st.integers(0, 5)))]
    found += [("close", 0)] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(2, most))):
        deed = draw(st.sampled_from(DEEDS))
        if deed in ("read", "correct"):
            found.append((deed, draw(read_of())))
        elif deed == "amend":
            found.append((deed, replace(draw(contracts()), currency=contract.currency)))
        elif deed == "release":
            found.append((deed, draw(RELEASES)))
        else:
            found.append((deed, draw(st.integers(0, 20))))
    return History(contract, draw(RELEASES), tuple(found))


@dataclass
class Group:
    """A group's books and log in memory, and its papers; `settle` works out what puts a month right."""

    contract: Contract
    releases: Releases
    settle: Settle
    reads: dict[str, tuple[Read, Exam, int]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=lambda: {"void": set(), "dispute": set()})
    papers: list[Paper] = field(default_factory=list)
    month: Month = JULY
    versions: int = 0

    def do(self, deed: str, what: object) -> None:
        """One deed."""
        match deed, what:
            case "read" | "correct", (Read() as read, Exam() as exam):
                self.versions += 1
                self.reads[read.key] = (read, exam, self.versions)
            case "amend", Contract() as contract:
                self.contract = contract
            case "release", Releases() as releases:
                self.releases = releases
            case "close", _:
                self.close()
            case "adjust", _:
                self.adjust()
            case (("void" | "dispute" | "restore"), int(number)):
                self._take_back(deed, number)

    def _take_back(self, deed: str, number: int) -> None:
        keys = sorted(self.reads)
        if not keys:
            return
        key = keys[number % len(keys)]
        if deed == "restore":
            self.gone["dispute"].discard(key)
        else:
            self.gone[deed].add(key)

    @property
    def applied(self) -> AppliedContract:
        return AppliedContract(self.contract, 1, 1, calendars_of(self.contract))

    def price(self, month: Month = JULY) -> PricedMonth:
        """What the month costs as everything is known now."""
        coverage = Coverage.of([self.applied], BOOKS)
        routed = []
        for key, (read, exam, version) in self.reads.items():
            terms = coverage.terms(read)
            if any(key in some for some in self.gone.values()):
                continue
            if isinstance(terms, CoveredBy) and terms.month == month:
                facility = BOOKS.facility(read.facility, terms.service_date)
                assert facility is not None
                logged = LoggedRead(read, key, version, 1)
                reader = Radiologist(read.radiologist, read.radiologist)
                routed.append(ToHospital(logged, terms, facility, exam, reader, "wet read"))
        return price_month(self.applied, month, routed, self.releases, BOOKS.facilities)

    def open(self) -> Difference:
        """What is open of July, once it is closed."""
        return self.settle(Billed.of(self.papers, JULY, self.contract.currency), self.price())

    def close(self) -> None:
        """Issues July, or after that the next month with what is open of July."""
        priced = self.price(self.month)
        prior = [self.open()] if self.papers else []
        self.papers.append(scheduled(draft(priced, BOOKS, ISSUED_ON, prior), priced, prior))
        self.month = self.month.next()

    def adjust(self) -> None:
        """Issues a memo of what is open of July, where it was closed."""
        if self.papers and (found := self.open()):
            self.papers.append(memo(found, BOOKS, ISSUED_ON))


def run(history: History, settle: Settle = difference) -> Group:
    """Everything happens, then a last close; after each paper all papers are looked at."""
    group = Group(history.contract, history.releases, settle)
    for deed, what in (*history.deeds, ("close", 0), ("close", 0)):
        before = list(group.papers)
        group.do(deed, what)
        assert group.papers[: len(before)] == before
        if len(group.papers) > len(before):
            check(group)
    return group


def check(group: Group) -> None:
    """The papers of the month come to its price, read by read and in all; each paper adds up by itself."""
    priced, billed = group.price(), Billed.of(group.papers, JULY, group.contract.currency)
    assert billed.total == priced.total
    shown = shown_prices(priced)
    costs = {read.routed.logged.key: (shown[read.price].charge, shown[read.price].credits) for read in priced.reads}
    charged = {key: (row.charge, row.credits) for key, row in billed.reads.items()}
    assert {key: each for key, each in charged.items() if any(each)} == {
        key: each for key, each in costs.items() if any(each)
    }
    for paper in group.papers[-1:]:
        assert paper.total == total([line.amount for line in paper.lines], paper.currency)
        check_rows(paper, {LineKind.READS, LineKind.SURCHARGE}, "charge")
        check_rows(paper, {LineKind.TURNAROUND}, "credits")


def check_rows(paper: Paper, kinds: Iterable[LineKind], column: str) -> None:
    """The rows are the lines: to the cent where reads are rounded, within half a unit a line where lines are.

    A line that comes to nothing when it is rounded is not shown, and its rows are: each may stand for one. A line that puts
    an earlier paper right is one rounded amount less another: within half a unit for each of the two.
    """
    lines = [line.amount for line in paper.lines if line.of in kinds]
    rows: Iterable[Decimal] = [getattr(row, column) for row in paper.schedule]
    off = abs(Fraction(total(lines, paper.currency).amount) - sum(map(Fraction, rows)))
    by_line = any(-row.as_tuple().exponent > places_of(paper.currency) for row in rows)  # type: ignore[operator]
    unit = Fraction(1, 10 ** places_of(paper.currency))
    shown = max(len(lines), sum(1 for row in rows if row))
    roundings = 2 if any(line.kind is LineKind.PRIOR for line in paper.lines) else 1
    assert off <= (unit * shown * roundings / 2 + Fraction(len(paper.schedule), 10_000) if by_line else 0)


def rounds_by_read(history: History) -> bool:
    """Whether reads are rounded, whatever contract is in force."""
    amended = [what for deed, what in history.deeds if deed == "amend" and isinstance(what, Contract)]
    return all(contract.rounding is Rounding.READ for contract in (history.contract, *amended))
