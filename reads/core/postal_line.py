"""Lines of an address in the United States: its last, with city, state and ZIP code; a post office box."""

from __future__ import annotations

import re

ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_ZIP = re.compile(r"[0-9]{5}(-?[0-9]{4})?")
_LAST = re.compile(r"(?P<city>.+?),?\s+(?P<state>[A-Z]{2})\s+(?P<zip>[0-9]{5}(?:-?[0-9]{4})?)")
_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b|\bpost office box\b|^\s*box\s+[0-9]", re.IGNORECASE)


def is_box(line: str) -> bool:
    """Whether it is a post office box, in which nobody works and no service takes place."""
    return bool(_BOX.search(line))


def is_zip(code: str) -> bool:
    """Whether it is a ZIP of five or nine digits, with or without a hyphen."""
    return bool(_ZIP.fullmatch(code))


def has_zip4(code: str) -> bool:
    """Whether it is a ZIP of nine digits."""
    return is_zip(code) and len(code) > 5


def city_state_zip(lines: tuple[str, ...]) -> tuple[str, str, str] | None:
    """From lines whose last is "Chicago, IL 60611-2210"; None where it isn't, or stands alone."""
    found = _LAST.fullmatch(lines[-1].strip()) if len(lines) > 1 else None
    return (found["city"].rstrip(","), found["state"], found["zip"]) if found else None
