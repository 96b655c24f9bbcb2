"""Numbers of papers: a series of its own for each kind of paper, and for each year or month that the pattern shows.

WR-{year}-{seq:05d}   invoice  WR-2026-00017      series invoice/2026
                      credit   CM-WR-2026-00003   series credit_memo/2026
"""

from __future__ import annotations

import re
from datetime import date

from invoicing.papers.paper import PaperKind
from reads.directory.invoice_number import TOKEN

_PREFIX = {PaperKind.INVOICE: "", PaperKind.DEBIT_MEMO: "DM-", PaperKind.CREDIT_MEMO: "CM-"}


def series_of(kind: PaperKind, pattern: str, issued_on: date) -> str:
    """The series that the next number is taken from: within it numbers run 1, 2, 3 without a gap."""
    tokens = _tokens(pattern)
    parts = [kind.value]
    if "year" in tokens:
        parts.append(f"{issued_on.year:04d}")
    if "month" in tokens:
        parts.append(f"{issued_on.month:02d}")
    return "/".join(parts)


def number_of(kind: PaperKind, pattern: str, issued_on: date, sequence: int) -> str:
    """The number as it is printed, by a pattern that the books took; year and month are those of the paper's date."""
    values = {"year": (issued_on.year, 4), "month": (issued_on.month, 2), "seq": (sequence, 1)}

    def fill(token: re.Match[str]) -> str:
        value, width = values[token[1]]
        return f"{value:0{int(token[2] or width)}d}"

    return _PREFIX[kind] + TOKEN.sub(fill, pattern)


def _tokens(pattern: str) -> set[str]:
    """What the pattern shows."""
    return {token[1] for token in TOKEN.finditer(pattern)}
