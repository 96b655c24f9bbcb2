"""hledger, where it is installed, accepts the ledger under `check --strict`, and finds the balances that the journal has."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from invoicing.exports import hledger
from invoicing.exports.chart_of_accounts import Role
from invoicing.exports.journal import journal
from tests.invoicing.documents.papers import BILL_TO, line, paper
from tests.invoicing.exports.materials import NASTY, by_read, cents, credit, every_kind, october, payment

PAID = payment(7, date(2026, 10, 9), "100.00", INV_1="80.00")

pytestmark = pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")


def said(text: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    file = folder / "ledger.journal"
    file.write_text(text)
    return subprocess.run(
        ["hledger", "-f", str(file), *words], check=False, capture_output=True, text=True, env={"LANG": "C.UTF-8"}
    )


def written(material) -> str:
    (part,) = hledger.ledger(material).parts
    return part.content.decode()


def test_hledger_accepts_the_ledger_and_finds_our_balances(tmp_path: Path):
    made = october(every_kind(), by_read(number="INV-2"), credit(), movements=[PAID])
    text = written(made)
    assert said(text, tmp_path, "check", "--strict").stderr == ""
    table = said(text, tmp_path, "balance", "--flat", "--no-total", "-O", "csv").stdout
    found = {row["account"]: cents(row["balance"].split()[0]) for row in csv.DictReader(io.StringIO(table))}
    receivable = sum(minor for account, minor in found.items() if account.startswith("assets:Accounts Receivable"))
    assert receivable == sum(
        posting.amount.minor
        for entry in journal(made)
        for posting in entry.postings
        if posting.account.role is Role.RECEIVABLE
    )
    assert found["assets:Undeposited Funds"] == 10_000


def test_hledger_would_notice_a_cent(tmp_path: Path):
    text = written(october(movements=[PAID]))
    wrong = text.replace("= 100.00 USD", "= 100.01 USD")
    assert wrong != text
    assert said(wrong, tmp_path, "check", "--strict").returncode == 1


def test_hledger_accepts_hostile_names(tmp_path: Path):
    papers = [
        paper(
            replace(line("x 2 × 3.00"), name=name),
            number=f"INV-{number}",
            bill_to=replace(BILL_TO, name=name),
            contract_title=name,
        )
        for number, name in enumerate(NASTY)
    ]
    assert said(written(october(*papers)), tmp_path, "check", "--strict").stderr == ""
