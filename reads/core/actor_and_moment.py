"""Who does something, and when: what every record of a deed names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reads.core.times import rfc3339


@dataclass(frozen=True, slots=True)
class By:
    """The person or system user who acts, and the moment of it in UTC."""

    actor: str
    at: datetime


def before(what: str, actor: str, at: datetime | str, because: str = "") -> str:
    """That something was done already, when (RFC 3339), by whom and why: what a deed says that has nothing left to do."""
    when = at if isinstance(at, str) else rfc3339(at)
    return f"{what} before, {when} by {actor}{f': {because}' if because else ''}; nothing changed"
