"""What a person should hear of an unknown table's columns: left out, of several readers, with a zone or a quantity in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from reads.intake.guess.columns import ColumnMet, called, plain

_ZONE = re.compile(r"\b(utc|gmt|zulu|[ecmp][sd]?t|(eastern|central|mountain|pacific)( time)?)\b")
_QUANTITY = re.compile(r"(\w+ )?(qty|quantity|units)|count|(read|exam|study) count")
_ONE = re.compile(r"0*1(?:[.,]0{0,2})?")
_HALF = Fraction(1, 2)


def lacking(said: Collection[str]) -> Iterator[str]:
    """The fields that no read can do without and that nothing was found for."""
    if "facility" not in said:
        yield "no column names the facility: say which with --facility ID, every read needs it"
    for name in ("accession", "signed_at"):
        if name not in said:
            yield f"no column was found for {name}; name it in [columns], every read needs it"
    if not {"exam_code", "cpt"} & set(said):
        yield "no column was found for exam_code or cpt; name one in [columns], every read needs it"
    if "radiologist" not in said:
        yield "no column was found for radiologist; name it in [columns], reads without one are held"


def patients(columns: Sequence[ColumnMet], ignored: Collection[str]) -> Iterator[str]:
    """The columns of patients that were left out."""
    names = [column.name for column in columns if column.names_patients and column.name in ignored]
    if names:
        listed = ", ".join(map(repr, names))
        yield f"columns of patients were left out: {listed}; claims for final reads need them in [columns]"


def left_out(columns: Sequence[ColumnMet], ignored: Collection[str], found: Callable[[str], object]) -> Iterator[str]:
    """A column that is called as a field, and could not be taken as it, is never left out in silence."""
    for column in columns:
        field_name = called(column) if column.name in ignored else ""
        if field_name and not found(field_name) and not column.names_patients:
            yield f"{column.name!r} is called like {field_name}, and what stands in it is none: left out"


def readers(
    columns: Sequence[ColumnMet], taken: Sequence[ColumnMet], is_reader: Callable[[str], object]
) -> Iterator[str]:
    """A reader's column that isn't called so, and others that hold readers."""
    for column in taken:
        if called(column) != "radiologist":
            yield f"{column.name!r} was taken as the radiologist by the names in it; is it who read?"
    others = [column for column in columns if column not in taken and column.texts and not column.names_patients]
    names = [repr(column.name) for column in others if column.share(is_reader) > _HALF]
    if taken and names:
        yield f"other columns with names of radiologists, which nothing was made of: {', '.join(names)}"


def zones(times: Mapping[str, ColumnMet]) -> Iterator[str]:
    """Columns of times whose name says a time zone."""
    for name in dict.fromkeys(column.name for column in times.values()):
        if said := _ZONE.search(plain(name)):
            yield (
                f"{name!r} says a time zone, {said[0].upper()}: its times were taken on each facility's own clock; "
                'if they are not, set timezone = "…" in the profile'
            )


def quantities(columns: Sequence[ColumnMet], ignored: Collection[str]) -> Iterator[str]:
    """A column of quantities that says other than one: each row is one read."""
    for column in columns:
        others = [text for text in column.texts if not _is_one(text)]
        if others and column.name in ignored and _QUANTITY.fullmatch(plain(column.name)):
            yield f"{column.name!r} says other than 1 ({others[0]}, say): every row was taken as one read all the same"


def _is_one(text: str) -> bool:
    return _ONE.fullmatch(text) is not None
