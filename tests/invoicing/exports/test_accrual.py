"""Accruals: what was read and not invoiced at a month's end, whatever was billed, corrected or taken back by then."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import difference
from invoicing.exports.accrual import PerformedMonth, accrual, entries
from invoicing.exports.accrual_months import kept, restored
from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.papers_and_deeds import ExportPeriod, Material
from invoicing.papers.paper import BillTo, Paper, PaperKind
from invoicing.pricing.priced_month import LineKind
from reads.core.month import Month
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.closing import mercy
from tests.invoicing.exports.materials import balances, cents, rows
from tests.properties.histories import Group, History, histories
from tests.properties.months import JULY

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
MERCY = BillTo("mercy", "Mercy", ())
ENDS = tuple(Month(2026, number) for number in range(7, 13))


def played(history: History) -> tuple[Group, list[Paper]]:
    """All of the history, then a last close; its papers are dated in July, August, and so on."""
    group = Group(history.contract, history.releases, difference)
    for deed, what in (*history.deeds, ("close", 0), ("close", 0)):
        group.do(deed, what)
    dated = [replace(paper, issued_on=date(2026, min(7 + number, 12), 15)) for number, paper in enumerate(group.papers)]
    return group, dated


def check(history: History, papers_of=list) -> None:
    """Performed is invoiced and accrued, for money and for reads, at every month's end; in the end nothing is left."""
    group, papers = played(history)
    priced = group.price()
    performed = PerformedMonth(MERCY, priced, frozenset({"taken back"}))
    before_tax = sum(line.amount.minor for line in priced.lines if line.kind is not LineKind.TAX)
    for at in ENDS:
        found = accrual(performed, papers_of(papers), at)
        dated = [paper for paper in papers if paper.issued_on < at.end]
        clauses = Billed.of(dated, JULY, group.contract.currency).clauses
        invoiced = sum(minor for clause, minor in clauses.items() if clause.kind is not LineKind.TAX)
        assert found.performed.minor == before_tax
        assert found.invoiced.minor == invoiced
        assert found.performed == found.invoiced + found.accrued
        reads = found.reads
        assert reads.performed == reads.invoiced + reads.accrued + reads.not_billable
        assert reads.performed == len(priced.reads) + 1
        made = entries(Material(ExportPeriod(JULY, JULY), (), Chart.of({}), accruals=(found,)))
        assert set(balances(made).values()) <= {0}
        assert restored(kept([found]))[0] == replace(found, client=BillTo("mercy", "Mercy", ()))
    assert found.lines == ()


@SLOW
@given(histories())
def test_performed_is_invoiced_and_accrued_and_not_billable_at_every_months_end(history: History):
    check(history)


@pytest.mark.parametrize(
    "naive",
    [
        lambda papers: [paper for paper in papers if paper.kind is PaperKind.INVOICE],
        lambda papers: papers[:1],
    ],
    ids=["forgets memos", "forgets what is put right"],
)
def test_an_accrual_that_overlooks_a_paper_is_found_out(naive):
    @seed(7)
    @settings(SLOW, max_examples=200, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(histories())
    def naively(history: History) -> None:
        check(history, naive)

    with pytest.raises(AssertionError):
        naively()


def export(run: Run, *words: str) -> list[dict[str, str]]:
    assert run("export", "accrual", *words, "-o", "accrual.csv").status == 0
    return rows(Path("accrual.csv").read_bytes())


def test_a_month_is_accrued_on_its_last_day_and_reversed_on_the_next(issued: Path, run: Run):
    """October's invoices are dated 2 November."""
    found = export(run, "--from", "2026-10")
    sums: Counter[tuple[str, str]] = Counter()
    for row in found:
        sums[row["date"], row["account_name"]] += cents(row["debit"]) - cents(row["credit"])
    assert sums["2026-10-31", "Unbilled Receivables"] == 14_500
    assert sums["2026-11-01", "Unbilled Receivables"] == -14_500
    assert sums["2026-10-31", "Read Income"] == -13_300
    assert sums["2026-10-31", "Minimum Income"] == -1_200
    assert {row["document_type"] for row in found} == {"accrual", "accrual_reversal"}


def test_what_is_invoiced_by_then_is_not_accrued_again(november: Path, run: Run):
    """At the end of November October is invoiced; November's invoice is dated 2 December."""
    assert run("export", "accrual", "--from", "2026-10", "--to", "2026-11", "-o", "both").status == 0
    found = {
        (row["at"], row["month"], row["contract"]): (row["performed"], row["invoiced"], row["accrued"])
        for row in rows(Path("both/performed.csv").read_bytes())
    }
    assert found == {
        ("2026-10", "2026-10", "lakeview"): ("45.00", "0.00", "45.00"),
        ("2026-10", "2026-10", "mercy-general"): ("100.00", "0.00", "100.00"),
        ("2026-10", "2026-10", "mercy-west"): ("0.00", "0.00", "0.00"),
        ("2026-11", "2026-11", "lakeview"): ("0.00", "0.00", "0.00"),
        ("2026-11", "2026-11", "mercy-general"): ("100.00", "0.00", "100.00"),
        ("2026-11", "2026-11", "mercy-west"): ("0.00", "0.00", "0.00"),
    }


def test_a_late_read_is_accrued_until_it_is_invoiced(november: Path, run: Run, store: Store):
    """It was read in October and came in after October's invoice."""
    late = "lakeview-main,LV9,CTHEAD,CT,preliminary,r-rao,2026-10-08T01:00:00-05:00,2026-10-08T01:20:00-05:00\n"
    mercy.bring_in(store, mercy.HEADER + late)
    found = export(run, "--from", "2026-10", "--to", "2026-11")
    late_rows = [row for row in found if row["journal_id"] == "accrual/2026-11/lakeview/2026-10"]
    assert [(row["date"], row["debit"], row["credit"]) for row in late_rows] == [
        ("2026-11-30", "45.00", ""),
        ("2026-11-30", "", "45.00"),
    ]


def test_a_batch_of_accruals_is_the_same_after_reads_that_came_later(issued: Path, run: Run, store: Store):
    first = run("export", "accrual", "--from", "2026-10", "-o", "first.csv", "--json").json
    assert first["totals"] == {"USD": "145.00"}
    late = "mercy-west,MW9,CTHEAD,CT,preliminary,r-rao,2026-10-08T01:00:00-05:00,2026-10-08T01:20:00-05:00\n"
    mercy.bring_in(store, mercy.HEADER + late)
    second = run("export", "accrual", "--from", "2026-10", "-o", "second.csv", "--json").json
    assert second["totals"] == {"USD": "165.00"}
    assert second["batch"] != first["batch"]
    assert run("export", "accrual", "--again", str(first["batch"]), "-o", "again.csv").status == 0
    assert Path("again.csv").read_bytes() == Path("first.csv").read_bytes()
