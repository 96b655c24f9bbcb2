"""The modifiers of a claim's line, beside those that were given for the read or for its code (spec 5.2, 5.6). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reads.claims.consults import MODIFIERS, TELEHEALTH
from reads.core.codes import ServiceType


def of_images(given: Sequence[str], *, has_two_components: bool) -> tuple[str, ...]:
    """26 in front where the code has a professional and a technical component, then what was given."""
    if not has_two_components or "26" in given:
        return tuple(sorted(given, key=lambda modifier: modifier != "26"))
    return ("26", *given)


def of_consult(given: Sequence[str], kind: ServiceType) -> tuple[str, ...]:
    """That of telehealth by the kind of consult in front, unless one was given; never 26."""
    wanted = MODIFIERS.get(kind, ())
    return (*wanted[:1], *given) if wanted and not TELEHEALTH & set(given) else tuple(given)
