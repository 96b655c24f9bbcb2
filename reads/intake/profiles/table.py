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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from reads.core.codes import ReadType
from reads.core.toml_table import Section
from reads.directory.names import folded
from reads.intake.content import CONTENT
from reads.intake.fields_of_finals import FIELDS
from reads.intake.profiles.profile import (
    ProfileKind,
    ProfileText,
    encoding_of,
    kind_said,
    sign_of,
    words_of_fields,
)
from reads.intake.status_evidence import CANCELLED, NOT_A_READ
from reads.intake.time_patterns import NotAPattern, WrittenTime

KINDS = (ProfileKind.CSV, ProfileKind.XLSX)


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
    head, said = profile.opened(), dict[str, set[str]]()
    made = TableProfile(
        name=name,
        columns=_columns(head, "columns", said),
        reads=_reads(head, said),
        swapped=head.flag("swapped"),
        constants=_constants(head, said),
        values=words_of_fields(head, FIELDS),
        times=_times(head),
        zone=head.zone(),
        encoding=encoding_of(head),
        delimiter=sign_of(head, "delimiter", ""),
        quote=sign_of(head, "quote", '"'),
        sheet=head.text("sheet", '"Reads"'),
        header_row=head.count("header_row", 1) or 0,
        skip_rows=tuple(
            folded(each) for each in head.words("skip_rows", '["Total"]', may_be_empty=True) if each.strip()
        ),
        kind=kind_said(head, *KINDS),
    )
    _check_read_types(head, made.values.get("read_type", {}))
    head.finish()
    if "columns" not in head.meant:
        _check_needed(head, said)
    profile.refuse_faults()
    return made


def _reads(head: Section, said: dict[str, set[str]]) -> dict[str, dict[str, ProfileColumn]]:
    """The columns of each of the reads that one row holds."""
    section = head.section("reads", "[reads]")
    reads = {}
    for read_type in (member.value for member in ReadType):
        columns = _columns(section, read_type, said) if section else {}
        if section and section.has(read_type):
            reads[read_type] = columns
            _check_of_one_read(section, read_type, columns)
    if section:
        section.finish()
    return reads


def _check_of_one_read(section: Section, read_type: str, columns: Mapping[str, ProfileColumn]) -> None:
    for name, column in columns.items():
        key = f"{read_type}.{name}"
        if name in {"read_type", "facility", "accession"}:
            section.fault("not_of_one_read", f"`{name}` is the same for both reads", "name it in [columns]", key)
        elif len(column.names) > 1 and not column.joined:
            remedy = 'write one name, or {join = ["Date", "Time"]}'
            section.fault("several_names", f"`{name}` names several columns", remedy, key)


def _columns(around: Section, table: str, said: dict[str, set[str]]) -> dict[str, ProfileColumn]:
    section = around.section(table, f"[{around.at(table)}]")
    columns = {}
    for name in FIELDS if section else ():
        column = _column(section, name) if section else None
        if column:
            columns[name] = column
    if section:
        section.finish()
        said[table] = {near for key in section.table for near in get_close_matches(key, FIELDS)}
    return columns


def _column(section: Section, name: str) -> ProfileColumn | None:
    section.note(name, "a column, or a list of names it goes by", '"Acc No"')
    written = section.raw(name)
    if isinstance(written, Mapping):
        joined = section.section(name, f"`{name}`")
        texts = joined.words("join", '["Date", "Time"]') if joined else ()
        if joined:
            joined.finish()
    else:
        texts = section.words(name, '"Acc No"')
    names = tuple(folded(text) for text in texts if text.strip())
    if written is not None and not names and written in ("", [""]):
        section.fault("empty_text", f"`{name}` names no column", "write the column's name as the header has it", name)
    return ProfileColumn(names, isinstance(written, Mapping)) if names else None


def _constants(head: Section, said: dict[str, set[str]]) -> dict[str, str]:
    section = head.section("constants", "[constants]")
    constants = {name: section.text(name) for name in CONTENT} if section else {}
    facility = head.text("facility", '"mercy-main"') or constants.get("facility", "")
    if section:
        section.finish()
    said["constants"] = {name for name in CONTENT if section and section.has(name)}
    said["constants"] |= {"facility"} if head.has("facility") else set()
    return {name: text for name, text in {**constants, "facility": facility}.items() if text}


def _check_read_types(head: Section, words: Mapping[str, str]) -> None:
    known = (*(member.value for member in ReadType), CANCELLED, NOT_A_READ)
    values = head.table.get("values")
    written = values.get("read_type") if isinstance(values, Mapping) else None
    for word in written if isinstance(written, Mapping) else ():
        if words.get(folded(word), NOT_A_READ) not in known:
            key, remedy = f"values.read_type.{word}", f"use one of {', '.join(known)}"
            head.fault("unknown_value", f"[values.read_type]: `{word}` is called what is no type of read", remedy, key)


def _times(head: Section) -> tuple[WrittenTime, ...]:
    patterns = []
    for pattern in head.words("times", '["M/D/YYYY h:mm AM"]', may_be_empty=True):
        try:
            patterns.append(WrittenTime.of(pattern))
        except NotAPattern as error:
            head.fault("not_a_pattern", f"`times`: {pattern!r} {error}", "write it like M/D/YYYY h:mm AM", "times")
    return tuple(patterns)


def _check_needed(head: Section, tables: Mapping[str, set[str]]) -> None:
    """A field counts as said where its key stands, whatever is wrong with it, mistyped too."""
    said = tables.get("columns", set()) | tables["constants"]
    each = [names for table, names in tables.items() if table not in {"columns", "constants"}]
    if each:
        said |= {"read_type", *set.intersection(*each)}
    for name in ("facility", "accession", "read_type", "signed_at"):
        if name not in said:
            head.fault(
                "missing_column", f"nothing says {name}", f"add {name} to [columns] or to [constants]", "columns"
            )
    if not said & {"exam_code", "cpt"}:
        head.fault("missing_column", "nothing says the exam", "add exam_code or cpt to [columns]", "columns")


def _is_there(column: ProfileColumn, found: set[str]) -> bool:
    return all(name in found for name in column.names) if column.joined else any(n in found for n in column.names)
