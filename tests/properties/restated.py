"""Spec 3.1 to 3.4 said a second time, slowly and in exact fractions, straight from its text: what the engine is held against.

It shares the contract's values and the routed reads with the engine, and nothing of how the engine works.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from invoicing.contracts.choices import Rounding, Scope, TierMode, Unit
from invoicing.contracts.model import Contract
from reads.core.month import Month
from reads.fees.release import NoRelease, Releases
from reads.routing.route import ToHospital
from tests.properties import restated_periods
from tests.properties.restated_match import cents, in_force, is_due, matches
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
        before: Sequence["Restated"] = (),
        forced: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        self.before, self.forced, self.all_reads = before, forced or {}, reads
        self.counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
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
        self.reached = {tier.name: restated_periods.steps_reached(self, tier) for tier in contract.tiers}
        self.steps_4_and_5_surcharges_and_rounding()
        self.read_lines()
        self.read_charges = sum((line[4] for line in self.lines), ZERO)
        if forced is not None:
            return
        self.lines += restated_periods.tier_lines(self)
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
        for said in self.in_counting_order():
            said.parts = {None: (said.units, said.base)}
            for tier in () if said.rate.free else self.contract.tiers:
                if in_force(tier, said.day) and matches(tier.match, said.read):
                    said.tier = tier
                    break
        for tier in self.contract.tiers:
            for place in {self.place(tier, said) for said in self.reads.values()}:
                self.count(tier, place)

    @staticmethod
    def place(tier: Any, said: Said) -> str:
        return said.facility if tier.scope is Scope.FACILITY else ""

    def count(self, tier: Any, place: str) -> None:
        """Gives each unit of a group its step, one by one, then each read its parts."""
        those = [said for said in self.in_counting_order() if self.place(tier, said) == place]
        counted = [said for said in those if restated_periods.is_counted(tier, said)]
        before = restated_periods.counted_before(self, tier).get(place, 0)
        total = before + sum(said.units for said in counted)
        if counted:
            self.counted[tier.name][place] = total - before
        now = self.forced.get(tier.name, {}).get(place)

        def step_at(number: int) -> int:
            if tier.mode is TierMode.ALL_UNITS:
                number = total
            reached = max((at for at, step in enumerate(tier.steps, 1) if number > step.above), default=0)
            return reached if now is None else now

        for said in those:
            is_counted = said in counted
            if said.tier is tier:
                steps = [step_at(before + unit if is_counted else before) for unit in range(1, said.units + 1)]
                shown = set(steps) or {step_at(before)}
                said.parts = {
                    step: (steps.count(step), self.part(said, step, steps.count(step))) for step in sorted(shown)
                }
            before += said.units if is_counted else 0
        for said in those:
            if said.tier is tier:
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
        """On the sum of the read charges and tier lines, before credits: the maximum, then the minimum."""
        contract, usage = self.contract, sum((line[4] for line in self.lines if line[0] != "turnaround"), ZERO)
        if contract.maximum:
            most = self.prorated(contract.maximum.monthly, len(self.life))
            if usage > most:
                self.lines.append(("maximum", None, "Monthly maximum", 1, most - usage))
        self.lines += restated_periods.minimum_lines(self) if contract.minimum else []

    def step_9_compliance_fees_taxes(self) -> None:
        """Compliance on the lines of reads and surcharges; fees in full; each tax on the sum of all above."""
        for rule in self.contract.compliance:
            verdicts = self.measured[rule.name]
            if verdicts and Fraction(100 * sum(verdicts), len(verdicts)) < Fraction(rule.at_least_percent):
                credit = cents(self.read_charges * Fraction(rule.credit_percent) / 100, self.places)
                self.lines.append(("compliance", None, rule.name, 1, -credit))
        self.lines += restated_periods.discount_line(self)
        for fee in self.contract.fixed:
            if is_due(fee, self.life):
                amount = self.escalated(fee.amount, self.month.first, self.places) * fee.quantity
                self.lines.append(("fixed", None, fee.name, fee.quantity, cents(amount, self.places)))
        self.lines += restated_periods.coverage_lines(self)
        taxed = sum((line[4] for line in self.lines), ZERO)
        first = max(self.month.first, self.contract.effective)
        for tax in self.contract.taxes if self.lines else ():
            if in_force(tax, first):
                self.lines.append(("tax", None, tax.name, 1, cents(taxed * Fraction(tax.percent) / 100, self.places)))
