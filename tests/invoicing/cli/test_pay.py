"""Money as a billing manager books it: paid, applied, written off, taken back; and what `aging` then says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents import printable_issue
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.conftest import Reach, Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy

NOVEMBER = "mercy-general,MG9,CTHEAD,CT,preliminary,r-rao,2026-11-05T01:00:00-06:00,2026-11-05T01:20:00-06:00\n"
LAKEVIEW, MERCY = "WR-2026-00001", "WR-2026-00002"


@pytest.fixture
def issued(books: Path, clock: FixedClock, run: Run, begin: Reach) -> Run:
    """October issued on 2 November: 45.00 to Lakeview, 100.00 to Mercy; today is 20 November. Nothing is printed yet."""

    def unprinted() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
        store.migrate()
        mercy.apply(books, store)
        mercy.bring_in(store, mercy.OCTOBER)
        issue_month(store, Month(2026, 10))
        store.close()

    begin("unprinted", unprinted)
    clock.instant = datetime(2026, 11, 20, 15, tzinfo=UTC)
    return run


def issue_month(store: Store, month: Month) -> None:
    """Issues the month, as `wetread close MONTH --issue` does."""
    order = IssueOrder(Ask(month), Permissions(), By("tester", store.clock.now()))
    list(printable_issue.issue_month(store, order))


def state(run: Run, number: str) -> tuple[str, str, str]:
    found = run("invoice", "show", number, "--json").json
    return found["status"], found["paid"], found["balance"]


def test_a_part_then_the_rest_pays_an_invoice(issued: Run):
    assert state(issued, MERCY) == ("issued", "0.00", "100.00")
    booked = issued("invoice", "pay", MERCY, "40.00", "--on", "2026-11-10", "--reference", "ACH 1", "--json")
    assert booked.status == 0
    assert booked.json["applied"] == [
        {"number": MERCY, "amount": "40.00", "on": "2026-11-10", "status": "partly paid", "balance": "60.00"}
    ]
    assert state(issued, MERCY) == ("partly paid", "40.00", "60.00")
    said = issued("invoice", "pay", MERCY.lower(), "60.00", "--reference", "ACH 2").stdout
    assert said.splitlines()[0] == "payment 2: 60.00 USD of mercy on 2026-11-20"
    assert state(issued, MERCY) == ("paid", "100.00", "0.00")
    assert [row["number"] for row in issued("invoice", "list", "--status", "paid", "--json").json] == [MERCY]


def test_what_is_over_stays_on_the_account_until_it_is_applied(issued: Run, books: Path, clock: FixedClock):
    over = issued("invoice", "pay", "mercy", "130.00", "--json").json
    assert (over["unapplied"], over["applied"][0]["balance"]) == ("30.00", "0.00")
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, mercy.HEADER + NOVEMBER)
    clock.instant = datetime(2026, 12, 2, 15, tzinfo=UTC)
    issue_month(store, Month(2026, 11))
    store.close()
    applied = issued("invoice", "apply", "mercy", "--json").json
    assert [(each["number"], each["amount"], each["balance"]) for each in applied["applied"]] == [
        ("WR-2026-00003", "30.00", "70.00")
    ]
    assert applied["unapplied"] == "0.00"
    again = issued("invoice", "apply", "mercy")
    assert again.status == 3
    assert "mercy has no unapplied cash" in again.stderr


def test_the_same_payment_twice_is_refused_unless_it_is_meant(issued: Run):
    words = ("invoice", "pay", LAKEVIEW, "20.00", "--on", "2026-11-12", "--reference", "check 7")
    assert issued(*words).status == 0
    twice = issued(*words)
    assert twice.status == 3
    assert "is booked already, as 1" in twice.stderr
    assert state(issued, LAKEVIEW) == ("partly paid", "20.00", "25.00")
    assert issued(*words, "--again").status == 0
    assert state(issued, LAKEVIEW) == ("partly paid", "40.00", "5.00")


def test_a_returned_check_opens_the_invoice_again(issued: Run):
    issued("invoice", "pay", LAKEVIEW, "45.00", "--on", "2026-11-12")
    assert issued("invoice", "pay", "--reverse", "1").status == 2
    taken_back = issued("invoice", "pay", "--reverse", "1", "--because", "check returned", "--json").json
    assert (taken_back["kind"], taken_back["reverses"]) == ("reversal", 1)
    assert state(issued, LAKEVIEW) == ("issued", "0.00", "45.00")
    once = issued("invoice", "pay", "--reverse", "1", "--because", "check returned")
    assert once.status == 3
    assert "1 was reversed on 2026-11-20" in once.stderr
    listed = issued("invoice", "payments", "--json").json
    assert [(row["id"], row["kind"], row["reversed_on"]) for row in listed] == [
        (1, "payment", "2026-11-20"),
        (2, "reversal", None),
    ]
    before, after = (
        issued("aging", "--as-of", day, "--client", "lakeview", "--json").json["total"]
        for day in ("2026-11-19", "2026-11-20")
    )
    assert (before, after) == ("0.00", "45.00")


def test_writing_off_needs_a_reason_and_leaves_nothing_open(issued: Run):
    assert issued("invoice", "write-off", LAKEVIEW).status == 2
    issued("invoice", "pay", LAKEVIEW, "40.00")
    assert issued("invoice", "write-off", LAKEVIEW, "--because", "small balance", "--amount", "9.00").status == 3
    assert issued("invoice", "write-off", LAKEVIEW, "--because", "small balance").status == 0
    assert state(issued, LAKEVIEW) == ("written off", "40.00", "0.00")
    assert issued("invoice", "write-off", LAKEVIEW, "--because", "small balance").status == 3


def test_a_paper_tells_what_became_of_it(issued: Run):
    issued("invoice", "pay", LAKEVIEW, "20.00", "--on", "2026-11-12", "--reference", "check 7")
    issued("invoice", "pay", "--reverse", "1", "--because", "returned")
    issued("invoice", "write-off", LAKEVIEW, "--because", "agreed", "--amount", "5.00")
    told = issued("invoice", "show", LAKEVIEW, "--json").json
    assert [(each["id"], each["kind"], each["amount"], each["reversed"]) for each in told["settled"]] == [
        (1, "payment", "20.00", True),
        (3, "write_off", "5.00", False),
    ]
    assert (told["late_interest"], told["sent"], told["balance"]) == ("0.00", [], "40.00")
    assert "2026-11-12  payment 1  20.00  check 7, reversed" in issued("invoice", "show", LAKEVIEW).stdout


def test_what_was_booked_stands_up_to_an_audit(issued: Run):
    issued("invoice", "pay", "mercy", "130.00")
    issued("invoice", "write-off", LAKEVIEW, "--because", "agreed")
    issued("invoice", "pay", "--reverse", "1", "--because", "returned")
    damage = {each["what"] for each in issued("audit", "verify", "--json").json["damage"]}
    assert damage == {"file_unrecorded"}
    said = issued("audit", "log", "--entity", "mercy").stdout
    assert [line.split()[2] for line in said.splitlines()[1:]] == ["account.payment", "account.reversal"]


def test_aging_says_what_is_open_by_days_past_due_on_any_day(issued: Run):
    """Lakeview's is due on 17 December, Mercy's on 2 December."""
    issued("invoice", "pay", LAKEVIEW, "5.00", "--on", "2026-11-10")
    issued("invoice", "pay", "mercy", "110.00", "--on", "2026-11-15", "--to", f"{MERCY}=30.00")

    def row(day: str, client: str) -> dict[str, str]:
        rows = issued("aging", "--as-of", day, "--json").json["clients"]
        return next(
            ({k: v for k, v in row.items() if v not in ("0.00", [])} for row in rows if row["client"] == client), {}
        )

    plain = {"client": "lakeview", "currency": "USD"}
    assert row("2026-11-01", "lakeview") == {}
    assert row("2026-11-09", "lakeview") == {**plain, "current": "45.00", "total": "45.00"}
    for day, bucket in [
        ("2026-12-17", "current"),
        ("2026-12-18", "1-30"),
        ("2027-01-16", "1-30"),
        ("2027-01-17", "31-60"),
        ("2027-02-15", "31-60"),
        ("2027-02-16", "61-90"),
        ("2027-03-17", "61-90"),
        ("2027-03-18", "90+"),
    ]:
        assert row(day, "lakeview") == {**plain, bucket: "40.00", "total": "40.00"}, day
    of_mercy = row("2026-11-20", "mercy")
    assert (of_mercy["current"], of_mercy["unapplied"], of_mercy["total"]) == ("70.00", "80.00", "-10.00")
    table = issued("aging", "--as-of", "2026-12-05").stdout.splitlines()
    assert table[2].split() == ["Client", "current", "1-30", "31-60", "61-90", "90+", "Unapplied", "Total"]
    assert table[3].split() == ["lakeview", "40.00", "0.00", "0.00", "0.00", "0.00", "0.00", "40.00", "USD"]
    assert table[5].split() == ["Total", "40.00", "70.00", "0.00", "0.00", "0.00", "-80.00", "30.00", "USD"]


@pytest.mark.parametrize(
    "words, status, says",
    [
        ("pay", 2, "a payment needs who paid and how much"),
        (f"pay {MERCY} 1,00.00", 2, "'1,00.00' is not an amount of USD"),
        (f"pay {MERCY} 0.00", 2, "is an amount of nothing"),
        (f"pay {MERCY} 1.005", 2, "has more than the 2 decimals of USD"),
        (f"pay {MERCY} 1.00 --on 2026-11-21", 2, "2026-11-21 has not come yet; today is 2026-11-20"),
        (f"pay {MERCY} 1.00 --on yesterday", 2, "'yesterday' is not a date"),
        ("pay mercie 1.00", 2, "did you mean mercy?"),
        (f"pay {MERCY} 1.00 --to {MERCY}=1.00", 2, "name the client as the payer"),
        (f"pay mercy 1.00 --to {MERCY}", 2, "write --to NUMBER=AMOUNT"),
        (f"pay mercy 200.00 --to {MERCY}=100.01", 3, f"can't be set against {MERCY}: 100.00 USD of it is open"),
        (f"pay mercy 50.00 --to {MERCY}=60.00", 3, "come to 60.00, and there is 50.00 USD"),
        (f"pay mercy 50.00 --to {LAKEVIEW}=10.00", 2, f"{LAKEVIEW} is no paper of mercy in USD"),
        ("pay --reverse 4 --because mistake", 2, "4 is no entry"),
        ("apply lakeview", 3, "lakeview has no unapplied cash"),
        (f"apply {MERCY}", 2, "it is no credit"),
        ("write-off mercy --because x", 2, "'mercy' is no paper's number"),
    ],
)
def test_what_cannot_be_booked_says_why_and_books_nothing(issued: Run, words: str, status: int, says: str):
    outcome = issued("invoice", *words.split())
    assert (outcome.status, outcome.stdout) == (status, "")
    assert says in outcome.stderr
    assert issued("invoice", "payments", "--json").json == []


def test_a_credit_memo_settles_what_a_person_says_it_is_for(issued: Run):
    assert issued("invoice", "credit", LAKEVIEW, "--amount", "45.00", "--because", "read by the day team").status == 0
    memo = f"CM-{LAKEVIEW}"
    assert state(issued, memo) == ("issued", "0.00", "-45.00")
    assert issued("aging", "--client", "lakeview", "--json").json["clients"][0]["unapplied_credits"] == "45.00"
    applied = issued("invoice", "apply", memo, "--to", f"{LAKEVIEW}=45.00", "--json").json
    assert (applied["applied"][0]["status"], applied["unapplied"]) == ("credited", "0.00")
    assert state(issued, memo) == ("credited", "0.00", "0.00")
    assert issued("aging", "--client", "lakeview", "--json").json["clients"] == []
    refused = issued("invoice", "apply", memo)
    assert (refused.status, f"nothing of {memo} is left" in refused.stderr) == (3, True)
    assert issued("invoice", "pay", memo, "1.00").status == 2


@pytest.mark.parametrize(
    "words", ["pay mercy 5.00 --currency EUR", "pay mercy 5.00 --currency usd", f"pay {MERCY} 5.00 --currency EUR"]
)
def test_a_client_has_an_account_only_in_currencies_that_it_is_billed_in(issued: Run, words: str):
    """A currency mistyped would put the money where no invoice looks for it."""
    refused = issued("invoice", *words.split(), "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "which_currency")
    assert refused.json["error"]["remedy"] == "say --currency USD"
    assert issued("statement", "mercy", "--currency", "EUR").status == 2
