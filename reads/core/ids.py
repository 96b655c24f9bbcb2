"""Ids that people write: lower-case words joined by hyphens."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WINDOWS_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def is_id(text: str) -> bool:
    """Whether the text is an id (spec 1)."""
    return bool(_ID.fullmatch(text))


def slug(text: str, longest: int = 60) -> str:
    """A part of a file name that is safe everywhere: plain letters, digits and hyphens (spec 7)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-") or "unnamed"
    return f"x-{name}" if name in _WINDOWS_RESERVED else name


def in_file_names(number: str) -> str:
    """A paper's number as file names have it: a slash would be a folder."""
    return "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "-" for each in number)
