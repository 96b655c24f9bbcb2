"""The names of releases: "2025D" is CMS's October 2025 file, in force until the next year (or the next release)."""

from __future__ import annotations

import re
from datetime import date

LETTERS = "ABCD"
_MONTHS = {"jan": "A", "apr": "B", "jul": "C", "oct": "D"}
_MONTH_WORDS = {"january": "A", "april": "B", "july": "C", "october": "D"}
_NAME = re.compile(r"20\d\d[ABCD]")
_TITLE = re.compile(r"(20\d\d) .*RELATIVE VALUE FILE\s+(JANUARY|APRIL|JULY|OCTOBER)\b", re.IGNORECASE)
_IN_FILE_NAME = re.compile(r"(?:PPR)?RVU_?(20\d\d|\d\d)_?(JAN|APR|JUL|OCT|[ABCD](?![A-Z]))", re.IGNORECASE)
_VARIANT = re.compile(r"(?<![A-Z])(non)?QPP(?![A-Z])", re.IGNORECASE)


def is_release_name(text: str) -> bool:
    """Whether the text is a release's name, like 2026C."""
    return bool(_NAME.fullmatch(text))


def release_in_title(text: str) -> str | None:
    """The release that the file's title line names ("2026 ... Relative Value File July Release" is 2026C)."""
    found = _TITLE.search(text)
    return found[1] + _MONTH_WORDS[found[2].lower()] if found else None


def release_in_file_name(name: str) -> str | None:
    """The release that a name of CMS's names: PPRRVU2025_Oct.csv, PPRRVU24_JAN.csv, rvu26c.xlsx."""
    found = _IN_FILE_NAME.search(name)
    if not found:
        return None
    return f"20{found[1][-2:]}{_MONTHS.get(found[2].lower(), found[2].upper())}"


def variant_in_file_name(name: str) -> str:
    """`QPP` or `nonQPP` where the file is one of the pair that CMS ships since 2026, else an empty text."""
    found = _VARIANT.search(name)
    return "" if not found else "nonQPP" if found[1] else "QPP"


def days_of(release: str) -> tuple[date, date]:
    """The quarter of a release: its first day, and the first day after it."""
    year, quarter = int(release[:4]), LETTERS.index(release[4])
    start = date(year, 1 + 3 * quarter, 1)
    return start, date(year + 1, 1, 1) if quarter == 3 else date(year, 4 + 3 * quarter, 1)


def cms_file(release: str) -> str:
    """How a person finds the release at CMS: the zip's name and the file within it."""
    year, letter = release[2:4], release[4].lower()
    month = {letter: month for month, letter in _MONTHS.items()}[release[4]].capitalize()
    inner = f"PPRRVU20{year}_{month}" + ("_nonQPP.csv" if int(year) >= 26 else ".csv")
    return f"RVU{year}{letter.upper()} ({inner})"
