"""Booking on both databases: credits, doubled payments from two desks at once, and what the audit finds afterwards."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from invoicing.audit.payment_checks import verify_accounts
from invoicing.papers.errors import MadeBefore
from invoicing.receivables import book_payments, repository
from invoicing.receivables.book_payments import Payment
from invoicing.receivables.errors import (
    MoreThanOpen,
    NothingOpen,
    NotOwed,
    OnePaperOrSeveral,
    PaidBefore,
    ReversedBefore,
    TooSoon,
)
from invoicing.receivables.paper_status import Standing, standings
from reads.store.engine import Store
from tests.properties.histories_of_accounts import BY, Told, usd

JANUARY, LATER = date(2026, 1, 10), date(2026, 3, 1)


@pytest.fixture
def told(store: Store) -> Told:
    """A client with an invoice of 100.00, a credit memo of 30.00 and an invoice of 50.00, the oldest first."""
    with store.write() as session:
        told = Told(session, "mercy")
        for minor in (10_000, -3_000, 5_000):
            told.issue(JANUARY, minor, 30)
    return told


def standing(store: Store, told: Told, number: int) -> Standing:
    with store.read() as session:
        return standings(repository.account(session, told.client, "USD"))[told.papers[number].id]


def pay(store: Store, told: Told, amount: int, **more: object) -> int:
    with store.write() as session:
        return book_payments.pay(session, Payment(told.client, usd(amount), LATER, **more), BY).entry.id


def test_a_credit_memo_settles_the_oldest_invoice_and_is_then_used_up(store: Store, told: Told):
    with store.write() as session:
        booked = book_payments.apply_credit(session, told.papers[1], LATER, {}, BY)
    assert [(each.paper, each.amount) for each in booked.settled] == [(told.papers[0].id, 3_000)]
    invoice, memo = standing(store, told, 0), standing(store, told, 1)
    assert (invoice.status, invoice.credited, invoice.paid, invoice.balance) == (
        "partly paid",
        usd(3_000),
        usd(0),
        usd(7_000),
    )
    assert (memo.status, memo.balance) == ("credited", usd(0))
    with pytest.raises(NothingOpen), store.write() as session:
        book_payments.apply_credit(session, told.papers[1], LATER, {}, BY)


@pytest.mark.parametrize("number, to, refused", [(1, {}, NotOwed), (0, {"WR-2": usd(100)}, OnePaperOrSeveral)])
def test_no_face_books_a_payment_for_a_credit_or_for_one_paper_and_several(store, told, number, to, refused):
    with pytest.raises(refused):
        pay(store, told, 10_00, paper=told.papers[number].number, to=to)
    with store.read() as session:
        assert repository.account(session, told.client, "USD").entries == ()


def test_an_invoice_that_credits_alone_settle_is_credited(store: Store, told: Told):
    with store.write() as session:
        told.session = session
        told.issue(JANUARY, -2_000, 30)
        for memo in (told.papers[1], told.papers[3]):
            book_payments.apply_credit(session, memo, LATER, {told.papers[2].number or "": -memo.total}, BY)
    assert standing(store, told, 2).status == "credited"
    assert standing(store, told, 0).status == "issued"


def test_taking_a_payment_back_takes_back_what_it_was_applied_to_later(store: Store, told: Told):
    first = pay(store, told, 16_000)
    with store.write() as session:
        told.session = session
        told.issue(date(2026, 3, 5), 2_500, 30)
        book_payments.apply_cash(session, told.client, "USD", date(2026, 3, 6), {}, BY)
    assert standing(store, told, 3).balance == usd(1_500)
    with pytest.raises(TooSoon), store.write() as session:
        book_payments.reverse(session, book_payments.Reversal(first, LATER, "returned", LATER), BY)
    with store.write() as session:
        book_payments.reverse(session, book_payments.Reversal(first, LATER, "returned"), BY)
    assert [standing(store, told, number).status for number in (0, 2, 3)] == ["issued"] * 3
    with store.read() as session:
        account = repository.account(session, told.client, "USD")
    assert account.unapplied_cash(date(2026, 3, 5)) == usd(1_000)
    assert account.unapplied_cash(date(2026, 3, 6)) == usd(0)
    with pytest.raises(ReversedBefore), store.write() as session:
        book_payments.reverse(session, book_payments.Reversal(first, LATER, "returned"), BY)


def test_what_is_backdated_never_spends_what_a_later_day_needed(store: Store, told: Told):
    """The whole invoice is paid in March: in January there is nothing left to write off, though it was open then."""
    pay(store, told, 10_000, paper=told.papers[0].number)
    with pytest.raises(NothingOpen), store.write() as session:
        book_payments.write_off(session, book_payments.WriteOff(told.papers[0], JANUARY, "mistake"), BY)
    with pytest.raises(MoreThanOpen), store.write() as session:
        book_payments.write_off(session, book_payments.WriteOff(told.papers[2], JANUARY, "mistake", usd(5_001)), BY)


def test_money_paid_before_the_invoice_settles_it_from_its_first_day(store: Store, told: Told):
    with store.write() as session:
        booked = book_payments.pay(session, Payment(told.client, usd(4_000), date(2026, 1, 2)), BY)
    assert [each.day for each in booked.settled] == [JANUARY]
    assert booked.account.unapplied_cash(date(2026, 1, 9)) == usd(4_000)
    assert booked.account.balance(date(2026, 1, 9)) == usd(-4_000)


def test_two_desks_that_book_the_same_payment_at_once_book_it_once(store: Store, told: Told):
    def book(_: int) -> bool:
        try:
            pay(store, told, 2_000, reference="ACH 40911")
        except PaidBefore:
            return False
        return True

    with ThreadPoolExecutor(4) as desks:
        assert sorted(desks.map(book, range(4))) == [False, False, False, True]
    assert standing(store, told, 0).paid == usd(2_000)


def test_two_desks_never_settle_an_invoice_beyond_its_amount(store: Store, told: Told):
    with ThreadPoolExecutor(4) as desks:
        list(desks.map(lambda number: pay(store, told, 6_000, reference=f"check {number}"), range(4)))
    with store.read() as session:
        account = repository.account(session, told.client, "USD")
    assert {balance.last for balance in account.owed.values()} == {0}
    assert account.unapplied_cash(LATER) == usd(24_000 - 15_000)


@pytest.mark.parametrize("statement", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["account_entries", "allocations"])
def test_what_was_booked_cannot_be_changed(store: Store, told: Told, table: str, statement: str):
    pay(store, told, 2_000)
    with pytest.raises(DBAPIError, match="append-only"), store.write() as session:
        session.execute(text(statement.format(table)))


def without_triggers(store: Store, *statements: str) -> None:
    """Does what somebody with the database's password could do."""
    with store.write() as session:
        if store.is_sqlite:
            for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            session.execute(text("ALTER TABLE account_entries DISABLE TRIGGER USER"))
            session.execute(text("ALTER TABLE allocations DISABLE TRIGGER USER"))
        for statement in statements:
            session.execute(text(statement))


FORGED = (
    "INSERT INTO account_entries (id, kind, client, currency, amount, day, reference, because, at, actor) "
    "VALUES (2, 'payment', 'mercy', 'USD', 5, '2026-03-01', '', '', '2026-03-01T00:00:00Z', 'someone')"
)


@pytest.mark.parametrize(
    "statements, what",
    [
        (["UPDATE account_entries SET amount = 1999 WHERE id = 1"], "account_entry_changed"),
        (["UPDATE account_entries SET day = '2026-02-01' WHERE id = 1"], "account_entry_changed"),
        (["UPDATE account_entries SET actor = 'someone' WHERE id = 1"], "account_entry_changed"),
        (["UPDATE allocations SET amount = amount - 1 WHERE id = 1"], "account_entry_changed"),
        (["UPDATE allocations SET payment_id = NULL WHERE id = 1"], "account_entry_changed"),
        (["DELETE FROM allocations"], "account_entry_changed"),
        (["DELETE FROM allocations", "DELETE FROM account_entries"], "account_entry_missing"),
        ([FORGED], "account_entry_unrecorded"),
    ],
)
def test_the_audit_names_an_entry_that_is_not_what_was_booked(store: Store, told: Told, statements, what):
    pay(store, told, 2_000)
    with store.read() as session:
        check = verify_accounts(session)
    assert (check.checked, check.damage) == (1, ())
    without_triggers(store, *statements)
    with store.read() as session:
        assert [damage.what for damage in verify_accounts(session).damage] == [what]


def test_the_same_part_is_written_off_twice_only_where_it_is_said(store: Store, told: Told):
    """Pressed in two tabs, 10.00 of the paper would be given up twice; once it is taken back it may be given up again."""
    asked = book_payments.WriteOff(told.papers[0], LATER, "agreed", usd(1_000))
    with store.write() as session:
        first = book_payments.write_off(session, asked, BY)
    before = standing(store, told, 0).balance
    with pytest.raises(MadeBefore), store.write() as session:
        book_payments.write_off(session, asked, BY)
    with store.write() as session:
        book_payments.write_off(session, replace(asked, because="another"), BY)
        second = book_payments.write_off(session, replace(asked, again=True), BY)
    assert standing(store, told, 0).balance == before - usd(2_000)
    with store.write() as session:
        for each in (first, second):
            book_payments.reverse(session, book_payments.Reversal(each.entry.id, LATER, "mistake"), BY)
        book_payments.write_off(session, asked, BY)
    assert standing(store, told, 0).balance == before - usd(1_000)
