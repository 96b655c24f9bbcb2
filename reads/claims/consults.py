"""What kind of consult a final is, and what that makes of its modifiers and its place of service (spec 5.6). Pure.

kind              by                                    modifier        place of service
video             word, or 95 on a consult              95              02, 10 at home
audio             word, or 93 or FQ on a consult        93, or FQ       02, 10 at home
messaging         word, or 99421-99423, 98970-98972     none            where the patient was, else 11
interprofessional word, or 99446-99452                  none            where the patient was, else 11
"""

from __future__ import annotations

from collections.abc import Iterable

from reads.core.codes import ServiceType

MODIFIERS = {ServiceType.VIDEO: ("95",), ServiceType.AUDIO: ("93", "FQ")}
"""The modifiers of telehealth by kind; the first is put on where none is given."""

TELEHEALTH = frozenset(("95", "93", "FQ"))

INTERPROFESSIONAL = frozenset(str(code) for code in range(99446, 99453))
"""Between providers, the patient not being there: no telehealth (CPT; CMS, physician fee schedule of 2019)."""

MESSAGING = frozenset(("99421", "99422", "99423", "98970", "98971", "98972"))
"""Online digital services: no telehealth, so neither 95 nor 93."""

_VISITS = (range(98000, 98017), range(98966, 98973), range(99202, 99500))
_LETTERED_VISITS = frozenset("G0406 G0407 G0408 G0425 G0426 G0427 G0508 G0509 G2010 G2012 G2250 G2251 G2252".split())  # noqa: SIM905

OFFICE = "11"


def is_visit(code: str) -> bool:
    """Whether a code is of a visit or a consult, in which nobody reads images (CPT, evaluation and management; HCPCS level II)."""
    return code in _LETTERED_VISITS or (code.isdecimal() and any(int(code) in codes for codes in _VISITS))


def kind_of(word: ServiceType, codes: Iterable[str], modifiers: Iterable[str]) -> ServiceType:
    """The kind of a consult: what its codes say, else its word, else its modifier; CONSULT where nothing tells."""
    known, given = set(codes), set(modifiers)
    if known and known <= INTERPROFESSIONAL:
        return ServiceType.INTERPROFESSIONAL
    if known and known <= MESSAGING:
        return ServiceType.MESSAGING
    if word is not ServiceType.CONSULT:
        return word
    if "95" in given:
        return ServiceType.VIDEO
    return ServiceType.AUDIO if given & set(MODIFIERS[ServiceType.AUDIO]) else word


def is_telehealth(kind: ServiceType) -> bool:
    """Whether the patient was there, at a distance."""
    return kind in {ServiceType.VIDEO, ServiceType.AUDIO, ServiceType.CONSULT}
