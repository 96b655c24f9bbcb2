"""The properties of pricing would find out a simpler reading of a mechanism."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings

from invoicing.contracts.choices import Rounding, Unit
from invoicing.contracts.match import Match
from invoicing.contracts.model import Multiple, Rate, Surcharge
from reads.core.read import LoggedRead
from reads.routing.route import ToHospital
from tests.properties.months import Case, cases
from tests.properties.test_pricing import SLOW, compare


def of_medicare(case: Case) -> Case:
    """The case at 85 % of Medicare, where 0.85 + 0.31 + 0.04 RVUs come to 40.08 before the percent is taken."""
    rates = (Rate(name="All", medicare_percent=Decimal(85)),)
    contract = replace(case.applied.contract, currency="USD", rounding=Rounding.READ, rates=rates, tiers=())
    return replace(case, applied=replace(case.applied, contract=contract))


def of_two_sides(case: Case) -> Case:
    """The case with both sides of each exam at one price, of which only the right bears a surcharge."""
    contract = replace(
        case.applied.contract,
        unit=Unit.EXAM,
        rates=(Rate(name="All", per_read=Decimal("30.00")),),
        surcharges=(Surcharge(name="Right", match=Match(modifiers=frozenset({"RT"})), percent=Decimal(10)),),
        multiple=Multiple(percent=Decimal(50)),
        tiers=(),
    )
    reads: list[ToHospital] = []
    for read in case.reads:
        for side in ("RT", "LT"):
            one = replace(read.logged.read, modifiers=(side,))
            reads.append(replace(read, logged=LoggedRead(one, one.key, len(reads) + 1, 1)))
    unique = {read.logged.key: read for read in reads}
    return replace(case, applied=replace(case.applied, contract=contract), reads=tuple(unique.values()))


@pytest.mark.parametrize(
    ("naive", "case_of"),
    [
        ("invoicing.pricing.medicare_fee.rounded", of_medicare),
        ("invoicing.pricing.multiple_exam_reduction.last_ties", of_two_sides),
    ],
)
def test_harness_catches_naive_mechanisms(naive, case_of, monkeypatch):
    """Medicare's amount kept exact until the end; a tie left to the order of arrival."""
    simple = {"rounded": lambda amount, _places: Fraction(amount), "last_ties": lambda read: (read.logged.version_id,)}
    monkeypatch.setattr(naive, simple[naive.rpartition(".")[2]])

    @settings(SLOW, max_examples=100, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(cases().map(case_of))
    def run(case):
        compare(case)

    with pytest.raises(AssertionError):
        run()
