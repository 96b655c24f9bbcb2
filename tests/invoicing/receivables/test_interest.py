"""Late interest: simple, by the day, rounded once, on what was open."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from invoicing.contracts.tables import ContractVersionRow
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.papers.repository import add_paper
from invoicing.papers.tables import PaperRow
from invoicing.receivables.account import Account, Allocation, Balance, Entry, EntryKind
from invoicing.receivables.interest import interest_on, interest_percents, late_interest
from reads.core.money import Money
from reads.core.month import Month
from reads.store.engine import Store

DUE = date(2026, 11, 1)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_fifty_thousand_twenty_days_late_at_one_and_a_half_percent():
    """50,000.00 × 18 % × 20 / 365 = 493.15 (493.1507)."""
    balance = Balance.of([(date(2026, 10, 2), 5_000_000)])
    assert late_interest(balance, DUE, after(20), Decimal("1.5")) == 49315


def test_a_part_paid_on_the_tenth_day_bears_ten_days():
    """50,000.00 for 10 days and 20,000.00 for 10 more: 246.575 + 98.630 = 345.21 (345.2055)."""
    balance = Balance.of([(date(2026, 10, 2), 5_000_000), (after(10), -3_000_000)])
    assert late_interest(balance, DUE, after(20), Decimal("1.5")) == 34521


@pytest.mark.parametrize("day", [date(2026, 10, 15), DUE])
def test_nothing_before_it_is_late(day: date):
    assert late_interest(Balance.of([(date(2026, 10, 2), 5_000_000)]), DUE, day, Decimal("1.5")) == 0


def test_every_day_alone_adds_up_to_the_whole():
    """The sum over days of what was open the evening before, restated day by day."""
    balance = Balance.of([(date(2026, 10, 2), 1_000_003), (after(3), -250_001), (after(9), -1), (after(9), 77)])
    daily = sum(balance.on(after(n - 1)) for n in range(1, 41))
    assert late_interest(balance, DUE, after(40), Decimal("36.5")) == round(daily * Decimal("36.5") * 12 / 36500)


def test_the_payers_own_day_decides_and_not_the_day_of_booking():
    """20,000.00 of 50,000.00 were paid on the tenth day late and booked on the fifteenth: 246.575 + 147.945 = 394.52 on day 20."""
    paper = IssuedPaper(
        1, PaperKind.INVOICE, "INV-1", "mercy", "mercy", Month(2026, 10), Money(5_000_000), date(2026, 10, 2), DUE, ""
    )
    paid = Entry(7, EntryKind.PAYMENT, "mercy", Money(2_000_000), after(15), paid_on=after(10))
    account = Account.of("mercy", "USD", [paper], [paid], [Allocation(7, 7, None, 1, 2_000_000, after(15))])
    assert interest_on(account, after(20), {1: Decimal("1.5")}) == {1: Money(39452)}


def test_only_late_papers_whose_contract_agreed_on_it_bear_interest_in_the_account_s_currency():
    """Two are late and one of them agreed; the third agreed too, and is due later."""
    dated, later = date(2026, 10, 2), after(30)
    papers = [
        IssuedPaper(
            n, PaperKind.INVOICE, f"INV-{n}", "mercy", "mercy", Month(2026, 10), Money(5_000_000, "EUR"), dated, due, ""
        )
        for n, due in ((1, DUE), (2, DUE), (3, later))
    ]
    account = Account.of("mercy", "EUR", papers, [], [])
    assert interest_on(account, after(20), {1: Decimal("1.5"), 3: Decimal("1.5")}) == {1: Money(49315, "EUR")}


AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
CONTRACT = 'client = "mercy"\ntitle = "Nights"\neffective = 2026-01-01\n[[rates]]\nname = "All"\nper_read = "1.00"\n'


def agreed(contract: str, version: int, *, percent: str = "", text: str | None = None) -> ContractVersionRow:
    """A version of a contract, with late interest or without."""
    content = CONTRACT + (f'[interest]\npercent_per_month = "{percent}"\n' if percent else "")
    return ContractVersionRow(
        contract=contract, version=version, content=content if text is None else text, sha256="", at=AT, actor="tester"
    )


def issued(number: str, contract: str, version: int) -> PaperRow:
    """A paper that was issued under a version of a contract."""
    words = {"contract_version": version}
    named = {
        "number": number,
        "previous": number,
        "sha256": number,
        "contract": contract,
        "snapshot": json.dumps(words),
    }
    of_client = {"kind": "invoice", "client": "mercy", "month": "2026-10", "currency": "USD", "total": 100_00}
    dates = {"issued_on": date(2026, 11, 2), "due_on": DUE, "at": AT}
    return PaperRow(**named, **of_client, **dates, schedule="{}", actor="tester")


def test_a_paper_bears_what_the_version_agreed_under_which_it_was_issued(store: Store):
    """None without an agreement, and none of a contract that can't be read, is withdrawn or is not there."""
    with store.write() as session:
        for row in (
            *(agreed("nights", 1, percent="1.5"), agreed("nights", 2, percent="2"), agreed("days", 1)),
            *(agreed("old", 1, text="no contract ["), agreed("gone", 1, text="")),
        ):
            session.add(row)
        under = [("nights", 1), ("nights", 2), ("nights", 1), ("days", 1), ("old", 1), ("gone", 1), ("never", 1)]
        for place, (contract, version) in enumerate(under, 1):
            add_paper(session, issued(f"P{place}", contract, version))
        assert interest_percents(session, range(1, 8)) == {1: Decimal("1.5"), 2: Decimal(2), 3: Decimal("1.5")}
        assert interest_percents(session, [2, 4]) == {2: Decimal(2)}
        assert interest_percents(session, []) == {}
