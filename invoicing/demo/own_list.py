"""St. Brendan's own list of October, as its radiology department typed it: the same every time.

Accessions without prefix and zeros, a day beside a time of day, a CT of abdomen and pelvis as two orders, rows twice, rows missing, an old
price, a mistyped accession, a study that nobody else has, and a total that somebody added up before the last rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

_HEADER = ("Site", "Accession #", "MRN", "Exam Date", "Exam Time", "Procedure", "Modality", "Qty", "Amount")
_CROSS_SECTIONAL = frozenset({"CT", "MR"})
_MISSING = frozenset({7, 31, 58})
_OLD_PRICE = frozenset({22, 41})
_TWO_ORDERS = frozenset({14, 43})
_TWICE = frozenset({20, 66})
_TWO_FOR_ONE = 27
_MISTYPED = 45
_TYPED_IN_FULL = 9
"""Every so many rows somebody typed the accession as it stands in the PACS."""

Cells = list[str]


def own_list(rows: Sequence[Mapping[str, str]]) -> str:
    """The list as CSV, from what really was read."""
    listed: list[Cells] = []
    for number, row in enumerate(rows):
        if number in _MISSING:
            continue
        cells = _cells(number, row)
        if number in _TWO_ORDERS:
            half = f"{Decimal(cells[-1]) / 2:.2f}"
            listed += [[*cells[:-4], part, "CT", "1", half] for part in ("ABDOMEN CT W", "PELVIS CT W")]
        else:
            listed += [cells] * (2 if number in _TWICE else 1)
    total = sum((Decimal(cells[-1]) for cells in listed), Decimal(0))
    listed.insert(50, ["SBH", "99120", "", "10/19/2026", "2:48 AM", "HEAD CT WO", "CT", "1", "42.00"])
    listed.insert(80, ["SBH", "", "", "10/28/2026", "4:05 AM", "CHEST 1V PORT", "XR", "1", "16.00"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["St. Brendan Hospital - outside reads"])
    writer.writerow(["Printed 11/03/2026"])
    writer.writerow(_HEADER)
    writer.writerows(listed)
    writer.writerow(["TOTAL", "", "", "", "", "", "", "", f"${total:,.2f}"])
    return text.getvalue()


def _cells(number: int, row: Mapping[str, str]) -> Cells:
    """One order as the hospital has it."""
    made = datetime.fromisoformat(row["exam_at"])
    cross_sectional = row["modality"] in _CROSS_SECTIONAL
    price = ("40.00" if number in _OLD_PRICE else "42.00") if cross_sectional else "16.00"
    return [
        "SBH",
        _accession(number, row["accession"]),
        f"{700_000 + number * 37}",
        f"{made.month}/{made.day}/{made.year}",
        f"{made.hour % 12 or 12}:{made.minute:02d} {'PM' if made.hour >= 12 else 'AM'}",
        row["description"],
        row["modality"],
        "2" if number == _TWO_FOR_ONE else "1",
        f"{Decimal(price) * 2:.2f}" if number == _TWO_FOR_ONE else price,
    ]


def _accession(number: int, accession: str) -> str:
    """Mostly the bare number; sometimes as the PACS has it, once with two digits exchanged."""
    if number % _TYPED_IN_FULL == 0:
        return accession.lower().replace("sb", "sb-")
    bare = accession.removeprefix("SB").lstrip("0")
    return bare[:-3] + bare[-2] + bare[-3] + bare[-1] if number == _MISTYPED else bare
