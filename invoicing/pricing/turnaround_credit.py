"""Step 7: credits for reads that took too long (spec 3.4).

A read is late when more time has passed than `within_minutes`, to the second: 30:00 is in time, 30:01 is not. One whose
clocks are missing or run backwards is unmeasured: no credit, outside every percentage. One whose clocks are farther apart than
a read's moments can be, or run backwards by more than a day (a typo of the year), is held. Rules credit in the order of the file, each on the whole charge, until the charge is used up (one that discounts have made negative earns none); under `rounding = "line"` a percent credit is rounded to the
minor unit like any other, and still not above the exact charge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction

from invoicing.contracts.model import Compliance, Turnaround
from invoicing.pricing.priced_month import Extra
from invoicing.pricing.read_charge import Charging
from reads.core.currency import places_of
from reads.core.money import round_half_away
from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING, Read
from reads.routing.route import Reason


def is_late(read: Read, rule: Turnaround | Compliance) -> bool | None:
    """Whether the read took longer than the rule allows; None where its clock can't say."""
    first, second = (getattr(read, clock) for clock in rule.clock)
    if first is None or second is None or second < first:
        return None
    return bool(second - first > timedelta(minutes=rule.within_minutes))


def not_believed(read: Read, rules: Iterable[Turnaround | Compliance], contract: str) -> Reason | None:
    """Why a read is held that would have taken longer than a read can, by the clock of a rule that looks at it."""
    for rule in rules:
        first, second = (getattr(read, clock) for clock in rule.clock)
        if first is None or second is None or -AFTER_SIGNING <= second - first <= BEFORE_SIGNING:
            continue
        earlier, later = rule.clock
        side = "after" if second < first else "before"
        return Reason(
            "turnaround_too_long",
            f"{earlier} lies {abs(second - first).days} days {side} {later}, and the contract {contract} measures how long it took "
            f"({rule.name})",
            f"correct the year or the month of {'the wrong one' if second < first else earlier} at the source and import the read again with `--amend`; where nobody "
            "knows it, leave it out: the read is then billed unmeasured",
        )
    return None


def credited(charge: Fraction, rules: Sequence[Turnaround], places: int) -> list[tuple[Turnaround, Fraction]]:
    """What each rule credits of a charge, positive; rules that have nothing left to credit are left out."""
    left = max(charge, Fraction(0))
    credits_: list[tuple[Turnaround, Fraction]] = []
    for rule in rules:
        amount = min(left, _wanted(charge, rule, places))
        if amount > 0:
            credits_.append((rule, amount))
            left -= amount
    return credits_


def _wanted(charge: Fraction, rule: Turnaround, places: int) -> Fraction:
    wanted = Fraction(rule.credit or 0)
    if rule.credit_percent is not None:
        percent = charge * Fraction(rule.credit_percent) / 100
        wanted += Fraction(round_half_away(percent, places), 10**places)
    return wanted


def credit_late_reads(read: Charging) -> None:
    """What the rules that the read was too late for credit of its charge."""
    if read.late:
        read.credits = tuple(
            Extra(rule.name, read.keep(-amount), rule.credit_percent, rule.credit)
            for rule, amount in credited(Fraction(read.charge), read.late, places_of(read.contract.currency))
        )
