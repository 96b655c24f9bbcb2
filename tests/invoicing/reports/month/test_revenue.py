"""Revenue adds up to the papers it is told of, whatever is on them."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from invoicing.closing.draft import draft, scheduled
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from invoicing.reports.month.revenue import ClientRevenue, revenue_by_client
from reads.core.money import Money, total
from tests.invoicing.closing.october import DIRECTORY, line, priced_month, priced_read
from tests.properties.histories import History, histories, run


def paper(*lines: tuple[str, LineKind]) -> Paper:
    """Mercy's October of two CTs, 40.00 each, one with 4.00 off for being slow, and these lines besides."""
    reads = [priced_read(1, Decimal("40.00")), priced_read(2, Decimal("40.00"), Decimal("-4.00"))]
    own = [line("80.00", quantity=2), line("-4.00", LineKind.TURNAROUND), *(line(*each) for each in lines)]
    priced = priced_month(reads, own)
    return scheduled(draft(priced, DIRECTORY, date(2026, 11, 2)), priced)


def only(*papers: Paper) -> ClientRevenue:
    (row,) = revenue_by_client(papers)
    return row


def test_a_read_counts_with_its_credits_and_everything_else_apart():
    row = only(paper(("150.00", LineKind.FIXED), ("24.00", LineKind.MINIMUM), ("12.50", LineKind.TAX)))
    assert (row.amounts, row.reads) == ({"CT": Money(7_600)}, {"CT": 2})
    assert (str(row.terms), str(row.tax), str(row.corrections)) == ("174.00", "12.50", "0.00")
    assert (str(row.revenue), str(row.billed), row.name) == ("250.00", "262.50", "Mercy Health")


def test_two_papers_of_a_client_are_one_row():
    assert only(paper(), paper()).count == 4


def test_a_draft_s_reads_count_as_its_schedule_would_show_them():
    reads = [priced_read(1, Decimal("40.00")), priced_read(2, Decimal("40.00"), Decimal("-4.00"))]
    priced = priced_month(reads, [line("80.00", quantity=2), line("-4.00", LineKind.TURNAROUND)])
    bare = draft(priced, DIRECTORY, date(2026, 11, 2))
    (row,) = revenue_by_client([bare], {bare.contract: priced})
    assert (row,) == revenue_by_client([scheduled(bare, priced)])
    assert row.amounts == {"CT": Money(7_600)}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
@given(histories())
def test_a_month_adds_up_to_its_papers_with_late_reads_voids_and_memos(history: History):
    papers = run(history).papers
    for month in {each.month for each in papers}:
        own = [each for each in papers if each.month == month]
        for row in revenue_by_client(own):
            theirs = [each for each in own if (each.bill_to.id, each.currency) == (row.client, row.currency)]
            assert row.billed == total([each.total for each in theirs], row.currency)
            taxes = [
                line.amount for each in theirs for line in each.lines if LineKind.TAX in (line.kind, line.corrects)
            ]
            assert row.tax == total(taxes, row.currency)
