"""CMS's file of geographic practice cost indices (GPCI, Addendum E): what each part of a fee is multiplied with in a locality.

Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI,2026 PE GPCI,2026 MP GPCI
06102,IL,16,CHICAGO,1.008,1.044,1.869
*  footnotes after the rows

Where CMS gives the work index both without and with the floor of 1.0, it is the one with the floor.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reads.core.findings import Finding, Where
from reads.core.spreadsheet import NotAWorkbook, first_sheet, is_zip
from reads.fees.errors import DamagedFeeFile, NotAFeeFile
from reads.fees.release import Indices

_CONTRACTOR = re.compile(r"[0-9A-Z]{5}")
_INDEX = re.compile(r"\d(\.\d{1,4})?")
_YEAR = re.compile(r"20\d\d")
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class GpciFile:
    """A year's indices by contractor and locality number ("0610216"); `floored` where the work index has its floor."""

    name: str
    year: str
    floored: bool
    sha256: str
    localities: Mapping[str, Indices]


def is_gpci(name: str, content: bytes) -> bool:
    """Whether the file is one of indices, by its name or its header."""
    return "GPCI" in name.upper() or (not is_zip(content) and b"GPCI" in content[:4000].upper())


def read_gpci(name: str, content: bytes) -> GpciFile:
    """The indices in the file, CSV or XLSX; NotAFeeFile or DamagedFeeFile."""
    grid = _grid(name, content)
    at = next(
        (at for at, row in enumerate(grid[:_HEADER_WITHIN]) if any("PE GPCI" in _plain(cell) for cell in row)), None
    )
    if at is None:
        raise NotAFeeFile(name, "it has no header row with PW GPCI, PE GPCI and MP GPCI")
    header = [_plain(cell) for cell in grid[at]]
    columns, floored = _columns(name, header)
    years = {year for text in (*header, name) for year in _YEAR.findall(text)}
    years = years or {year for row in grid[:at] for cell in row for year in _YEAR.findall(cell)}
    if len(years) != 1:
        raise NotAFeeFile(name, f"it names {'no year' if not years else 'several years: ' + ', '.join(sorted(years))}")
    localities = _localities(name, grid[at + 1 :], at + 2, columns)
    return GpciFile(name, years.pop(), floored, hashlib.sha256(content).hexdigest(), localities)


def _grid(name: str, content: bytes) -> list[list[str]]:
    if is_zip(content):
        try:
            return [[str(cell).strip() for cell in row] for row in first_sheet(content)]
        except NotAWorkbook as error:
            raise NotAFeeFile(name, str(error)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def _plain(cell: str) -> str:
    return " ".join(cell.upper().replace("*", " ").split())


def _columns(name: str, header: Sequence[str]) -> tuple[dict[str, int], bool]:
    """Where each value stands, and whether the work index has its floor."""
    work = [at for at, text in enumerate(header) if "PW GPCI" in text]
    floored = [at for at in work if "WITH 1.0" in header[at]]
    found = {
        "contractor": [at for at, text in enumerate(header) if "CONTRACTOR" in text or text == "MAC"],
        "locality": [at for at, text in enumerate(header) if "LOCALITY" in text and "NAME" not in text],
        "work": floored or work,
        "practice": [at for at, text in enumerate(header) if "PE GPCI" in text],
        "malpractice": [at for at, text in enumerate(header) if "MP GPCI" in text],
    }
    missing = [column for column, places in found.items() if len(places) != 1]
    if missing:
        raise NotAFeeFile(name, f"its header doesn't have exactly one column for: {', '.join(missing)}")
    return {column: places[0] for column, places in found.items()}, bool(floored)


def _localities(name: str, rows: Sequence[Sequence[str]], first: int, columns: Mapping[str, int]) -> dict[str, Indices]:
    found: dict[str, Indices] = {}
    problems: list[Finding] = []
    for line, row in enumerate(rows, first):
        cells = {column: row[at] if at < len(row) else "" for column, at in columns.items()}
        contractor = cells["contractor"].zfill(5)
        if not _CONTRACTOR.fullmatch(contractor) or not cells["locality"]:
            continue
        key = contractor + cells["locality"].split(".")[0].zfill(2)
        values = [cells[column] for column in ("work", "practice", "malpractice")]
        if key in found or not all(map(_INDEX.fullmatch, values)):
            what = f"locality {key} stands twice" if key in found else f"the indices {', '.join(values)} can't be read"
            problems.append(Finding("fee_row", what, "download the file from CMS again", Where(name, line)))
            continue
        found[key] = Indices(*map(Decimal, values))
    if problems:
        raise DamagedFeeFile(name, problems)
    if not found:
        raise NotAFeeFile(name, "it has a header and no localities")
    return found
