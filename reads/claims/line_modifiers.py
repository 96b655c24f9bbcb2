"""The modifiers of a claim's line: which are put on beside those given for the read or its code, which are refused (spec 5.2, 5.6). Pure.

Those of telehealth are refused by the kind of consult: `checks/service_line.consult_modifier`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reads.claims.consults import MODIFIERS, TELEHEALTH
from reads.core.codes import ServiceType
from reads.fees.release import FeeValue

MOST = 4
"""So many modifiers a line takes (X12 005010X222A1, SV101-3 to -6)."""

_NEVER = {"PC": "means a wrong surgery on a patient", "TC": "is the technical component, which the facility bills"}
_NO_PROFESSIONAL_PART = {"3": "has a technical component only", "4": "is billed globally only", "5": "is incident-to"}


def _has_two_components(fee: FeeValue | None) -> bool:
    """Whether the release says that the code has a professional and a technical component: PC/TC indicator 1."""
    return fee is not None and fee.pctc == "1"


def of_images(given: Sequence[str], fee: FeeValue | None) -> tuple[str, ...]:
    """26 in front where the code has a professional and a technical component, then what was given."""
    if not _has_two_components(fee) or "26" in given:
        return tuple(sorted(given, key=lambda modifier: modifier != "26"))
    return ("26", *given)


def of_consult(given: Sequence[str], kind: ServiceType) -> tuple[str, ...]:
    """That of telehealth by the kind of consult in front, unless one was given; never 26."""
    wanted = MODIFIERS.get(kind, ())
    return (*wanted[:1], *given) if wanted and not TELEHEALTH & set(given) else tuple(given)


def never_taken(given: Sequence[str]) -> dict[str, str]:
    """Each modifier that no line takes, with what it means."""
    return {modifier: _NEVER[modifier] for modifier in sorted(_NEVER.keys() & set(given))}


def no_interpretation(fee: FeeValue | None) -> str:
    """Why nobody bills the interpretation of a code alone; empty where that can be."""
    return _NO_PROFESSIONAL_PART.get(fee.pctc, "") if fee else "has no professional component in the CMS file"


def refuses_26(fee: FeeValue | None, *, is_consult: bool) -> str:
    """Why a code takes no 26; empty where it does."""
    if is_consult:
        return "a consult"
    return "" if _has_two_components(fee) else f"PC/TC indicator {fee.pctc if fee else 'unknown'}"
