"""A contract that waives late reads: whatever happened, in whatever order and however often papers were issued (spec 3.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import Difference, MonthCost, difference, difference_to
from invoicing.closing.late_reads_waived import MonthFacts, cost_when_waived
from invoicing.contracts.contract_of_read import Coverage, CoveredBy
from invoicing.pricing.engine import price_month
from reads.core.money import Money
from reads.core.read import LoggedRead
from reads.directory.model import Radiologist
from reads.routing.route import ToHospital
from tests.properties.histories import BOOKS, Group, History, histories
from tests.properties.months import JULY

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@dataclass
class Waiving(Group):
    """The group of the histories under a contract that waives; `waive` works out the difference."""

    then: dict[str, ToHospital] = field(default_factory=dict)
    waive: Callable[[Waiving], Difference] | None = None

    def now(self) -> dict[str, ToHospital]:
        """July's reads as they are known now."""
        coverage, found = Coverage.of([self.applied], BOOKS), {}
        for key, (read, exam, version) in self.reads.items():
            terms = coverage.terms(read)
            taken_back = any(key in some for some in self.gone.values())
            if not taken_back and isinstance(terms, CoveredBy) and terms.month == JULY:
                facility = BOOKS.facility(read.facility, terms.service_date)
                assert facility is not None
                logged, reader = LoggedRead(read, key, version, 1), Radiologist(read.radiologist, read.radiologist)
                found[key] = ToHospital(logged, terms, facility, exam, reader, "wet read")
        return found

    def close(self) -> None:
        if not self.papers:
            self.then = self.now()
        super().close()

    def billed(self) -> Billed:
        return Billed.of(self.papers, JULY, self.contract.currency)

    def invoiced(self) -> Billed:
        return Billed.of(self.papers[:1], JULY, self.contract.currency)

    def cost(self) -> MonthCost:
        def price(reads):
            return price_month(self.applied, JULY, reads, self.releases, BOOKS.facilities)

        return cost_when_waived(self.applied, JULY, self.invoiced(), MonthFacts(self.now(), self.then), price)

    def open(self) -> Difference:
        return row_by_row(self) if self.waive is None else self.waive(self)


def row_by_row(group: Waiving) -> Difference:
    return difference_to(group.billed(), group.cost(), {})


def lived(history: History, waive: Callable[[Waiving], Difference] | None = None, *, often: bool = True) -> Waiving:
    """All deeds, July closed where the history says so first; with `often`, papers are issued again wherever it says so."""
    group = Waiving(history.contract, history.releases, difference, waive=waive)
    for deed, what in (*history.deeds, ("close", 0), ("close", 0)):
        if deed in ("close", "adjust") and group.papers and not often:
            continue
        group.do(deed, what)
    group.do("adjust", 0)
    return group


def total(billed: Billed) -> Money:
    return billed.total


def holds(history: History, waive: Callable[[Waiving], Difference] | None = None) -> None:
    """The number of closings doesn't matter, and July never ends above its own invoice."""
    group, once = lived(history, waive), lived(history, waive, often=False)
    assert total(group.billed()) == total(once.billed())
    assert total(group.billed()).minor <= total(group.invoiced()).minor
    charges = {key: row.charge for key, row in group.billed().reads.items() if row.charge}
    assert charges == {key: row.charge for key, row in once.billed().reads.items() if row.charge}


@SLOW
@given(histories())
def test_neither_order_nor_number_of_closings_matters_and_no_month_ends_above_its_own_invoice(history: History):
    holds(history)


@SLOW
@given(histories())
def test_a_late_read_counts_in_nothing(history: History):
    """July costs what it would cost if the reads that came after its invoice had never come."""
    group = lived(history)
    without = Waiving(group.contract, group.releases, difference)
    without.papers, without.then, without.gone = group.papers[:1], group.then, group.gone
    without.reads = {key: each for key, each in group.reads.items() if key in group.invoiced().reads}
    assert without.cost().minor == group.cost().minor


def least_of_both(group: Waiving) -> Difference:
    """Naive: the whole month with late reads or without, whichever costs less, or nothing."""
    now = group.now()
    billed = group.billed()
    costs = [
        MonthCost.of(price_month(group.applied, JULY, some, group.releases, BOOKS.facilities))
        for some in (list(now.values()), [read for key, read in now.items() if key in billed.reads])
    ]
    found = min((difference_to(billed, cost, {}) for cost in costs), key=lambda each: each.total.minor)
    return found if found.total.minor < 0 else replace(found, lines=(), rows=())


def every_read_of_now(group: Waiving) -> Difference:
    """Naive: nothing is waived."""
    cost = MonthCost.of(price_month(group.applied, JULY, group.now().values(), group.releases, BOOKS.facilities))
    return difference_to(group.billed(), cost, {})


@pytest.mark.parametrize("naive", [least_of_both, every_read_of_now])
def test_a_naive_waiving_is_found_out(naive):
    """The property would fail if it could."""

    @seed(7)
    @settings(SLOW, max_examples=400, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(histories())
    def naively(history: History) -> None:
        holds(history, naive)

    with pytest.raises(AssertionError):
        naively()
