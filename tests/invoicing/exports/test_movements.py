"""Deeds on accounts as postings: whatever is paid, applied, given up and taken back, the journal is the ledger of accounts."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoicing.exports.chart_of_accounts import Chart, Role
from invoicing.exports.journal import journal
from invoicing.exports.movements import movements
from invoicing.exports.papers_and_deeds import ExportPeriod, Material
from invoicing.receivables.account import Account
from reads.core.month import Month
from reads.store.engine import Store
from tests.properties.histories_of_accounts import deeds, papers
from tests.properties.test_receivables import ALL_DAYS, told

YEAR = ExportPeriod(Month(2026, 1), Month(2026, 12))


def check(account: Account, found: list) -> None:
    """On every day receivables less unapplied cash are what the client owes; in the end each by itself."""
    entries = journal(Material(YEAR, (), Chart.of({}), tuple(found)))
    posted = [
        (entry.day, posting.account.role, posting.amount.minor) for entry in entries for posting in entry.postings
    ]
    assert sum(minor for _, _, minor in posted) == 0
    for day in ALL_DAYS[::7]:
        issued = sum(paper.total.minor for paper in account.papers if paper.issued_on <= day)
        moved = sum(minor for at, role, minor in posted if at <= day and role in {Role.RECEIVABLE, Role.UNAPPLIED})
        assert account.balance(day).minor == issued + moved
    receivable = sum(paper.total.minor for paper in account.papers)
    receivable += sum(minor for _, role, minor in posted if role is Role.RECEIVABLE)
    open_ = sum(balance.last for balance in account.owed.values())
    assert receivable == open_ - sum(balance.last for balance in account.credits.values())
    unapplied = -sum(minor for _, role, minor in posted if role is Role.UNAPPLIED)
    assert unapplied == sum(balance.last for balance in account.cash.values())


@given(issued=papers, done=deeds, cut=st.integers(0, 14))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_journal_of_deeds_is_the_ledger_and_never_changes_afterwards(store: Store, issued, done, cut):
    with store.read() as session:
        _, before = told(session, issued, done[:cut])
        history, account = told(session, issued, done)
        found = movements(account, {})
        check(account, found)
        first = [movement.effects for movement in movements(before, {})]
        again = [movement.effects for movement in found]
        assert [[_plain(each) for each in effects] for effects in first] == [
            [_plain(each) for each in effects] for effects in again[: len(first)]
        ]
        assert [movement.document for movement in found] == [f"entry/{each.entry.id}" for each in history.booked]


def _plain(effect) -> tuple:
    """Without the paper's number, which names the history."""
    return effect.day, effect.cash, effect.unapplied, effect.receivable, effect.written_off


def test_a_reversal_that_is_forgotten_is_found_out(store: Store):
    """The property would fail if it could."""
    day = date(2026, 2, 1)
    with store.read() as session:
        _, account = told(session, [(day, 500, 0)], [("pay", day, 300), ("reverse", day, 0)])
        found = movements(account, {})
        check(account, found)
        with pytest.raises(AssertionError):
            check(account, found[:1])
