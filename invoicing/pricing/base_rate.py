"""Step 1: what a read costs before anything else, or why it can't be priced (spec 3.3, 3.4, 3.5).

A free rate needs no work RVU and bears no surcharge: free is free, whatever else matches. An exam without any code counts
one unit under `unit = "cpt"`, since it was read.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.choices import Unit
from invoicing.contracts.model import Compliance, Contract, Tier, Turnaround
from invoicing.pricing.price_list import PriceList, PriceLists, RatePrice, SurchargePrice, TierPrice
from reads.fees.release import NoRelease, Release, Releases
from reads.routing.route import Reason, ToHospital

_QUARTERS = {"A": "Jan", "B": "Apr", "C": "Jul", "D": "Oct"}


@dataclass(frozen=True, slots=True)
class WorkValue:
    """The work RVUs of a read's codes together, where its rate needs them, the release that says so, and a warning."""

    work_rvu: Decimal | None = None
    release: Release | None = None
    warning: Reason | None = None


_NO_VALUE = WorkValue()


@dataclass(frozen=True, slots=True, eq=False)
class Based:
    """All that the class of a read decides: its rate and base for `units`, and what else matches it."""

    facility: str
    price: RatePrice
    units: int
    value: WorkValue
    base: Fraction
    tier: TierPrice | None
    counted: tuple[Tier, ...]
    surcharges: tuple[SurchargePrice, ...]
    turnaround: tuple[Turnaround, ...]
    compliance: tuple[Compliance, ...]

    @property
    def free(self) -> bool:
        """Whether its rate says that it costs nothing."""
        return self.price.rate.free


class Bases:
    """Gives each class of reads its base under one contract; classes that come to the same share one answer."""

    def __init__(self, contract: Contract, releases: Releases) -> None:
        self._contract = contract
        self._releases = releases
        self._prices = PriceLists(contract)
        self._found: dict[Hashable, Based] = {}

    def of(self, read: ToHospital) -> Based | Reason:
        """The base of a read and of all of its class; the reason where it must be held: no_rate, no_wrvu, no_release."""
        prices = self._prices.on(read.terms.service_date)
        price = next((price for price in prices.rates if price.holds(read)), None)
        if price is None:
            return _no_rate(read, self._contract)
        value = _NO_VALUE
        if price.per_wrvu is not None and not price.rate.free:
            found = _work_value(read, self._contract, self._releases)
            if isinstance(found, Reason):
                return found
            value = found
        return self._shared(read, price, value, prices)

    def _shared(self, read: ToHospital, price: RatePrice, value: WorkValue, prices: PriceList) -> Based:
        free = price.rate.free
        tier = None if free else next((tier for holds, tier in prices.tiers if holds(read)), None)
        counted = () if free else tuple([tier for holds, tier in prices.counts if holds(read)])
        surcharges = () if free else tuple([surcharge for holds, surcharge in prices.surcharges if holds(read)])
        turnaround = tuple([rule for holds, rule in prices.turnaround if holds(read)])
        compliance = tuple([rule for holds, rule in prices.compliance if holds(read)])
        units, facility = units_of(read, self._contract.unit), read.facility.id
        rules = (*map(id, counted), *map(id, turnaround), 0, *map(id, compliance))
        key = (facility, price, units, value.work_rvu, tier, surcharges, rules)
        known = self._found.get(key)
        if known is None:
            base = Fraction(0) if free else _base(price, units, value.work_rvu)
            known = self._found[key] = Based(
                facility, price, units, value, base, tier, counted, surcharges, turnaround, compliance
            )
        return known


def units_of(read: ToHospital, unit: Unit) -> int:
    """How many units a read counts on its own (spec 3.3)."""
    if unit is Unit.CPT:
        return len(read.exam.cpt) or 1
    return read.exam.regions if unit is Unit.REGION else 1


def _base(price: RatePrice, units: int, work_rvu: Decimal | None) -> Fraction:
    base = Fraction(0)
    if price.per_read is not None:
        base += Fraction(price.per_read) * units
    if price.per_wrvu is not None and work_rvu is not None:
        base += Fraction(price.per_wrvu) * Fraction(work_rvu)
    return base


def _work_value(read: ToHospital, contract: Contract, releases: Releases) -> WorkValue | Reason:
    """The sum of the work RVUs of the exam's codes, by the contract's release."""
    day = read.terms.service_date
    chosen = releases.on(day, contract.rvu)
    if isinstance(chosen, NoRelease):
        return _no_release(chosen.wanted)
    release = chosen.release
    rows = [(code, release.professional(code)) for code in read.exam.cpt]
    missing = [code for code, row in rows if row is None]
    if missing or not rows:
        return _no_wrvu(missing, release, read)
    total = sum((row.work_rvu for _, row in rows if row is not None), Decimal(0))
    warning = _older(release, f"{day.year}{'ABCD'[(day.month - 1) // 3]}") if chosen.older else None
    return WorkValue(total, release, warning)


def _no_rate(read: ToHospital, contract: Contract) -> Reason:
    exam = read.logged.read.exam
    return Reason(
        "no_rate",
        f"no rate of the contract {contract.id} matches exam {exam} on {read.terms.service_date}",
        f"add a rate that matches it to contracts/{contract.id}.toml, then: wetread apply",
    )


def _no_wrvu(codes: list[str], release: Release, read: ToHospital) -> Reason:
    what = f"no professional work RVU for {', '.join(codes)}" if codes else "no code to look up"
    return Reason(
        "no_wrvu",
        f"release {release.name} has {what}",
        f"correct the CPT codes of exam {read.logged.read.exam} in directory/exams.csv, or price it by a rate with per_read",
        f"CMS relative value file {release.name}",
    )


def _no_release(wanted: str) -> Reason:
    file = cms_file(wanted)
    return Reason(
        "no_release",
        f"the relative value release {wanted} is not imported",
        f"download {file} from the CMS page 'PFS Relative Value Files', then: wetread fees import {file}",
        "spec 3.5",
    )


def _older(release: Release, wanted: str) -> Reason:
    file = cms_file(wanted)
    return Reason(
        "older_release",
        f"work RVUs are those of {release.name}, since {wanted} is not imported",
        f"download {file} from the CMS page 'PFS Relative Value Files', then: wetread fees import {file}",
        "spec 3.5",
    )


def cms_file(release: str) -> str:
    """What CMS calls the file of a release: "2026D" is PPRRVU2026_Oct_nonQPP.csv (one of two since 2026)."""
    year, quarter = release[:4], _QUARTERS.get(release[4:5], release[4:5])
    return f"PPRRVU{year}_{quarter}{'_nonQPP' if year >= '2026' else ''}.csv"
