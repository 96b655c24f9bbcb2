#!/usr/bin/env bash
# bai-file-processor 1.0.0: of a file with the statements of two banks, the second one's deposits are in no table.
# A BAI2 file holds any number of groups (records 02 to 98), one for each bank and day that it tells of, and record 99 counts
# them. It is read whole, its totals are found to hold, and then `extract_bai_components`, the call of its README, takes the first
# group: dictionaries and CSV files end there, without a word. Amounts are cents there, 125000 for 1,250.00, while their column's
# name says nothing. A month whose statement came in one file of four weeks has one; the other deposits stay open as unpaid.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "bai-file-processor==1.0.0"
cd "$folder"
cat > banks.bai <<'BAI'
01,091000019,GROUP,261031,0600,1,80,1,2/
02,GROUP,091000019,1,261030,,USD,2/
03,654321,USD,015,225000,,/
16,165,125000,0,BANK1,WR-2026-00001,LAKEVIEW HOSPITAL
49,350000,3/
98,350000,1,5/
02,GROUP,071000013,1,261030,,USD,2/
03,777001,USD,015,130000,,/
16,165,30000,0,BANK2,WR-2026-00002,MERCY CLINIC
49,160000,3/
98,160000,1,5/
99,510000,2,12/
BAI
venv/bin/python - <<'PYTHON'
import csv
from importlib.metadata import version
from pathlib import Path

from bai_file_processor import bai_parser

whole = bai_parser.parse_from_file("banks.bai")
read = [entry.amount for group in whole.children for account in group.children for entry in account.children]
_, _, transactions, summary = bai_parser.extract_bai_components("banks.bai", export_csv=True, filepath=".")
with Path("transactions.csv").open(newline="") as file:
    exported = [(row["Customer Reference"], row["Amount"]) for row in csv.DictReader(file)]
print("bai-file-processor", version("bai-file-processor"), "read", read, "in the table", exported, "balances", len(summary))
assert read == [125000, 30000]
assert exported == [("WR-2026-00001", "125000")]
assert [row["Amount"] for row in transactions] == [125000]
PYTHON
