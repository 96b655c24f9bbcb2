"""What a step, a late read and an unpunctual month cost, at their very edges (spec 3.4): found by changing each line on purpose."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from invoicing.contracts.model import Compliance, Step, Tier, Turnaround
from invoicing.pricing.compliance_credit import compliance_lines
from invoicing.pricing.compliance_percentage import Punctuality
from invoicing.pricing.price_list import TierPrice
from invoicing.pricing.priced_month import TierPart
from invoicing.pricing.rounding import round_each
from invoicing.pricing.turnaround_credit import credit_late_reads, credited, is_late
from invoicing.pricing.volume_tiers import split_by_tier, step_price
from reads.core.money import Money, round_half_away

PRICE = TierPrice(
    Tier(name="volume", steps=(Step(above=10, percent=Decimal(90)), Step(above=20, per_read=Decimal(7)))),
    (None, Decimal(7)),
    (Fraction(9, 10), Fraction(1)),
)
BASE = Fraction(40)


@pytest.mark.parametrize(
    ("number", "units", "of", "price"),
    [(0, 1, 1, 40), (0, 3, 4, 30), (1, 1, 1, 36), (1, 1, 4, 9), (1, 3, 4, 27), (2, 1, 1, 7), (2, 3, 4, 21)],
)
def test_each_part_of_a_read_costs_what_its_step_says(number: int, units: int, of: int, price: int):
    assert step_price(PRICE, number, BASE, units, of) == price


@pytest.mark.parametrize(
    ("parts", "amounts", "base", "multiple"),
    [
        (((0, 1), (1, 3)), (10, 27), 37, "bilateral"),
        (((1, 2), (2, 2)), (18, 14), 32, "bilateral"),
        (((2, 4),), (28,), 28, None),
        (((0, 4),), (40,), 40, "bilateral"),
    ],
)
def test_a_read_over_an_edge_costs_the_sum_and_a_step_s_own_price_ends_the_multiple(parts, amounts, base, multiple):
    read = SimpleNamespace(based=SimpleNamespace(tier=PRICE), base=BASE, units=4, parts=parts, multiple="bilateral")
    split_by_tier(read)
    assert (read.by_tier, read.base, read.multiple) == (amounts, base, multiple)
    steps = {0: (0, None, None), 1: (10, Decimal(90), None), 2: (20, None, Decimal(7))}
    assert [(t.above, t.percent, t.per_read) for t in read.tiers] == [steps[number] for number, _ in parts]
    assert [(t.name, t.step, t.units, t.amount) for t in read.tiers] == [("volume", *part, 0) for part in parts]


def test_the_parts_of_a_read_over_an_edge_are_rounded_each_and_the_base_is_their_sum():
    """Two half cents are a cent each, and two cents together; the exact base of one cent is not what is charged."""
    parts = tuple(TierPart("volume", step, 1, Fraction(0)) for step in (0, 1))
    half = Fraction(1, 200)
    read = SimpleNamespace(
        tiers=parts,
        by_tier=(half, half),
        base=2 * half,
        added=(),
        units=2,
        keep=lambda amount: Fraction(round_half_away(amount, 2), 100),
        sum=lambda amounts: sum(amounts, Fraction(0)),
    )
    round_each(read)
    assert [part.amount for part in read.tiers] == [Fraction(1, 100)] * 2
    assert read.kept_base == read.charge == Fraction(2, 100)


def clocked(**took: int) -> SimpleNamespace:
    received = datetime(2026, 10, 1, 3, tzinfo=UTC)
    return SimpleNamespace(received_at=received, signed_at=received + timedelta(**took))


@pytest.mark.parametrize(
    ("read", "late"),
    [
        (clocked(minutes=30), False),
        (clocked(minutes=30, seconds=1), True),
        (clocked(), False),
        (clocked(seconds=-1), None),
        (SimpleNamespace(received_at=datetime(2026, 10, 1, tzinfo=UTC), signed_at=None), None),
        (SimpleNamespace(received_at=None, signed_at=datetime(2026, 10, 1, tzinfo=UTC)), None),
    ],
)
def test_a_read_is_late_from_the_next_second_on_and_unmeasured_without_clocks(read, late):
    assert is_late(read, Turnaround(name="30 min", within_minutes=30)) is late


@pytest.mark.parametrize(
    ("charge", "rules", "amounts"),
    [
        ("40", [{"credit": 5}], [5]),
        ("40", [{"credit": 5, "credit_percent": 10}], [9]),
        ("40", [{"credit": 30}, {"credit": 30}, {"credit": 1}], [30, 10]),
        ("0.50", [{"credit_percent": 100}], ["0.50"]),
        ("0", [{"credit": 5}], []),
        ("-3", [{"credit": 5}], []),
        ("0.04", [{"credit_percent": 10}, {"credit": 1}], ["0.04"]),
    ],
)
def test_rules_credit_in_turn_until_the_charge_is_used_up(charge, rules, amounts):
    made = [Turnaround(name="late", **{key: Decimal(value) for key, value in rule.items()}) for rule in rules]
    found = credited(Fraction(charge), made, 2)
    assert [amount for _, amount in found] == [Fraction(amount) for amount in amounts]


def test_a_credit_says_by_which_rule_in_the_contract_s_currency():
    rule = Turnaround(name="30 min", credit_percent=Decimal(10), credit=Decimal(2))
    yen = SimpleNamespace(currency="JPY")
    read = SimpleNamespace(late=(rule,), charge=Decimal(107), contract=yen, credits=(), keep=int)
    credit_late_reads(read)
    (extra,) = read.credits
    assert (extra.name, extra.amount, extra.percent, extra.each) == ("30 min", Decimal(-13), 10, 2)


@pytest.mark.parametrize(("in_time", "lines"), [(94, 1), (95, 0), (96, 0)])
def test_a_month_that_just_meets_its_percentage_owes_nothing(in_time: int, lines: int):
    rule = Compliance(name="95 %", within_minutes=30, at_least_percent=Decimal(95), credit_percent=Decimal(2))
    sheet = SimpleNamespace(
        usage=SimpleNamespace(punctuality=[Punctuality(rule, 100, in_time)]), sum=lambda _: Money(1050, "JPY")
    )
    found = compliance_lines(sheet)
    assert [(line.name, line.amount, line.basis) for line in found] == [
        ("95 %", Money(-21, "JPY"), "94.00 % within 30 minutes (94 of 100) instead of 95 %: 2 % of 1,050")
    ] * lines
