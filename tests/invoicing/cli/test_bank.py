"""Money that comes in by the bank's file, as a billing manager works through it."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import TESTS, Outcome, Run
from tests.invoicing.cli.test_pay import LAKEVIEW, MERCY, issued, state
from tests.invoicing.receivables.bank.files import X12_820

__all__ = ["issued"]


def bai2(*transactions: str) -> str:
    """A BAI2 file of one account on 20 November 2026: `CODE,CENTS,REFERENCE,WORDS` each."""
    rows, total = [], 0
    for transaction in transactions:
        code, cents, reference, words = transaction.split(",", 3)
        rows.append(f"16,{code},{cents},Z,{reference},,{words}")
        total += int(cents)
    count = len(rows)
    return "\n".join(
        [
            "01,122099999,123456789,261120,0200,1,,,2/",
            "02,123456789,122099999,1,261120,2300,USD,2/",
            "03,0975312468,USD,,,,/",
            *rows,
            f"49,{total},{count + 2}/",
            f"98,{total},1,{count + 4}/",
            f"99,{total},1,{count + 6}/",
            "",
        ]
    )


def bring(run: Run, folder: Path, text: str, name: str = "bai-1120.txt", *options: str) -> Outcome:
    path = folder / name
    path.write_text(text)
    return run("bank", "import", str(path), "--json", *options)


def damaged_accounts(run: Run) -> list[str]:
    """What the audit finds wrong with accounts; PDFs are not printed here."""
    return [each["what"] for each in run("audit", "verify", "--json").json["damage"] if "account" in each["what"]]


def matched(run: Run) -> list[tuple[int, str, bool]]:
    return [(each["line"], each["match"], each["exact"]) for each in run("bank", "match", "--json").json]


def test_the_same_file_twice_changes_nothing(issued: Run, tmp_path: Path):
    text = bai2(f"165,10000,T1,MERCY {MERCY}", "475,500,C1,RENT", "475,500,C1,RENT")
    assert bring(issued, tmp_path, text).json[0]["new"] == 3
    again = bring(issued, tmp_path, text, "copy.txt").json[0]
    assert (again["new"], again["before"]) == (0, 3)
    assert len(issued("bank", "list", "--all", "--json").json) == 3


def test_a_line_that_names_its_paper_and_amount_is_exact_and_posts_with_the_banks_reference(
    issued: Run, tmp_path: Path
):
    bring(issued, tmp_path, bai2(f"165,10000,TRACE77,{MERCY} ACH"))
    assert matched(issued) == [(1, "number", True)]
    assert state(issued, MERCY) == ("issued", "0.00", "100.00"), "nothing is posted without a person"
    (done,) = issued("bank", "post", "--exact", "--json").json
    assert (done["decided"], done["booked"][0]["reference"]) == ("posted", "TRACE77")
    assert state(issued, MERCY) == ("paid", "100.00", "0.00")
    assert issued("bank", "post", "1").status == 3
    assert damaged_accounts(issued) == []


def test_a_line_whose_day_has_not_come_is_not_called_exact_since_it_would_not_be_posted(
    issued: Run, tmp_path: Path, clock: FixedClock
):
    """The bank's file is of 20 November; on the day before, it is for a person."""
    clock.instant = clock.instant.replace(day=19)
    bring(issued, tmp_path, bai2(f"165,10000,T1,MERCY {MERCY}"))
    assert matched(issued) == [(1, "number", False)]
    assert issued("bank", "post", "--exact", "--json").json == []
    clock.instant = clock.instant.replace(day=20)
    assert matched(issued) == [(1, "number", True)]


def test_a_payment_booked_by_hand_is_tied_to_its_line_and_not_booked_again(issued: Run, tmp_path: Path):
    issued("invoice", "pay", MERCY, "70.00", "--on", "2026-11-19")
    bring(issued, tmp_path, bai2(f"165,7000,T1,{MERCY}"))
    assert matched(issued) == [(1, "payment", True)]
    issued("bank", "post", "--exact")
    assert state(issued, MERCY) == ("partly paid", "70.00", "30.00")
    assert [each["state"] for each in issued("bank", "list", "--all", "--json").json] == ["tied"]


def test_by_hand_and_by_file_is_refused_where_a_person_names_the_paper(issued: Run, tmp_path: Path):
    issued("invoice", "pay", MERCY, "70.00")
    bring(issued, tmp_path, bai2("165,7000,T1,NO WORDS"))
    refused = issued("bank", "post", "1", "--to", f"{MERCY}=70.00")
    assert refused.status == 3
    assert "--entry 1" in refused.stderr
    assert state(issued, MERCY)[2] == "30.00"


def test_a_payment_taken_back_opens_its_line_again_and_is_never_posted_by_itself(issued: Run, tmp_path: Path):
    """A cheque without funds: its line still names the paper to the cent, and the money is gone."""
    bring(issued, tmp_path, bai2(f"165,10000,T1,{MERCY}"))
    issued("bank", "post", "--exact")
    issued("invoice", "pay", "--reverse", "1", "--because", "no funds")
    assert [each["state"] for each in issued("bank", "list", "--json").json] == ["open"]
    assert matched(issued) == [(1, "number", False)]
    assert "its payment was taken back: leave it if the money went back" in " ".join(
        issued("bank", "match").stdout.split()
    )
    issued("bank", "post", "--exact")
    assert state(issued, MERCY) == ("issued", "0.00", "100.00")
    assert issued("bank", "post", "1", "--to", f"{MERCY}=100.00").status == 0


def test_a_short_payment_with_a_reason_opens_a_query_and_moves_no_price(issued: Run, tmp_path: Path):
    bring(issued, tmp_path, bai2(f"165,9000,T1,{MERCY}"))
    assert matched(issued) == [(1, "number", False)]
    done = issued("bank", "post", "1", "--because", "one read contested", "--json").json
    assert done[0]["queries"] == [{"number": MERCY, "amount": "10.00", "words": "one read contested"}]
    shown = issued("invoice", "show", MERCY, "--json").json
    assert shown["queries"] == [{"amount": "10.00", "words": "one read contested", "on": "2026-11-20", "entry": 1}]
    assert (shown["total"], shown["balance"]) == ("100.00", "10.00")
    (row,) = [each for each in issued("aging", "--json").json["clients"] if each["client"] == "mercy"]
    assert row["queried"] == "10.00"
    assert "one read contested" in issued("aging").stdout
    assert "one read contested" in issued("invoice", "show", MERCY).stdout
    issued("invoice", "pay", MERCY, "10.00")
    assert issued("invoice", "show", MERCY, "--json").json["queries"] == []


def test_a_strangers_deposit_matches_nothing_and_is_left_with_a_reason(issued: Run, tmp_path: Path):
    bring(issued, tmp_path, bai2("195,123456,W9,WIRE FROM NOBODY WE KNOW", "475,40000,C1,RENT"))
    assert matched(issued) == [(1, "none", False), (2, "none", False)]
    assert issued("bank", "post", "1").status == 3
    assert issued("bank", "leave", "1", "2").status == 2, "a reason is needed"
    issued("bank", "leave", "1", "2", "--because", "not ours")
    assert issued("bank", "list", "--json").json == []


def test_an_820_and_the_banks_line_of_the_same_money_are_booked_once(issued: Run, tmp_path: Path):
    advice = X12_820.replace("WR-2026-00001", MERCY).replace("1200.00", "90.00").replace("1236.00", "100.00")
    advice = advice.replace("-36.00", "-10.00")
    bring(issued, tmp_path, advice, "advice.820")
    bring(issued, tmp_path, bai2("165,9000,TRACE1,ACH CREDIT TRACE1"))
    assert matched(issued) == [(1, "advice", False), (2, "remitted", False)]
    done = issued("bank", "post", "2", "--json").json
    assert done[0]["queries"][0]["words"].endswith("3 READS NOT OURS 10.00")
    issued("bank", "post", "--exact")
    assert [each["state"] for each in issued("bank", "list", "--all", "--json").json] == ["tied", "posted"]
    assert state(issued, MERCY) == ("partly paid", "90.00", "10.00")


def test_an_820_of_money_that_the_banks_line_booked_is_not_booked_again_on_a_persons_word(issued: Run, tmp_path: Path):
    bring(issued, tmp_path, bai2("165,9000,TRACE1,ACH CREDIT TRACE1"))
    issued("bank", "post", "1", "--to", f"{MERCY}=90.00")
    advice = X12_820.replace("WR-2026-00001", MERCY).replace("1200.00", "90.00").replace("1236.00", "100.00")
    bring(issued, tmp_path, advice.replace("-36.00", "-10.00"), "advice.820")
    refused = issued("bank", "post", "2", "--to", "mercy=90.00")
    assert refused.status == 3
    assert "no payer's advice has it yet" in refused.stderr
    assert state(issued, MERCY) == ("partly paid", "90.00", "10.00")
    assert issued("bank", "post", "2", "--entry", "1").status == 0
    assert state(issued, MERCY) == ("partly paid", "90.00", "10.00")


def test_a_line_that_may_be_either_of_two_payments_by_hand_is_not_booked_as_a_third(issued: Run, tmp_path: Path):
    for _ in range(2):
        issued("invoice", "pay", MERCY, "30.00", "--again")
    bring(issued, tmp_path, bai2(f"165,3000,T1,MERCY {MERCY}"))
    refused = issued("bank", "post", "1")
    assert refused.status == 3
    assert "--entry 1" in refused.stderr
    assert state(issued, MERCY)[2] == "40.00"
    assert issued("bank", "post", "1", "--again").status == 0
    assert state(issued, MERCY)[2] == "10.00"


@pytest.mark.parametrize("to", [f"{MERCY}=90.00", "nobody=100.00", f"{MERCY}=50.00,{LAKEVIEW}=50.00", MERCY])
def test_what_is_named_must_be_the_whole_line_of_one_client(issued: Run, tmp_path: Path, to: str):
    bring(issued, tmp_path, bai2("165,10000,T1,X"))
    words = [word for each in to.split(",") for word in ("--to", each)]
    assert issued("bank", "post", "1", *words).status in {2, 3}
    assert issued("invoice", "payments", "--json").json == []


def test_one_file_is_worked_off_and_aging_statement_journal_and_bank_agree_to_the_cent(issued: Run, tmp_path: Path):
    """A short payment, an overpayment, a stranger's deposit and a fee; one sum for three invoices stands in test_posting."""
    text = bai2(
        f"165,9000,T1,{MERCY} LESS ONE READ",
        f"165,5000,T2,LAKEVIEW {LAKEVIEW}",
        "195,77700,W1,STRANGER LTD",
        "475,1200,F1,BANK FEE",
    )
    bring(issued, tmp_path, text)
    assert matched(issued) == [(1, "number", False), (2, "number", False), (3, "none", False), (4, "none", False)]
    issued("bank", "post", "1", "--because", "one read contested")
    issued("bank", "post", "2")
    issued("bank", "leave", "3", "4", "--because", "stranger's money and a fee")
    rows = {row["client"]: row for row in issued("aging", "--json").json["clients"]}
    assert (rows["mercy"]["total"], rows["lakeview"]["total"]) == ("10.00", "-5.00")
    lines = issued("bank", "list", "--all", "--json").json
    posted = [each for each in lines if each["state"] == "posted"]
    booked = [each for each in issued("invoice", "payments", "--json").json if each["kind"] == "payment"]
    assert [each["amount"] for each in booked] == [each["amount"] for each in posted] == ["90.00", "50.00"]
    path = tmp_path / "journal.csv"
    assert issued("export", "journal", "--from", "2026-11", "-o", str(path)).status == 0
    postings = [
        row for row in csv.DictReader(path.read_text().splitlines()) if row["account_name"] == "Undeposited Funds"
    ]
    assert sum(Decimal(row["debit"] or 0) for row in postings) == Decimal("140.00")
    assert sum(Decimal(each["amount"]) for each in posted) == Decimal("140.00")
    assert json.loads(issued("statement", "mercy", "--json").stdout)["total"] == "10.00"
    assert damaged_accounts(issued) == []


@pytest.mark.parametrize(
    ("name", "status"),
    [("multiple-accounts.ofx", 0), ("suncorp.ofx", 0), ("fidelity-savings.ofx", 1), ("signon-fail.ofx", 1)],
)
def test_what_of_a_file_somebody_must_look_at_is_in_the_exit_status(issued: Run, name: str, status: int):
    """A day without a line is none of it; lines that are not taken, and an error in a statement's place, are."""
    assert issued("bank", "import", str(TESTS / "data" / "bank" / name)).status == status
