#!/usr/bin/env bash
# quiffen 4.0.1: a deposit of 3 October, written to QIF and read again, is one of 10 March, and one in parentheses is money.
# QIF says neither which of day and month comes first nor what marks a negative amount, so that who reads it says so: `day_first`.
# What was read so is written as 2026-10-03, and that, read by the same setting, is 10 March, up to the twelfth of each month;
# later days stay. The lines of a statement read twice stand in two months. (15.50), taken back, is 15.50 paid in, 1.250,00 is
# 1.25, and the check 00123, by which a payment is found again, has the number 123.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "quiffen==4.0.1"
"$folder/venv/bin/python" - "$folder/bank.qif" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

from quiffen import Qif

FILE = Path(sys.argv[1])


def rows(text: str) -> tuple[list[tuple[str, str, object]], Qif]:
    """Day, amount and check of each transaction of a file whose days come first."""
    FILE.write_text(text)
    qif = Qif.parse(FILE, day_first=True)
    (account,) = qif.accounts.values()
    (transactions,) = account.transactions.values()
    return [(f"{each.date:%Y-%m-%d}", str(each.amount), each.check_number) for each in transactions], qif


DEPOSITS = "".join(
    f"D{day}\nT{amount}\nN{check}\nPLAKEVIEW HOSPITAL\n^\n"
    for day, amount, check in (
        ("03/10/2026", "1,250.00", "00123"), ("14/10/2026", "(15.50)", "00124"), ("15/10/2026", "1.250,00", "00125")))
first, qif = rows(f"!Type:Bank\n{DEPOSITS}")
second, _ = rows(qif.to_qif())
print("quiffen", version("quiffen"), first, "and again", second)
assert first == [("2026-10-03", "1250.00", 123), ("2026-10-14", "15.50", 124), ("2026-10-15", "1.25000", 125)]
assert [day for day, _, _ in second] == ["2026-03-10", "2026-10-14", "2026-10-15"]
PYTHON
