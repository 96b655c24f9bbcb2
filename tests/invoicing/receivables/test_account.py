"""An account by hand: what is open of what, on which day, in whose currency."""

from datetime import date, timedelta

import pytest

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.receivables.account import Account, Allocation, Balance, Entry, EntryKind
from reads.core.money import Money
from reads.core.month import Month

FIRST = date(2026, 11, 1)
PAYMENT, DEED = 7, 8


def day(number: int) -> date:
    """The day of November with that number."""
    return FIRST + timedelta(days=number - 1)


def paper(number: int = 1, total: int = 100_00, currency: str = "USD") -> IssuedPaper:
    kind = PaperKind.CREDIT_MEMO if total < 0 else PaperKind.INVOICE
    money = Money(total, currency)
    return IssuedPaper(number, kind, f"INV-{number}", "mercy", "nights", Month(2026, 10), money, FIRST, day(30), "")


def entry(number: int, kind: EntryKind, amount: int, on: int, currency: str = "USD", **more: object) -> Entry:
    return Entry(number, kind, "mercy", Money(amount, currency), day(on), **more)


def owed_by_payers_days(entries: list[Entry], allocation: Allocation) -> Balance:
    account = Account.of("mercy", "USD", [paper()], entries, [allocation])
    return account.owed_by_payers_days(account.papers[0])


def test_a_payment_that_is_applied_on_the_day_it_is_booked_counts_from_the_payers_day():
    paid = entry(PAYMENT, EntryKind.PAYMENT, 40_00, 15, paid_on=day(10))
    applied = entry(DEED, EntryKind.APPLICATION, 40_00, 15)
    balance = owed_by_payers_days([paid, applied], Allocation(DEED, PAYMENT, None, 1, 40_00, day(15)))
    assert balance.movements == ((FIRST, 100_00), (day(10), -40_00))


def test_a_payment_that_lay_unapplied_counts_from_the_day_it_was_applied():
    paid = entry(PAYMENT, EntryKind.PAYMENT, 40_00, 15, paid_on=day(10))
    applied = entry(DEED, EntryKind.APPLICATION, 40_00, 20)
    balance = owed_by_payers_days([paid, applied], Allocation(DEED, PAYMENT, None, 1, 40_00, day(20)))
    assert balance.movements == ((FIRST, 100_00), (day(20), -40_00))


def test_a_discount_counts_from_the_day_on_which_its_payer_paid():
    taken = entry(DEED, EntryKind.DISCOUNT, 2_00, 15, paid_on=day(10), of_payment=PAYMENT)
    balance = owed_by_payers_days([taken], Allocation(DEED, None, None, 1, 2_00, day(15)))
    assert balance.movements == ((FIRST, 100_00), (day(10), -2_00))


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_what_a_client_owes_is_papers_less_credits_and_cash_in_the_accounts_currency(currency: str):
    papers = [paper(1, 100_00, currency), paper(2, -30_00, currency)]
    paid = entry(PAYMENT, EntryKind.PAYMENT, 50_00, 5, currency)
    account = Account.of("mercy", currency, papers, [paid], [Allocation(PAYMENT, PAYMENT, None, 1, 45_00, day(5))])
    assert account.balance(day(4)) == Money(70_00, currency)
    assert account.balance(day(5)) == Money(20_00, currency)
    assert account.unapplied_cash(day(5)) == Money(5_00, currency)
    assert account.unapplied_credits(day(5)) == Money(30_00, currency)
    assert account.unapplied(day(5)) == account.unapplied_now == Money(35_00, currency)


def test_what_is_given_back_of_a_payment_is_cash_no_more_until_the_refund_is_taken_back():
    paid = entry(PAYMENT, EntryKind.PAYMENT, 50_00, 5)
    back = entry(DEED, EntryKind.REFUND, 20_00, 8, of_payment=PAYMENT)
    undone = entry(9, EntryKind.REVERSAL, 20_00, 12, reverses=DEED)
    account = Account.of("mercy", "USD", [], [paid, back, undone], [])
    assert [account.unapplied_cash(day(each)).minor for each in (4, 5, 7, 8, 11, 12)] == [
        0,
        50_00,
        50_00,
        30_00,
        30_00,
        50_00,
    ]


def test_an_invoice_of_nothing_is_an_invoice_and_no_credit():
    account = Account.of("mercy", "USD", [paper(1, 0)], [], [])
    assert list(account.owed) == [1]
    assert not account.credits


def test_what_may_be_taken_is_the_least_that_any_later_day_leaves():
    balance = Balance.of([(day(1), 50_00), (day(5), -30_00), (day(8), -10_00), (day(9), 40_00)])
    assert [balance.lowest_from(day(each)) for each in (1, 5, 8, 9)] == [10_00, 10_00, 10_00, 50_00]
    assert balance.last == 50_00
