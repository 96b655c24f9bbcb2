"""What one element of an 837P can carry: its characters, its length, its form.

A check yields faults, each with the element's name and never its value: it may be a patient's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reads.claims.claim import Address, PersonName
from reads.core.codes import is_npi

_CARRIED = re.compile(r"[!-)+-9;-\]_-}]([ -)+-9;-\]_-}]*[!-)+-9;-\]_-}])?")
_PO_BOX = re.compile(r"\bP\.? ?O\.? ?BOX\b|\bPOST OFFICE BOX\b|^BOX \d", re.IGNORECASE)
_STATE = re.compile(r"[A-Z]{2}")
NINE_DIGITS = re.compile(r"[0-9]{9}")
_ZIP = re.compile(r"[0-9]{5}([0-9]{4})?")
_TAXONOMY = re.compile(r"[0-9A-Z]{10}")
_EARLIEST = date(1890, 1, 1)


class Fault(NamedTuple):
    """What is wrong with one element, before it is known whose claim it is in."""

    code: str
    element: str
    message: str
    remedy: str


def check_name(loop: str, name: PersonName) -> Iterator[Fault]:
    """NM103 to NM107 of a person; the last name is needed."""
    yield from check_text(f"{loop} NM103", name.last, 60)
    yield from check_text(f"{loop} NM104", name.first, 35, needed=False)
    yield from check_text(f"{loop} NM105", name.middle, 25, needed=False)
    yield from check_text(f"{loop} NM107", name.suffix, 10, needed=False)


def check_street(loop: str, address: Address) -> Iterator[Fault]:
    """A place where people work: no post office box, and a ZIP of nine digits."""
    yield from check_address(loop, address, zip_form=NINE_DIGITS)
    if any(_PO_BOX.search(line) for line in address.lines):
        yield Fault(
            "po_box", f"{loop} N301", "is a post office box", "give the street; a box is for the pay-to address, 2010AB"
        )


def check_address(loop: str, address: Address, zip_form: re.Pattern[str] = _ZIP) -> Iterator[Fault]:
    """N3 and N4: one or two lines, a city, a state of two letters, a ZIP."""
    if not 0 < len(address.lines) <= 2:
        yield Fault("bad_element", f"{loop} N301", "is not one or two lines", "write the address in one or two lines")
    for number, line in enumerate(address.lines, 1):
        yield from check_text(f"{loop} N30{number}", line, 55)
    yield from check_text(f"{loop} N401", address.city, 30, shortest=2)
    if address.country:
        yield from check_form(f"{loop} N404", address.country, _STATE, "a country of two letters")
        yield from check_text(f"{loop} N402", address.state, 2, shortest=2, needed=address.country == "CA")
        yield from check_text(f"{loop} N403", address.zip, 15, shortest=3, needed=address.country == "CA")
        return
    yield from check_form(f"{loop} N402", address.state, _STATE, "a state of two letters")
    if not zip_form.fullmatch(address.zip):
        digits = "nine digits (ZIP+4)" if zip_form is NINE_DIGITS else "five or nine digits"
        yield Fault("bad_zip", f"{loop} N403", f"is no ZIP of {digits}", "look it up at the postal service")


def check_demographics(loop: str, born: date | None, sex: str) -> Iterator[Fault]:
    """DMG: date of birth and sex, both needed."""
    if born is None:
        yield Fault("bad_element", f"{loop} DMG02", "is missing", "give the patient's date of birth")
    else:
        yield from check_day(f"{loop} DMG02", born)
    if sex not in {"F", "M", "U"}:
        yield Fault("bad_element", f"{loop} DMG03", "is none of F, M and U", "give the patient's sex as F, M or U")


def check_npi(element: str, npi: str) -> Iterator[Fault]:
    """An NPI with its check digit."""
    if not is_npi(npi):
        yield Fault("bad_npi", element, "is no NPI: its check digit is wrong", "look it up in the NPI registry")


def check_taxonomy(element: str, taxonomy: str) -> Iterator[Fault]:
    """A provider taxonomy code, where there is one."""
    if taxonomy:
        yield from check_form(element, taxonomy, _TAXONOMY, "a taxonomy code of ten characters")


def check_day(element: str, day: date) -> Iterator[Fault]:
    """A date that a living patient's claim can have."""
    if day < _EARLIEST:
        yield Fault("bad_element", element, "is a date before 1890", "correct the date")


def check_form(element: str, value: str, form: re.Pattern[str], what: str) -> Iterator[Fault]:
    """A value of a fixed form, which `what` names."""
    if not form.fullmatch(value):
        yield Fault("bad_element", element, f"is not {what}", f"give {what}")


def check_text(element: str, value: str, longest: int, *, shortest: int = 1, needed: bool = True) -> Iterator[Fault]:
    """Text of the characters that a file carries, and of a length that fits."""
    if not value:
        if needed:
            yield Fault("bad_element", element, "is missing", "fill it in")
    elif not _CARRIED.fullmatch(value):
        message = "has a character that the file can't carry, or a space at an end"
        yield Fault("bad_character", element, message, "write it in plain letters and digits, without * ~ : ^")
    elif not shortest <= len(value) <= longest:
        yield Fault(
            "bad_length", element, f"has {len(value)} characters, {shortest} to {longest} fit", "shorten or complete it"
        )
