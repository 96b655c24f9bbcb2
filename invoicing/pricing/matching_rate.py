"""What the class of a read decides, each class looked up once: its rate, its base, and which clauses hold for it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from invoicing.contracts.model import Compliance, Contract, Tier, Turnaround
from invoicing.pricing.base_rate import NO_VALUE, CmsValue, ExamToPrice, base_of, value_of
from invoicing.pricing.matched_hours_and_codes import Calendars
from invoicing.pricing.price_list import PriceList, PriceLists, RatePrice, SurchargePrice, TierPrice
from invoicing.pricing.units import units_of
from reads.fees.release import Releases
from reads.routing.route import Reason, ToHospital


@dataclass(frozen=True, slots=True, eq=False)
class Based:
    """All that the class of a read decides: its rate and base for `units`, and what else matches it.

    `reduces` says that it takes part in the reduction of several exams; `like` is the same of another facility.
    """

    facility: str
    price: RatePrice
    units: int
    value: CmsValue
    base: Fraction
    tier: TierPrice | None
    counted: tuple[Tier, ...]
    surcharges: tuple[SurchargePrice, ...]
    turnaround: tuple[Turnaround, ...]
    compliance: tuple[Compliance, ...]
    reduces: bool = True
    like: Based | None = None

    def elsewhere(self, facility: str) -> Based:
        """The same of another facility."""
        rules = self.counted, self.surcharges, self.turnaround, self.compliance
        return Based(
            facility, self.price, self.units, self.value, self.base, self.tier, *rules, self.reduces, self.like or self
        )

    @property
    def free(self) -> bool:
        """Whether its rate says that it costs nothing."""
        return self.price.rate.free


class Bases:
    """Gives each class of reads its base under the clauses of a contract; classes that come to the same share one answer."""

    def __init__(self, contract: Contract, releases: Releases, calendars: Calendars) -> None:
        self._contract = contract
        self._releases = releases
        self._prices = PriceLists(contract, calendars)
        self._calendars = calendars
        self._holidays = [match for match in contract.matches if match.holiday]
        self._found: dict[Hashable, Based] = {}

    def of(self, read: ToHospital, contract: str) -> Based | Reason:
        """The base of a read and of all of its class; why it is held: no_rate, no_wrvu, no_fee, no_release, no_calendar."""
        if (missing := self._beyond(read)) is not None:
            return _no_calendar(missing, read, contract)
        prices = self._prices.on(read.terms.service_date)
        price = next((price for price in prices.rates if price.holds(read)), None)
        if price is None:
            return _no_rate(read, contract)
        value = self._value(read, price, contract) if price.rate.needs_release else NO_VALUE
        return value if isinstance(value, Reason) else self._shared(read, price, value, prices)

    def at(self, based: Based, facility: str) -> Based:
        """The same of another facility."""
        if based.facility == facility:
            return based
        key = facility, based.like or based
        return self._found.get(key) or self._found.setdefault(key, based.elsewhere(facility))

    def _value(self, read: ToHospital, price: RatePrice, contract: str) -> CmsValue | Reason:
        units = units_of(read, self._contract.unit)
        file = f"contracts/{contract}.toml"
        asked = ExamToPrice(read.exam, units, read.terms.service_date, self._contract.rvu, file)
        return value_of(price.rate, asked, self._releases)

    def _beyond(self, read: ToHospital) -> str | None:
        """The calendar that doesn't reach to the read's day, or to that of its night."""
        today = read.terms.local_time.date()
        for match in self._holidays:
            days = (today, today - timedelta(days=1)) if match.night_of else (today,)
            for name in sorted(match.holiday):
                if any(self._calendars.kind(name, day) is None for day in days):
                    return name
        return None

    def _shared(self, read: ToHospital, price: RatePrice, value: CmsValue, prices: PriceList) -> Based:
        free = price.rate.free
        tier = None if free else next((tier for holds, tier in prices.tiers if holds(read)), None)
        counted = () if free else tuple([tier for holds, tier in prices.counts if holds(read)])
        surcharges = () if free else tuple([surcharge for holds, surcharge in prices.surcharges if holds(read)])
        turnaround = tuple([rule for holds, rule in prices.turnaround if holds(read)])
        compliance = tuple([rule for holds, rule in prices.compliance if holds(read)])
        units, facility = units_of(read, self._contract.unit), read.facility.id
        reduces = self._prices.reduces is None or self._prices.reduces(read)
        rules = (*map(id, counted), *map(id, turnaround), 0, *map(id, compliance))
        key = (price, units, value.work_rvu, value.fees, tier, surcharges, rules, reduces)
        known = self._found.get(key)
        if known is None:
            base = base_of(price, units, value)
            known = self._found[key] = Based(
                facility, price, units, value, base, tier, counted, surcharges, turnaround, compliance, reduces
            )
        return self.at(known, facility)


def _no_rate(read: ToHospital, contract: str) -> Reason:
    exam = read.logged.read.exam
    return Reason(
        "no_rate",
        f"no rate of the contract {contract} matches exam {exam} on {read.terms.service_date}",
        f"add a rate that matches it to contracts/{contract}.toml, then: wetread apply",
    )


def _no_calendar(name: str, read: ToHospital, contract: str) -> Reason:
    return Reason(
        "no_calendar",
        f"the holidays {name} of the contract {contract} are not loaded for {read.terms.local_time.date()}",
        f"`wetread apply` loads them to the end of next year; a list of your own, holidays/{name}.csv, needs a day of that "
        "year first",
    )
