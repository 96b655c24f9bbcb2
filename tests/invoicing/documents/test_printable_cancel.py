"""An invoice is cancelled by a memo of the whole paper, and its month issued anew (spec 4.8)."""

from datetime import date
from pathlib import Path

import pytest

from invoicing.audit.decision_checks import decision_damage
from invoicing.audit.payment_checks import verify_accounts
from invoicing.audit.verify import verify
from invoicing.closing import memos
from invoicing.closing.cancel import CancelAsk, NotCancellable
from invoicing.closing.close import looked_at
from invoicing.closing.memos import Agreed
from invoicing.closing.preview import Ask
from invoicing.documents.print_files import check_printable
from invoicing.documents.printable_cancel import cancel_invoice
from invoicing.documents.statement_view import statement_view_of
from invoicing.papers.adjustment import Fact
from invoicing.papers.errors import Cancelled, NoSuchLine
from invoicing.papers.heads import heads, numbered
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables import repository as accounts
from invoicing.receivables.book_payments import Payment, Reversal, pay, reverse
from invoicing.receivables.errors import NoSuchEntry
from invoicing.receivables.paper_status import standings
from invoicing.receivables.statement import statement
from reads.core.actor_and_moment import By
from reads.core.money import Money
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import NOVEMBER, OCTOBER, billed, bring, close, lines, papers, prior

TERMS = mercy.CONTRACTS["lakeview.toml"].replace("45.00", "10000.00").replace('not_to_exceed = "100.00"\n', "")


def damage(store: Store) -> list[object]:
    """All that an audit finds wrong with papers, decisions and accounts."""
    with store.read() as session:
        return [*verify(session, None).damage, *decision_damage(session), *verify_accounts(session).damage]


class Lakeview:
    """Lakeview's October: one read of 10,000.00, issued as WR-2026-00001."""

    def __init__(self, store: Store, books: Path, terms: str = TERMS) -> None:
        self.store = store
        (books / "contracts" / "lakeview.toml").write_text(terms)
        mercy.apply(books, store)

    @property
    def by(self) -> By:
        return By("tester", self.store.clock.now())

    def paper(self, number: str) -> IssuedPaper:
        with self.store.read() as session:
            found = numbered(session, number)
        assert found is not None
        return found

    def cancel(self, number: str) -> IssuedPaper:
        return cancel_invoice(self.store, CancelAsk(self.paper(number), "wrong department"), self.by)

    def pay(self, amount: str) -> None:
        with self.store.write() as session:
            pay(session, Payment("lakeview", Money.of(amount, "USD"), date(2026, 11, 2), "ACH 1"), self.by)

    @property
    def totals(self) -> list[str]:
        return [str(paper.total) for paper in papers(self.store) if paper.contract == "lakeview"]

    @property
    def account(self):
        with self.store.read() as session:
            return accounts.account(session, "lakeview", "USD")


@pytest.mark.parametrize("late_reads", ["waive", "next_invoice"])
def test_cancelled_and_issued_again_the_month_is_billed_once(october: Store, books: Path, late_reads: str):
    """10,000.00, then -10,000.00 and +10,000.00, and nothing is waived or late."""
    lakeview = Lakeview(october, books, f'late_reads = "{late_reads}"\n' + TERMS)
    close(october, OCTOBER, "lakeview")
    lakeview.cancel("WR-2026-00001")
    closing = looked_at(october, Ask(OCTOBER, client="lakeview"))
    assert [each.code for each in closing.contracts["lakeview"].warnings] == []
    close(october, OCTOBER, "lakeview")
    assert lakeview.totals == ["10000.00", "-10000.00", "10000.00"]
    assert close(october, NOVEMBER, "lakeview")["lakeview"].lines == ()
    assert billed(papers(october), "lakeview", OCTOBER) == "10000.00"
    assert damage(october) == []


def test_what_was_paid_on_it_is_unapplied_cash(october: Store, books: Path):
    """4,000.00 paid before: the new invoice asks for 10,000.00, and 4,000.00 wait for it."""
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    lakeview.pay("4000.00")
    lakeview.cancel("WR-2026-00001")
    close(october, OCTOBER, "lakeview")
    account, stands = lakeview.account, standings(lakeview.account)
    assert str(account.unapplied_now) == "4000.00"
    status = {paper.number: (stands[paper.id].status, str(stands[paper.id].balance)) for paper in account.papers}
    assert status == {
        "WR-2026-00001": ("credited", "0.00"),
        "CM-WR-2026-00001": ("credited", "0.00"),
        "WR-2026-00002": ("issued", "10000.00"),
    }


def test_reads_that_came_between_are_on_the_new_invoice(october: Store, books: Path):
    lakeview = Lakeview(october, books, 'late_reads = "waive"\n' + TERMS)
    close(october, OCTOBER, "lakeview")
    lakeview.cancel("WR-2026-00001")
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    assert lines(close(october, OCTOBER, "lakeview")["lakeview"]) == [("reads", "2026-10", "CT head", "20000.00")]


def test_the_new_invoice_carries_the_earlier_months_and_manual_lines_of_the_old(october: Store, books: Path):
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20", "lakeview-main LV8 CTHEAD CT 2026-11-01T01:20")
    with october.write() as session:
        memos.add_line(session, "lakeview", "250.00", "Training", None, lakeview.by, again=False)
    before = close(october, NOVEMBER, "lakeview")["lakeview"]
    lakeview.cancel("WR-2026-00002")
    after = close(october, NOVEMBER, "lakeview")["lakeview"]
    assert lines(after) == lines(before)
    assert prior(after) == [("2026-10", "CT head, late", "10000.00")]
    assert damage(october) == []


def test_an_invoice_whose_month_a_later_paper_has_put_right_is_not_cancelled_before_it(october: Store, books: Path):
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    close(october, NOVEMBER, "lakeview")
    with pytest.raises(NotCancellable, match="WR-2026-00002 put October 2026 right after it"):
        lakeview.cancel("WR-2026-00001")
    lakeview.cancel("WR-2026-00002")
    lakeview.cancel("WR-2026-00001")
    assert billed(papers(october), "lakeview", OCTOBER) == "0.00"


def test_a_cancelled_invoice_is_neither_cancelled_nor_credited_again_and_no_memo_is(october: Store, books: Path):
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    lakeview.cancel("WR-2026-00001")
    for number in ("WR-2026-00001", "CM-WR-2026-00001"):
        with pytest.raises(NotCancellable):
            lakeview.cancel(number)
    issued = lakeview.paper("WR-2026-00001")
    with pytest.raises(Cancelled), october.write() as session:
        memos.agree(session, Agreed(issued, Money.of("1.00", "USD"), "x"), lakeview.by, october.clock, check_printable)
    keys = [row.read_key for row in papers(october)[0].schedule]
    with pytest.raises(Cancelled), october.write() as session:
        memos.withdraw(session, issued, Fact.DISPUTE, keys, "x", lakeview.by)


def test_an_agreed_credit_on_it_is_not_given_twice(october: Store, books: Path):
    """10,000.00 less 120.00 agreed: the memo takes back 9,880.00."""
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    with october.write() as session:
        agreed = Agreed(heads(session)[0], Money.of("120.00", "USD"), "agreed")
        memos.agree(session, agreed, lakeview.by, october.clock, check_printable)
    assert str(lakeview.cancel("WR-2026-00001").total) == "-9880.00"
    assert str(lakeview.account.balance(date(2027, 1, 1))) == "0.00"
    assert damage(october) == []


@pytest.mark.parametrize("paid_first", [True, False])
def test_a_credit_agreed_on_it_settles_the_rest_of_it_and_what_was_paid_is_free(
    october: Store, books: Path, paid_first: bool
):
    """10,000.00 paid, 120.00 agreed: 120.00 stood open on the cancelled invoice, with its credit beside it."""
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    if paid_first:
        lakeview.pay("10000.00")
    with october.write() as session:
        agreed = Agreed(heads(session)[0], Money.of("120.00", "USD"), "agreed")
        memos.agree(session, agreed, lakeview.by, october.clock, check_printable)
    if not paid_first:
        lakeview.pay("9880.00")
    lakeview.cancel("WR-2026-00001")
    account, stands = lakeview.account, standings(lakeview.account)
    assert {(stands[paper.id].status, str(stands[paper.id].balance)) for paper in account.papers} == {
        ("credited", "0.00")
    }
    assert str(account.unapplied_now) == ("10000.00" if paid_first else "9880.00")
    assert damage(october) == []


def test_a_statement_says_that_what_a_payment_was_for_is_cancelled(october: Store, books: Path):
    """As booked, the payment stood there for an invoice that the client was told to forget."""
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    lakeview.pay("4000.00")
    lakeview.cancel("WR-2026-00001")
    with october.read() as session:
        said = statement_view_of(statement(session, "lakeview", "USD", date(2027, 1, 1)))
    assert [(row.what, row.settled, row.amount) for row in said.activity] == [
        ("Payment received, ACH 1", "WR-2026-00001, cancelled", "−4,000.00"),
        ("Credit applied, CM-WR-2026-00001", "WR-2026-00001", "−10,000.00"),
    ]
    assert [(row.what, row.left) for row in said.unused] == [("Payment ACH 1", "−4,000.00")]


def test_a_manual_line_is_taken_back_before_it_is_on_a_paper(october: Store, books: Path):
    lakeview = Lakeview(october, books)
    with october.write() as session:
        made = memos.add_line(session, "lakeview", "250.00", "Training", None, lakeview.by, again=False)
    with october.write() as session:
        memos.remove_line(session, made.id, "no training", lakeview.by)
    paper = close(october, OCTOBER, "lakeview")["lakeview"]
    assert [line.name for line in paper.lines] == ["CT head"]
    with pytest.raises(NoSuchLine, match="no manual line 1 waits"), october.write() as session:
        memos.remove_line(session, made.id, "again", lakeview.by)
    assert damage(october) == []


def test_what_a_cancellation_freed_stays_free(october: Store, books: Path):
    lakeview = Lakeview(october, books)
    close(october, OCTOBER, "lakeview")
    lakeview.cancel("WR-2026-00001")
    (entry,) = lakeview.account.entries
    asked = Reversal(entry.id, date(2026, 11, 2), "mistake")
    with pytest.raises(NoSuchEntry, match="cancelled by CM-WR-2026-00001, which stands"), october.write() as session:
        reverse(session, asked, lakeview.by)
