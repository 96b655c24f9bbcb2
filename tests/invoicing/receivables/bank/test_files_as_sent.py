"""Banks' and payers' files as they are really sent: days one after another, quotes left open, ids given twice, deductions."""

import pytest

from invoicing.receivables.bank import importing
from invoicing.receivables.bank.bank_file import read_bank_file
from invoicing.receivables.bank.bank_line import BankLine, RemittedPaper, Withheld, each_once
from invoicing.receivables.bank.errors import BankFileUnread
from invoicing.receivables.bank.match_values import MatchGround, PaperToPay
from invoicing.receivables.bank.payment_matching import match
from reads.core.money import Money
from reads.intake.profiles.bank import BankProfile, bank_profile
from reads.intake.profiles.profile import ProfileText
from reads.store.engine import Store
from tests.invoicing.receivables.bank.files import BAI2, CAMT, OFX, X12_820
from tests.properties.histories_of_accounts import BY, usd

_HEAD = "Date,Amount,Description\n"


def lines(text: str, profile: BankProfile | None = None) -> tuple[BankLine, ...]:
    return read_bank_file(text.encode(), "file", profile).lines


def profile(more: str = "") -> BankProfile:
    amount = "" if "credit" in more else 'amount = "Amount"\n'
    text = 'kind = "bank"\ndates = "M/D/YYYY"\ncurrency = "USD"\n[columns]\nday = "Date"\ntext = "Description"\n'
    return bank_profile(ProfileText.of(text + amount + more, "profiles/mine.toml"), "mine")


def cents(found: tuple[BankLine, ...]) -> list[int]:
    return [line.amount.minor for line in found]


def paid(found: tuple[BankLine, ...]) -> list[tuple[str, int, list[tuple[int, str]]]]:
    return [
        (each.number, each.paid.minor, [(kept.amount.minor, kept.words) for kept in each.withheld])
        for line in found
        for each in line.remitted
    ]


def of_820(*segments: str) -> str:
    between = X12_820.partition("RMR")[0], X12_820.partition("SE*8")[2]
    return f"{between[0]}{'~'.join(segments)}~SE*{6 + len(segments)}{between[1]}"


def test_bai2_files_one_after_another_are_all_read():
    """The library reads the first alone: the second day's 1,200.00 would be lost without a word."""
    second = BAI2.replace("TRACE1", "TRACE2")
    assert cents(lines(BAI2 + second)) == [120_000, -40_000, 250_000] * 2
    with pytest.raises(BankFileUnread, match="99"):
        lines(BAI2 + second.partition("98,")[0])


@pytest.mark.parametrize("last", ['"REFUND\n11/3/2026,7.00,B\n', '"REFUND\n11/3/2026,7.00,"B"\n11/4/2026,8.00,C\n'])
def test_a_quote_that_nobody_closed_swallows_no_row_of_a_csv(last: str):
    with pytest.raises(BankFileUnread, match="row 2: a cell that begins 'REFUND"):
        lines(f"{_HEAD}11/2/2026,5.00,{last}", profile())


def test_words_over_two_lines_in_quotes_are_one_cell():
    (found,) = lines(f'{_HEAD}11/2/2026,5.00,"MERCY, INC\nCHICAGO, IL"\n', profile())
    assert (found.amount.minor, found.text) == (500, "MERCY, INC CHICAGO, IL")


@pytest.mark.parametrize(
    ("cell", "minor"),
    [('"1,200.00 CR"', 120_000), ("40.00DR", -4_000), ("40.00-", -4_000), ('"1,200.00 dr"', -120_000)],
)
def test_a_sign_behind_a_csv_amount_is_its_sign(cell: str, minor: int):
    assert cents(lines(f"{_HEAD}11/2/2026,{cell},A\n", profile())) == [minor]


@pytest.mark.parametrize("cell", ["-40.00DR", "(40.00-)", "40.00 XR"])
def test_two_signs_of_one_amount_refuse_the_file(cell: str):
    with pytest.raises(BankFileUnread, match=r"no amount with '\.' before its decimals"):
        lines(f"{_HEAD}11/2/2026,{cell},A\n", profile())


def test_a_comma_behind_the_last_cell_is_no_cell_and_a_cell_too_many_is():
    assert cents(lines(f"{_HEAD}11/2/2026,5.00,A,\n", profile())) == [500]
    with pytest.raises(BankFileUnread, match="row 2 has 4 cells"):
        lines(f"{_HEAD}11/2/2026,5.00,A,B\n", profile())


def test_two_columns_of_one_name_refuse_the_file():
    with pytest.raises(BankFileUnread, match="two columns 'Amount'"):
        lines("Date,Amount,Amount,Description\n11/2/2026,5.00,6.00,A\n", profile())


def test_a_row_with_neither_credit_nor_debit_says_so():
    both = profile('credit = "Credit"\ndebit = "Debit"\n')
    found = lines("Date,Debit,Credit,Description\n11/2/2026,,,A\n11/2/2026,,5.00,B\n", both)
    assert [line.remark for line in found] == ["neither a credit nor a debit stands in its row", ""]


def test_lines_of_one_id_are_taken_once_wherever_the_next_download_begins(store: Store):
    """The bank gives each transfer the id ACH: 1.00 + 2.00 + 3.00 + 4.00 in four lines, in whichever order and window."""
    rows = [f"11/{day}/2026,{day}.00,{word},ACH\n" for day, word in enumerate("ABCD", 1)]
    by_id, head, new = profile('id = "Id"\n'), "Date,Amount,Description,Id\n", []
    for some in (rows[:3], rows[1:], rows[::-1], rows[2:]):
        with store.write() as session:
            data = (head + "".join(some)).encode()
            new.append(importing.import_file(session, data, "bank.csv", BY, by_id).new)
    assert new == [3, 1, 0, 0]


def test_an_ofx_amount_whose_sign_is_not_that_of_its_type_says_so():
    first, second = lines(OFX.replace("<TRNTYPE>CREDIT", "<TRNTYPE>DEBIT").replace("<FITID>F1", "<FITID>F0", 1))[:2]
    assert first.remark == second.remark == "the bank calls it DEBIT, and its amount is above zero: look which is so"
    assert [line.remark for line in lines(OFX)][1] == ""


def test_a_camt_statement_that_lacks_an_entry_is_refused():
    said = CAMT.replace("<Ntry>", "<TxsSummry><TtlNtries><NbOfNtries>{}</NbOfNtries></TtlNtries></TxsSummry><Ntry>", 1)
    assert cents(lines(said.format(3))) == [10_000, 20_000, 5_500, -1_250]
    with pytest.raises(BankFileUnread, match=r"4 entries \(NbOfNtries\), and has 3"):
        lines(said.format(4))


def test_a_camt_amount_below_zero_has_two_readings():
    with pytest.raises(BankFileUnread, match="below zero, and DBIT"):
        lines(CAMT.replace('<Amt Ccy="EUR">12.50', '<Amt Ccy="EUR">-12.50'))


def test_a_payment_that_came_back_says_why():
    back = "<NtryDtls><TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>ACCOUNT CLOSED</AddtlInf></RtrInf></TxDtls></NtryDtls>"
    assert lines(CAMT.replace("FEE</AddtlNtryInf>", f"FEE</AddtlNtryInf>{back}"))[3].text == "AC04 ACCOUNT CLOSED FEE"


def test_a_credit_note_in_camt_is_deducted_and_one_amount_of_two_papers_is_of_neither():
    note = "<Strd><RfrdDocInf><Nb>CM-1</Nb></RfrdDocInf><RfrdDocAmt><CdtNoteAmt Ccy='EUR'>20.00</CdtNoteAmt></RfrdDocAmt></Strd>"
    credited = paid(lines(CAMT.replace("</Strd></RmtInf>", f"</Strd>{note}</RmtInf>")))
    assert credited[1] == ("CM-1", -2_000, [])
    two = "<RfrdDocInf><Nb>WR-2026-00002</Nb></RfrdDocInf><RfrdDocInf><Nb>WR-2026-00003</Nb></RfrdDocInf>"
    found = lines(CAMT.replace("<RfrdDocInf><Nb>WR-2026-00002</Nb></RfrdDocInf>", two))
    assert (paid(found), "WR-2026-00003" in found[1].text) == ([], True)


def test_what_camt_adds_to_a_paper_is_told_as_what_it_keeps_back():
    added = "<AdjstmntAmtAndRsn><Amt Ccy='EUR'>6.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><AddtlInf>late fee</AddtlInf></AdjstmntAmtAndRsn>"
    found = paid(lines(CAMT.replace("<RmtdAmt", f"{added}<RmtdAmt")))
    assert found == [("WR-2026-00002", 20_000, [(3_600, "3 reads are not ours"), (-600, "late fee")])]


@pytest.mark.parametrize(
    "segments",
    [
        ("ADX*-36.00*06", "RMR*IV*WR-2026-00001**1200.00*1236.00"),
        ("RMR*IV*WR-2026-00001**1200.00*1236.00*0*06*-36.00",),
        ("RMR*IV***1200.00*1236.00", "REF*IV*WR-2026-00001", "ADX*-36.00*06"),
    ],
)
def test_an_820_says_what_is_kept_back_and_of_which_paper_wherever_it_stands(segments: tuple[str, ...]):
    assert paid(lines(of_820(*segments))) == [("WR-2026-00001", 120_000, [(3_600, "quantity contested")])]


def test_an_820_of_which_a_transaction_or_the_end_is_missing_is_refused():
    with pytest.raises(BankFileUnread, match="1 transactions, and says that it has 2"):
        lines(X12_820.replace("GE*1*", "GE*2*"))
    with pytest.raises(BankFileUnread, match="before its interchange does"):
        lines(X12_820 + X12_820.partition("GE*")[0])


def _paper(number: str, open_: int) -> PaperToPay:
    return PaperToPay(number, "mercy", usd(open_), usd(0), None, 100)


def test_a_paper_that_a_payer_names_twice_is_paid_the_sum():
    """500.00 and 700.00 of it: the first would stay unapplied, and the paper open."""
    (line,) = lines(of_820("RMR*IV*WR-2026-00001*PO*500.00", "RMR*IV*WR-2026-00001*PO*700.00"))
    found = match(line, MatchGround((_paper("WR-2026-00001", 120_000),), (), (), {}))
    assert (found.to, found.over, found.kept, found.exact) == ((("WR-2026-00001", Money(120_000)),), 0, (), True)


def test_a_credit_memo_that_a_payer_deducts_is_kept_back_of_the_one_paper_that_it_pays():
    (line,) = lines(of_820("RMR*IV*WR-2026-00001**1300.00", "RMR*CM*CM-2026-00001**-100.00"))
    found = match(line, MatchGround((_paper("WR-2026-00001", 130_000),), (), (), {}))
    assert (found.to, found.exact) == ((("WR-2026-00001", Money(120_000)),), False)
    assert found.why == "the payer names its papers; WR-2026-00001 is short by 100.00: deducts CM-2026-00001 100.00"


def test_a_discount_that_was_taken_too_late_is_what_the_paper_is_short_by():
    (line,) = lines(of_820("RMR*IV*WR-2026-00001**1200.00*1236.00*36.00"))
    found = match(line, MatchGround((_paper("WR-2026-00001", 123_600),), (), (), {}))
    assert found.why.endswith("WR-2026-00001 is short by 36.00: discount taken 36.00")


def test_what_several_papers_share_stays_as_the_payer_says_it():
    said = [RemittedPaper(number, usd(minor), usd(0)) for number, minor in (("A", 500), ("B", 700), ("CM", -100))]
    assert each_once(said) == said
    assert each_once([said[0], said[2]]) == [
        RemittedPaper("A", usd(400), usd(0), (Withheld(usd(100), "", "deducts CM"),))
    ]


def test_money_that_went_back_says_that_the_line_of_the_payment_is_left_too():
    """Taken back, the payment's own line is open again: posted as it matches, money that is gone would pay a paper."""
    found = match(lines(BAI2)[1], MatchGround((), (), (), {}))
    assert found.by == "none"
    assert found.why.endswith("leave both lines, this one and that of the payment, which is open again")
