#!/usr/bin/env bash
# bai2-to-csv 0.1.0: the payer's words stand where the customer's reference was, and a file with its balances on record 03 is
# refused.
# A transaction detail (record 16) ends with bank reference, customer reference and text. The last two fields are taken for
# the two references: the bank's is lost, and what follows the last comma of the text is the customer's. Balances count only
# on continuations (88) of record 03; where all stand on the record itself, as BAI2 has them, there is no table at all.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "bai2-to-csv==0.1.0"
"$folder/venv/bin/python" - "$folder/day.bai" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

from bai2_to_csv import Bai2Converter

FILE = """01,122099999,123456789,261103,0200,1,,,2/
02,031001234,122099999,1,261102,2359,USD,2/
03,0123456789,USD,010,500000,,/
88,015,2000000,,/
16,165,1500000,0,BANK20,WR-2026-00001,LAKEVIEW HOSPITAL, INVOICE 1/
49,4000000,4/
98,4000000,1,6/
99,4000000,1,8/
"""
WITHOUT_88 = FILE.replace("010,500000,,/\n88,015", "010,500000,,,015").replace(",4/", ",3/").replace(",6/", ",5/").replace(",8/", ",7/")
path = Path(sys.argv[1])


def tables(text):
    path.write_text(text)
    try:
        return [table.to_dict("records") for table in Bai2Converter().convert_to_dataframes(path)]
    except Exception as refused:
        return f"{type(refused).__name__}: {refused}"


balances, (deposit,) = tables(FILE)
refused = tables(WITHOUT_88)
print("bai2-to-csv", version("bai2-to-csv"))
print("balances", [(each["transaction_bai_code"], each["amount"]) for each in balances])
print("deposit ", {name: deposit[name] for name in ("bank_reference", "customer_reference", "transaction_text")})
print("without 88:", refused)
assert [each["transaction_bai_code"] for each in balances] == ["015"]
assert (deposit["bank_reference"], deposit["customer_reference"]) == ("LAKEVIEW HOSPITAL", "INVOICE 1")
assert "WR-2026-00001" not in deposit["bank_reference"] + deposit["customer_reference"] + deposit["transaction_text"]
assert "UnboundLocalError" in refused
PYTHON
