"""What spec 3.9 says of quarters and years is found out where it is forgotten."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings

from invoicing.contracts.choices import Period, TierMode
from invoicing.contracts.minimum_and_maximum import Minimum
from invoicing.contracts.model import Contract, Step, Tier
from invoicing.pricing import engine, minimum
from invoicing.pricing.month_usage import Usage
from reads.core.money import Money
from tests.properties.months import cases
from tests.properties.test_pricing import SLOW, compare


def over_a_quarter(contract: Contract) -> Contract:
    """The contract with volume of all units and a minimum by the quarter May to July, and a discount."""
    return replace(
        contract,
        effective=date(2026, 5, 10),
        until=None,
        maximum=None,
        tiers=(
            Tier(
                name="Volume",
                period=Period.QUARTER,
                mode=TierMode.ALL_UNITS,
                steps=(Step(above=2, percent=Decimal("-12.5")),),
            ),
        ),
        minimum=Minimum(quarterly=Decimal(5000)),
        discount=Decimal("12.5"),
    )


def each_month_alone(monkeypatch):
    """Counts volume from nothing in each month."""
    monkeypatch.setattr(engine, "_usage", lambda contract, *_: Usage(contract, engine.STEPS_OF_A_READ, {}))


def nothing_repriced(monkeypatch):
    """Leaves earlier months as they were when a step is reached."""
    monkeypatch.setattr(engine, "STEPS_OF_THE_MONTH", without("tier_lines"))


def discount_first(monkeypatch):
    """Takes the discount off before the minimum."""
    steps = [step for step in engine.STEPS_OF_THE_MONTH if step.__name__ != "minimum_lines"]
    monkeypatch.setattr(engine, "STEPS_OF_THE_MONTH", [*steps[:-1], minimum.minimum_lines, steps[-1]])


def shares_rounded(monkeypatch):
    """Rounds a minimum's share of each month."""

    def least(collected, days):
        parts = [whole(collected, {month: count}) for month, count in days.items()]
        return sum(parts, Money(0, collected.contract.currency))

    whole = minimum._Collected._least
    monkeypatch.setattr(minimum._Collected, "_least", least)


def without(name):
    return [step for step in engine.STEPS_OF_THE_MONTH if step.__name__ != name]


@pytest.mark.parametrize("naive", [each_month_alone, nothing_repriced, discount_first, shares_rounded])
def test_harness_catches_naive_periods(naive, monkeypatch):
    """Each forgets what spec 3.9 says of a quarter, and is found out."""
    naive(monkeypatch)

    @settings(SLOW, max_examples=150, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(cases(most=8, change=over_a_quarter))
    def run(case):
        compare(case)

    with pytest.raises(AssertionError):
        run()
