"""A code file as CMS ships it, understood: told by its content, dated by its name or content, in a zip or not. Pure.

    icd10cm_order_2027.txt                          fixed width: 7-13 the code, 15 whether it may be billed
    icd10cm_conversion_table_FY2027.txt, .xlsx      current code, effective date, previous code
    ccipra-v324r0-f1.txt, .xlsx                     header `Column 1`, `Column 2`: NCCI pairs
    MCR_MUE_PractitionerServices_Eff_10-01-2026     header `HCPCS/CPT Code`, `Practitioner Services MUE Values`
    ZIP5_OCT2026.txt, ZIP9_OCT2026.txt              fixed width: 3-7 the ZIP, 8-12 the carrier, 13-14 the locality
    Place of service codes, CSV                     header `Place of Service Code(s)`, `Place of Service Name`

Nothing that is a descriptor is kept: CPT's are the AMA's.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from reads.core.codes import DIAGNOSIS
from reads.core.date_span import DateSpan, quarter
from reads.core.findings import Finding, Where
from reads.core.spreadsheet import NotAWorkbook, first_sheet, is_zip
from reads.fees.codes.code_set import CodeEntry, CodeFile, CodeKind
from reads.fees.errors import DamagedCodeFile, NotACodeFile

MOST_BYTES = 200_000_000
_HEADER_WITHIN = 40
_ORDER = re.compile(r"\d{5} (?P<code>[A-Z][0-9][0-9A-Z][0-9A-Z ]{4}) (?P<valid>[01]) ")
_ZIP = re.compile(
    r"[A-Z]{2}(?P<zip>\d{5})(?P<carrier>\d{5})(?P<locality>\d{2}).{6}(?P<flag>[01 ])(?P<plus>.{4}).{50}(?P<year>\d{4})(?P<quarter>[1-4])"
)
_DIAGNOSIS = re.compile(DIAGNOSIS)
_CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_DAY = re.compile(r"[12]\d{7}")
_PLACE = re.compile(r"\d{2}")

Row = tuple[int, tuple[str, ...]]


def read_code_files(name: str, content: bytes) -> list[CodeFile]:
    """The code sets in a file: one, or those of a zip's members that are such files.

    NotACodeFile where it is none, or nothing says of when; DamagedCodeFile with every row between entries that can't be read.
    """
    if len(content) > MOST_BYTES:
        raise NotACodeFile(name, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    if is_zip(content) and not _is_workbook(content):
        found = [read for member, inner in _members(name, content) if (read := _tried(member, inner)) is not None]
        if not found:
            raise NotACodeFile(name, "no file in the zip has a layout that is known here")
        return found
    return [_read(name, content)]


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = [each for each in packed.infolist() if not each.is_dir()]
        if sum(each.file_size for each in members) > MOST_BYTES:
            raise NotACodeFile(name, f"it holds more than {MOST_BYTES // 1_000_000} MB")
        for each in members:
            if each.filename.lower().endswith((".txt", ".csv", ".xlsx")):
                yield each.filename.rpartition("/")[2], packed.read(each)


def _tried(name: str, content: bytes) -> CodeFile | None:
    """The member, None where it is something else: a layout, a notice, the same table as a workbook."""
    try:
        return _read(name, content)
    except NotACodeFile:
        return None


def _is_workbook(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "[Content_Types].xml" in packed.namelist()


def _read(name: str, content: bytes) -> CodeFile:
    rows = _rows(name, content)
    for kind, is_it, read in _LAYOUTS:
        at = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if is_it(row[1])), None)
        if at is not None:
            return _made(name, content, kind, rows, read(rows, at))
    raise NotACodeFile(name, "neither its lines nor its header are those of a code set that is known here")


def _made(name: str, content: bytes, kind: CodeKind, rows: Sequence[Row], read: Iterator[CodeEntry | int]) -> CodeFile:
    """The file; a line that can't be read is passed over before the first entry and behind the last, and a fault between."""
    entries: list[CodeEntry] = []
    doubtful: list[int] = []
    passed: list[int] = []
    wrong: list[int] = []
    for each in read:
        if isinstance(each, int):
            (doubtful if entries else passed).append(each)
        else:
            wrong += doubtful
            doubtful = []
            entries.append(each)
    if wrong:
        raise DamagedCodeFile(
            name, [Finding("code_row", "it stands among entries and is none", "", Where(name, line)) for line in wrong]
        )
    if not entries:
        raise NotACodeFile(name, "it has no entry")
    edition, span = _edition(name, kind, rows)
    digest = hashlib.sha256(content).hexdigest()
    return CodeFile(kind, edition, span, tuple(entries), name, digest, (*passed, *doubtful))


def _rows(name: str, content: bytes) -> list[Row]:
    """Lines with their cells; a fixed-width line is one cell."""
    if is_zip(content):
        try:
            cells = [tuple(cell.text.strip() for cell in row) for row in first_sheet(content)]
        except NotAWorkbook as error:
            raise NotACodeFile(name, str(error)) from error
        return list(enumerate(cells, 1))
    if b"\0" in content:
        raise NotACodeFile(name, "it is no text")
    text = content.decode("utf-8-sig") if _is_utf8(content) else content.decode("cp1252", errors="replace")
    first = text[:20_000]
    if any(_ORDER.match(line) or _ZIP.match(line) for line in first.splitlines()[:_HEADER_WITHIN]):
        return [(number, (line,)) for number, line in enumerate(text.splitlines(), 1)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if first.count("\t") > first.count(",") else ",")
    try:
        return [(reader.line_num, tuple(" ".join(cell.split()) for cell in row)) for row in reader]
    except csv.Error as error:
        raise NotACodeFile(name, f"it is no table ({error})") from error


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _orders(rows: Sequence[Row], _at: int) -> Iterator[CodeEntry | int]:
    for line, row in rows:
        found = _ORDER.match(row[0])
        if found:
            yield CodeEntry(found["code"].strip(), value=found["valid"])
        elif row[0].strip():
            yield line


def _zips(rows: Sequence[Row], _at: int) -> Iterator[CodeEntry | int]:
    for line, row in rows:
        found = _ZIP.match(row[0].ljust(80))
        if found:
            plus = found["plus"] if found["plus"].isdecimal() else ""
            yield CodeEntry(found["zip"] + plus, found["locality"], found["carrier"])
        elif row[0].strip():
            yield line


def _conversions(rows: Sequence[Row], at: int) -> Iterator[CodeEntry | int]:
    """A row a current code: what it was before, of which there may be several (`A00 or A01`, `A00-A02` stay as they are)."""
    columns = _places(rows[at][1], current="current code", before="previous code")
    for line, row in rows[at + 1 :]:
        cells = {
            each: row[place].replace(".", "").upper() if len(row) > place else "" for each, place in columns.items()
        }
        before = _DIAGNOSIS.findall(cells["before"])
        if _DIAGNOSIS.fullmatch(cells["current"]) and before:
            yield from (CodeEntry(cells["current"], each) for each in before)
        elif any(row) and not _DIAGNOSIS.fullmatch(cells["current"]):
            yield line


def _pairs(rows: Sequence[Row], at: int) -> Iterator[CodeEntry | int]:
    columns = _places(
        rows[at][1], first="column 1", second="column 2", starts="effective", ends="deletion", value="modifier"
    )
    for line, row in rows[at + 1 :]:
        cells = {each: row[place] if len(row) > place else "" for each, place in columns.items()}
        if not (_CODE.fullmatch(cells["first"]) and _CODE.fullmatch(cells["second"])):
            if cells["first"]:
                yield line
            continue
        ends = _day(cells["ends"])
        value = cells["value"][:1]
        if value not in {"0", "1", "9"} or _day(cells["starts"]) is None:
            yield line
            continue
        yield CodeEntry(cells["first"], cells["second"], value, _day(cells["starts"]), ends)


def _units(rows: Sequence[Row], at: int) -> Iterator[CodeEntry | int]:
    columns = _places(rows[at][1], code="cpt code", value="mue values", kind="adjudication")
    for line, row in rows[at + 1 :]:
        cells = {each: row[place] if len(row) > place else "" for each, place in columns.items()}
        if _CODE.fullmatch(cells["code"]) and cells["value"].isdecimal() and cells["kind"][:1] in {"1", "2", "3"}:
            yield CodeEntry(cells["code"], cells["kind"][0], cells["value"])
        elif any(row):
            yield line


def _places_of_service(rows: Sequence[Row], at: int) -> Iterator[CodeEntry | int]:
    columns = _places(rows[at][1], code="service code", name="service name")
    for line, row in rows[at + 1 :]:
        cells = {each: row[place] if len(row) > place else "" for each, place in columns.items()}
        if _PLACE.fullmatch(cells["code"].zfill(2)):
            yield CodeEntry(cells["code"].zfill(2), value=cells["name"])
        elif any(row) and not re.fullmatch(r"\d+ ?[-–] ?\d+", cells["code"]):
            yield line


def _places(header: Sequence[str], **wanted: str) -> dict[str, int]:
    """Where each column stands, by a part of its name."""
    names = [cell.casefold() for cell in header]
    return {key: next(at for at, name in enumerate(names) if part in name) for key, part in wanted.items()}


def _has(*parts: str) -> Callable[[Sequence[str]], bool]:
    """Whether a row is the header that has columns with these names."""

    def has(row: Sequence[str]) -> bool:
        names = [cell.casefold() for cell in row]
        return all(any(part in name and len(name) < 80 for name in names) for part in parts)

    return has


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 (a day)
    except ValueError:
        return None


_LAYOUTS: tuple[
    tuple[CodeKind, Callable[[Sequence[str]], bool], Callable[[Sequence[Row], int], Iterator[CodeEntry | int]]],
    ...,
] = (
    (CodeKind.DIAGNOSES, lambda row: bool(row and _ORDER.match(row[0])), _orders),
    (CodeKind.ZIP_CODES, lambda row: bool(row and _ZIP.match(row[0].ljust(80))), _zips),
    (CodeKind.PAIRS, _has("column 1", "column 2", "effective", "deletion", "modifier"), _pairs),
    (CodeKind.UNITS, _has("cpt code", "practitioner services mue values", "adjudication"), _units),
    (CodeKind.REPLACED_DIAGNOSES, _has("current code", "previous code"), _conversions),
    (CodeKind.PLACES, _has("service code", "service name"), _places_of_service),
)

_MONTHS = {name: number for number, name in enumerate(("jan", "apr", "jul", "oct"), 1)}


def _edition(name: str, kind: CodeKind, rows: Sequence[Row]) -> tuple[str, DateSpan]:
    """The edition and its days, from the file's name, else from its content; NotACodeFile where nothing says it."""
    lower = name.casefold()
    year = re.search(r"20\d\d", lower)
    if kind in {CodeKind.DIAGNOSES, CodeKind.REPLACED_DIAGNOSES} and year:
        number = int(year[0])
        if "april" in lower or "apr" in lower:
            return f"FY{number} April", DateSpan(date(number, 4, 1), date(number, 10, 1))
        return f"FY{number}", DateSpan(date(number - 1, 10, 1), date(number, 10, 1))
    if kind is CodeKind.ZIP_CODES:
        found = next(found for _, row in rows if (found := _ZIP.match(row[0].ljust(80))))
        return _quarter(int(found["year"]), int(found["quarter"]))
    dated = re.search(r"(?<!\d)(?P<month>0?[1-9]|1[0-2])[-_](?P<day>\d{1,2})[-_](?P<year>20\d\d)", lower)
    if dated:
        return _quarter(int(dated["year"]), (int(dated["month"]) + 2) // 3)
    version = re.search(r"v(?P<year>\d\d)(?P<quarter>[0-3])r\d", lower)
    if kind is CodeKind.PAIRS and version:
        # NCCI counts its versions by year from 1996 on: 32.0 is January 2026
        return _quarter(int(version["year"]) + 1994, int(version["quarter"]) + 1)
    named = re.search(r"(?P<month>jan|apr|jul|oct)[a-z]*[-_ ]?(?P<year>20\d\d)", lower) or re.search(
        r"(?P<year>20\d\d)[-_ ]?q(?P<quarter>[1-4])", lower
    )
    if named:
        parts = named.groupdict()
        return _quarter(int(parts["year"]), int(parts.get("quarter") or _MONTHS[parts.get("month") or "jan"]))
    if kind is CodeKind.PLACES:
        return "undated", DateSpan()
    raise NotACodeFile(name, "neither its name nor its lines say of when it is")


def _quarter(year: int, number: int) -> tuple[str, DateSpan]:
    return f"{year}Q{number}", DateSpan(quarter(year, number).first, None)
