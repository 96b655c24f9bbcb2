"""Whatever is paid, applied, written off and taken back, on whatever days: the open items are the ledger, on every day.

Each history is booked in a session that is never committed.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from invoicing.receivables import repository
from invoicing.receivables.account import Account, Balance
from invoicing.receivables.aging import aging
from invoicing.receivables.paper_status import standings
from reads.store.engine import Store
from tests.properties.histories_of_accounts import DAYS, FIRST, Told, deeds, papers, usd

ALL_DAYS = [FIRST + timedelta(days=number) for number in range(-1, DAYS + 32)]


def told(session, issued, done) -> tuple[Told, Account]:
    history = Told(session)
    for paper in issued:
        history.issue(*paper)
    for deed in done:
        history.do(deed)
    return history, repository.account(session, history.client, "USD")


def check(history: Told, account: Account) -> None:
    """The promises, on every day there is."""
    open_ = [*account.owed.items(), *account.credits.items(), *account.cash.items()]
    for day in ALL_DAYS:
        assert account.balance(day) == usd(history.ledger(day)), day
        assert aging(account, day).total == usd(history.ledger(day)), day
        assert [number for number, balance in open_ if balance.on(day) < 0] == [], day
    for day in ALL_DAYS[::9]:
        assert aging(account, day) == aging(as_known_on(account, day), day)
    for paper, standing in standings(account).items():
        total = next(each.total for each in account.papers if each.id == paper)
        if total.minor >= 0:
            assert standing.paid + standing.credited + standing.written_off + standing.balance == total
        assert (standing.status in {"paid", "credited", "written off"}) == (not standing.balance)


def as_known_on(account: Account, day: date) -> Account:
    """The account without what counts on later days."""
    return Account.of(
        account.client,
        account.currency,
        [paper for paper in account.papers if paper.issued_on <= day],
        [entry for entry in account.entries if entry.day <= day],
        [each for each in account.allocations if each.day <= day],
    )


@given(issued=papers, done=deeds)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_open_items_are_the_ledger_on_every_day_and_nothing_is_negative(store: Store, issued, done):
    with store.read() as session:
        check(*told(session, issued, done))


def test_looking_only_at_the_day_itself_would_settle_an_invoice_twice(store: Store, monkeypatch: pytest.MonkeyPatch):
    """The naive variant: written off on the 5th, though paid on the 10th. The check above finds it out."""
    tenth, fifth = date(2026, 1, 10), date(2026, 1, 5)
    issued, done = [(FIRST, 100, 0)], [("pay", tenth, 100), ("write off", fifth, 0, 100)]
    with store.read() as session:
        history, account = told(session, issued, done)
        check(history, account)
        assert len(history.booked) == 1
    monkeypatch.setattr(Balance, "lowest_from", Balance.on)
    with pytest.raises(AssertionError), store.read() as session:
        check(*told(session, issued, done))
