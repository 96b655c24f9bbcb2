"""Spec 3.1 to 3.4 said a second time, slowly and in exact fractions, straight from its text: what the engine is held against.

It shares the contract's values and the routed reads with the engine, and nothing of how the engine works.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from fractions import Fraction

import holidays

from invoicing.contracts.contract import Contract, Every, MinimumMode, Rounding, Scope, TierMode, Unit
from reads.core.month import Month
from reads.fees.release import NoRelease

PLACES = {"USD": 2, "JPY": 0, "KWD": 3}


def cents(amount, places):
    """Half away from zero."""
    scaled = abs(Fraction(amount)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if amount >= 0 else -whole, 10**places)


@dataclass
class Restated:
    """What the text says of a month: by read key the amounts, the lines, the total."""

    held: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    surcharges: dict = field(default_factory=dict)
    charge: dict = field(default_factory=dict)
    credits: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)
    total: Fraction = Fraction(0)
    unmeasured: int = 0


def in_force(item, day):
    return (item.starts is None or item.starts <= day) and (item.ends is None or day < item.ends)


def holiday(name, day):
    country, _, part = name.partition("-")
    return any(
        day in holidays.country_holidays(country, subdiv=part or None, observed=observed, years=day.year)
        for observed in (True, False)
    )


def matches(match, read):
    """All given keys must hold; a list means any of, also any of an exam's several codes."""
    logged, exam, local = read.logged.read, read.exam, read.terms.local_time
    clock, day = local.time(), local.date()
    if match.cpt and not any(span.first <= code <= span.last for span in match.cpt for code in exam.cpt):
        return False
    if match.exam_code and logged.exam_code.lower() not in {code.lower() for code in match.exam_code}:
        return False
    for wanted, has in (
        (match.modality, exam.modality or logged.modality),
        (match.read_type, logged.read_type.value),
        (match.priority, logged.priority.value),
        (match.facility, logged.facility),
        (match.radiologist, read.radiologist.id),
        (match.patient_class, logged.patient_class and logged.patient_class.value),
        (match.payer, logged.payer),
    ):
        if wanted and has not in wanted:
            return False
    if match.regions is not None and exam.regions < match.regions:
        return False

    def within(window):
        if window.starts < window.ends:
            return window.starts <= clock < window.ends
        return window.starts <= clock or clock < window.ends

    if match.local_time and not any(within(window) for window in match.local_time):
        return False
    if match.holiday and not any(holiday(name, day) for name in match.holiday):
        return False
    if match.weekdays:
        night = day
        over = [window for window in match.local_time if window.starts > window.ends and within(window)]
        morning = any(clock < window.ends for window in over) if over else clock < time(12)
        if match.night_of and morning:
            night = day - timedelta(days=1)
        if night.weekday() not in match.weekdays:
            return False
    return True


def after_escalators(amount, contract, day, places):
    amount = Fraction(amount)
    for step in sorted(contract.escalators, key=lambda step: step.on):
        if step.on <= day:
            amount = cents(amount * (100 + Fraction(step.percent)) / 100, places)
    return amount


def restate(contract: Contract, month: Month, reads, releases, facilities) -> Restated:
    """The month as the text has it."""
    places = PLACES[contract.currency]
    said = Restated()
    exact = contract.rounding is Rounding.LINE

    def kept(amount):
        return amount if exact else cents(amount, places)

    # 1. Base, and who can't be priced
    rate_of, base, units, work = {}, {}, {}, {}
    priced = []
    for read in reads:
        key, day = read.logged.key, read.terms.service_date
        rate = next((rate for rate in contract.rates if in_force(rate, day) and matches(rate.match, read)), None)
        if rate is None:
            said.held[key] = "no_rate"
            continue
        units[key] = {
            Unit.EXAM: 1,
            Unit.ACCESSION: 1,
            Unit.CPT: len(read.exam.cpt),
            Unit.REGION: read.exam.regions,
        }[contract.unit]
        base[key] = Fraction(0)
        if not rate.free:
            if rate.per_read is not None:
                base[key] += after_escalators(rate.per_read, contract, day, places) * units[key]
            if rate.per_wrvu is not None:
                chosen = releases.on(day, contract.rvu)
                if isinstance(chosen, NoRelease):
                    said.held[key] = "no_release"
                    continue
                rows = [chosen.release.professional(code) for code in read.exam.cpt]
                if any(row is None for row in rows):
                    said.held[key] = "no_wrvu"
                    continue
                work[key] = sum(Fraction(row.work_rvu) for row in rows)
                base[key] += after_escalators(rate.per_wrvu, contract, day, 4) * work[key]
        rate_of[key] = rate
        priced.append(read)

    # accession, and 2. Multiple
    dearest = {}
    for read in priced:
        logged = read.logged.read
        order = (-base[read.logged.key], logged.signed_at, logged.exam, read.logged.key)
        group = (logged.facility, logged.accession.lower(), logged.read_type)
        if group not in dearest or order < dearest[group]:
            dearest[group] = order
    full = {order[-1] for order in dearest.values()}
    nothing = set()
    for read in priced:
        key = read.logged.key
        if key in full:
            continue
        if contract.unit is Unit.ACCESSION:
            units[key], base[key] = 0, Fraction(0)
            nothing.add(key)
        elif contract.multiple is not None:
            base[key] = base[key] * Fraction(contract.multiple) / 100

    # 3. Tier: unit by unit
    def counting(read):
        logged = read.logged.read
        return (
            read.terms.billing_moment,
            logged.accession,
            logged.exam,
            logged.facility,
            logged.read_type,
            read.logged.key,
        )

    priced.sort(key=counting)
    tier_of = {}
    for read in priced:
        day = read.terms.service_date
        if not rate_of[read.logged.key].free:
            for tier in contract.tiers:
                if in_force(tier, day) and matches(tier.match, read):
                    tier_of[read.logged.key] = tier
                    break
    steps = defaultdict(list)  # read -> the step of each of its units
    counted = defaultdict(int)
    total_units = defaultdict(int)

    def group_of(read):
        tier = tier_of[read.logged.key]
        return tier.name, read.logged.read.facility if tier.scope is Scope.FACILITY else None

    for read in priced:
        if read.logged.key in tier_of:
            total_units[group_of(read)] += units[read.logged.key]
    stands_at = {}
    for read in priced:
        key = read.logged.key
        if key not in tier_of:
            continue
        tier, group = tier_of[key], group_of(read)

        def step_at(number, tier=tier):
            reached = [at for at, step in enumerate(tier.steps, 1) if number > step.above]
            return max(reached, default=0)

        stands_at[key] = step_at(total_units[group] if tier.mode is TierMode.ALL_UNITS else counted[group])
        for _ in range(units[key]):
            counted[group] += 1
            number = total_units[group] if tier.mode is TierMode.ALL_UNITS else counted[group]
            steps[key].append(step_at(number))

    parts = {}  # read -> {step: (units, amount)}
    for read in priced:
        key, day = read.logged.key, read.terms.service_date
        if key not in tier_of:
            parts[key] = {None: (units[key], base[key])}
            continue
        tier = tier_of[key]
        parts[key] = {}
        for number in sorted(set(steps[key])) or [stands_at[key]]:
            count = steps[key].count(number)
            share = base[key] * count / units[key] if units[key] else Fraction(0)
            if number:
                step = tier.steps[number - 1]
                if step.per_read is not None:
                    share = after_escalators(step.per_read, contract, day, places) * count
                else:
                    share = share * (100 + Fraction(step.percent)) / 100
            parts[key][number] = (count, share)
        base[key] = sum(amount for _, amount in parts[key].values())

    # 4. Surcharges and 5. Rounding
    extras = {}
    for read in priced:
        key, day = read.logged.key, read.terms.service_date
        extras[key] = []
        for surcharge in contract.surcharges:
            if rate_of[key].free or key in nothing:
                continue
            if in_force(surcharge, day) and matches(surcharge.match, read):
                amount = Fraction(0)
                if surcharge.percent is not None:
                    amount += base[key] * Fraction(surcharge.percent) / 100
                if surcharge.add is not None:
                    amount += after_escalators(surcharge.add, contract, day, places) * units[key]
                extras[key].append((surcharge, kept(amount)))
        parts[key] = {number: (count, kept(amount)) for number, (count, amount) in parts[key].items()}
        said.units[key] = units[key]
        said.base[key] = sum(amount for _, amount in parts[key].values())
        said.surcharges[key] = [(surcharge.name, amount) for surcharge, amount in extras[key]]
        said.charge[key] = said.base[key] + sum(amount for _, amount in extras[key])

    # 7. Turnaround, and the clocks of 9. Compliance
    measured, in_time, unmeasured = defaultdict(int), defaultdict(int), set()
    credit_lines = defaultdict(lambda: [0, Fraction(0)])
    for read in priced:
        key, day, logged = read.logged.key, read.terms.service_date, read.logged.read
        left = max(said.charge[key], 0)
        said.credits[key] = []
        for rule in (*contract.turnaround, *contract.compliance):
            if not (in_force(rule, day) and matches(rule.match, read)):
                continue
            start, end = getattr(logged, rule.clock[0]), getattr(logged, rule.clock[1])
            if start is None or end is None or end < start:
                unmeasured.add(key)
                continue
            late = (end - start).total_seconds() > rule.within_minutes * 60
            if rule in contract.compliance:
                measured[rule.name] += 1
                in_time[rule.name] += not late
            elif late:
                wanted = Fraction(rule.credit or 0)
                if rule.credit_percent is not None:
                    wanted += cents(said.charge[key] * Fraction(rule.credit_percent) / 100, places)
                credit = min(left, wanted)
                left -= credit
                if credit > 0:
                    said.credits[key].append((rule.name, -credit))
                    credit_lines[rule.name][0] += 1
                    credit_lines[rule.name][1] -= credit
    said.unmeasured = len(unmeasured)

    # Lines of reads and surcharges
    read_lines = defaultdict(lambda: [0, Fraction(0)])
    for read in priced:
        key, where = read.logged.key, read.logged.read.facility
        for number, (count, amount) in parts[key].items():
            tier = tier_of[key].name if key in tier_of else None
            line = read_lines["reads", where, rate_of[key].name, tier, number]
            line[0] += count
            line[1] += amount
        for surcharge, amount in extras[key]:
            line = read_lines["surcharge", where, surcharge.name]
            line[0] += units[key]
            line[1] += amount
    for name, (quantity, amount) in read_lines.items():
        said.lines.append((name[0], name[1], name[2], quantity, cents(amount, places)))
    read_charges = sum((line[4] for line in said.lines), Fraction(0))
    by_facility = defaultdict(Fraction)
    for line in said.lines:
        by_facility[line[1]] += line[4]
    for name, (quantity, amount) in credit_lines.items():
        said.lines.append(("turnaround", None, name, quantity, cents(amount, places)))

    # 8. Maximum, then minimum
    days = [month.first + timedelta(days=n) for n in range(month.days)]
    life = [day for day in days if contract.effective <= day and (contract.until is None or day < contract.until)]

    def prorated(monthly, covered):
        due = after_escalators(monthly, contract, month.first, places)
        return cents(due * covered / month.days, places)

    usage = read_charges
    if contract.maximum and usage > prorated(contract.maximum.monthly, len(life)):
        most = prorated(contract.maximum.monthly, len(life))
        said.lines.append(("maximum", None, "Monthly maximum", 1, most - usage))
        usage = most
    if contract.minimum:
        if contract.minimum.scope is Scope.CLIENT:
            shares = [(None, len(life), usage)]
        else:
            shares = []
            for name, rows in facilities.items():
                covered = [day for day in life for row in rows if in_force(row, day) and row.client == contract.client]
                if not contract.facilities or name in contract.facilities:
                    shares.append((name, len(covered), by_facility[name]))
        for name, covered, used in shares:
            least = prorated(contract.minimum.monthly, covered)
            if contract.minimum.mode is MinimumMode.BASE_FEE and covered:
                said.lines.append(("minimum", name, "Monthly base fee", 1, least))
            elif contract.minimum.mode is MinimumMode.TRUE_UP and covered and used < least:
                said.lines.append(("minimum", name, "Monthly minimum", 1, least - used))

    # 9. Compliance, fixed fees, taxes
    for rule in contract.compliance:
        count = measured[rule.name]
        if count and Fraction(100 * in_time[rule.name], count) < Fraction(rule.at_least_percent):
            credit = cents(read_charges * Fraction(rule.credit_percent) / 100, places)
            said.lines.append(("compliance", None, rule.name, 1, -credit))
    for fee in contract.fixed:
        if fee.every is Every.MONTH:
            due = any(fee.starts <= day and (fee.ends is None or day < fee.ends) for day in life)
        elif fee.every is Every.YEAR:
            due = any((day.month, day.day) == (fee.starts.month, fee.starts.day) for day in life if day >= fee.starts)
            due = due and (fee.ends is None or date(month.year, fee.starts.month, fee.starts.day) < fee.ends)
        else:
            due = fee.starts in life
        if due:
            amount = after_escalators(fee.amount, contract, month.first, places) * fee.quantity
            said.lines.append(("fixed", None, fee.name, fee.quantity, cents(amount, places)))
    if said.lines:
        taxed = sum(line[4] for line in said.lines)
        day = max(month.first, contract.effective)
        for tax in contract.taxes:
            if in_force(tax, day):
                said.lines.append(("tax", None, tax.name, 1, cents(taxed * Fraction(tax.percent) / 100, places)))
    said.total = sum((line[4] for line in said.lines), Fraction(0))
    return said
