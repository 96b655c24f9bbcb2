"""What one file of the directory says of another: every id that is named must be there (spec 1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from reads.core.codes import MODALITIES, Discrepancy, PatientClass, Priority, ReportStatus, ServiceType, modality
from reads.core.english import did_you_mean
from reads.core.findings import Finding, Severity
from reads.directory.names import folded
from reads.directory.person_names import People
from reads.directory.schema import SORTS

if TYPE_CHECKING:
    from reads.directory.file_read import FileRead

REFERENCES = (
    ("facilities", "client", "clients"),
    ("locations", "radiologist", "radiologists"),
    ("licenses", "radiologist", "radiologists"),
    ("enrollments", "radiologist", "radiologists"),
    ("enrollments", "payer", "payers"),
    ("exams", "facility", "facilities"),
    ("names", "facility", "facilities"),
)
"""The file, its column, and the file whose `id` it names."""


def reference_faults(files: Mapping[str, FileRead], classes: Collection[str] | None = None) -> Iterator[Finding]:
    """Every cell that names an id which its file doesn't have; `classes` are the group's own priorities, None if unknown.

    A row that is faulty for another reason still counts as there, and nothing is said of a file that can't be read at
    all: one mistake gives one message.
    """
    yield from _name_faults(files, classes)
    yield from _never_asked(files)
    for kind, column, target in REFERENCES:
        if kind not in files or (target in files and not files[target].usable):
            continue
        ids = {line.cells.get("id", "") for line in files[target].sheet.lines} if target in files else set()
        spoiled = "\n".join(files[target].sheet.spoiled) if target in files else ""
        sheet = files[kind].sheet
        for line in sheet.lines:
            name = line.cells.get(column, "")
            if name and name != "*" and name not in ids and name not in spoiled:
                remedy = did_you_mean(name, ids, "", otherwise=f"add it to {SORTS[target].file}, or correct it here")
                message = f"{column} {name!r} is not in {SORTS[target].file}"
                yield Finding("unknown_reference", message, remedy, sheet.where(line, column))


_OF_FILES = {
    "facility": ("facilities", "id"),
    "radiologist": ("radiologists", "id"),
    "payer": ("payers", "id"),
    "exam": ("exams", "exam_code"),
}
_OF_LISTS = {
    "priority": frozenset(Priority),
    "class": frozenset(PatientClass),
    "modality": MODALITIES,
    "status": frozenset(ReportStatus),
    "service_type": frozenset(ServiceType),
    "discrepancy": frozenset(Discrepancy),
}


def _name_faults(files: Mapping[str, FileRead], classes: Collection[str] | None) -> Iterator[Finding]:
    """What names.csv calls by a name has to be there: in another file, or among the words of its list.

    A priority may be one of the group's own classes; while wetread.toml can't be read, one that is none of the three isn't judged.
    """
    if "names" not in files:
        return
    sheet = files["names"].sheet
    for line in sheet.lines:
        kind, id_ = line.cells.get("kind", ""), line.cells.get("id", "")
        known, there = _OF_LISTS.get(kind, frozenset()), "its list"
        if kind in _OF_FILES:
            target, column = _OF_FILES[kind]
            if target in files and not files[target].usable:
                continue
            lines = files[target].sheet.lines if target in files else ()
            known, there = frozenset(each.cells.get(column, "").casefold() for each in lines), SORTS[target].file
        elif kind == "priority":
            if classes is None:
                continue
            known, there = known | frozenset(classes), "its list, nor in [priorities] classes of wetread.toml"
        if id_ and kind in {*_OF_FILES, *_OF_LISTS} and id_.casefold() not in {each.casefold() for each in known}:
            remedy = did_you_mean(id_, sorted(known), "")
            yield Finding("unknown_reference", f"{kind} {id_!r} is not in {there}", remedy, sheet.where(line, "id"))


_OWN_WORDS = {"facility": ("id", "npi", "name"), "payer": ("id", "edi_id", "name"), "radiologist": ("id", "npi")}


def _never_asked(files: Mapping[str, FileRead]) -> Iterator[Finding]:
    """Warns of names that mean something else without names.csv: what the books' own files and lists say goes before it."""
    if "names" not in files:
        return
    sheet = files["names"].sheet
    own = {kind: _own_words(files, kind) for kind in _OWN_WORDS}
    readers = files["radiologists"].sheet.lines if "radiologists" in files else ()
    people = People.of((line.cells.get("id", ""), line.cells.get("name", "")) for line in readers)
    exams = {
        (line.cells.get("facility", ""), line.cells.get("exam_code", "").casefold())
        for line in (files["exams"].sheet.lines if "exams" in files else ())
    }
    for line in sheet.lines:
        kind, name, id_ = (line.cells.get(column, "") for column in ("kind", "name", "id"))
        meant = _OF_LISTS.get(kind, frozenset()) & {name.casefold(), name.upper(), modality(name)}
        found = own.get(kind, {}).get(folded(name), "") or next(iter(sorted(meant)), "")
        if kind == "radiologist":
            found = found or people.meant(name)
        elif kind == "exam" and {("*", folded(name)), (line.cells.get("facility", ""), folded(name))} & exams:
            found = name
        if found and id_ and found.casefold() != id_.casefold():
            message = f"{kind} {name!r} means {found} already, which goes before names.csv: this row is never asked"
            remedy = "take it out, or change what means that"
            yield Finding("name_not_asked", message, remedy, sheet.where(line, "name"), Severity.WARNING)


def _own_words(files: Mapping[str, FileRead], kind: str) -> Mapping[str, str]:
    """What each word means by the file of that kind alone; words that two of its rows share mean nothing."""
    file = files.get(_OF_FILES[kind][0])
    words: dict[str, set[str]] = {}
    for line in file.sheet.lines if file else ():
        for column in _OWN_WORDS[kind]:
            words.setdefault(folded(line.cells.get(column, "")), set()).add(line.cells.get("id", ""))
    return {word: next(iter(ids)) for word, ids in words.items() if word and len(ids) == 1}
