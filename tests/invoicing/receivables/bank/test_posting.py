"""Lines of the bank against many accounts, on both databases: sums of papers, discounts for early payment, what is refused."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.repository import add_paper
from invoicing.papers.tables import PaperRow
from invoicing.receivables import book_payments, repository
from invoicing.receivables.account import EntryKind
from invoicing.receivables.aging import aging
from invoicing.receivables.bank import importing, posting
from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, RemittedPaper
from invoicing.receivables.bank.errors import LineIsDecided, NotMoneyThatCame, NotTheWholeLine
from invoicing.receivables.bank.exact_matches import exact_together
from invoicing.receivables.bank.match_ground import matches
from invoicing.receivables.bank.posting import PostOrder
from invoicing.receivables.bank.repository import add_file, add_lines
from invoicing.receivables.book_payments import Payment
from invoicing.receivables.paper_status import standings
from reads.core.errors import WetreadError
from reads.core.money import Money
from reads.store.engine import Store
from tests.invoicing.cli.test_bank import bai2
from tests.invoicing.receivables.bank.files import CAMT, OFX
from tests.properties.histories_of_accounts import AT, BY, usd

ISSUED, TODAY = date(2026, 11, 10), date(2026, 11, 30)


@dataclass
class Practice:
    """Papers of several clients in one store."""

    store: Store

    def issue(self, client: str, *cents: int, snapshot: str = "{}") -> list[IssuedPaper]:
        with self.store.write() as session:
            for minor in cents:
                number = f"WR-2026-{len(heads(session)) + 1:05}"
                row = PaperRow(
                    kind="invoice",
                    number=number,
                    client=client,
                    contract="nights",
                    month="2026-10",
                    currency="USD",
                    total=minor,
                    issued_on=ISSUED,
                    due_on=ISSUED + timedelta(days=30),
                    snapshot=snapshot,
                    schedule="{}",
                    previous=number,
                    sha256=number,
                    at=AT,
                    actor="tester",
                )
                add_paper(session, row)
            return heads(session, client=client)

    def bring(self, *transactions: str) -> None:
        with self.store.write() as session:
            importing.import_file(session, bai2(*transactions).encode(), "bai.txt", BY)

    def exact(self) -> set[int]:
        with self.store.read() as session:
            return set(exact_together({line.number: found for line, found in matches(session)}))

    def how(self) -> list[str]:
        with self.store.read() as session:
            return [found.by for _, found in matches(session)]

    def open(self, client: str) -> list[str]:
        with self.store.read() as session:
            account = repository.account(session, client, "USD")
            return [str(standing.balance) for standing in standings(account).values()]


@pytest.fixture
def practice(store: Store) -> Practice:
    return Practice(store)


def test_one_sum_for_three_invoices_is_exact_where_it_comes_to_it_in_one_way_alone(practice: Practice):
    practice.issue("mercy-health", 123_600, 45_010, 9_999, 70_000)
    practice.bring("165,178609,T1,MERCY-HEALTH ACH")
    assert practice.exact() == {1}
    with practice.store.write() as session:
        posting.post_exact(session, TODAY, BY)
    assert practice.open("mercy-health") == ["0.00", "0.00", "0.00", "700.00"]


def test_a_sum_that_papers_come_to_in_two_ways_is_for_a_person(practice: Practice):
    practice.issue("mercy-health", 10_000, 20_000, 30_000)
    practice.bring("165,30000,T1,MERCY-HEALTH")
    assert practice.exact() == set()


def test_a_number_within_a_longer_one_is_another_paper(practice: Practice):
    practice.issue("mercy-health", 10_000)
    practice.bring("165,9000,T1,WR-2026-000011 OF SOMEBODY")
    assert practice.how() == ["none"]


def test_two_lines_that_want_one_paper_are_both_for_a_person(practice: Practice):
    practice.issue("mercy-health", 10_000)
    practice.bring("165,10000,T1,WR-2026-00001", "165,10000,T2,WR-2026-00001")
    assert practice.exact() == set()


def test_the_amount_alone_is_never_exact(practice: Practice):
    practice.issue("mercy-health", 10_000)
    practice.bring("165,10000,T1,NO WORDS")
    assert (practice.how(), practice.exact()) == (["amount"], set())


def test_the_issues_example_is_tied_and_open_stays_36(practice: Practice):
    """1,236.00 open, 1,200.00 by hand, the file brings 1,200.00: open 36.00."""
    practice.issue("mercy-health", 123_600)
    with practice.store.write() as session:
        book_payments.pay(session, Payment("mercy-health", usd(120_000), ISSUED + timedelta(days=9)), BY)
    practice.bring("165,120000,T1,WR-2026-00001")
    with practice.store.write() as session:
        (done,) = posting.post_exact(session, TODAY, BY)
    assert done.kind == "tied"
    assert practice.open("mercy-health") == ["36.00"]


OFFER = '{"prompt_percent": "2", "prompt_days": 10}'
DAY_9, DAY_10, DAY_11 = (ISSUED + timedelta(days=days) for days in (9, 10, 11))


@pytest.mark.parametrize(
    ("payments", "left", "discount"),
    [
        ([(DAY_10, 980_000)], "0.00", ["200.00"]),
        ([(DAY_10, 979_000)], "210.00", []),
        ([(ISSUED, 500_000), (DAY_9, 480_000)], "0.00", ["200.00"]),
        ([(DAY_11, 980_000)], "200.00", []),
        ([(DAY_10, 1_000_000)], "0.00", []),
    ],
)
def test_the_vectors_of_prompt_payment(practice: Practice, payments: list, left: str, discount: list[str]):
    """Spec 3.10: 2 %, 10 days, on 10,000.00; booked days later, the payer's own day decides."""
    (paper,) = practice.issue("mercy-health", 1_000_000, snapshot=OFFER)
    for own_day, minor in payments:
        with practice.store.write() as session:
            book_payments.pay(session, Payment("mercy-health", usd(minor), TODAY, paid_on=own_day), BY)
    with practice.store.read() as session:
        account = repository.account(session, "mercy-health", "USD")
    standing = standings(account)[paper.id]
    taken = [str(entry.amount) for entry in account.entries if entry.kind is EntryKind.DISCOUNT]
    assert (str(standing.balance), taken) == (left, discount)
    assert standing.status == ("paid" if left == "0.00" else "partly paid")
    assert str(aging(account, TODAY).total) == left


def test_a_discount_falls_with_the_payment_that_needed_it(practice: Practice):
    (paper,) = practice.issue("mercy-health", 1_000_000, snapshot=OFFER)
    with practice.store.write() as session:
        booked = book_payments.pay(session, Payment("mercy-health", usd(980_000), DAY_10, paper=paper.number), BY)
    with practice.store.write() as session:
        book_payments.reverse(session, book_payments.Reversal(booked.entry.id, TODAY, "returned"), BY)
    assert practice.open("mercy-health") == ["10000.00"]


def test_a_line_that_takes_the_discount_in_time_is_exact(practice: Practice):
    practice.issue("mercy-health", 1_000_000, snapshot=OFFER)
    practice.bring("165,980000,T1,WR-2026-00001")
    assert practice.exact() == {1}
    with practice.store.write() as session:
        (done,) = posting.post_exact(session, TODAY, BY)
    assert [each.reference for each in done.booked[0].discounts] == ["T1"]
    assert practice.open("mercy-health") == ["0.00"]


def test_a_short_payment_by_a_persons_word_may_name_unapplied_cash_beside_it(practice: Practice):
    practice.issue("mercy-health", 10_000)
    practice.bring("165,15000,T1,NO WORDS")
    with practice.store.write() as session:
        order = PostOrder(1, TODAY, {"WR-2026-00001": "100.00", "mercy-health": "$50.00"})
        done = posting.post(session, order, BY)
    assert done.booked[0].account.unapplied_now == Money(5_000)


def test_an_id_that_a_bank_gives_anew_in_its_next_statement_is_another_line(practice: Practice):
    """Entries are numbered from 1 in each statement: November's first is no second copy of October's first."""
    october = OFX.replace("20261121233000[-6:CST]", "20261120")
    november = october.replace("20261120", "20261220")
    dearer = october.replace("1200.00", "1300.00")
    for text, new in ((october, 2), (november, 2), (dearer, 1), (october + "\n", 0), (november + "\n", 0), (dearer, 0)):
        with practice.store.write() as session:
            taken = importing.import_file(session, text.encode(), "a.ofx", BY)
        assert taken.new == new
        assert sum("another line too" in remark for remark in taken.remarks) == (
            0 if text.startswith(october) else taken.lines if text.startswith(november) else 1
        )


def said(number: int, because: str = "", **to: str) -> PostOrder:
    return PostOrder(number, TODAY, {name.replace("_", "-"): amount for name, amount in to.items()}, because=because)


def post(practice: Practice, order: PostOrder) -> posting.DecidedLine:
    with practice.store.write() as session:
        return posting.post(session, order, BY)


def test_one_wire_for_the_papers_of_several_clients_is_a_payment_of_each(practice: Practice):
    """7,722.02 for two hospitals: no payment could be booked of it, and the line was told to name no paper."""
    practice.issue("mercy-health", 437_400)
    practice.issue("grace", 722_801)
    practice.bring("195,772202,T1,WIRE WR-2026-00001 AND WR-2026-00002")
    with practice.store.read() as session:
        (found,) = [found for _, found in matches(session)]
    assert (found.by, found.exact) == ("none", False)
    assert found.why.startswith("names WR-2026-00001 and WR-2026-00002 of several clients")
    done = post(practice, said(1, "rest in dispute", **{"WR-2026-00001": "4374.00", "WR-2026-00002": "3348.02"}))
    assert [(each.entry.client, str(each.entry.amount)) for each in done.booked] == [
        ("mercy-health", "4374.00"),
        ("grace", "3348.02"),
    ]
    assert (practice.open("mercy-health"), practice.open("grace")) == (["0.00"], ["3879.99"])
    assert [(each.number, str(each.amount)) for each in done.queries] == [("WR-2026-00002", "3879.99")]


def test_such_a_line_is_open_again_once_all_of_its_payments_are_taken_back(practice: Practice):
    practice.issue("mercy-health", 10_000)
    practice.issue("grace", 20_000)
    practice.bring("195,30000,T1,WIRE")
    order = said(1, **{"WR-2026-00001": "100.00", "WR-2026-00002": "200.00"})
    first, second = post(practice, order).entries
    for entry, standing in ((first, second), (second, None)):
        with pytest.raises(LineIsDecided):
            post(practice, order)
        with practice.store.write() as session:
            book_payments.reverse(session, book_payments.Reversal(entry, TODAY, "returned"), BY)
        if standing:
            with pytest.raises(LineIsDecided) as refused:
                post(practice, order)
            assert refused.value.remedy == f"take it back first: wetread invoice pay --reverse {standing}"
    assert len(post(practice, replace(order, day=TODAY)).entries) == 2


@pytest.mark.parametrize("amounts", [("300.01", "-0.01"), ("100.00", "100.00"), ("300.00", "0.00")])
def test_what_is_named_is_the_whole_line_in_amounts_above_zero(practice: Practice, amounts):
    practice.issue("mercy-health", 30_001)
    practice.issue("grace", 20_000)
    practice.bring("195,30000,T1,WIRE")
    with pytest.raises((NotTheWholeLine, WetreadError)):
        post(practice, said(1, **dict(zip(("WR-2026-00001", "WR-2026-00002"), amounts, strict=True))))
    assert practice.open("mercy-health") == ["300.01"]


@pytest.mark.parametrize(
    ("direction", "said_of_it"), [("CRDT", "an earlier debit back"), ("DBIT", "an earlier credit back")]
)
def test_an_entry_by_which_the_bank_takes_one_back_is_never_posted_by_itself(practice: Practice, direction, said_of_it):
    practice.issue("mercy-health", 123_600)
    text = CAMT.replace("<CdtDbtInd>CRDT</CdtDbtInd>", f"<CdtDbtInd>{direction}</CdtDbtInd><RvslInd>true</RvslInd>")
    with practice.store.write() as session:
        done = importing.import_file(session, text.encode(), "camt.xml", BY)
    assert any(said_of_it in remark for remark in done.remarks)
    assert practice.exact() == set()


def test_a_paper_in_another_currency_is_named_as_that(practice: Practice):
    practice.issue("mercy-health", 123_600)
    with practice.store.write() as session:
        importing.import_file(session, bai2("165,123600,T1,WR-2026-00001").replace("USD", "EUR").encode(), "b.txt", BY)
        (found,) = [found for _, found in matches(session)]
    assert found.why == "names WR-2026-00001, billed in USD, and the line is EUR"


def test_an_advice_for_several_clients_waits_for_the_banks_line_which_names_its_papers(practice: Practice):
    """Posted by itself, the bank's line of 333.00 would have found no payment of that amount, and be booked again."""
    practice.issue("mercy-health", 30_000)
    practice.issue("grace", 3_300)
    paid = {"WR-2026-00001": "300.00", "WR-2026-00002": "33.00"}
    papers = tuple(RemittedPaper(number, Money.of(amount, "USD"), usd(0)) for number, amount in paid.items())
    advice = BankLine("5678", usd(33_300), ISSUED, LineNature.ADVICE, "TRACE77", ("",), remitted=papers, key="k1")
    with practice.store.write() as session:
        file = add_file(session, BankFile("x12-820", (advice,)), "820.txt", "a", BY)
        add_lines(session, file.id or 0, [advice])
    with pytest.raises(NotMoneyThatCame, match="a payer's advice for several clients"):
        post(practice, said(1, **paid))
    practice.bring("195,33300,T1,WIRE TRACE77")
    with practice.store.read() as session:
        whys = {line.number: found.why for line, found in matches(session)}
    assert any(why.startswith("names WR-2026-00001 and WR-2026-00002 of several clients") for why in whys.values())
    assert len(post(practice, said(2, **paid)).entries) == 2
