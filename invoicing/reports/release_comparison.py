"""What a change of the relative value release does to a month's reads, contract by contract (spec 3.5).

Comparison
├── contracts   those that pay by work RVU: the month priced under both releases; pinned ones would not change by themselves
└── codes       the codes whose work RVU differs, by what that makes of the month's reads
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_at
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.priced_month import PricedMonth
from invoicing.reports.errors import UnknownRelease
from reads.core.money import Money
from reads.core.month import Month
from reads.fees.release import Release, Releases


@dataclass(frozen=True, slots=True)
class Under:
    """A contract's month under one release: its reads that are paid by work RVU, and those that it can't price."""

    reads: int
    work_rvu: Decimal
    total: Money
    unpriced: int


@dataclass(frozen=True, slots=True)
class ComparedContract:
    """One contract's month under the older and the newer release; `pinned` is the release that it names itself."""

    contract: str
    pinned: str | None
    before: Under
    after: Under

    @property
    def difference(self) -> Money:
        """By how much the month costs more under the newer release."""
        return self.after.total - self.before.total


@dataclass(frozen=True, slots=True)
class ComparedCode:
    """A code's work RVU in both releases, None where it has none, and how often the month's reads have it."""

    code: str
    reads: int
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        """What all of them together gain in work RVUs."""
        return ((self.after or Decimal(0)) - (self.before or Decimal(0))) * self.reads


@dataclass(frozen=True, slots=True)
class Comparison:
    """A month under two releases; codes of unpinned contracts only, those that change most first."""

    month: Month
    contracts: tuple[ComparedContract, ...]
    codes: tuple[ComparedCode, ...]

    @property
    def following(self) -> tuple[ComparedContract, ...]:
        """The contracts that go by the release in force, which the change reaches."""
        return tuple(each for each in self.contracts if each.pinned is None)

    @property
    def pinned(self) -> tuple[ComparedContract, ...]:
        """The contracts that name their release, which it reaches only when they are changed."""
        return tuple(each for each in self.contracts if each.pinned is not None)

    @property
    def totals(self) -> dict[str, tuple[Money, Money]]:
        """What the contracts that follow cost before and after, by currency."""
        summed: dict[str, tuple[Money, Money]] = {}
        for each in self.following:
            none = Money(0, each.before.total.currency)
            before, after = summed.get(none.currency, (none, none))
            summed[none.currency] = before + each.before.total, after + each.after.total
        return summed


def compare_releases(session: Session, before: str, after: str, month: Month) -> Comparison:
    """The month's reads under both releases, as they are known and under the contracts as they stand now.

    UnknownRelease for one that was never imported. Contracts that pay nothing by work RVU are left out.
    """
    ground = Ground.load(session)
    paying = tuple(one for one in ground.contracts if one.contract.needs_release)
    facilities = ground.facilities({one.contract.id for one in paying})
    routed = gather_at(session, replace(ground, contracts=paying), (month,), facilities)
    old, new = _named(routed.releases, before), _named(routed.releases, after)
    compared: list[ComparedContract] = []
    uses: Counter[str] = Counter()
    for one in paying:
        months = [_priced(routed, one, release.name, month) for release in (old, new)]
        if months[0].reads or months[1].reads or months[0].unpriced:
            compared.append(ComparedContract(one.contract.id, one.contract.rvu, *map(_under, months)))
            if one.contract.rvu is None:
                uses.update(_uses(months))
    return Comparison(month, tuple(compared), tuple(_codes(uses, old, new)))


def _named(releases: Releases, name: str) -> Release:
    if name not in releases.by_name:
        raise UnknownRelease(name, sorted(releases.by_name))
    return releases.by_name[name]


def _priced(routed: Routed, applied: AppliedContract, release: str, month: Month) -> PricedMonth:
    pinned: Contract = replace(applied.contract, rvu=release)
    reads = routed.hospital.get((applied.contract.id, month), ())
    return routed.price(replace(applied, contract=pinned), month, reads)


def _under(priced: PricedMonth) -> Under:
    values = [read.price.work_rvu for read in priced.reads if read.price.work_rvu is not None]
    return Under(len(values), sum(values, Decimal(0)), priced.total, len(priced.unpriced))


def _uses(months: list[PricedMonth]) -> dict[str, int]:
    """How many reads have each code and are paid by work RVU under one of the releases at least."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for priced in months:
        for read in priced.reads:
            if read.price.work_rvu is not None:
                for code in read.routed.exam.cpt:
                    codes[code].add(read.routed.logged.key)
    return {code: len(keys) for code, keys in codes.items()}


def _codes(uses: Counter[str], old: Release, new: Release) -> Iterator[ComparedCode]:
    found = []
    for code, reads in uses.items():
        before, after = old.professional(code), new.professional(code)
        values = before.work_rvu if before else None, after.work_rvu if after else None
        if values[0] != values[1]:
            found.append(ComparedCode(code, reads, *values))
    yield from sorted(found, key=lambda each: (-abs(each.change), each.code))
