"""Spec 3.1 to 3.4 said a second time, slowly and in exact fractions, straight from its text: what the engine is held against.

It shares the contract's values and the routed reads with the engine, and nothing of how the engine works.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from invoicing.contracts.choices import Every, MinimumMode, Rounding, Scope, TierMode, Unit
from invoicing.contracts.model import Contract
from reads.core.month import Month
from reads.fees.release import NoRelease, Releases
from reads.routing.route import ToHospital
from tests.properties.restated_match import cents, in_force, matches
from tests.properties.restated_several import OneOfSeveral, Said

PLACES = {"USD": 2, "JPY": 0, "KWD": 3}
ZERO = Fraction(0)


class Restated(OneOfSeveral):
    """A month as the text has it: reads by key, those held with the code, lines, total, unmeasured."""

    def __init__(
        self,
        contract: Contract,
        month: Month,
        reads: Sequence[ToHospital],
        releases: Releases,
        facilities: Mapping[str, Sequence[Any]],
    ) -> None:
        self.contract, self.month, self.releases, self.facilities = contract, month, releases, facilities
        self.places = PLACES[contract.currency]
        self.held: dict[str, str] = {}
        self.reads: dict[str, Said] = {}
        self.lines: list[tuple[str, str | None, str, int, Fraction]] = []
        self.unmeasured = 0
        self.measured: dict[str, list[bool]] = defaultdict(list)
        days = [month.first + timedelta(days=number) for number in range(month.days)]
        self.life = [day for day in days if contract.effective <= day and (not contract.until or day < contract.until)]
        for read in reads:
            self.step_1_base(read)
        self.step_2_multiple()
        self.step_3_tier()
        self.steps_4_and_5_surcharges_and_rounding()
        self.read_lines()
        self.read_charges = sum((line[4] for line in self.lines), ZERO)
        self.step_7_turnaround()
        self.step_8_maximum_and_minimum()
        self.step_9_compliance_fees_taxes()
        self.total = sum((line[4] for line in self.lines), ZERO)

    def escalated(self, amount: Any, day: date, places: int) -> Fraction:
        """6. One after the other, each result rounded."""
        found = Fraction(amount)
        for step in sorted(self.contract.escalators, key=lambda step: step.on):
            if step.on <= day:
                found = cents(found * (100 + Fraction(step.percent)) / 100, places)
        return found

    def step_1_base(self, read: ToHospital) -> None:
        """`per_read` × units, `per_wrvu` × the sum of the work RVUs of its codes, or both."""
        key, day = read.logged.key, read.terms.service_date
        rates = [rate for rate in self.contract.rates if in_force(rate, day) and matches(rate.match, read)]
        if not rates:
            self.held[key] = "no_rate"
            return
        rate = rates[0]
        units = {Unit.CPT: len(read.exam.cpt), Unit.REGION: read.exam.regions}.get(self.contract.unit, 1)
        base = ZERO
        if rate.per_read is not None and not rate.free:
            base += self.escalated(rate.per_read, day, self.price_places(rate.per_read)) * units
        if rate.per_wrvu is not None and not rate.free:
            chosen = self.releases.on(day, self.contract.rvu)
            if isinstance(chosen, NoRelease):
                self.held[key] = "no_release"
                return
            rows = [chosen.release.professional(code) for code in read.exam.cpt]
            if None in rows:
                self.held[key] = "no_wrvu"
                return
            base += self.escalated(rate.per_wrvu, day, 4) * sum(Fraction(row.work_rvu) for row in rows if row)
        if rate.medicare_percent is not None and not rate.free:
            fees = self.medicare(rate, read)
            if isinstance(fees, str):
                self.held[key] = fees
                return
            base += fees * Fraction(rate.medicare_percent) / 100
        self.reads[key] = Said(read, rate, units, base)

    def price_places(self, price: Any) -> int:
        """A price with parts of a cent is escalated to four places."""
        return self.places if Fraction(price) == cents(Fraction(price), self.places) else 4

    def in_counting_order(self) -> list[Said]:
        def order(said: Said) -> tuple[Any, ...]:
            logged = said.read.logged.read
            moment = said.read.terms.billing_moment
            names = (logged.accession, logged.exam, logged.facility, logged.read_type.value)
            last = ("+".join(sorted(logged.modifiers)), logged.sequence, said.read.radiologist.id)
            return (moment, *names, *last, said.read.logged.key)

        return sorted(self.reads.values(), key=order)

    def step_3_tier(self) -> None:
        """The first tier that matches; its units are counted one by one, free reads in none."""
        groups: dict[tuple[str, str | None], list[Said]] = defaultdict(list)
        for said in self.in_counting_order():
            said.parts = {None: (said.units, said.base)}
            for tier in () if said.rate.free else self.contract.tiers:
                if in_force(tier, said.day) and matches(tier.match, said.read):
                    said.tier = tier
                    groups[tier.name, said.facility if tier.scope is Scope.FACILITY else None].append(said)
                    break
        for those in groups.values():
            self.count(those)

    def count(self, those: list[Said]) -> None:
        """Gives each unit of a group its step, then each read its parts."""
        total, counted = sum(said.units for said in those), 0

        def step_at(tier: Any, number: int) -> int:
            return max((at for at, step in enumerate(tier.steps, 1) if number > step.above), default=0)

        for said in those:
            all_units = said.tier.mode is TierMode.ALL_UNITS
            numbers = range(counted + 1, counted + said.units + 1)
            steps = [step_at(said.tier, total if all_units else number) for number in numbers]
            shown = set(steps) or {step_at(said.tier, total if all_units else counted)}
            said.parts = {step: (steps.count(step), self.part(said, step, steps.count(step))) for step in sorted(shown)}
            counted += said.units
        for said in those:
            said.base = sum((amount for _, amount in said.parts.values()), ZERO)

    def part(self, said: Said, step: int, units: int) -> Fraction:
        """Base × its units ÷ the read's units; a percent changes it, a price replaces it."""
        share = said.base * units / said.units if said.units else ZERO
        if step == 0:
            return share
        terms = said.tier.steps[step - 1]
        if terms.per_read is not None:
            return self.escalated(terms.per_read, said.day, self.price_places(terms.per_read)) * units
        return share * (100 + Fraction(terms.percent)) / 100

    def steps_4_and_5_surcharges_and_rounding(self) -> None:
        """Each on the base after steps 2 and 3; then each part and each surcharge is rounded on its own."""
        for surcharge in self.contract.surcharges:
            bearing = [said for said in self.reads.values() if self.bears(surcharge, said)]
            if surcharge.add_per.value == "accession":
                bearing = self.one_an_accession(bearing)
            for said in bearing:
                times = said.units if surcharge.add_per.value == "unit" else 1
                add = surcharge.add or 0
                amount = said.base * Fraction(surcharge.percent or 0) / 100
                amount += self.escalated(add, said.day, self.price_places(add)) * times
                said.surcharges.append((surcharge.name, self.kept(amount)))
                said.times[surcharge.name] = times
        for said in self.reads.values():
            said.parts = {step: (units, self.kept(amount)) for step, (units, amount) in said.parts.items()}
            said.base = sum((amount for _, amount in said.parts.values()), ZERO)
            said.charge = said.base + sum((amount for _, amount in said.surcharges), ZERO)

    def kept(self, amount: Fraction) -> Fraction:
        return amount if self.contract.rounding is Rounding.LINE else cents(amount, self.places)

    def read_lines(self) -> None:
        """One for each facility × rate × tier step, whatever the date; one for each facility × surcharge."""
        lines: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, ZERO])
        for said in self.reads.values():
            tier = said.tier and said.tier.name
            for step, (units, amount) in said.parts.items():
                line = lines["reads", said.facility, said.rate.name, tier, step]
                line[0] += units
                line[1] += amount
            for name, amount in said.surcharges:
                line = lines["surcharge", said.facility, name]
                line[0] += said.times[name]
                line[1] += amount
        for (kind, facility, name, *_), (quantity, amount) in lines.items():
            self.lines.append((kind, facility, name, quantity, cents(amount, self.places)))

    def step_7_turnaround(self) -> None:
        """A credit a read, at most its charge; and what the clocks say for compliance."""
        lines: dict[str, list[Any]] = defaultdict(lambda: [0, ZERO])
        for said in self.reads.values():
            left, blind = max(said.charge, ZERO), False
            rules: list[Any] = [*self.contract.turnaround, *self.contract.compliance]
            for rule in rules:
                if not (in_force(rule, said.day) and matches(rule.match, said.read)):
                    continue
                start, end = (getattr(said.read.logged.read, clock) for clock in rule.clock)
                if start is None or end is None or end < start:
                    blind = True
                    continue
                late = (end - start).total_seconds() > rule.within_minutes * 60
                self.measured[rule.name].append(not late)
                if late and rule in self.contract.turnaround:
                    percent = said.charge * Fraction(rule.credit_percent or 0) / 100
                    credit = min(left, Fraction(rule.credit or 0) + cents(percent, self.places))
                    if credit > 0:
                        left -= credit
                        said.credits.append((rule.name, -credit))
                        lines[rule.name][0] += 1
                        lines[rule.name][1] -= credit
            self.unmeasured += blind
        for name, (quantity, amount) in lines.items():
            self.lines.append(("turnaround", None, name, quantity, cents(amount, self.places)))

    def prorated(self, monthly: Any, days: int) -> Fraction:
        return cents(self.escalated(monthly, self.month.first, self.places) * days / self.month.days, self.places)

    def step_8_maximum_and_minimum(self) -> None:
        """On the sum of the read charges, before credits: the maximum, then the minimum."""
        usage, contract = self.read_charges, self.contract
        if contract.maximum:
            most = self.prorated(contract.maximum.monthly, len(self.life))
            if usage > most:
                self.lines.append(("maximum", None, "Monthly maximum", 1, most - usage))
                usage = most
        if contract.minimum:
            for facility, days, used in self.minimum_of(usage):
                least = self.prorated(contract.minimum.monthly, days)
                if days and contract.minimum.mode is MinimumMode.BASE_FEE:
                    self.lines.append(("minimum", facility, "Monthly base fee", 1, least))
                elif days and used < least:
                    self.lines.append(("minimum", facility, "Monthly minimum", 1, least - used))

    def minimum_of(self, usage: Fraction) -> list[tuple[str | None, int, Fraction]]:
        """Whose minimum it is, over how many days, and what was used."""
        contract = self.contract
        if contract.minimum is None or contract.minimum.scope is Scope.CLIENT:
            return [(None, len(self.life), usage)]
        found: list[tuple[str | None, int, Fraction]] = []
        for name, rows in self.facilities.items():
            if not contract.facilities or name in contract.facilities:
                ours = [row for row in rows if row.client == contract.client]
                days = sum(any(in_force(row, day) for row in ours) for day in self.life)
                used = sum((line[4] for line in self.lines if line[1] == name), ZERO)
                found.append((name, days, used))
        return found

    def step_9_compliance_fees_taxes(self) -> None:
        """Compliance on the lines of reads and surcharges; fees in full; each tax on the sum of all above."""
        for rule in self.contract.compliance:
            verdicts = self.measured[rule.name]
            if verdicts and Fraction(100 * sum(verdicts), len(verdicts)) < Fraction(rule.at_least_percent):
                credit = cents(self.read_charges * Fraction(rule.credit_percent) / 100, self.places)
                self.lines.append(("compliance", None, rule.name, 1, -credit))
        for fee in self.contract.fixed:
            if self.is_due(fee):
                amount = self.escalated(fee.amount, self.month.first, self.places) * fee.quantity
                self.lines.append(("fixed", None, fee.name, fee.quantity, cents(amount, self.places)))
        taxed = sum((line[4] for line in self.lines), ZERO)
        first = max(self.month.first, self.contract.effective)
        for tax in self.contract.taxes if self.lines else ():
            if in_force(tax, first):
                self.lines.append(("tax", None, tax.name, 1, cents(taxed * Fraction(tax.percent) / 100, self.places)))

    def is_due(self, fee: Any) -> bool:
        days = [day for day in self.life if fee.starts <= day and (fee.ends is None or day < fee.ends)]
        if fee.every is Every.MONTH:
            return bool(days)
        if fee.every is Every.YEAR:
            return any((day.month, day.day) == (fee.starts.month, fee.starts.day) for day in days)
        return fee.starts in days
