"""Small files in the shape of CMS's, with invented codes: what an importer must understand, nothing of CMS's or AMA's."""

from __future__ import annotations

import csv
import io

TITLES = (
    "{year} National Physician Fee Schedule Relative Value File {month} Release",
    "CPT codes and descriptions only are copyright 2019 American Medical Association.",
    "",
    "RELEASED 06/30/{year}",
)
COLUMNS_2025 = (
    ("", "", "", "HCPCS"),
    ("", "", "", "MOD"),
    ("", "", "", "DESCRIPTION"),
    ("", "", "STATUS", "CODE"),
    ("NOT USED", "FOR", "MEDICARE ", "PAYMENT"),
    ("", "", "WORK", "RVU"),
    ("", "NON-FAC", "NON-FAC", "PE RVU"),
    ("", "", "NA", "INDICATOR"),
    ("", "", "MP", "RVU"),
    ("", "", "PCTC", "IND"),
    ("", "", "GLOB", "DAYS"),
    ("", "", "ENDO", "BASE"),
    ("", "", "CONV", "FACTOR"),
    ("", "", "FACILITY", "PE RVU"),
)
COLUMNS_2026 = (*COLUMNS_2025[:5], ("", "", "PRIC", "IND"), *COLUMNS_2025[5:])
MOVED = (*COLUMNS_2025[:3], COLUMNS_2025[9], COLUMNS_2025[8], COLUMNS_2025[5], COLUMNS_2025[3], *COLUMNS_2025[12:])


OTHER = {"FACILITY PE RVU": "0.31", "MP RVU": "0.04", "CONV FACTOR": "33.4009"}
"""What every row has of practice expense, malpractice and conversion factor, in all forms of the file."""


def grid(rows, *, year="2026", month="July", columns=COLUMNS_2026, titles=TITLES):
    """The rows of a file: `rows` are texts like "70001 26 A 0.83 1" (code, modifier or -, status, work RVU, PC/TC)."""
    width = len(columns)
    lines = [["", "", title.format(year=year, month=month)] + [""] * (width - 3) for title in titles]
    lines += [[column[row] for column in columns] for row in range(4)]
    for text in rows:
        code, modifier, status, work, pctc = text.split()
        values = {
            **OTHER,
            "HCPCS": code,
            "MOD": modifier.strip("-"),
            "CODE": status,
            "PCTC IND": pctc,
            "WORK RVU": work,
        }
        lines.append([values.get(f"{c[2]} {c[3]}".strip()) or values.get(c[3], "0.00") for c in columns])
    return lines


def csv_file(rows, **options) -> bytes:
    """The file as CSV, with CMS's line ends."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(grid(rows, **options))
    return text.getvalue().encode()


def fixed_width(rows) -> bytes:
    """The file in CMS's fixed-width layout."""
    lines = [
        "HDR CPT CODES AND DESCRIPTIONS ONLY ARE COPYRIGHT ",
        "HDR 2019 AMERICAN MEDICAL ASSOCIATION.             ",
    ]
    for text in rows:
        code, modifier, status, work, pctc = text.split()
        line = f"{code}{modifier.strip('-'):2}{'':50}{status} {work:>6}   0.31     0.31    0.04   1.20  1.20"
        lines.append(f"{line:102}{pctc}XXX.00.00.0040000             33.4009 090 88      0.00   0.00   0.00")
    return ("\r\n".join(lines) + "\r\n").encode()


def xlsx_file(rows, **options) -> bytes:
    """The file as a workbook, numbers as numbers (a code of digits too, which loses its leading zeros)."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for line in grid(rows, **options):
        sheet.append([_number(cell) for cell in line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _number(cell):
    if cell.isdigit():
        return int(cell)
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell
