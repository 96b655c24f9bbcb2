"""A CMS relative value file, understood: which release it is, and the values that are kept of it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reads.core.findings import Finding, Where
from reads.fees.errors import ContradictedRelease, DamagedFeeFile, NotAFeeFile, UnnamedRelease
from reads.fees.file_rows import FeeSheet, SheetRow, read_sheet
from reads.fees.release import FeeValue
from reads.fees.release_names import release_in_file_name, release_in_title, variant_in_file_name

_CODE = re.compile(r"[A-Z0-9]{5}")  # CMS also has placeholders like GXXX1
_WORK = re.compile(r"\d{1,4}(\.\d{1,4})?")
_FACTOR = re.compile(r"\d{1,3}\.\d{1,4}")
_CENT = Decimal("0.01")
_MODIFIERS = ("", "26", "TC", "53")


@dataclass(frozen=True, slots=True)
class FeeFile:
    """What a file says; `variant` is QPP or nonQPP for one of a pair, `released_on` CMS's own date where it has one.

    `factor` is its conversion factor, None where it has none.
    """

    name: str
    release: str
    variant: str
    released_on: str
    sha256: str
    values: Mapping[tuple[str, str], FeeValue]
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WorkChange:
    """A code and modifier whose work RVU another file gives differently; None where a file doesn't have it."""

    code: str
    modifier: str
    old: Decimal | None
    new: Decimal | None


def read_fee_file(name: str, content: bytes, said: str | None = None) -> FeeFile:
    """Understands a file by its content; `said` is the release that the caller named.

    Raises NotAFeeFile, DamagedFeeFile (every faulty row listed), UnnamedRelease or ContradictedRelease.
    """
    sheet = read_sheet(name, content)
    release = _placed(name, sheet.title, said)
    if not sheet.rows and not sheet.unread:
        raise NotAFeeFile(name, "it has a header and no rows")
    return FeeFile(
        name=name,
        release=release,
        variant=variant_in_file_name(name),
        released_on=_released_on(sheet.title),
        sha256=hashlib.sha256(content).hexdigest(),
        values=_values(name, sheet),
        factor=_factor(name, sheet),
    )


def work_changes(
    old: Mapping[tuple[str, str], FeeValue], new: Mapping[tuple[str, str], FeeValue]
) -> tuple[WorkChange, ...]:
    """Where the second file gives another work RVU than the first, by code and modifier."""
    changes = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        works = (before.work_rvu if before else None, after.work_rvu if after else None)
        if works[0] != works[1]:
            changes.append(WorkChange(*key, *works))
    return tuple(changes)


def _placed(name: str, title: str, said: str | None) -> str:
    """The release; its title, its name and the caller must agree where they say anything."""
    claims = [
        (by, release)
        for by, release in (
            ("its title", release_in_title(title)),
            ("its name", release_in_file_name(name)),
            ("--release", said),
        )
        if release
    ]
    if not claims:
        raise UnnamedRelease(name)
    if len({release for _, release in claims}) > 1:
        raise ContradictedRelease(name, claims)
    return claims[0][1]


def _released_on(title: str) -> str:
    found = re.search(r"RELEASED (\d\d)/(\d\d)/(20\d\d)", title)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])).isoformat() if found else ""
    except ValueError:
        return ""


def _values(name: str, sheet: FeeSheet) -> dict[tuple[str, str], FeeValue]:
    problems = [_problem(name, line, "row", "the row doesn't have the layout's shape") for line in sheet.unread]
    values: dict[tuple[str, str], FeeValue] = {}
    for row in sheet.rows:
        code = row.code.zfill(5)
        fault = _fault(row, code, values)
        if fault:
            problems.append(_problem(name, row.line, *fault))
            continue
        work = Decimal(row.work)
        work = work.quantize(_CENT) if work == work.quantize(_CENT) else work
        values[code, row.modifier] = FeeValue(
            code, row.modifier, work, row.status, row.pctc, _part(row.facility_pe), _part(row.malpractice)
        )
    if problems:
        raise DamagedFeeFile(name, problems)
    return values


def _part(text: str) -> Decimal | None:
    """Practice expense or malpractice RVU, None where the file doesn't have it."""
    return Decimal(text) if text else None


def _factor(name: str, sheet: FeeSheet) -> Decimal | None:
    """The conversion factor, which all rows share; None where the file has none."""
    found = {row.factor for row in sheet.rows if row.factor.strip("0. ")}
    if len(found) > 1:
        raise NotAFeeFile(name, f"its rows have several conversion factors: {', '.join(sorted(found))}")
    text = found.pop() if found else ""
    if text and not _FACTOR.fullmatch(text):
        raise NotAFeeFile(name, f"its conversion factor is {text!r}")
    return Decimal(text) if text else None


def _fault(row: SheetRow, code: str, seen: Mapping[tuple[str, str], FeeValue]) -> tuple[str, str] | None:
    """The first field of the row that can't be read, and why."""
    if not _CODE.fullmatch(code):
        return "HCPCS", f"{row.code!r} is no CPT or HCPCS code"
    if row.modifier not in _MODIFIERS:
        return "MOD", f"{row.modifier!r} is none of 26, TC, 53"
    if not _WORK.fullmatch(row.work):
        return "WORK RVU", f"{row.work!r} is no work RVU"
    for field, text in (("FACILITY PE RVU", row.facility_pe), ("MP RVU", row.malpractice)):
        if text and not _WORK.fullmatch(text):
            return field, f"{text!r} is no RVU"
    if (code, row.modifier) in seen:
        return "HCPCS", f"{code} {row.modifier} stands twice"
    return None


def _problem(name: str, line: int, field: str, message: str) -> Finding:
    return Finding("fee_row", message, "download the file from CMS again", Where(name, line, 0, field))
