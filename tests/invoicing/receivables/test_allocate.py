"""Money is used up the oldest first, to the last cent, and what is used up is no source any more."""

from datetime import date

import pytest

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.allocate import MoneySource, settled_by, unused_cash, unused_credit
from reads.core.money import Money
from reads.core.month import Month

FIRST, LATER, TODAY = date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 20)


def paper(number: int, minor: int) -> IssuedPaper:
    kind = PaperKind.INVOICE if minor > 0 else PaperKind.CREDIT_MEMO
    month = Month(2026, 10)
    return IssuedPaper(number, kind, f"P{number}", "mercy", "mercy", month, Money(minor), FIRST, LATER, "")


def paid(number: int, minor: int, day: date) -> Entry:
    return Entry(number, EntryKind.PAYMENT, "mercy", Money(minor), day)


def account(*allocations: Allocation) -> Account:
    """An invoice of 100.00, a credit of 30.00 and two payments, of which the one booked last came first."""
    papers = [paper(1, 100_00), paper(2, -30_00)]
    return Account.of("mercy", "USD", papers, [paid(7, 50_00, LATER), paid(8, 20_00, FIRST)], list(allocations))


def test_the_payment_that_came_first_is_used_first_whenever_it_was_booked():
    assert unused_cash(account(), TODAY) == [MoneySource(8, None, FIRST, 20_00), MoneySource(7, None, LATER, 50_00)]


@pytest.mark.parametrize("used, left", [(19_98, 2), (19_99, 1), (20_00, 0)])
def test_a_cent_that_is_left_of_a_payment_is_money_and_nothing_is_none(used: int, left: int):
    settled = Allocation(8, 8, None, 1, used, FIRST)
    found = unused_cash(account(settled), TODAY)
    assert found[:-1] == ([MoneySource(8, None, FIRST, left)] if left else [])
    assert settled_by(account(settled), paid(8, 20_00, FIRST)) == (settled,)
    assert settled_by(account(settled), paid(7, 50_00, LATER)) == ()


@pytest.mark.parametrize("used, left", [(0, 30_00), (29_99, 1), (30_00, 0)])
def test_the_same_of_a_credit(used: int, left: int):
    settled = [Allocation(9, None, 2, 1, used, FIRST)] if used else []
    found = unused_credit(account(*settled), paper(2, -30_00), TODAY)
    assert found == ([MoneySource(None, 2, FIRST, left)] if left else [])
