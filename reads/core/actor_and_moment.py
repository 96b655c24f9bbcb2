"""Who does something, and when: what every record of a deed names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class By:
    """The person or system user who acts, and the moment of it in UTC."""

    actor: str
    at: datetime
