"""A priced month becomes a paper, and one that doesn't add up never does."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from invoicing.closing.draft import draft, scheduled
from invoicing.contracts.choices import Rounding
from invoicing.papers.errors import MonthDoesNotAddUp, NoGroup
from invoicing.papers.paper import Paper, PaperKind
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.money import Money
from reads.directory.directory import Directory
from tests.invoicing.closing.october import DIRECTORY, MERCY, line, priced_month, priced_read

THIRD = date(2026, 11, 3)


def whole(priced: PricedMonth) -> Paper:
    """The draft with its schedule."""
    return scheduled(draft(priced, DIRECTORY, THIRD), priced)


def test_a_draft_says_who_when_and_what():
    reads = [priced_read(1, Decimal("38.00"), Decimal("-5.00")), priced_read(2, Decimal("38.00"))]
    lines = [line("76.00", quantity=2), line("-5.00", LineKind.TURNAROUND)]
    paper = whole(priced_month(reads, lines))
    assert (paper.kind, paper.number) == (PaperKind.INVOICE, None)
    assert (paper.bill_to.name, paper.issuer.remit_to[0]) == ("Mercy Health", "PO Box 7")
    assert (paper.contract, paper.contract_version) == ("mercy-nights", 2)
    assert paper.total == Money.of("71.00")
    assert [(row.charge, row.credits) for row in paper.schedule] == [
        (Decimal("38.00"), Decimal("-5.00")),
        (Decimal("38.00"), Decimal("0.00")),
    ]
    assert paper.facilities == (("mercy-general", "Mercy General Hospital"),)


def test_due_date_and_po_number_are_the_contracts_else_the_clients():
    one = [line("38.00")], [priced_read(1, Decimal("38.00"))]
    own = draft(priced_month(one[1], one[0], terms_days=10, po_number="PO-9"), DIRECTORY, THIRD)
    clients = draft(priced_month(one[1], one[0]), DIRECTORY, THIRD)
    assert (own.due_on, own.po_number) == (date(2026, 11, 13), "PO-9")
    assert (clients.due_on, clients.po_number) == (date(2026, 12, 18), "PO-1")


def test_signing_times_are_the_facilitys_with_the_zones_name():
    """An autumn night in Chicago: the same wall time twice, told apart by its zone."""
    summer, winter = datetime(2026, 11, 1, 6, 30, tzinfo=UTC), datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    reads = [priced_read(n, Decimal(1), signed_at=at) for n, at in ((1, summer), (2, winter))]
    paper = whole(priced_month(reads, [line("2.00", quantity=2)]))
    assert [(row.signed_local.isoformat(), row.zone) for row in paper.schedule] == [
        ("2026-11-01T01:30:00", "CDT"),
        ("2026-11-01T01:30:00", "CST"),
    ]


def test_a_month_with_nothing_to_bill_is_a_closed_month():
    assert draft(priced_month([], []), DIRECTORY, THIRD).kind is PaperKind.CLOSED


def test_a_fee_alone_is_an_invoice():
    assert draft(priced_month([], [line("150.00", LineKind.FIXED)]), DIRECTORY, THIRD).kind is PaperKind.INVOICE


def test_a_read_that_no_line_bills_stops_the_paper():
    with pytest.raises(MonthDoesNotAddUp, match=r"its reads and surcharge lines are 38\.00, its reads 38\.01"):
        draft(priced_month([priced_read(1, Decimal("38.01"))], [line("38.00")]), DIRECTORY, THIRD)


def test_a_credit_that_no_line_gives_stops_the_paper():
    with pytest.raises(MonthDoesNotAddUp, match="turnaround"):
        draft(priced_month([priced_read(1, Decimal(38), Decimal(-1))], [line("38.00")]), DIRECTORY, THIRD)


def test_where_lines_round_a_line_may_be_off_by_half_a_cent_and_no_more():
    thirds = [priced_read(n, Fraction(10, 3)) for n in (1, 2)]
    paper = whole(priced_month(thirds, [line("6.67", quantity=2)], rounding=Rounding.LINE))
    assert [row.charge for row in paper.schedule] == [Decimal("3.3333")] * 2
    with pytest.raises(MonthDoesNotAddUp):
        draft(priced_month(thirds, [line("6.68", quantity=2)], rounding=Rounding.LINE), DIRECTORY, THIRD)


def test_books_that_were_never_applied_issue_nothing():
    with pytest.raises(NoGroup):
        draft(priced_month([], []), Directory.of(clients=[MERCY]), THIRD)
