"""A profile of kind "csv" or "xlsx": how a table's columns, words and times are meant.

kind = "csv"                               or "xlsx": both read CSV, XLSX and ODS
encoding = "cp1252"                        of a CSV file without a mark of its own; UTF-8 if nothing is said
delimiter = ";"                            else the one that the header shows
quote = "'"                                else "; an empty text: cells have no quotes
sheet = "Reads"                            else the sheet whose header fits
header_row = 4                             else the first row that has these columns
skip_rows = ["Total", "Printed on"]        rows whose first filled cell begins so are no reads
times = ["M/D/YYYY h:mm AM"]               see reads.intake.time_patterns; ISO times are always understood
timezone = "America/Chicago"               of times without an offset, where it isn't the facility's
swapped = true                             a spreadsheet took day for month: its dates are turned back, texts are as they are
facility = "mercy-main"                    short for [constants] facility

[columns]                                  a column's name, or the names it goes by
accession = ["Accession #", "Acc No"]
signed_at = {join = ["Date", "Time"]}      columns put together, with a blank between
[reads.preliminary]                        where a row holds two reads: the columns of each, the others are of both
radiologist = "Prelim Radiologist"
signed_at = "Prelim Date"
[reads.final]
radiologist = "Final Radiologist"
signed_at = {join = ["Final Date", "Final Time"]}
[constants]
read_type = "preliminary"
[values.read_type]                         what the source writes = what wetread calls it
"Wet Read" = "preliminary"
Cancelled = "cancelled"                    takes back the read; "not_a_read" is kept and not billed
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from reads.core.codes import ReadType
from reads.intake.content import CONTENT
from reads.intake.field_parsers import PATIENT
from reads.intake.profiles.profile import ProfileText, folded
from reads.intake.status_evidence import CANCELLED, NOT_A_READ
from reads.intake.time_patterns import NotAPattern, WrittenTime

KINDS = ("csv", "xlsx")

_FIELDS = (*CONTENT, *PATIENT)

READ_TYPE_OF_ROW = "[read type]"
"""Header of the column that says which of its two reads a row is meant as, once such rows are taken apart."""


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """Where a field stands: under the first of these names that the header has, or under all of them, put together."""

    names: tuple[str, ...]
    joined: bool = False


@dataclass(frozen=True, slots=True)
class TableProfile:
    """What one source's tables mean."""

    name: str
    columns: Mapping[str, ProfileColumn]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    times: tuple[WrittenTime, ...] = ()
    zone: ZoneInfo | None = None
    encoding: str | None = None
    delimiter: str = ""
    quote: str = '"'
    sheet: str = ""
    header_row: int = 0
    skip_rows: tuple[str, ...] = ()
    kind: str = "csv"
    reads: Mapping[str, Mapping[str, ProfileColumn]] = field(default_factory=dict)
    swapped: bool = False

    def combined(self) -> TableProfile:
        """The profile for rows that were taken apart: of a field's columns, those of the other read are empty."""
        names: dict[str, tuple[str, ...]] = {}
        for columns in self.reads.values():
            for name, column in columns.items():
                names[name] = (*names.get(name, ()), *column.names)
        joined = {name: ProfileColumn(tuple(dict.fromkeys(each)), joined=True) for name, each in names.items()}
        columns = {**self.columns, **joined, "read_type": ProfileColumn((READ_TYPE_OF_ROW,))}
        return replace(self, columns=columns, reads={})

    def _every_column(self) -> Iterator[tuple[str, ProfileColumn]]:
        yield from self.columns.items()
        for read_type, columns in self.reads.items():
            yield from ((f"{name} of the {read_type} read", column) for name, column in columns.items())

    def fits(self, cells: tuple[str, ...]) -> bool:
        """Whether these cells are the header: every field's column is there."""
        found = {folded(cell) for cell in cells}
        return bool(self.columns) and all(_is_there(column, found) for _, column in self._every_column())

    def missing(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The fields whose columns these cells lack."""
        found = {folded(cell) for cell in cells}
        return tuple(name for name, column in self.columns.items() if not _is_there(column, found))


def table_profile(profile: ProfileText, name: str) -> TableProfile:
    """The profile that the text describes; FaultyInput with every fault of it."""
    constants = _constants(profile)
    columns = _columns(profile)
    values = profile.mappings("values", _FIELDS)
    _check_words(profile, values.get("read_type", {}))
    made = TableProfile(
        name=name,
        columns=columns,
        reads=_reads(profile),
        swapped=profile.flag("swapped"),
        constants=constants,
        values=values,
        times=_times(profile),
        zone=profile.zone(),
        encoding=_encoding(profile),
        delimiter=_sign(profile, "delimiter", ""),
        quote=_sign(profile, "quote", '"'),
        sheet=profile.text("sheet"),
        header_row=profile.whole("header_row", 0, 1),
        skip_rows=tuple(folded(each) for each in profile.texts("skip_rows") if each.strip()),
        kind=profile.word("kind", KINDS, "csv"),
    )
    _check_needed(profile, made)
    profile.end()
    profile.refuse_faults()
    return made


def _reads(profile: ProfileText) -> dict[str, dict[str, ProfileColumn]]:
    """The columns of each of the reads that one row holds."""
    found = profile.value("reads")
    known = [member.value for member in ReadType]
    reads = {}
    for read_type in found if isinstance(found, Mapping) else ():
        key = f"reads.{read_type}"
        if read_type not in known:
            profile.fault(key, "unknown_value", "is no type of read", f"use one of {', '.join(known)}")
            continue
        columns = reads[read_type] = _columns(profile, key)
        for name in ("read_type", "facility", "accession"):
            if name in columns:
                profile.fault(f"{key}.{name}", "not_of_one_read", "is the same for both reads", "name it in [columns]")
        for name, column in columns.items():
            if len(column.names) > 1 and not column.joined:
                remedy = 'write one name, or {join = ["Date", "Time"]}'
                profile.fault(f"{key}.{name}", "several_names", "names several columns", remedy)
    return reads


def _columns(profile: ProfileText, table: str = "columns") -> dict[str, ProfileColumn]:
    found = profile.value(table)
    names = list(found) if isinstance(found, Mapping) else []
    columns = {}
    for name in names:
        key = f"{table}.{name}"
        if name not in _FIELDS:
            _unknown(profile, key, name)
            continue
        joined = isinstance(profile.value(key), Mapping)
        texts = profile.texts(f"{key}.join" if joined else key)
        if any(text.strip() for text in texts):
            columns[name] = ProfileColumn(tuple(folded(text) for text in texts if text.strip()), joined)
        else:
            profile.fault(key, "empty", "names no column", "write the column's name as the header has it")
    return columns


def _constants(profile: ProfileText) -> dict[str, str]:
    constants = profile.mapping("constants")
    for name in constants:
        if name not in CONTENT:
            _unknown(profile, f"constants.{name}", name)
    facility = profile.text("facility")
    return {**constants, **({"facility": facility} if facility else {})}


def _check_words(profile: ProfileText, words: Mapping[str, str]) -> None:
    known = (*(member.value for member in ReadType), CANCELLED, NOT_A_READ)
    written = profile.value("values.read_type")
    for word in written if isinstance(written, Mapping) else ():
        if words.get(folded(word), NOT_A_READ) not in known:
            key = f"values.read_type.{word}"
            profile.fault(key, "unknown_value", "is no type of read", f"use one of {', '.join(known)}")


def _times(profile: ProfileText) -> tuple[WrittenTime, ...]:
    patterns = []
    for pattern in profile.texts("times"):
        try:
            patterns.append(WrittenTime.of(pattern))
        except NotAPattern as error:
            profile.fault("times", "not_a_pattern", f"{pattern!r} {error}", "write it like M/D/YYYY h:mm AM")
    return tuple(patterns)


def _encoding(profile: ProfileText) -> str | None:
    name = profile.text("encoding")
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        profile.fault("encoding", "unknown_encoding", "is no encoding", "write it like cp1252")
        return None


def _sign(profile: ProfileText, key: str, default: str) -> str:
    sign = profile.text(key, default)
    if len(sign) > 1 or sign in ("\r", "\n"):
        profile.fault(key, "not_a_character", "is not one character", 'write it like ";"')
        return default
    return sign


def _check_needed(profile: ProfileText, made: TableProfile) -> None:
    said = {*made.columns, *made.constants}
    if made.reads:
        said |= {"read_type", *set.intersection(*(set(columns) for columns in made.reads.values()))}
    for name in ("facility", "accession", "read_type", "signed_at"):
        if name not in said:
            profile.fault("columns", "missing_column", f"nothing says {name}", f"add {name} here or to [constants]")
    if not said & {"exam_code", "cpt"}:
        profile.fault("columns", "missing_column", "nothing says the exam", "add exam_code or cpt here")


def _unknown(profile: ProfileText, key: str, name: str) -> None:
    near = get_close_matches(name, _FIELDS, n=1)
    remedy = (
        f"did you mean {near[0]}?"
        if near
        else "the fields are named as in a CSV file of reads: accession, signed_at, …"
    )
    profile.fault(key, "unknown_field", "is no field of a read", remedy)


def _is_there(column: ProfileColumn, found: set[str]) -> bool:
    return all(name in found for name in column.names) if column.joined else any(n in found for n in column.names)
