"""Money that a bank tells a second time: one id for many lines, a report within the day, another format of the same account."""

import re
from dataclasses import replace

import pytest

from invoicing.receivables.bank import importing
from invoicing.receivables.bank.bank_file import read_bank_file
from invoicing.receivables.bank.bank_line import LineNature
from invoicing.receivables.bank.errors import BankFileUnread
from invoicing.receivables.bank.importing import TakenFile
from invoicing.receivables.bank.match_values import MatchGround, PaperToPay
from invoicing.receivables.bank.payment_matching import match
from invoicing.receivables.bank.repository import stored_lines
from reads.core.money import Money
from reads.store.engine import Store
from tests.invoicing.receivables.bank.files import BAI2, CAMT, OFX, X12_820
from tests.properties.histories_of_accounts import BY, usd

_LINE = "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120<TRNAMT>{}<FITID>{}<NAME>MERCY<MEMO>{}</STMTTRN>"


def ofx(*lines: tuple[str, str], id_: str = "ACH") -> str:
    """A statement of lines that all have one id: amount and words of each."""
    head, _, rest = OFX.partition("<STMTTRN>")
    said = "\n".join(_LINE.format(amount, id_, words) for amount, words in lines)
    return f"{head}{said}\n</BANKTRANLIST>{rest.partition('</BANKTRANLIST>')[2]}"


def take(store: Store, text: str, name: str = "bank") -> TakenFile:
    with store.write() as session:
        return importing.import_file(session, text.encode(), name, BY)


def cents(store: Store) -> list[int]:
    with store.read() as session:
        return sorted(each.line.amount.minor for each in stored_lines(session) if each.line.nature is LineNature.CASH)


A, B, C = ("100.00", "A"), ("100.00", "B"), ("70.00", "C")


@pytest.mark.parametrize(
    ("files", "new", "right"),
    [
        ([[A, B], [B, A]], [2, 0], [10_000, 10_000]),
        ([[A, B], [B], [A]], [2, 0, 0], [10_000, 10_000]),
        ([[A], [A, B], [B, A, C]], [1, 1, 1], [7_000, 10_000, 10_000]),
        ([[A, B], [A, B, B], [B, B, A]], [2, 1, 0], [10_000] * 3),
        ([[A, A], [A]], [1, 0], [10_000]),
        ([[C, A], [A, C], [C]], [2, 0, 0], [7_000, 10_000]),
    ],
    ids=["turned round", "begins later", "grows", "two alike of an id that says nothing", "one twice", "amounts"],
)
def test_lines_of_one_id_are_as_many_as_one_file_has_in_whichever_order(store, files, new, right):
    assert [take(store, ofx(*some)).new for some in files] == new
    assert cents(store) == right


def test_a_line_whose_words_the_bank_changed_is_the_same_and_says_so(store: Store):
    take(store, ofx(("100.00", "PENDING DEPOSIT")))
    again = take(store, ofx(("100.00", "MERCY HEALTH ACH")))
    assert (again.new, again.before, cents(store)) == (0, 1, [10_000])
    assert again.remarks == (
        "2026-11-20 100.00: taken for line 1, which has the id ACH too and says 'MERCY PENDING DEPOSIT'",
    )


def test_equal_lines_without_an_id_are_as_many_as_the_file_has_that_has_most(store: Store):
    """Two transfers of 1,200.00 in the same words on one day, in the second report of two."""
    record = "16,165,120000,Z,TRACE1,,PREAUTHORIZED ACH CREDIT/\n"
    rest = "88,MERCY GENERAL INV WR-2026-\n88,00001 SHORT PAID 3 READS NOT OURS\n"
    twice = BAI2.replace(record + rest, (record + rest) * 2).replace("5410000", "5530000")
    twice = twice.replace(",7/", ",10/").replace(",9/", ",12/").replace(",11/", ",14/")
    assert [take(store, text).new for text in (BAI2, twice, BAI2, twice)] == [3, 1, 0, 0]


def test_a_report_within_the_day_is_pending_and_the_final_one_books_it():
    """What came at noon is told again next morning in other words: posted from both, it would be booked twice."""
    interim = read_bank_file(BAI2.replace("USD,2/", "USD,3/").encode(), "noon.bai")
    assert [line.nature for line in interim.lines] == [LineNature.PENDING] * 3
    assert interim.remarks == (
        "what it says of 2026-11-19 isn't final (interim): its lines are pending, and the bank's final report books them",
    )
    for final in ("2", "4", ""):
        found = read_bank_file(BAI2.replace("USD,2/", f"USD,{final}/").encode(), "final.bai")
        assert ([line.nature for line in found.lines], found.remarks) == ([LineNature.CASH] * 3, ())


def test_the_same_money_in_another_format_or_in_other_words_is_named_and_never_exact(store: Store):
    take(store, BAI2.replace("261119", "261120"), "bank.bai")
    other = take(store, ofx(("1200.00", "ACH WR-2026-00001"), ("7.00", "NEW")))
    said = "line 1, of bank.bai, is of this amount and day too: perhaps the same money in other words"
    assert other.remarks[0] == f"2026-11-20 1,200.00: {said}"
    with store.read() as session:
        line = stored_lines(session)[3].line
    paper = PaperToPay("WR-2026-00001", "mercy", usd(120_000), usd(0), None, 100)
    found = match(line, MatchGround((paper,), (), (), {}))
    assert (found.exact, found.why) == (False, f"names WR-2026-00001, the amount is what is open; {said}")


@pytest.mark.parametrize("changed", [("975312468", "975319999"), ("1200.00", "1200.01"), ("20261120", "20261119")])
def test_another_account_amount_or_day_is_other_money(store: Store, changed: tuple[str, str]):
    take(store, BAI2.replace("261119", "261120"))
    assert not take(store, ofx(("1200.00", "ACH"), id_="F9").replace(*changed)).remarks


def _ground(*papers: tuple[str, str], settled: dict[str, str]) -> MatchGround:
    open_ = tuple(PaperToPay(number, client, usd(120_000), usd(0), None, 100) for number, client in papers)
    return MatchGround(open_, (), (), {"mercy": "Mercy General"}, settled)


def test_a_line_for_several_clients_of_which_one_was_paid_since_is_nobodys_until_a_person_says():
    """The surplus was proposed as the other client's unapplied cash."""
    line = replace(read_bank_file(BAI2.encode(), "b").lines[0], amount=Money(150_000))
    said = (replace(line, texts=("WR-2026-00001 WR-2026-00002",)), read_bank_file(_two_papers().encode(), "b").lines[0])
    for each in said:
        found = match(each, _ground(("WR-2026-00001", "mercy"), settled={"WR-2026-00002": "harbor"}))
        assert (found.by, found.to, found.over) == ("none", (), 0)
        assert found.why == (
            "names WR-2026-00001 and WR-2026-00002 of several clients: --to NUMBER=AMOUNT for each says how much is whose "
            "(nothing is open of WR-2026-00002: CLIENT=AMOUNT for its client)"
        )


def _two_papers() -> str:
    two = "RMR*IV*WR-2026-00001**900.00~RMR*IV*WR-2026-00002**300.00~SE*8"
    return X12_820.partition("RMR")[0] + two + X12_820.partition("SE*8")[2]


def test_a_paper_that_is_paid_a_second_time_pays_no_other_unseen():
    """A monthly fee of 1,200.00: the words name October's, which is paid, and November's is open."""
    line = read_bank_file(BAI2.encode(), "b").lines[0]
    found = match(line, _ground(("WR-2026-00009", "mercy"), settled={"WR-2026-00001": "mercy"}))
    assert (found.to, found.exact) == ((("WR-2026-00009", Money(120_000)),), False)
    assert found.why.endswith("names WR-2026-00001, of which nothing is open")
    alone = match(line, _ground(settled={"WR-2026-00001": "mercy"}))
    assert (alone.by, alone.client) == ("client", "mercy")


def test_an_entry_that_comes_once_in_parts_and_once_whole_is_named(store: Store):
    """Banks send a statement with and without the transactions of its batches: 300.00 was there as 100.00 + 200.00 and whole."""
    whole = re.sub(r"<NtryDtls>.*</NtryDtls>", "", CAMT, flags=re.DOTALL)
    said = "the entry B1 was taken before, whole or in parts: perhaps the same money"
    take(store, CAMT)
    assert take(store, whole).remarks == (f"2026-11-20 300.00: {said}",)
    later = whole.replace("B1", "B9").replace("2026-11-20", "2026-11-23")
    take(store, later)
    parts = CAMT.replace("B1", "B9").replace("2026-11-20", "2026-11-23")
    assert take(store, parts).remarks == tuple(
        f"2026-11-23 {each}: {said.replace('B1', 'B9')}" for each in ("100.00", "200.00")
    )
    assert take(store, CAMT + " ").remarks == tuple(f"2026-11-20 {each}: {said}" for each in ("100.00", "200.00"))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (":20:START\n:25:123/456\n:28C:1/1\n:60F:C261119USD100,00\n:61:2611201120C1200,00NTRFNONREF\n", "an MT940"),
        ("{1:F01BANK}{4:\r\n:20:A\r\n:25:1\r\n:60F:C261119USD1,\r\n-}", "an MT940"),
        ("101 091000019 1234567892611201200A094101FIRST\n5220MERCY\n", r"a file of ACH payments \(NACHA\)"),
    ],
)
def test_a_form_that_is_not_read_is_called_by_its_name(text: str, form: str):
    with pytest.raises(BankFileUnread, match=f"it is {form}, which is not read"):
        read_bank_file(text.encode(), "bank")
