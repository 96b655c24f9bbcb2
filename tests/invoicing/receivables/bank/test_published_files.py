"""Banks' files that others published (tests/data/bank): every line of each is taken, or it is said why not."""

import re
from pathlib import Path

import pytest

from invoicing.receivables.bank import importing, posting
from invoicing.receivables.bank.bank_file import read_bank_file
from invoicing.receivables.bank.errors import BankFileUnread
from invoicing.receivables.bank.repository import stored_lines
from reads.store.engine import Store
from tests.conftest import TESTS
from tests.properties.histories_of_accounts import BY

FOLDER = TESTS / "data" / "bank"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".bai2", ".ofx"} and path.stem != "LICENSE")
LINES = {
    "anzcc.ofx": ["2017-05-08 -5.50 AUD"],
    "bank-medium.ofx": ["2009-04-01 -6.60 CAD", "2009-04-02 -316.67 CAD", "2009-04-03 -22.00 CAD"],
    "checking.ofx": ["2011-03-31 0.01 USD", "2011-04-05 -34.51 USD", "2011-04-07 -25.00 USD"],
    "citi-example.bai2": ["2015-07-15 0.01 GBP"],
    "continued.bai2": ["2026-11-19 4500.00 USD", "2026-11-19 5000.00 USD"],
    "corrected.bai2": ["2026-11-19 700000.00 USD"],
    "nwb-example.bai2": [
        *("2009-12-16 -9.71 GBP", "2009-12-16 -1.00 GBP", "2009-12-16 -1.23 GBP", "2009-12-16 -15.71 GBP"),
        "2009-12-16 0.89 GBP",
    ],
    "ofx-v102-empty-tags.ofx": ["2018-05-07 12.34 AUD"],
    "suncorp.ofx": ["2013-12-15 -16.85 AUD"],
    "svb-us-example.bai2": ["2022-02-01 4901.96 USD", "2022-02-02 9058.00 USD"],
}
SAID = {
    "account-trailer-amount-blank-example.bai2": "the file has no line",
    "corrected.bai2": "2026-11-19 corrects an earlier file",
    "fidelity-savings.ofx": "an investment account's statement is not read; bank lines in it, none of them taken: 4",
    "multiple-accounts.ofx": "the file has no line",
    "signon-fail.ofx": "the bank says 15500: Your request could not be processed",
}


def transactions(name: str) -> int:
    """How many the file has, counted by their marks alone."""
    text = (FOLDER / name).read_text()
    return len(re.findall(r"(?m)^16,", text)) if name.endswith(".bai2") else text.count("<STMTTRN>")


@pytest.mark.parametrize("name", [name for name in FILES if name != "decimal-error.ofx"])
def test_every_line_of_a_published_file_is_taken_or_said(name: str):
    found = read_bank_file((FOLDER / name).read_bytes(), name)
    told = [f"{line.day} {line.amount} {line.amount.currency}" for line in found.lines]
    assert told == LINES.get(name, [])
    assert SAID.get(name, "") in "".join(found.remarks)
    assert len(told) == transactions(name) or ("none of them taken" in found.remarks[0] and not told)


def test_a_header_that_is_wrong_is_named_without_what_the_file_says():
    with pytest.raises(BankFileUnread, match="its header is missing") as refused:
        read_bank_file((FOLDER / "decimal-error.ofx").read_bytes(), "a.ofx")
    assert "SONRS" not in refused.value.message


def test_what_banks_break_over_records_is_whole():
    (first, *_, last) = read_bank_file((FOLDER / "nwb-example.bai2").read_bytes(), "a").lines
    assert (first.account, "USARELAY TFR" in first.text) == ("88888888 600004", True)
    assert "INTERNATIONAL-5373 CLIENT SECCY" in last.texts[1]
    (line,) = read_bank_file((FOLDER / "suncorp.ofx").read_bytes(), "a").lines
    assert line.reference == "1", "a check number of 0 is none"


def test_all_of_them_twice_are_each_line_once_and_each_has_its_state(store: Store):
    """Taken, all of them open; the same files again change nothing; left with a reason, none is open any more."""

    def bring() -> list[int]:
        new = []
        for name in LINES:
            with store.write() as session:
                new.append(importing.import_file(session, (FOLDER / name).read_bytes(), Path(name).name, BY).new)
        return new

    assert bring() == [len(lines) for lines in LINES.values()]
    with store.read() as session:
        taken = stored_lines(session)
    assert {each.state for each in taken} == {"open"}
    assert sum(bring()) == 0
    with store.write() as session:
        posting.leave(session, [each.number for each in taken], "not ours", BY)
    with store.read() as session:
        assert [(each.number, each.state) for each in stored_lines(session)] == [
            (each.number, "left") for each in taken
        ]
