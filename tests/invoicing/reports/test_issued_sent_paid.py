"""Which papers are issued, sent and paid, and which a person must still send: alike on the page of a month and in `status`."""

from dataclasses import replace
from datetime import date

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.receivables.paper_status import Standing
from invoicing.reports.issued_sent_paid import PaperProgress, sums
from reads.core.money import Money
from reads.core.month import Month

OWED = Money(4_120_00, "USD")
NOTHING = Money(0, "USD")


def paper(number: int) -> IssuedPaper:
    day = date(2026, 11, 2)
    return IssuedPaper(
        number, PaperKind.INVOICE, f"WR-{number}", "mercy", "nights", Month(2026, 10), OWED, day, day, "0"
    )


def standing(balance: Money, status: str) -> Standing:
    return Standing(status, OWED - balance, NOTHING, NOTHING, balance, NOTHING)


OPEN, PAID = standing(OWED, "issued"), standing(NOTHING, "paid")
ONE, TWO, THREE = paper(1), paper(2), paper(3)


def test_a_paper_that_is_paid_needs_no_sending():
    """It counts as not sent all the same: nobody sent it."""
    out = PaperProgress({1: OPEN, 2: PAID, 3: OPEN}, {"WR-1"}).of([ONE, TWO, THREE])
    assert (out.sent, out.paid, out.unsent) == ((ONE,), (TWO,), (THREE,))


def test_a_month_that_was_closed_with_nothing_to_bill_has_no_paper():
    closed = replace(ONE, number=None, total=NOTHING)
    assert PaperProgress({1: Standing.closed(NOTHING)}, set()).of([closed]).issued == ()


def test_each_currency_has_its_own_sum():
    assert sums([OWED, Money(9_900, "JPY"), OWED]) == (Money(9_900, "JPY"), Money(8_240_00, "USD"))
