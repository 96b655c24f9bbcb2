"""Whatever a contract says and whatever was read: the engine and the text of spec 3.4 agree to the last decimal."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, event, given, seed, settings
from hypothesis import strategies as st

from invoicing.contracts.choices import AddPer, Rounding, Unit, Within
from invoicing.contracts.match import Observed
from invoicing.contracts.model import Contract, Rate, Surcharge
from invoicing.pricing import read_charge
from invoicing.pricing.engine import price_month
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.month import Month
from tests.properties.months import DIRECTORY, JULY, Case, cases
from tests.properties.restated import Restated

MAY = Month(2026, 5)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def priced(case: Case, reads=None) -> PricedMonth:
    reads = case.reads if reads is None else reads
    return price_month(case.applied, JULY, reads, case.releases, DIRECTORY.facilities, case.around)


def compare(case: Case) -> None:
    """By read, by line, in total: not a cent of difference."""
    month = priced(case)
    said = restated(case)
    assert {read.logged.key: reason.code for read, reason in month.unpriced} == said.held
    for one in month.reads:
        text = said.reads[one.routed.logged.key]
        assert one.units == text.units
        assert Fraction(one.base) == text.base
        assert [(extra.name, Fraction(extra.amount)) for extra in one.surcharges] == text.surcharges
        assert [(extra.name, Fraction(extra.amount)) for extra in one.credits] == text.credits
        assert Fraction(one.charge) == text.charge
    assert len(month.reads) == len(said.reads)
    assert sorted(of_lines(month), key=repr) == sorted(said.lines, key=repr)
    assert Fraction(month.total.amount) == said.total
    assert month.unmeasured == said.unmeasured


def restated(case: Case) -> Restated:
    """The month as the text has it, after the earlier months of its longest period."""
    before: list[Restated] = []
    for month, reads in sorted(case.earlier.items()):
        before.append(Restated(case.applied.contract, month, reads, case.releases, DIRECTORY.facilities, tuple(before)))
    return Restated(case.applied.contract, JULY, case.reads, case.releases, DIRECTORY.facilities, tuple(before))


def of_lines(month: PricedMonth):
    """The lines as the restatement has them; a line of reads by its rate, without the words for the tier."""
    for line in month.lines:
        name = line.name.split(", ")[0] if line.kind is LineKind.READS else line.name
        yield (line.kind.value, line.facility, name, line.quantity, Fraction(line.amount.amount))


@SLOW
@given(cases())
def test_engine_and_text_agree(case):
    for what in bites(case, priced(case)):
        event(what)
    compare(case)


@pytest.mark.nightly
@settings(SLOW, max_examples=20_000)
@given(cases(most=40))
def test_engine_and_text_agree_at_length(case):
    compare(case)


@SLOW
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(case, random):
    """The same reads in any order give equal months: reads, lines and total."""
    shuffled = list(case.reads)
    random.shuffle(shuffled)
    assert seen(priced(case)) == seen(priced(case, shuffled))


def seen(month: PricedMonth):
    reads = [
        (one.routed.logged.key, one.units, one.base, one.tiers, one.surcharges, one.credits) for one in month.reads
    ]
    return reads, month.lines, month.total, month.unpriced, month.unmeasured, month.warnings


@SLOW
@given(cases())
def test_schedule_adds_up_to_lines_and_lines_to_total(case):
    """To the cent where reads are rounded; else each line is the rounded sum of its reads."""
    month = priced(case)
    assert sum(line.amount.minor for line in month.lines) == month.total.minor
    kinds = {LineKind.READS, LineKind.SURCHARGE}
    lines = [line for line in month.lines if line.kind in kinds]
    difference = abs(sum(Fraction(line.amount.amount) for line in lines) - sum(Fraction(r.charge) for r in month.reads))
    if case.applied.contract.rounding is Rounding.READ:
        assert difference == 0
    else:
        places = {"USD": 2, "JPY": 0, "KWD": 3}[case.applied.contract.currency]
        assert difference <= Fraction(len(lines), 2 * 10**places)
        assert difference == 0 or any(line.basis.startswith("rounded from") for line in lines)


@SLOW
@given(cases())
def test_quantity_times_unit_price_is_the_amount(case):
    """Wherever a unit price is shown at all."""
    for line in priced(case).lines:
        if line.unit_price is not None:
            assert line.quantity * line.unit_price == line.amount.amount


def bites(case: Case, month: PricedMonth):
    """Which mechanisms changed something in the month."""
    contract = case.applied.contract
    yield from {line.kind.value for line in month.lines}
    yield from {reason.code for _, reason in month.unpriced}
    yield from {warning.code for warning in month.warnings}
    prices = [read.price for read in month.reads]
    found = {
        "free": any(price.free for price in prices),
        "multiple": any(price.multiple is not None for price in prices),
        "no unit of its accession": any(not price.units for price in prices),
        "a tier's percent": any(part.percent is not None for price in prices for part in price.tiers),
        "a tier's price": any(part.per_read is not None for price in prices for part in price.tiers),
        "split by a tier": any(len(price.tiers) > 1 for price in prices),
        "multiple and tier": any(price.multiple is not None and price.tiers for price in prices),
        "tier and surcharge": any(price.tiers and price.surcharges for price in prices),
        "work RVUs": any(price.work_rvu for price in prices),
        "two credits": any(len(price.credits) > 1 for price in prices),
        "credits use the charge up": any(price.credits and price.charge + price.credited == 0 for price in prices),
        "rounded line": any(line.basis.startswith("rounded from") for line in month.lines),
        "unmeasured": month.unmeasured > 0,
        "escalator within the month": any(step.on.day > 1 for step in contract.escalators) and bool(prices),
        "minimum of a facility": any(line.kind is LineKind.MINIMUM and line.facility for line in month.lines),
        "maximum and minimum": contract.maximum is not None and contract.minimum is not None,
        "month in part": contract.effective.day > 1 or (contract.until is not None and contract.until.day > 1),
        "no read": not month.reads and bool(month.lines),
        "no decimals": contract.currency == "JPY" and bool(prices),
        "by the night": any(item.match.night_of for item in contract.rates + contract.tiers),
        "percent of Medicare": any(price.fees for price in prices),
        "of a locality": any(rate.locality and rate.medicare_percent for rate in contract.rates) and bool(prices),
        "reduced within a visit": within_a_visit(contract) and any(price.multiple is not None for price in prices),
        "only some exams reduce": some_reduce(contract) and any(price.multiple is not None for price in prices),
        "added by read": any(extra.per is AddPer.READ for price in prices for extra in price.surcharges),
        "added by accession": any(extra.per is AddPer.ACCESSION for price in prices for extra in price.surcharges),
        "parts of a cent": any(price.per_read and price.per_read != round(price.per_read, 2) for price in prices),
        "by modifier": any(match.modifiers for match in contract.matches) and bool(prices),
        "a list of one's own": "ours" in contract.holidays and bool(prices),
        "holidays by one of their days": any(match.observed is not Observed.BOTH for match in contract.matches),
        "the night of a holiday": any(match.night_of and match.holiday for match in contract.matches),
        "a tier that goes on counting": any(part.step for price in prices for part in price.tiers)
        and bool(case.earlier),
        "counted by another set": any(tier.count is not None for tier in contract.tiers)
        and any(price.tiers for price in prices),
        "a quarter's or year's minimum": any(line.name in LONGER for line in month.lines),
        "filling": bool(month.notes),
        "a minimum of reads": any(line.kind is LineKind.MINIMUM for line in month.lines)
        and contract.minimum.reads is not None,
        "coverage by the hour": any(line.kind is LineKind.COVERAGE for line in month.lines)
        and contract.coverage[0].per_hour is not None,
        **{f"unit {unit.value}": contract.unit is unit and bool(prices) for unit in Unit},
    }
    yield from (what for what, holds in found.items() if holds)


def within_a_visit(contract: Contract) -> bool:
    return contract.multiple is not None and contract.multiple.within is Within.VISIT


def some_reduce(contract: Contract) -> bool:
    return contract.multiple is not None and not contract.multiple.match.is_catch_all


LONGER = {"Quarterly minimum", "Yearly minimum"}
EVERY_KIND = {kind.value for kind in LineKind} - {"prior", "manual"}
EXPECTED = EVERY_KIND | {
    *("no_rate", "no_wrvu", "no_release", "older_release", "free", "multiple", "no unit of its accession"),
    *("a tier's percent", "a tier's price", "split by a tier", "multiple and tier", "tier and surcharge", "work RVUs"),
    *("two credits", "credits use the charge up", "rounded line", "unmeasured", "escalator within the month"),
    *("minimum of a facility", "maximum and minimum", "month in part", "no read", "no decimals", "by the night"),
    *(
        "percent of Medicare",
        "of a locality",
        "reduced within a visit",
        "only some exams reduce",
        "added by read",
        "no_fee",
    ),
    *("added by accession", "parts of a cent", "by modifier", "a list of one's own", "holidays by one of their days"),
    "the night of a holiday",
    *("a tier that goes on counting", "counted by another set", "a quarter's or year's minimum", "filling"),
    *("a minimum of reads", "coverage by the hour"),
    *(f"unit {unit.value}" for unit in Unit),
}


def test_random_months_meet_every_mechanism():
    """The properties above would hold of nothing if the months never met a rule: each is met often enough."""
    met: Counter[str] = Counter()

    def count(case):
        met.update(set(bites(case, priced(case))))

    for number in range(16):
        few = settings(SLOW, max_examples=40, database=None, phases=[Phase.generate])
        seed(number)(few(given(cases())(count)))()
    assert {what: met[what] for what in EXPECTED if met[what] < 5} == {}


def half_even(amount, places):
    """Rounds 0.125 to 0.12, as Python's round does."""
    exact = Fraction(amount)
    return Fraction(round(exact * 10**places), 10**places)


def through_a_float(amount, places):
    """Rounds what a float has made of the amount."""
    return Fraction(str(round(float(amount), places)))


def cut_off(amount, places):
    """Drops what is below the last place."""
    return Fraction(int(Fraction(amount) * 10**places), 10**places)


def on_half_a_cent(case: Case) -> Case:
    """The case with 12.5 % of 45.00 in it: 5.625."""
    contract = replace(
        case.applied.contract,
        currency="USD",
        rounding=Rounding.READ,
        rates=(Rate(name="All", per_read=Decimal("45.00")),),
        surcharges=(Surcharge(name="Always", percent=Decimal("12.5")),),
    )
    return replace(case, applied=replace(case.applied, contract=contract))


@pytest.mark.parametrize("naive", [half_even, through_a_float, cut_off])
def test_harness_catches_naive_rounding(naive, monkeypatch):
    """Half to even, money in floats, cut-off cents: each is found out."""
    monkeypatch.setattr(read_charge, "rounded", naive)

    @settings(SLOW, max_examples=100, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(cases().map(on_half_a_cent))
    def run(case):
        compare(case)

    with pytest.raises(AssertionError):
        run()


def test_harness_holds_where_nothing_is_naive():
    """On the same cases the engine itself is not found out."""

    @settings(SLOW, max_examples=50, database=None)
    @given(cases().map(on_half_a_cent))
    def run(case):
        compare(case)

    run()
