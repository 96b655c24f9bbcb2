"""The papers' revenue and the margin's are one figure, or a bridge leads from one to the other to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.closing.draft import draft, scheduled
from invoicing.contractors.margin import ContractRevenue
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from invoicing.reports.month.revenue_bridge import RevenueBridge, revenue_bridges
from reads.core.money import Money
from reads.core.month import Month
from tests.invoicing.closing.october import DIRECTORY, line, priced_month, priced_read

OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)


def paper(*extra: tuple[str, LineKind]) -> Paper:
    """Mercy's October of two CTs, 80.00, and these lines besides."""
    reads = [priced_read(1, Decimal("40.00")), priced_read(2, Decimal("40.00"))]
    priced = priced_month(reads, [line("80.00", quantity=2), *(line(*each) for each in extra)])
    return scheduled(draft(priced, DIRECTORY, date(2026, 11, 2)), priced)


def worth(amount: str, currency: str = "USD", told: str | None = None) -> ContractRevenue:
    own = Money.of(amount, currency)
    return ContractRevenue(own, own if told is None else Money.of(told, "USD"))


def only(papers: list[Paper], elsewhere: list[Paper], by_now: str) -> RevenueBridge:
    lines = [each for some in elsewhere for each in some.lines]
    (found,) = revenue_bridges(OCTOBER, papers, lines, [worth(by_now)])
    return found


def test_where_nothing_differs_it_is_one_figure_and_taxes_are_no_revenue():
    assert only([paper(("7.00", LineKind.TAX))], [], "80.00").is_level


def test_each_difference_stands_in_its_own_step():
    """On October's papers stand 80.00, 15.00 of September and a manual line of 9.00; 6.00 of October's on November's."""
    now = paper(("15.00", LineKind.PRIOR), ("9.00", LineKind.MANUAL))
    marked = {
        LineKind.PRIOR: lambda each: replace(each, month=SEPTEMBER),
        LineKind.MANUAL: lambda each: replace(each, agreed=True),
    }
    now = replace(now, lines=tuple(marked.get(each.kind, lambda same: same)(each) for each in now.lines))
    later = replace(now, lines=tuple(replace(each, month=OCTOBER, amount=Money(600)) for each in now.lines[1:2]))
    found = only([now], [later], "98.50")
    steps = (found.on_papers, found.of_other_months, found.agreed_apart, found.on_other_papers, found.on_no_paper)
    assert [str(each) for each in steps] == ["104.00", "15.00", "9.00", "6.00", "12.50"]
    assert not found.is_level


def test_each_currency_has_its_bridge_and_the_margins_comes_first():
    found = revenue_bridges(OCTOBER, [paper()], [], [worth("100.00", "CAD", "73.20"), worth("80.00")])
    assert [(each.by_now.currency, str(each.on_no_paper), str(each.converted)) for each in found] == [
        ("USD", "0.00", "80.00"),
        ("CAD", "100.00", "73.20"),
    ]
    assert not found[1].is_level
