"""Each format a bank sends, every line accounted for, and what is refused because it has two readings."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from bai2 import constants

from invoicing.receivables.bank.bank_file import read_bank_file
from invoicing.receivables.bank.bank_line import BankLine, LineNature
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.money import Money
from reads.intake.profiles.bank import bank_profile
from reads.intake.profiles.profile import ProfileText
from tests.invoicing.receivables.bank.files import BAI2, CAMT, OFX, X12_820


def lines(text: str) -> tuple[BankLine, ...]:
    return read_bank_file(text.encode(), "file").lines


def amounts(text: str) -> list[tuple[str, str]]:
    return [(str(line.amount), line.nature.value) for line in lines(text)]


def test_bai2_amounts_have_the_sign_of_their_type_code_and_are_whole_to_the_cent():
    assert amounts(BAI2) == [("1200.00", "cash"), ("-400.00", "cash"), ("2500.00", "cash")]
    assert {line.day for line in lines(BAI2)} == {date(2026, 11, 19)}
    assert [line.reference for line in lines(BAI2)] == ["TRACE1", "CHK881", "WIRE9"]


def test_a_number_that_bai2_broke_over_two_records_is_whole_in_one_of_the_ways_they_join():
    first = lines(BAI2)[0]
    assert "WR-2026-00001" not in first.texts[0]
    assert "WR-2026-00001" in first.texts[1]


def test_a_comma_in_the_words_of_bai2_cuts_nothing_off():
    assert "STRANGER, LLC" in lines(BAI2)[2].text


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (BAI2.replace("16,475,40000", "16,475,40001"), "totals"),
        (BAI2.replace("16,475,", "16,850,"), "850"),
        (BAI2.replace(",1,261119,", ",4,261119,"), "test"),
        (BAI2.partition("49,")[0], "whole"),
    ],
)
def test_a_bai2_file_that_is_in_doubt_is_refused_whole(broken: str, why: str):
    with pytest.raises(BankFileUnread, match=why):
        lines(broken)


@pytest.mark.parametrize(
    ("code", "amount", "says"),
    [
        ("925", "400.00", "type 925: it is on no list, and by its number money came"),
        ("965", "-400.00", "type 965: it is on no list, and by its number money went"),
        ("199", "400.00", "type 199: it is on no list, and by its number money came"),
    ],
)
def test_a_code_of_the_banks_own_says_by_its_number_whether_money_came(code: str, amount: str, says: str):
    """920 to 959 are credits that banks define, 960 to 999 debits: one of them refused the whole day's money."""
    own = lines(BAI2.replace("16,475,", f"16,{code},"))
    assert [str(line.amount) for line in own] == ["1200.00", amount, "2500.00"]
    assert [line.nature for line in own] == [LineNature.CASH] * 3
    assert (own[0].remark, says in own[1].remark, own[2].remark) == ("", True, "")


def test_a_balance_of_the_banks_own_costs_nothing_and_as_a_line_it_is_a_note():
    (_, own, _) = lines(BAI2.replace("16,475,", "16,905,"))
    assert (own.nature, own.amount.minor) == (LineNature.NOTE, 40_000)
    assert amounts(BAI2.replace(",015,", ",915,")) == amounts(BAI2)


def test_an_ofx_payer_has_the_name_that_the_bank_wrote():
    """`&amp;` is how OFX writes `&`: a client called so is found by its name."""
    first = lines(OFX.replace("MERCY GENERAL", "ROE &amp; SONS &lt;IL&gt;"))[0]
    assert (first.payer, "ROE & SONS <IL>" in first.text) == ("ROE & SONS <IL>", True)


def test_an_ofx_file_gives_each_fitid_once_with_the_day_as_it_is_written():
    assert amounts(OFX) == [("1200.00", "cash"), ("-400.00", "cash")]
    assert [line.day for line in lines(OFX)] == [date(2026, 11, 20), date(2026, 11, 21)]


def test_a_line_that_stands_twice_under_one_fitid_is_taken_once_and_says_so():
    """A converter that makes ids of what a line says gives two equal payments of a day one id: a person has to look."""
    remarks = [line.remark for line in lines(OFX)]
    assert remarks == ["it stands 2 times in the file under the id F1, and is taken once", ""]
    assert [line.remark for line in lines(OFX.replace("<FITID>F1", "<FITID>F0", 1))] == ["", "", ""]


def test_a_fitid_that_stands_for_two_different_lines_keeps_both_and_says_so():
    found = lines(OFX.replace("<TRNAMT>1200.00", "<TRNAMT>1300.00", 1))
    assert [str(line.amount) for line in found] == ["1300.00", "-400.00", "1200.00"]
    assert "F1" in found[2].remark


@pytest.mark.parametrize("amount", ["1,200.00", "1,234", "1E3", ""])
def test_an_ofx_amount_with_two_readings_refuses_the_file(amount: str):
    with pytest.raises(BankFileUnread):
        lines(OFX.replace("<TRNAMT>-400.00", f"<TRNAMT>{amount}"))


def test_camt_gives_a_line_a_transaction_and_keeps_what_is_pending_apart():
    assert amounts(CAMT) == [("100.00", "cash"), ("200.00", "cash"), ("55.00", "pending"), ("-12.50", "cash")]
    assert lines(CAMT)[3].day == date(2026, 11, 20)


def test_camt_says_what_a_payer_kept_back_and_why():
    paid = lines(CAMT)[1].remitted[0]
    assert (paid.number, str(paid.paid)) == ("WR-2026-00002", "200.00")
    assert [(str(each.amount), each.words) for each in paid.withheld] == [("36.00", "3 reads are not ours")]


def test_camt_transactions_that_do_not_add_up_are_one_line_with_a_remark():
    found = lines(CAMT.replace('<Amt Ccy="EUR">100.00', '<Amt Ccy="EUR">101.00'))
    assert (str(found[0].amount), found[0].remark) == ("300.00", "its transactions don't add up to it")


def test_camt_with_an_entity_or_of_another_kind_is_refused():
    declared = CAMT.replace("<Document", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document', 1)
    with pytest.raises(BankFileUnread, match="document type"):
        lines(declared)
    with pytest.raises(BankFileUnread, match=r"camt\.052"):
        lines(CAMT.replace("BkToCstmrStmt", "BkToCstmrAcctRpt"))


def test_an_820_says_paper_by_paper_what_is_paid_and_what_is_kept_back():
    (line,) = lines(X12_820)
    assert (str(line.amount), line.nature, line.reference) == ("1200.00", LineNature.ADVICE, "TRACE1")
    paid = line.remitted[0]
    assert (paid.number, str(paid.paid)) == ("WR-2026-00001", "1200.00")
    assert [(str(each.amount), each.words) for each in paid.withheld] == [
        ("36.00", "quantity contested 3 READS NOT OURS")
    ]


@pytest.mark.parametrize(
    "broken", [X12_820.partition("SE*")[0], X12_820.replace("SE*8", "SE*9"), X12_820.replace("1200.00*C", "1,200.00*C")]
)
def test_an_820_that_is_not_whole_is_refused(broken: str):
    with pytest.raises(BankFileUnread):
        lines(broken)


def test_the_librarys_list_of_codes_is_its_own_again_after_each_bai2_file():
    """Read in several threads at once, and refused ones too: what one file needed is nothing that another finds."""
    own = BAI2.replace("16,475", "16,965")
    texts = [own, own.replace("99,5410000", "99,5410001"), BAI2] * 8

    def read(text: str) -> bool:
        try:
            return len(lines(text)) == 3
        except BankFileUnread:
            return "99,5410001" in text

    before = dict(constants.TypeCodes)
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(read, texts))
    assert constants.TypeCodes == before
    assert "965" not in constants.TypeCodes


def test_the_addenda_of_a_ctx_entry_in_a_bai2_line_are_read_though_a_record_ends_in_them():
    addenda = "16,165,120000,Z,TRACE1,,CTX RMR*IV*WR-2026-\n88,00001**1200.00*1236.00\\ADX*-36.00*06\\"
    whole = BAI2.replace(
        BAI2.partition("16,475")[0].partition("16,165")[1] + BAI2.partition("16,165")[2].partition("16,475")[0],
        addenda + "\n",
    )
    whole = whole.replace("49,5410000,7/", "49,5410000,6/").replace("98,5410000,1,9/", "98,5410000,1,8/")
    whole = whole.replace("99,5410000,1,11/", "99,5410000,1,10/")
    paid = lines(whole)[0].remitted[0]
    assert (paid.number, paid.paid, paid.withheld[0].amount) == ("WR-2026-00001", Money(120_000), Money(3_600))


PROFILE = """kind = "bank"
dates = "MM/DD/YYYY"
currency = "USD"
skip_rows = ["Balance"]
[columns]
day = "Date"
amount = "Amount"
text = "Description"
status = "Status"
pending = ["Pending"]
"""
CSV = """Date,Description,Amount,Status
11/20/2026,MERCY WR-2026-00001,"1,200.00",Posted
11/20/2026,COFFEE,(4.50),Posted
11/20/2026,COFFEE,(4.50),Posted
11/21/2026,LATER,10.00,Pending
Balance,,1191.00,
"""


def from_csv(text: str) -> tuple[BankLine, ...]:
    profile = bank_profile(ProfileText.of(PROFILE, "profiles/mine.toml"), "mine")
    return read_bank_file(text.encode(), "file", profile).lines


def test_a_csv_by_its_profile_keeps_two_equal_lines_of_a_day_apart():
    found = from_csv(CSV)
    assert [(str(line.amount), line.nature.value) for line in found] == [
        ("1200.00", "cash"),
        ("-4.50", "cash"),
        ("-4.50", "cash"),
        ("10.00", "pending"),
    ]
    assert len({line.key for line in found}) == 4


@pytest.mark.parametrize(
    ("cell", "other"), [("11/20/2026", "20/11/2026"), ('"1,200.00"', '"1.200,00"'), ("10.00", "ten"), ("Amount", "Sum")]
)
def test_a_csv_cell_that_is_not_as_the_profile_says_refuses_the_file(cell: str, other: str):
    with pytest.raises(BankFileUnread):
        from_csv(CSV.replace(cell, other, 1))


def test_what_is_no_bank_file_is_named_as_none():
    with pytest.raises(BankFileUnread, match="neither BAI2"):
        lines("Date,Amount\n1,2\n")
