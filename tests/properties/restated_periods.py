"""Spec 3.9 of quarters and years, coverage and the discount said a second time, for `restated`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from invoicing.contracts.choices import MinimumMode, Scope, TierMode
from reads.core.month import Month
from tests.properties.restated_match import cents, in_force, matches

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
ZERO = Fraction(0)
USAGE = {"reads", "surcharge", "tier", "maximum"}
NAMES = {"month": "Monthly", "quarter": "Quarterly", "year": "Yearly"}


def period(contract: Any, month: Month, length: str) -> list[Month]:
    """Whole months, the first that of the effective day: walked through from there."""
    at = Month.of(contract.effective)
    while True:
        found = [at]
        for _ in range(LENGTHS[length] - 1):
            found.append(found[-1].next())
        if month in found:
            return found
        at = found[-1].next()


def life(contract: Any, month: Month) -> list[date]:
    days = [month.first + timedelta(days=number) for number in range(month.days)]
    return [day for day in days if contract.effective <= day and (not contract.until or day < contract.until)]


def counted_before(said: Any, tier: Any) -> dict[str, int]:
    """What a tier has counted in the earlier months of its period, by facility or under an empty text."""
    those = period(said.contract, said.month, tier.period.value)
    found: dict[str, int] = {}
    for each in said.before:
        if each.month in those:
            for place, units in each.counted[tier.name].items():
                found[place] = found.get(place, 0) + units
    return found


def is_counted(tier: Any, said: Any) -> bool:
    """By its own `count` on its own days, else the reads that it prices; free ones never."""
    if said.rate.free or tier.count is None:
        return not said.rate.free and said.tier is tier
    return in_force(tier, said.day) and matches(tier.count, said.read)


def steps_reached(said: Any, tier: Any) -> dict[str, int]:
    """The step that each group of the tier has reached by the end of the month."""
    before = counted_before(said, tier)
    places = before.keys() | said.counted[tier.name].keys()
    units = {place: before.get(place, 0) + said.counted[tier.name].get(place, 0) for place in places}
    return {place: sum(count > step.above for step in tier.steps) for place, count in units.items()}


def charges_at(said: Any, forced: Any) -> dict[str, Fraction]:
    """A month's lines of reads and surcharges by facility, had these tiers been at these steps."""
    again = type(said)(said.contract, said.month, said.all_reads, said.releases, said.facilities, said.before, forced)
    found: dict[str, Fraction] = {}
    for line in again.lines:
        found[line[1]] = found.get(line[1], ZERO) + line[4]
    return found


def tier_lines(said: Any) -> list[Any]:
    """What the step reached now changes for the earlier months of a tier of all units: their read charges, at both steps."""
    found = []
    retro = [each for each in said.contract.tiers if each.mode is TierMode.ALL_UNITS and each.period.value != "month"]
    last = said.before[-1] if said.before else None
    forced = {tier.name: last.reached[tier.name] if last else {} for tier in retro}
    for tier in retro:
        months = [each for each in said.before if each.month in period(said.contract, said.month, tier.period.value)]
        after = {**forced, tier.name: said.reached[tier.name]}
        pairs = [(charges_at(each, forced), charges_at(each, after)) for each in months]
        facilities = sorted({place for old, new in pairs for place in (*old, *new)})
        for facility in facilities:
            moved = [(old.get(facility, ZERO), new.get(facility, ZERO)) for old, new in pairs]
            if any(old != new for old, new in moved):
                amount = sum((new - old for old, new in moved), ZERO)
                found.append(("tier", facility, tier.name, 1, amount))
        forced = after
    return found


def minimum_lines(said: Any) -> list[Any]:
    """In the last month of the period that the contract covers: what all of its months' reads leave open."""
    minimum, contract = said.contract.minimum, said.contract
    length = minimum.period.value if minimum.reads else "year" if minimum.yearly is not None else "month"
    length = "quarter" if minimum.quarterly is not None else length
    months = period(contract, said.month, length)
    covered = [month for month in months if life(contract, month)]
    if not covered or covered[-1] != said.month:
        return []
    sheets = [each for each in (*said.before, said) if each.month in months]
    found = []
    for facility in _holders(said, minimum):
        parts = [(month, _days(said, month, facility)) for month in months]
        used = sum((line[4] for each in sheets for line in each.lines if _is_used(line, facility)), ZERO)
        if not any(days for _, days in parts):
            continue
        if minimum.reads:
            number = sum((Fraction(minimum.reads, len(months)) * days / month.days for month, days in parts), ZERO)
            units = sum(one.units for each in sheets for one in each.reads.values() if _counts(one, facility))
            price = said.escalated(minimum.price, said.month.first, said.places)
            missing = number - units
            if missing > 0:
                shown = int(missing) if missing.denominator == 1 else 1
                found.append(
                    ("minimum", facility, f"{NAMES[length]} minimum", shown, cents(missing * price, said.places))
                )
            continue
        amount = next(one for one in (minimum.monthly, minimum.quarterly, minimum.yearly) if one is not None)
        shares = [
            said.escalated(amount, month.first, said.places) / len(months) * days / month.days for month, days in parts
        ]
        least = cents(sum(shares, ZERO), said.places)
        if minimum.mode is MinimumMode.BASE_FEE:
            found.append(("minimum", facility, "Monthly base fee", 1, least))
        elif used < least:
            found.append(("minimum", facility, f"{NAMES[length]} minimum", 1, least - used))
    return found


def _holders(said: Any, minimum: Any) -> Sequence[str | None]:
    if minimum.scope is Scope.CLIENT:
        return [None]
    return [name for name in said.facilities if not said.contract.facilities or name in said.contract.facilities]


def _days(said: Any, month: Month, facility: str | None) -> int:
    days = life(said.contract, month)
    if facility is None:
        return len(days)
    ours = [row for row in said.facilities[facility] if row.client == said.contract.client]
    return sum(any(in_force(row, day) for row in ours) for day in days)


def _is_used(line: Any, facility: str | None) -> bool:
    return line[0] in USAGE and facility in (None, line[1])


def _counts(one: Any, facility: str | None) -> bool:
    return not one.rate.free and facility in (None, one.facility)


def discount_line(said: Any) -> list[Any]:
    """A percent of all lines so far, one rounding."""
    off = cents(sum((line[4] for line in said.lines), ZERO) * Fraction(said.contract.discount or 0) / 100, said.places)
    return [("discount", None, "Discount", 1, -off)] if off else []


def coverage_lines(said: Any) -> list[Any]:
    """Each night that begins on such a day of the month, or the hours that pass in it."""
    found = []
    for fee in said.contract.coverage:
        quantity = ZERO
        for day in life(said.contract, said.month):
            if not in_force(fee, day) or (fee.weekdays and day.weekday() not in fee.weekdays):
                continue
            quantity += 1 if fee.per_night is not None else _passed(day, fee.hours, zone_of(said, fee))
        price = fee.per_night if fee.per_night is not None else fee.per_hour
        amount = cents(said.escalated(price, said.month.first, said.places) * quantity, said.places)
        if quantity:
            found.append(("coverage", None, fee.name, quantity, amount))
    return found


def _passed(day: date, window: Any, zone: Any) -> Fraction:
    """Counted by the minute, on the world's clock."""
    end = day + timedelta(days=window.ends <= window.starts)
    at, last = (
        datetime.combine(*when, tzinfo=zone).astimezone(UTC) for when in ((day, window.starts), (end, window.ends))
    )
    return Fraction(int((last - at).total_seconds()) // 60, 60)


def zone_of(said: Any, fee: Any) -> Any:
    """The clause's clock, else that of the first facility that the contract ever covers."""
    mine = said.contract.facilities
    rows = [row for name in sorted(said.facilities) if not mine or name in mine for row in said.facilities[name]]
    return ZoneInfo(fee.timezone) if fee.timezone else next(r.zone for r in rows if r.client == said.contract.client)
