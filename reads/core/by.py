"""Who acts, and when: what every deed is signed with in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class By:
    """The actor of a deed, and its instant in UTC."""

    actor: str
    at: datetime
