#!/usr/bin/env bash
# xlsx2csv 0.8.6: a read signed at 23:59 was signed at 11:59, and a turnaround of 26:30 took 2:30.
# In a number format without AM/PM an "h" counts to 23, and "[h]" is the hours that passed (ECMA-376 part 1, 18.8.30). "h:mm"
# behind a date is written by the clock of twelve hours, without a word for the half of the day; "[h]:mm:ss" loses its days
# and seconds, and "[h]:mm" comes as a fraction of a day. A format of its own (-f) mends the first; the issue is known
# (dilshod/xlsx2csv 197).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "xlsx2csv==0.8.6" "xlsxwriter==3.2.9"
"$folder/venv/bin/python" - "$folder/night.xlsx" <<'PYTHON'
import sys
from datetime import datetime

import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["accession", "signed", "turnaround", "the same"])
for row, (accession, signed, hours) in enumerate(
    [("A1", datetime(2026, 10, 31, 23, 59), 26.5), ("A2", datetime(2026, 10, 31, 11, 59), 2.5)], 1
):
    sheet.write(row, 0, accession)
    sheet.write(row, 1, signed, book.add_format({"num_format": "m/d/yyyy h:mm"}))
    sheet.write(row, 2, hours / 24, book.add_format({"num_format": "[h]:mm:ss"}))
    sheet.write(row, 3, hours / 24, book.add_format({"num_format": "[h]:mm"}))
book.close()
PYTHON
"$folder/venv/bin/xlsx2csv" --version
"$folder/venv/bin/xlsx2csv" "$folder/night.xlsx" | tee "$folder/night.csv"
grep -qx "A1,10/31/2026 11:59,02:30,1.104167" "$folder/night.csv"
grep -qx "A2,10/31/2026 11:59,02:30,0.104167" "$folder/night.csv"
