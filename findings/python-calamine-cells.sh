#!/usr/bin/env bash
# python-calamine 0.9.1: of four cells that a spreadsheet shows as #N/A, 10/3/2026 0:00, 004711 and a blank it gives '', a day,
# 4711.0 and '': an error can't be told from a blank, midnight from a day, a padded number from a short one.
# The cells' types and number formats are in the file; the reader doesn't hand them out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-calamine==0.9.1" "xlsxwriter==3.2.9"
"$folder/venv/bin/python" - "$folder/night.xlsx" <<'PYTHON'
import datetime
import sys
from importlib.metadata import version

import python_calamine
import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
sheet.write_formula(0, 0, "=NA()", None, "#N/A")
sheet.write(0, 1, datetime.datetime(2026, 10, 3, 0, 0), book.add_format({"num_format": "m/d/yyyy h:mm"}))
sheet.write(0, 2, 4711, book.add_format({"num_format": "000000"}))
sheet.write(0, 4, "end")
book.close()
[row] = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print("python-calamine", version("python-calamine"), "xlsxwriter", version("xlsxwriter"))
print(row)
assert row == ["", datetime.date(2026, 10, 3), 4711.0, "", "end"]
assert not isinstance(row[1], datetime.datetime)
PYTHON
