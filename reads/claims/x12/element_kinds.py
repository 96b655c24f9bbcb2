"""The kinds of elements that an 837P of ours has, by the words of the table of segments; lengths are those of 005010X222A1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache, partial
from typing import Any

from reads.claims.claim import FILING_INDICATORS, Frequency, Rank, Relationship
from reads.claims.person import PersonName
from reads.claims.x12.elements import (
    AMOUNT,
    ElementKind,
    Fault,
    Faults,
    amount,
    amount_in,
    form_kind,
    silent_kind,
    text_kind,
)
from reads.claims.x12.folded import folded
from reads.claims.x12.other_payer_kinds import OF_OTHER_PAYERS
from reads.core.codes import CPT, DIAGNOSIS, MODIFIER, is_npi
from reads.core.postal_line import is_box
from reads.core.x12_id_qualifiers import INTERCHANGE_QUALIFIERS

MOST_DIAGNOSES = 12
MOST_MODIFIERS = 4


_MEMBER, _LINE = text_kind("2-80"), text_kind("55")
_NAME = {"03": text_kind("60"), "04": text_kind("-35"), "05": text_kind("-25"), "07": text_kind("-10")}


def _of_member(element: str, value: str) -> Faults:
    return [fault._replace(code="bad_member_id") for fault in _MEMBER.faults(element, value)]


def _of_person(element: str, name: PersonName) -> Faults:
    for (at, kind), part in zip(_NAME.items(), (name.last, name.first, name.middle, name.suffix), strict=True):
        yield from kind.faults(element[:-2] + at, part)


def _person_in(text: str) -> PersonName:
    last, first, middle, _, suffix, *_ = f"{text}****".split("*")
    return PersonName(last, first, middle, suffix)


def _of_lines(street: bool, element: str, lines: Sequence[str]) -> Faults:
    if not 0 < len(lines) <= 2:
        yield Fault("bad_element", element, "is not one or two lines", "write the address in one or two lines")
    for number, line in enumerate(lines, 1):
        yield from _LINE.faults(f"{element[:-2]}{number:02d}", line)
    if street and any(map(is_box, lines)):
        remedy = "give the street; a box is for the pay-to address, 2010AB"
        yield Fault("po_box", element, "is a post office box", remedy)


def _lines(*, street: bool) -> ElementKind:
    """N301 and N302; of a place where people work no post office box."""
    return ElementKind(
        pattern=rf"{_LINE.pattern}(?:\*{_LINE.pattern})?",
        faults=partial(_of_lines, street),
        encoded="*".join,
        decoded=lambda text: tuple(text.split("*")),
        filed=lambda lines: tuple([folded(line) for line in lines]),
        checked=(lambda text: not any(map(is_box, text.split("*")))) if street else None,
    )


def _of_diagnoses(element: str, codes: Sequence[str]) -> Faults:
    if not codes:
        yield Fault("no_diagnosis", element, "is missing", "give at least one ICD-10-CM code")
    if len(codes) > MOST_DIAGNOSES:
        yield Fault(
            "bad_element", element[:-2], f"has {len(codes)} diagnoses, a claim takes 12", "keep those pointed at"
        )
    for number, code in enumerate(codes, 1):
        if not re.fullmatch(DIAGNOSIS, code):
            which = f"{element[:-2]}{number:02d}"
            yield Fault("bad_element", which, "is not an ICD-10-CM code", "give an ICD-10-CM code")


def _without_points(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([code.replace(".", "") for code in codes]) if any("." in code for code in codes) else codes


def _of_modifiers(element: str, modifiers: Sequence[str]) -> Faults:
    if len(modifiers) > MOST_MODIFIERS:
        message = f"has {len(modifiers)} modifiers, a line takes 4"
        yield Fault("bad_element", element, message, "keep the four that matter")
    if not all(re.fullmatch(MODIFIER, modifier) for modifier in modifiers):
        yield Fault("bad_element", element, "is no modifier of two letters or digits", "correct the modifier")


@lru_cache(5_000)
def _written(day: date) -> str:
    return day.isoformat().replace("-", "")


_day_in = lru_cache(5_000)(date.fromisoformat)


def _phone(text: str) -> str:
    digits = "".join(character for character in text if character.isdigit())
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


@lru_cache(5_000)
def _is_npi_or_nothing(text: str) -> bool:
    """Whether the check digit is right, where there is one."""
    return not text or is_npi(text)


_KIND_OF = {indicator: kind for kind, indicator in FILING_INDICATORS.items()}
_STATE, _WORD = r"[A-Z]{2}", r"[^*~:^\n]*"
_NUMBER: dict[str, Any] = {"encoded": str, "decoded": int}
_SERIES = ("is no control number from 1 to 999999999", "start a new series")
_POST = "look it up at the postal service"
_CODE_PARTS: dict[str, Any] = {
    "encoded": lambda modifiers: "".join([f":{each}" for each in modifiers]),
    "decoded": lambda text: tuple(text.split(":")[1:]),
}
_FIRST, _MIDDLE, _SUFFIX = (_NAME[at].pattern for at in ("04", "05", "07"))
_PERSON: dict[str, Any] = {
    "faults": _of_person,
    "decoded": _person_in,
    "filed": lambda name: PersonName(*map(folded, (name.last, name.first, name.middle, name.suffix))),
    "elements": 5,
}

KINDS: dict[str, ElementKind] = {
    **OF_OTHER_PAYERS,
    "amount": silent_kind(AMOUNT, encoded=amount, decoded=amount_in),
    "batch": silent_kind(r"[0-9A-Z]*[0-9]{18}"),
    "causes": silent_kind(r"[A-Z:]+"),
    "control": form_kind("bad_element", *_SERIES, r"[1-9][0-9]{0,8}", **_NUMBER),
    "control4": form_kind(
        "bad_element", *_SERIES, r"(?!0000(?![0-9]))[0-9]{4,9}", encoded=lambda number: f"{number:04d}", decoded=int
    ),
    "control9": form_kind(
        "bad_element", *_SERIES, r"(?!0{9})[0-9]{9}", encoded=lambda number: f"{number:09d}", decoded=int
    ),
    "country": form_kind("bad_element", "is not a country of two letters", "give a country of two letters", _STATE),
    "cpt": form_kind("bad_element", "is no CPT or HCPCS code", "correct the exam's code", CPT),
    "day": form_kind(
        "bad_element",
        "is a date before 1890",
        "correct the date",
        r"(?:189|19[0-9]|[2-9][0-9]{2})[0-9]{5}",
        encoded=_written,
        decoded=_day_in,
    ),
    "diagnoses": ElementKind(
        pattern=rf"ABK:{DIAGNOSIS}(?:\*ABF:{DIAGNOSIS}){{0,{MOST_DIAGNOSES - 1}}}",
        faults=_of_diagnoses,
        encoded=lambda codes: "ABK:" + "*ABF:".join(codes),
        decoded=lambda text: tuple(text[4:].split("*ABF:")),
        filed=_without_points,
    ),
    "employer": silent_kind(
        "[12]", encoded=lambda employer: "2" if employer else "1", decoded=lambda text: text == "2"
    ),
    "filing": form_kind(
        "no_insurer",
        "has no code for who pays alone",
        "bill the patient, not an insurer",
        "|".join(_KIND_OF),
        encoded=lambda kind: FILING_INDICATORS.get(kind, ""),
        decoded=_KIND_OF.__getitem__,
    ),
    "frequency": silent_kind("[178]", decoded=Frequency),
    "hhmm": silent_kind(r"[0-9]{4}", encoded=lambda at: f"{at:%H%M}", decoded=time.fromisoformat),
    "lines": _lines(street=False),
    "member": ElementKind(pattern=_MEMBER.pattern, faults=_of_member),
    "modifiers": ElementKind(
        pattern=rf"(?::(?:{MODIFIER})){{0,{MOST_MODIFIERS}}}", faults=_of_modifiers, **_CODE_PARTS
    ),
    "npi": form_kind(
        "bad_npi",
        "is no NPI: its check digit is wrong",
        "look it up in the NPI registry",
        r"[0-9]{10}",
        checked=_is_npi_or_nothing,
    ),
    "own": silent_kind("(?:18)?", encoded=lambda own: "18" if own else "", decoded=lambda text: text == "18"),
    "padded": silent_kind(r"[^*~:^\n]{15,}", encoded=lambda text: f"{text:15}", decoded=str.rstrip),
    "person": ElementKind(
        pattern=rf"{_NAME['03'].pattern}\*{_FIRST}\*{_MIDDLE}\*\*{_SUFFIX}",
        encoded=lambda name: f"{name.last}*{name.first}*{name.middle}**{name.suffix}",
        **_PERSON,
    ),
    "person_alone": ElementKind(
        pattern=rf"{_NAME['03'].pattern}(?:\*{_FIRST}(?:\*{_MIDDLE}(?:\*\*{_SUFFIX})?)?)?(?<!\*)",
        encoded=lambda name: f"{name.last}*{name.first}*{name.middle}**{name.suffix}".rstrip("*"),
        **_PERSON,
    ),
    "phone": form_kind(
        "bad_element",
        "is not a telephone number of ten digits",
        "give a telephone number of ten digits",
        r"[0-9]{10}",
        filed=_phone,
    ),
    "place": form_kind(
        "bad_element", "is not a place of service of two digits", "give a place of service of two digits", r"[0-9]{2}"
    ),
    "pointers": silent_kind(
        r"[0-9:]*",
        encoded=lambda pointers: ":".join([str(each) for each in pointers]),
        decoded=lambda text: tuple([int(each) for each in text.split(":")]),
    ),
    "qualifier": form_kind(
        "bad_element",
        "is no qualifier of an interchange id",
        f"write one of {', '.join(INTERCHANGE_QUALIFIERS)}",
        "|".join(INTERCHANGE_QUALIFIERS),
    ),
    "rank": silent_kind("[PST]", decoded=Rank),
    "relationship": silent_kind("|".join(Relationship), decoded=Relationship),
    "sex": form_kind("bad_element", "is none of F, M and U", "give the patient's sex as F, M or U", "[FMU]"),
    "state": form_kind("bad_element", "is not a state of two letters", "give a state of two letters", _STATE),
    "street": _lines(street=True),
    "tax_id": form_kind(
        "bad_element",
        "is not a tax number of nine digits",
        "give a tax number of nine digits",
        r"[0-9]{9}",
        filed=lambda text: text.replace("-", ""),
    ),
    "taxonomy": form_kind(
        "bad_element",
        "is not a taxonomy code of ten characters",
        "give a taxonomy code of ten characters",
        r"[0-9A-Z]{10}",
    ),
    "units": form_kind(
        "bad_element", "is no count of units from 1 to 999", "correct the units", r"[1-9][0-9]{0,2}", **_NUMBER
    ),
    "usage": form_kind("bad_element", "is neither P nor T", "set usage in [claims] of wetread.toml", "[PT]"),
    "word": silent_kind(_WORD),
    "yes": silent_kind("Y", encoded=lambda yes: "Y" if yes else "", decoded=lambda text: text == "Y"),
    "yymmdd": silent_kind(r"[0-9]{6}", encoded=lambda day: f"{day:%y%m%d}", decoded=lambda text: _day_in(f"20{text}")),
    "zip": form_kind("bad_zip", "is no ZIP of five or nine digits", _POST, r"[0-9]{5}(?:[0-9]{4})?"),
    "zip9": form_kind("bad_zip", "is no ZIP of nine digits (ZIP+4)", _POST, r"[0-9]{9}"),
}
"""The kinds of elements, by the word that the table of segments (segments.py) has for each."""
