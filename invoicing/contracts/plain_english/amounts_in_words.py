"""Tells the terms that have amounts or percents, after the escalators that are due (spec 3.4 step 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from invoicing.contracts.choices import AddPer, Every, MonthBy, Period, Scope, TierMode, Unit, Within
from invoicing.contracts.escalators import WRVU_PLACES, escalated, price_places
from invoicing.contracts.match import Match, Observed
from invoicing.contracts.model import Clause, Contract, FixedFee, Multiple, Rate, Step, Tier
from invoicing.contracts.plain_english.phrases import (
    Names,
    last_day,
    percent,
    reads_of,
    sum_of_money,
)
from reads.core.currency import places_of
from reads.core.english import counted, listed, spelled_day
from reads.core.month import Month

C = TypeVar("C", bound=Clause)

_EACH = {Unit.EXAM: "a read", Unit.CPT: "a CPT code", Unit.REGION: "a body region", Unit.ACCESSION: "an accession"}
_ADDED = {AddPer.READ: "a read", AddPer.ACCESSION: "an accession"}
_MOMENT = {"exam_at": "the exam", "received_at": "receipt", "signed_at": "signature"}
_QUARTERS = {"A": "January", "B": "April", "C": "July", "D": "October"}


@dataclass(frozen=True, slots=True)
class SentenceWriter:
    """Writes one contract's sentences for one day."""

    contract: Contract
    day: date
    names: Names

    def money(self, amount: Decimal, day: date | None = None, *, places: int | None = None) -> str:
        """An amount after the escalators due by the day."""
        kept = places_of(self.contract.currency) if places is None else places
        return sum_of_money(escalated(amount, self.contract.escalators, day or self.day, kept), self.contract.currency)

    def price(self, amount: Decimal, day: date) -> str:
        """A price, which keeps its parts of a cent, after the escalators due by the day."""
        return self.money(amount, day, places=price_places(amount, places_of(self.contract.currency)))

    def told(self, clauses: Iterable[C]) -> list[tuple[C, date, str]]:
        """The clauses that are not over: each with the day to price it on, and the words for its days."""
        found = []
        for clause in clauses:
            if clause.ends is not None and clause.ends <= self.day:
                continue
            later = clause.starts is not None and clause.starts > self.day
            words = [f"from {spelled_day(clause.starts)}"] if later and clause.starts else []
            words += [f"until {last_day(clause.ends)}"] if clause.ends else []
            day = clause.starts if later and clause.starts else self.day
            found.append((clause, day, f" ({' '.join(words)})" if words else ""))
        return found

    def prices(self) -> list[str]:
        """The rates in their order, then what the amounts rest on."""
        rates = self.told(self.contract.rates)
        said = [
            f"{rate.name}: {self._price(rate, day)} for {self._taken(rate.match, others=position > 0)}{days}."
            for position, (rate, day, days) in enumerate(rates)
        ]
        if len(rates) > 1:
            said.insert(0, "The first of these that fits prices the read.")
        if not any(rate.match.is_catch_all for rate, _, _ in rates):
            said.append("A read that no price fits is held until there is one." if rates else "No price is agreed.")
        if self.contract.needs_release:
            said.append(self._release())
        if any(rate.medicare_percent is not None for rate in self.contract.rates):
            said.append(
                "Medicare's professional amount is that of a facility, for each CPT code: the RVUs of work, practice expense "
                "and malpractice of modifier 26 together, times the conversion factor, rounded to cents."
            )
        if self.contract.multiple is not None:
            said += self._multiple(self.contract.multiple)
        return said

    def _multiple(self, multiple: Multiple) -> list[str]:
        others = f"are at {percent(multiple.percent)}" if multiple.percent else "cost nothing"
        visit = multiple.within is Within.VISIT
        together = "of one visit" if visit else "under one accession"
        said = [f"Of several exams {together} the dearest is billed in full, the others {others}."]
        if not multiple.match.is_catch_all:
            said.append(f"Only {reads_of(multiple.match, self.names)} reduce others or are reduced.")
        if visit:
            said.append("Exams whose visit nobody knows are taken together by their accession.")
        return said

    def _price(self, rate: Rate, day: date) -> str:
        if rate.free:
            return "no charge"
        parts = []
        if rate.per_read is not None:
            parts.append(f"{self.price(rate.per_read, day)} {_EACH[self.contract.unit]}")
        if rate.per_wrvu is not None:
            parts.append(f"{self.money(rate.per_wrvu, day, places=WRVU_PLACES)} a work RVU")
        if rate.medicare_percent is not None:
            parts.append(self._medicare(rate))
        return " plus ".join(parts)

    @staticmethod
    def _medicare(rate: Rate) -> str:
        where = f"of locality {rate.locality[:5]}-{rate.locality[5:]}" if rate.locality else "of the nation"
        factor = " by the factor for qualifying participants" if rate.qpp else ""
        return f"{percent(rate.medicare_percent or Decimal(0))} of Medicare's professional amount {where}{factor}"

    def _taken(self, match: Match, *, others: bool = False) -> str:
        return "all other reads" if others and match.is_catch_all else reads_of(match, self.names)

    def _release(self) -> str:
        release = self.contract.rvu
        if release is None:
            return "Work RVUs are those of the CMS release in force on the day of service."
        quarter = f"{_QUARTERS[release[-1]]} {release[:-1]}"
        return f"Work RVUs are those of the CMS release of {quarter} ({release}), whatever the day of service."

    def tiers(self) -> list[str]:
        """Each tier with its steps."""
        said = []
        for tier, day, days in self.told(self.contract.tiers):
            pooled = "all facilities together" if tier.scope is Scope.CLIENT else "each facility on its own"
            steps = "; ".join(self._step(tier, step, day) for step in tier.steps)
            by = f"counted by {tier.period.value}, {pooled}"
            taken = reads_of(tier.match, self.names)
            if tier.count is None:
                told = f"{tier.name}: {taken} are {by}{days}: {steps}."
            else:
                counted = reads_of(tier.count, self.names)
                told = f"{tier.name}: {counted} are {by}; by that count, of {taken}{days}: {steps}."
            said.append(told + self._of_period(tier))
        if len(said) > 1:
            said.insert(0, "The first of these that fits takes the read.")
        if said and any(rate.free for rate in self.contract.rates):
            said.append("Reads without charge are not counted.")
        return said

    def _of_period(self, tier: Tier) -> str:
        """When a quarter or year begins, and what becomes of its earlier months."""
        if tier.period is Period.MONTH:
            return ""
        first = Month.of(self.contract.effective).spelled()
        said = f" A {tier.period.value} is {tier.period.months} whole months, the first beginning with {first}"
        if tier.mode is TierMode.ALL_UNITS:
            return f"{said}; what a new step changes for its earlier months is a line of its own in the month that reaches it."
        return f"{said}, and the count goes on from month to month."

    def _step(self, tier: Tier, step: Step, day: date) -> str:
        if step.per_read is not None:
            price = f"cost {self.price(step.per_read, day)} each"
        elif step.percent is not None and step.percent < 0:
            price = f"cost {percent(-step.percent)} less"
        else:
            price = f"cost {percent(step.percent or Decimal(0))} more"
        if tier.mode is TierMode.GRADUATED:
            return f"the units above {step.above:,} {price}"
        return f"once there are more than {counted(step.above, 'unit')}, all of them {price}"

    def surcharges(self) -> list[str]:
        """Each surcharge, and by which clock their hours go."""
        said = []
        for surcharge, day, days in self.told(self.contract.surcharges):
            if surcharge.add is not None:
                each = _ADDED.get(surcharge.add_per, _EACH[self.contract.unit])
                more = f"{self.price(surcharge.add, day)} more {each}"
            else:
                share = surcharge.percent or Decimal(0)
                more = f"{percent(abs(share))} {'less' if share < 0 else 'more'}"
            said.append(f"{surcharge.name}: {more} for {reads_of(surcharge.match, self.names)}{days}.")
            if surcharge.add_per is AddPer.ACCESSION:
                said.append("It is added to the dearest of these of an accession.")
        if len(said) > 1:
            said.append("All that apply are added, each on the price of the read and none on another.")
        return said

    def hours(self) -> list[str]:
        """By which clock local times, weekdays and holidays go; nothing where no term has any."""
        contract = self.contract
        matches = contract.matches
        if not any(match.local_time or match.weekdays or match.holiday for match in matches):
            return []
        moment = {
            MonthBy.SIGNED: "when the read was signed",
            MonthBy.RECEIVED: "when the read was received",
            MonthBy.EXAM: "of the exam",
        }
        said = [f"Hours, weekdays and holidays are those at the facility {moment[contract.month_by]}."]
        if any(match.holiday and match.observed is Observed.BOTH for match in matches):
            said.append("Of a holiday both the day itself and the day on which it is observed count.")
        return said

    def credits(self) -> list[str]:
        """Turnaround and compliance."""
        said = []
        for rule, _, days in self.told(self.contract.turnaround):
            slow = reads_of(rule.match, self.names)
            span = f"more than {counted(rule.within_minutes, 'minute')} from {_clocks(rule.clock)}"
            if rule.credit is not None:
                credit = f"a credit of {sum_of_money(rule.credit, self.contract.currency)} each"
            else:
                credit = f"a credit of {percent(rule.credit_percent or Decimal(0))} of their charge"
            said.append(f"{rule.name}: {credit} for {slow} that took {span}{days}.")
        if len(said) > 1:
            said.append("Together these credit no more than the read's charge.")
        for goal, _, days in self.told(self.contract.compliance):
            span = f"within {counted(goal.within_minutes, 'minute')} from {_clocks(goal.clock)}"
            said.append(
                f"{goal.name}: a credit of {percent(goal.credit_percent)} of the month's read charges in a month in "
                f"which fewer than {percent(goal.at_least_percent)} of {reads_of(goal.match, self.names)} were done "
                f"{span}{days}."
            )
        if said:
            said.append("A read without both times is not measured.")
        return said

    def fees(self) -> list[str]:
        """Each fixed fee that is not over."""
        return [
            f"{fee.name}: {self._fee(fee, day)}{days if fee.every is not Every.ONCE else ''}."
            for fee, day, days in self.told(self.contract.fixed)
        ]

    def _fee(self, fee: FixedFee, day: date) -> str:
        due = fee.starts if fee.every is Every.ONCE else day
        amount = self.money(fee.amount, Month.of(due).first)
        if fee.quantity > 1:
            amount = f"{fee.quantity:,} times {amount}"
        if fee.every is Every.MONTH:
            return f"{amount} a month"
        if fee.every is Every.YEAR:
            return f"{amount} a year, in {fee.starts:%B}"
        return f"{amount} once, in {Month.of(fee.starts).spelled()}"

    def escalators(self) -> list[str]:
        """What has risen already, and what will."""
        said = []
        for step in sorted(self.contract.escalators, key=lambda step: step.on):
            due = step.on <= self.day
            verb = ("rose" if due else "rise") if step.percent >= 0 else ("fell" if due else "fall")
            included = " The amounts here include it." if due else ""
            said.append(
                f"On {spelled_day(step.on)} {self._escalated()} {verb} by {percent(abs(step.percent))}.{included}"
            )
        return said

    def _escalated(self) -> str:
        """What the contract has of the amounts that escalators multiply."""
        contract = self.contract
        parts = [
            ("all prices", any(not rate.free for rate in contract.rates)),
            ("added amounts", any(extra.add is not None for extra in contract.surcharges)),
            ("fixed fees", bool(contract.fixed)),
            ("the minimum", contract.minimum is not None),
            ("fees for coverage", bool(contract.coverage)),
            ("the maximum", contract.maximum is not None),
        ]
        return listed([words for words, there in parts if there], "and") or "all amounts"

    def taxes(self) -> list[str]:
        """Each tax."""
        return [
            f"{tax.name}: {percent(tax.percent)} of the sum of all the above{days}."
            for tax, _, days in self.told(self.contract.taxes)
        ]


def _clocks(clock: tuple[str, str]) -> str:
    return f"{_MOMENT[clock[0]]} to {_MOMENT[clock[1]]}"
