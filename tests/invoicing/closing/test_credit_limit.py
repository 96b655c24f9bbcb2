"""Limits on credits count both ways of giving back: agreed amounts, and reads that cost nothing any more (spec 3.9)."""

from pathlib import Path

import pytest

from invoicing.closing import memos
from invoicing.closing.memos import AdjustAsk, Agreed
from invoicing.documents.print_files import check_printable
from invoicing.papers import repository
from invoicing.papers.adjustment import Fact
from invoicing.papers.errors import CreditTooLarge
from invoicing.papers.heads import heads
from reads.core.actor_and_moment import By
from reads.core.money import Money
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import OCTOBER, bring, close
from tests.invoicing.closing.test_prior_periods import voided


class Lakeview:
    """Lakeview's October: two reads of 40.00, issued at 80.00."""

    def __init__(self, store: Store, books: Path) -> None:
        self.store = store
        (books / "contracts" / "lakeview.toml").write_text(mercy.CONTRACTS["lakeview.toml"].replace("45.00", "40.00"))
        mercy.apply(books, store)
        bring(store, "lakeview-main LV2 CTHEAD CT 2026-10-08T01:20")
        close(store, OCTOBER, "lakeview")

    @property
    def by(self) -> By:
        return By("tester", self.store.clock.now())

    def dispute(self, *accessions: str, fact: Fact = Fact.DISPUTE) -> None:
        with self.store.write() as session:
            (head,) = heads(session)[:1]
            rows = repository.whole(session, head.id).schedule
            keys = [row.read_key for row in rows if row.accession in accessions]
            memos.withdraw(session, head, fact, keys, "mail", self.by)

    def agree(self, amount: str) -> None:
        with self.store.write() as session:
            (head,) = heads(session)[:1]
            agreed = Agreed(head, Money.of(amount, "USD"), f"agreed {amount}")
            memos.agree(session, agreed, self.by, self.store.clock, check_printable)

    def adjust(self) -> None:
        with self.store.write() as session:
            memos.adjust(session, AdjustAsk("lakeview", OCTOBER), self.by, self.store.clock, check_printable)

    @property
    def given_back(self) -> str:
        self.adjust()
        with self.store.read() as session:
            return str(sum(head.total.amount for head in heads(session)[1:]))


@pytest.fixture
def lakeview(october: Store, books: Path) -> Lakeview:
    return Lakeview(october, books)


@pytest.mark.parametrize("memo_first", [True, False])
def test_of_an_invoice_whose_reads_are_all_disputed_nothing_is_left_to_credit(lakeview: Lakeview, memo_first: bool):
    lakeview.dispute("LV1", "LV2")
    if memo_first:
        lakeview.adjust()
    with pytest.raises(CreditTooLarge, match=r"80\.00 can't be credited on WR-2026-00001: it asks for 0\.00 USD"):
        lakeview.agree("80.00")
    assert lakeview.given_back == "-80.00"


@pytest.mark.parametrize("fact", [Fact.DISPUTE, Fact.CREDIT])
def test_what_was_agreed_is_not_given_back_once_more_by_its_reads(lakeview: Lakeview, fact: Fact):
    lakeview.agree("60.00")
    with pytest.raises(CreditTooLarge, match=r"40\.00 can't be credited .* it asks for 20\.00 USD"):
        lakeview.dispute("LV1", fact=fact)
    assert lakeview.given_back == "-60.00"


def test_up_to_what_is_left_both_ways_go_together(lakeview: Lakeview):
    lakeview.agree("30.00")
    lakeview.dispute("LV1")
    lakeview.agree("10.00")
    assert lakeview.given_back == "-80.00"
    with pytest.raises(CreditTooLarge):
        lakeview.agree("0.01")


def test_a_voided_read_counts_as_well(lakeview: Lakeview):
    voided(lakeview.store, "LV1")
    with pytest.raises(CreditTooLarge, match=r"it asks for 40\.00 USD"):
        lakeview.agree("40.01")
    lakeview.agree("40.00")
    assert lakeview.given_back == "-80.00"


def test_a_restored_read_may_be_credited_again(lakeview: Lakeview):
    lakeview.dispute("LV1", "LV2")
    lakeview.dispute("LV1", "LV2", fact=Fact.RESTORE)
    lakeview.agree("80.00")
    assert lakeview.given_back == "-80.00"


def test_a_late_read_on_another_paper_leaves_no_more_to_credit_on_this_one(lakeview: Lakeview):
    bring(lakeview.store, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    lakeview.dispute("LV1", "LV2")
    with pytest.raises(CreditTooLarge):
        lakeview.agree("40.00")
