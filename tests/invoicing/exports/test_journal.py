"""The journal: balanced to the cent whatever is on the papers, and every account where the books say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.exports.chart_of_accounts import Chart, LedgerAccount, Role
from invoicing.exports.journal import journal
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Effect, Movement
from invoicing.papers.paper import PaperKind
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.account import EntryKind
from reads.core.money import Money
from tests.invoicing.documents.papers import line, paper, read
from tests.invoicing.exports.materials import GROUPINGS, balances, by_read, credit, every_kind, october, payment

AMOUNTS = st.integers(-1_000_000, 1_000_000)


def posted(material, **settings) -> dict[str, str]:
    return {name: str(Money(minor)) for (name, _), minor in balances(journal(material)).items()}


def test_every_kind_of_line_has_its_account():
    assert posted(october()) == {
        "Accounts Receivable": "5983.15",
        "Read Income": "-4881.38",
        "Surcharge Income": "-114.00",
        "Service Credits": "157.34",
        "Minimum Income": "-500.01",
        "Fixed Fees": "-300.00",
        "Sales Tax Payable": "-345.10",
    }


def test_a_credit_memo_is_an_invoice_turned_round():
    (entry,) = journal(october(credit("76.00")))
    assert [(posting.account.name, str(posting.amount)) for posting in entry.postings] == [
        ("Accounts Receivable", "-76.00"),
        ("Read Income", "76.00"),
    ]
    assert entry.kind == "credit_memo"


def test_a_payment_settles_what_it_settles_and_the_rest_is_unapplied():
    paid = payment(7, date(2026, 10, 9), "100.00", INV_1="80.00")
    (entry,) = journal(october(paper(line("x = 0.00")), movements=[paid]))
    assert [(posting.account.name, str(posting.amount), posting.paper) for posting in entry.postings] == [
        ("Undeposited Funds", "100.00", ""),
        ("Unapplied Cash", "-20.00", ""),
        ("Accounts Receivable", "-80.00", "INV-1"),
    ]
    assert entry.document == "entry/7"


def test_what_is_given_up_is_bad_debt():
    day = date(2026, 10, 9)
    effect = Effect(day, "INV-1", receivable=-500, written_off=500)
    given_up = Movement(1, EntryKind.WRITE_OFF, "m", "M", day, Money(500), "INV-1", "bankrupt", (effect,))
    (entry,) = journal(october(paper(line("x = 0.00")), movements=[given_up]))
    assert {posting.account.role: posting.amount.minor for posting in entry.postings} == {
        Role.RECEIVABLE: -500,
        Role.WRITE_OFFS: 500,
    }
    assert entry.text == "Write-off 1, INV-1, bankrupt"


@pytest.mark.parametrize("kind", list(LineKind))
def test_no_kind_of_line_is_without_an_account(kind: LineKind):
    assert Chart.of({}).account_of(line("x = 1.00", None, kind)).name


def test_a_rate_has_its_own_account_and_its_tiers_with_it():
    chart = Chart.of({"by_rate": [["CT head", "4001 CT"], ["CT", "4099 No"]], "revenue": "Reads"})
    assert chart.account_of(line("CT head = 1.00")) == LedgerAccount(Role.REVENUE, "4001", "CT")
    assert chart.account_of(line("CT head, Volume above 500 = 1.00")).code == "4001"
    assert chart.account_of(line("CT headless = 1.00")) == LedgerAccount(Role.REVENUE, "Reads", "Reads")
    assert chart.account_of(line("CT head = -1.00", None, LineKind.TURNAROUND)).role is Role.CREDITS


@given(st.lists(st.tuples(st.sampled_from(list(LineKind)), AMOUNTS), max_size=12), st.sampled_from(list(PaperKind)))
def test_every_paper_balances_and_is_receivable_by_its_total(amounts, kind):
    lines = [line(f"x = {Money(minor)}", None, of) for of, minor in amounts] or [line("x = 0.00")]
    made = paper(*lines, kind=kind)
    entries = journal(october(made))
    assert sum(posting.amount.minor for entry in entries for posting in entry.postings) == 0
    assert balances(entries).get(("Accounts Receivable", "USD"), 0) == made.total.minor


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("made", [by_read(), every_kind(), credit(), paper(line("x = 0.01"))])
def test_in_every_grouping_the_lines_are_the_total(grouping, made):
    found = items(made, grouping)
    assert sum(item.line.amount.minor for item in found) == made.total.minor
    assert all(item.quantity * item.unit_price == item.line.amount.amount for item in found)


def test_what_rounding_a_line_makes_is_a_line_where_reads_are_shown_one_by_one():
    reads = tuple(read(number, charge=Decimal("33.3350"), surcharges=Decimal(0)) for number in (1, 2, 3))
    made = paper(line("All reads = 100.01"), schedule=reads)
    assert [str(item.line.amount) for item in items(made, GROUPINGS[0])] == ["33.34", "33.34", "33.34", "-0.01"]


def test_reads_whose_amounts_are_not_the_lines_leave_the_paper_as_it_is():
    """A memo lists reads with what they were billed, and bills the difference."""
    made = paper(line("CT head = -4.00"), schedule=(read(1), read(2)), kind=PaperKind.CREDIT_MEMO)
    for grouping in GROUPINGS[:3]:
        assert [replace(item.line, item="") for item in items(made, grouping)] == list(made.lines)


def test_only_per_read_names_studies_and_never_where_the_schedule_is_apart():
    for grouping in GROUPINGS:
        said = " ".join(item.text for item in items(by_read(), grouping))
        assert ("A0000001" in said) == (grouping == "per-read")
        assert "A0000001" not in " ".join(item.text for item in items(by_read(separate_schedule=True), grouping))
