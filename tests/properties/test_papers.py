"""Whatever happened, in whatever order, and whenever papers were issued: the papers of a month add up to its price (spec 3.6)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import Difference, difference
from invoicing.papers.row_reasons import LATE
from invoicing.pricing.priced_month import LineKind, PricedMonth
from tests.properties.histories import History, histories, rounds_by_read, run

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(histories())
def test_papers_of_a_month_add_up_to_its_price_and_no_issued_paper_changes(history: History):
    group = run(history)
    if rounds_by_read(history):
        assert not any(line.name == "Rounding" for paper in group.papers for line in paper.lines)
    assert not group.open()


@pytest.mark.nightly
@settings(SLOW, max_examples=20_000)
@given(histories(most=40))
def test_long_histories_add_up_as_well(history: History):
    run(history)


def late_reads_alone(billed: Billed, priced: PricedMonth) -> Difference:
    """Naive: what came late is billed, and what that does to tiers, minimum and taxes is forgotten."""
    found = difference(billed, priced)
    lines = tuple(line for line in found.lines if line.corrects is LineKind.READS and line.name.endswith(LATE))
    return replace(found, lines=lines, rows=tuple(row for row in found.rows if row.reason == LATE))


def total_alone(billed: Billed, priced: PricedMonth) -> Difference:
    """Naive: one line of what is missing from the total, no read named."""
    found = difference(billed, priced)
    if not found:
        return found
    missing = found.total
    return replace(found, lines=(replace(found.lines[0], amount=missing, quantity=Decimal(1)),), rows=())


def forgets_credits(billed: Billed, priced: PricedMonth) -> Difference:
    """Naive: a read is compared by its charge, never by what was credited on it."""
    found = difference(billed, priced)
    rows = tuple(row for row in found.rows if row.charge)
    return replace(found, lines=tuple(line for line in found.lines if line.of is not LineKind.TURNAROUND), rows=rows)


@pytest.mark.parametrize("naive", [late_reads_alone, total_alone, forgets_credits])
def test_a_naive_difference_is_found_out(naive):
    """The property would fail if it could: each of these gets a cent or a read wrong in some history."""

    @seed(7)
    @settings(SLOW, max_examples=400, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(histories())
    def naively(history: History) -> None:
        run(history, naive)

    with pytest.raises(AssertionError):
        naively()
