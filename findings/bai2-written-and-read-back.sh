#!/usr/bin/env bash
# bai2 0.15.0: a file that it writes says something else when it reads it back.
# A transaction detail (record 16) is written with an empty field between the funds type and the bank's reference, so that
# read again the reference is lost and the text begins with a comma. A debit's amount has no sign: the type code says it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "bai2==0.15.0"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from bai2 import bai2

FILE = """01,122099999,123456789,150623,0200,1,,,2/
02,031001234,122099999,1,150620,2359,,2/
03,0123456789,USD,010,500000,,,190,70000000,4,0/
16,165,1500000,1,DD1620,,DEALER PAYMENTS/
16,475,2500,0,CHK77,,CHECK 77
49,72002500,4/
98,72002500,1,6/
99,72002500,1,8/
"""


def details(file):
    return [
        (each.type_code.code, each.amount, each.bank_reference, each.text)
        for group in file.children
        for account in group.children
        for each in account.children
    ]


read = bai2.parse_from_string(FILE)
again = bai2.parse_from_string(bai2.write(read), check_integrity=False)
print("bai2", version("bai2"))
print("read      ", details(read))
print("read again", details(again))
assert details(read) == [("165", 1500000, "DD1620", "DEALER PAYMENTS"), ("475", 2500, "CHK77", "CHECK 77")]
assert details(again) != details(read)
assert [each[3] for each in details(again)] == [",DEALER PAYMENTS", ",CHECK 77"]
PYTHON
