"""How one field is read: its text becomes a value, or a fault that says what was expected.

No sentence quotes what the field holds: in a row whose cells have slipped, that may be a patient's name (spec 7).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reads.core.codes import Priority, ReadType, is_cpt, is_modifier, modality, split_codes
from reads.core.formula_guard import FORMULA_STARTS
from reads.directory.united_states import COUNTRY_WORDS
from reads.intake.spreadsheet_leftovers import is_error, is_shortened, visible
from reads.intake.status_evidence import plain
from reads.intake.words import PATIENT_CLASSES, PLACEHOLDERS, PRIORITIES, read_type_of

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile(r"[ \t]*[\t\r\n][ \t\r\n]*")
_READ_TYPES = frozenset(ReadType)


@dataclass(frozen=True, slots=True)
class WrongField:
    """What is wrong with one field's text, and what to do."""

    code: str
    message: str
    remedy: str = ""


NO_TIME_CODE = "not_a_time"
"""The code of what is said of a text that is no time; a profile's patterns say more."""

Reader = Callable[[str], "str | WrongField"]
"""From the text as sent to the value's text form."""


def text(longest: int, *, wrapped: bool = False) -> Reader:
    """Free text: trimmed, one line, nothing that a spreadsheet would run as a formula (spec 7).

    Where it may be `wrapped`, as names are in a narrow column, a line break is a blank; in a number it is a fault.
    """

    def read(sent: str) -> str | WrongField:
        trimmed = visible(sent).strip()
        if wrapped and not trimmed.isprintable():
            trimmed = _BREAKS.sub(" ", trimmed)
        if _CONTROL.search(trimmed):
            return WrongField(
                "control_character", "holds a control character", "remove it at the source, then import again"
            )
        if trimmed.startswith(FORMULA_STARTS) and len(trimmed) > 1:
            return WrongField(
                "formula",
                "begins with = + - or @, which a spreadsheet would run as a formula",
                "correct the text at the source, then import again",
            )
        if len(trimmed) > longest:
            return WrongField(
                "too_long", f"is longer than {longest:,} characters", "shorten it, or look for a lost quote"
            )
        return trimmed

    return read


def needed(reader: Reader, example: str) -> Reader:
    """A field that may not be empty."""

    def read(sent: str) -> str | WrongField:
        if not sent.strip():
            return WrongField("missing", "is empty", f"every read needs it, for example {example}")
        return reader(sent)

    return read


UNKNOWN_WORD = "unknown_word"
"""The code of what is said of a word that no list and no row of names.csv has."""


def unknown_word(kind: str) -> WrongField:
    """What is said of a word that tells what a row is, and that nobody knows."""
    return WrongField(
        UNKNOWN_WORD,
        "is a word that is not known here",
        f"add a row to directory/names.csv: kind {kind}, name the word, id what it means; then `wetread apply`",
    )


def listed(words: Mapping[str, str], default: str) -> Reader:
    """A word of a list that decides a price; one that the list lacks is kept as sent, a blank is the default."""
    line = text(64, wrapped=True)

    def read(sent: str) -> str | WrongField:
        said = line(sent)
        if isinstance(said, WrongField) or not said:
            return said or default
        return words.get(plain(said), said) if plain(said) else default

    return read


def _read_type(sent: str) -> str | WrongField:
    found = read_type_of(sent)
    return found if found in _READ_TYPES else unknown_word("status")


def codes(valid: Callable[[str], bool], kind: str, example: str) -> Reader:
    """Codes joined by `+`, in upper case."""

    def read(sent: str) -> str | WrongField:
        found = split_codes(sent)
        if all(valid(code) for code in found):
            return "+".join(found)
        return WrongField(
            f"not_a_{kind.lower()}", f"holds something that is no {kind} code", f"write codes like {example}"
        )

    return read


def letters_of_place(kind: str, example: str, names: Mapping[str, str] = MappingProxyType({})) -> Reader:
    """A country (ISO 3166) or a state: two letters, or one of the names in the table."""

    def read(sent: str) -> str | WrongField:
        word = names.get(plain(sent), sent.strip().upper())
        if not word or (len(word) == 2 and word.isascii() and word.isalpha()):
            return word
        return WrongField(f"not_a_{kind}", f"is not the two letters of a {kind}", f"write it like {example}")

    return read


def yes_or_no(sent: str) -> str | WrongField:
    """A flag: "1" or "0"."""
    word = sent.strip().lower()
    if word in {"yes", "y", "true", "t", "1"}:
        return "1"
    if word in {"", "no", "n", "false", "f", "0"}:
        return "0"
    return WrongField("not_yes_or_no", "is neither yes nor no", "write yes or no, or leave it empty")


_line = text(200, wrapped=True)


def _facility(sent: str) -> str | WrongField:
    found = _line(sent)
    return found if isinstance(found, WrongField) else found.casefold()


def _modality(sent: str) -> str | WrongField:
    found = text(64)(sent)
    return found if isinstance(found, WrongField) else modality(found)


ERROR = WrongField(
    "broken_cell",
    "holds the error of a spreadsheet, like #N/A or ########",
    "correct the cell where the file was made, widen its column, and export it again",
)
SHORTENED = WrongField(
    "digits_lost",
    "holds a number that a spreadsheet has shortened, like 1.23457E+11",
    "give the column the format Text before the file is saved, or take it from the source itself",
)


def _whole(reader: Reader, *, free: bool) -> Reader:
    """A field in which what a spreadsheet leaves of a broken or shortened cell is a fault (spec 2.4)."""

    def read(sent: str) -> str | WrongField:
        if is_error(trimmed := sent.strip()):
            return ERROR
        return SHORTENED if is_shortened(trimmed) and not free else reader(sent)

    return read


_BETWEEN_NUMBERS = re.compile(r"[~;,&]|\s/\s|\sand\s", re.IGNORECASE)


def _accession(sent: str) -> str | WrongField:
    """One number: a report on several studies doesn't say whether it is one read or as many."""
    found = text(64)(sent)
    if isinstance(found, WrongField):
        return found
    if not found.strip("0") or plain(found) in PLACEHOLDERS:
        return WrongField(
            "missing",
            "holds a word or a zero in place of a number",
            "every read needs its own, for example A100245: take it from the source",
        )
    numbers = [number for number in _BETWEEN_NUMBERS.split(found) if any(map(str.isdigit, number))]
    if len(numbers) > 1:
        return WrongField(
            "several_studies",
            "holds more than one accession number",
            "record each read under its own, by a row for each or `wetread reads add`; then discard this one",
        )
    return found


PLAIN: dict[str, Reader] = {
    "facility": needed(_facility, "mercy-main, its id in facilities.csv"),
    "accession": needed(_accession, "A100245"),
    "exam_code": text(64, wrapped=True),
    "cpt": codes(is_cpt, "CPT", "70450 or 74177+71260"),
    "modifiers": codes(is_modifier, "modifier", "LT or 26+76"),
    "sequence": text(32),
    "description": text(500, wrapped=True),
    "modality": _modality,
    "read_type": needed(_read_type, "preliminary"),
    "priority": listed(PRIORITIES, Priority.ROUTINE.value),
    "radiologist": _line,
    "read_country": letters_of_place("country", "US or GB", COUNTRY_WORDS),
    "read_state": letters_of_place("state", "FL"),
    "patient_class": listed(PATIENT_CLASSES, ""),
    "payer": text(64),
    "test_patient": yes_or_no,
    "visit": text(64),
}
"""How every field that is no time is read (spec 2.1); the facility in the lower case of its id."""

PLAIN.update({name: _whole(reader, free=name == "description") for name, reader in PLAIN.items()})

TIMES = ("exam_at", "received_at", "signed_at", "sent_at")
"""The fields that are times; `reads.intake.source_times` reads them, since they need the facility's zone."""
