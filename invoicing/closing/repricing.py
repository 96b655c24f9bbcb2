"""What a change of books or releases does to months that are issued: their prices before and after it (spec 1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from invoicing.closing.adjustments_due import LinesOfMonth
from invoicing.closing.billed_so_far import BilledClause
from invoicing.contracts.file.checks import contract_file
from invoicing.contracts.load_contracts import ContractChange, What
from invoicing.contracts.model import AppliedContract
from invoicing.contracts.repository import load_version
from invoicing.papers import closings
from invoicing.papers.errors import RepricesIssued
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Where
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.differences import BookChange
from reads.directory.group_and_rules import GROUP

Costs = Mapping[tuple[str, Month], LinesOfMonth]

PRICING_KINDS = frozenset({"facilities", "radiologists", "locations", "exams", "coverage", "names", "payers"})
"""The files of the directory that decide where a read goes and what it is."""


def decides_price(change: BookChange) -> bool:
    """Whether the change of a row can change what a month costs: also classes of priorities, in wetread.toml."""
    return change.kind in PRICING_KINDS or (change.kind == GROUP.kind and "priority_classes" in change.differences)


class ClientChanged(WetreadError):
    """A contract that has issued months would go on with another client."""

    code = "client_changed"
    what = "client"

    def __init__(self, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"a contract with issued months keeps its {self.what}; nothing was loaded",
            "end it with `until`, and write a new contract from that day",
            problems,
        )


class CurrencyChanged(ClientChanged):
    """A contract that has issued months would go on in another currency."""

    code = "currency_changed"
    what = "currency"


class IssuedUnder(WetreadError):
    """A contract's file is gone, perhaps renamed, and months were issued under it."""

    code = "issued_under"

    def __init__(self, gone: Mapping[str, Sequence[Month]]) -> None:
        remedy = "put the file back under its name, and end the contract with `until`"
        super().__init__(
            "months were issued under a contract whose file is gone; nothing was loaded",
            f"{remedy}: under another name their reads would be billed a second time",
            [
                Finding(
                    "issued_under",
                    f"{contract}: issued are {', '.join(map(str, months))}",
                    remedy,
                    Where(contract_file(contract)),
                )
                for contract, months in gone.items()
            ],
        )


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line of a month that comes to something else, its amounts before and after."""

    clause: BilledClause
    before: Money
    after: Money

    def __str__(self) -> str:
        name = f"{self.clause.name} at {self.clause.facility}" if self.clause.facility else self.clause.name
        return f"{name} {self.before.printed()} → {self.after.printed()}"


@dataclass(frozen=True, slots=True)
class Repriced:
    """A contract's issued month that costs something else after a change, in all or line by line.

    `unpriced` are reads that have no price after it and had one before, by why (`no_fee`, `no_rate`); `held` those that
    routing holds after it and didn't before (`unknown_exam`), and `gone` how many more the month no longer has.
    """

    contract: str
    month: Month
    before: Money
    after: Money
    lines: tuple[MovedLine, ...] = ()
    unpriced: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    gone: int = 0

    @property
    def loses_reads(self) -> bool:
        """Whether it gives back what reads cost that nobody took back: it is for a person to look before a paper says so."""
        return bool(self.unpriced or self.held or self.gone)

    @property
    def difference(self) -> Money:
        """By how much more."""
        return self.after - self.before

    def __str__(self) -> str:
        more = self.difference
        sign = "+" if more.minor > 0 else ""
        total = (
            f"{self.contract}, {self.month.spelled()}: {self.before.printed()} → {self.after.printed()} "
            f"({sign}{more.printed()} {more.currency})"
        )
        if not more:
            total += f", of it {'; '.join(map(str, self.lines))}"
        lost = [f"{counted(count, 'read')} without a price ({code})" for code, count in sorted(self.unpriced.items())]
        lost += [f"{counted(count, 'read')} held ({code})" for code, count in sorted(self.held.items())]
        lost += [f"{counted(self.gone, 'read')} no longer in it"] if self.gone else []
        return "; ".join([total, *lost])


def changed(before: Costs, after: Costs) -> list[Repriced]:
    """The months that cost something else before and after, in all or on some line, by contract and month.

    A line that only has another name is none: no paper would differ.
    """
    both = sorted(before.keys() & after.keys())
    found = [
        Repriced(contract, month, old.total, new.total, tuple(_moved(old, new)), unpriced, held, gone)
        for contract, month in both
        for old, new in [(before[contract, month], after[contract, month])]
        for unpriced, held in [(_more(old.unpriced, new.unpriced), _more(old.held, new.held))]
        for gone in [max(0, old.reads - new.reads - sum(held.values()))]
        if old.currency == new.currency and _shape(old, new) != _shape(new, old)
    ]
    return [each for each in found if each.lines]


def _moved(old: LinesOfMonth, new: LinesOfMonth) -> Iterator[MovedLine]:
    for clause in sorted(old.lines.keys() | new.lines.keys()):
        before, after = old.lines.get(clause, 0), new.lines.get(clause, 0)
        if before != after:
            yield MovedLine(clause, Money(before, old.currency), Money(after, old.currency))


def _more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """How many more reads than before, by why."""
    more = {code: count - before.get(code, 0) for code, count in after.items()}
    return {code: count for code, count in more.items() if count > 0}


def _shape(one: LinesOfMonth, other: LinesOfMonth) -> list[tuple[str, str, str, int]]:
    """The amounts by kind, facility and name; without the names where the two months don't have the same."""
    named = one.lines.keys() == other.lines.keys()
    return sorted(
        (clause.kind, clause.facility, clause.name if named else "", amount)
        for clause, amount in one.lines.items()
        if amount
    )


def refuse(found: Iterable[Repriced], facilities: Iterable[Finding] = ()) -> None:
    """RepricesIssued, with a problem a month and one for each contract that names other facilities, where there is any."""
    problems = [*facilities, *(Finding("repriced", str(each), "--reprice agrees to it") for each in found)]
    if problems:
        raise RepricesIssued(problems)


def refuse_withdrawn(session: Session, contracts: Collection[str]) -> None:
    """IssuedUnder where any of these contracts, which are withdrawn, has an issued month: what that was for stays known.

    There is no agreeing to it: the reads of the month would have no contract, or be billed once more under another's name.
    """
    closed = closings.closed_months(session)
    if gone := {contract: closed[contract] for contract in sorted(contracts) if contract in closed}:
        raise IssuedUnder(gone)


def refuse_another_debtor(session: Session, contracts: Iterable[AppliedContract]) -> None:
    """ClientChanged or CurrencyChanged where a contract has another than its issued months have.

    There is no agreeing to it: what its invoices asked for would be put right with somebody else, or in other money.
    """
    terms = {each.contract.id: each.contract for each in contracts}
    problems: dict[type[ClientChanged], list[Finding]] = {ClientChanged: [], CurrencyChanged: []}
    for contract, papers in closings.closings(session, list(terms)).items():
        now = terms[contract]
        for client in sorted({paper.client for paper in papers.values()} - {now.client}):
            problems[ClientChanged].append(_kept(contract, "client", client, now.client))
        for currency in sorted({paper.total.currency for paper in papers.values()} - {now.currency}):
            problems[CurrencyChanged].append(_kept(contract, "currency", currency, now.currency))
    for reason, found in problems.items():
        if found:
            raise reason(found)


def _kept(contract: str, key: str, issued: str, now: str) -> Finding:
    return Finding(
        f"{key}_changed",
        f"{contract} is to have the {key} {now}, and has months that are issued with {issued}",
        f'put {key} = "{issued}" back and end it with `until`; write a new contract from that day',
        Where(contract_file(contract), field=key),
    )


def other_facilities(session: Session, changes: Iterable[ContractChange]) -> Iterator[Finding]:
    """Contracts with issued months that name other facilities than before: whose reads are these months made of?"""
    changed = {each.contract: each.version for each in changes if each.what is What.CHANGED}
    for contract, months in closings.closed_months(session).items():
        if contract not in changed:
            continue
        versions = (load_version(session, contract, changed[contract] - back).contract for back in (1, 0))
        before, now = (", ".join(sorted(each.facilities)) or "all of the client's" for each in versions)
        if before != now:
            yield Finding(
                "facilities_changed",
                f"{contract}: it covered {before}, and is to cover {now}; issued are {', '.join(map(str, months))}",
                "--reprice agrees to it; or end it with `until`, and write a new contract from that day",
                Where(contract_file(contract), field="facilities"),
            )
