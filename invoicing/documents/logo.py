"""The group's logo: a picture that lies in the books, as it is put into a paper."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from invoicing.documents.errors import MissingLogo

PICTURES = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""What a logo may be: the endings of its name, each with its media type."""


def logo_data(books: Path | None, name: str) -> str:
    """The issuer's logo as a data URL, empty where none is named; MissingLogo unless it is a picture that lies in the books.

    What is printed depends on the picture, not on where the books lie.
    """
    if not name:
        return ""
    path = (books or Path()) / name
    inside = books is not None and path.resolve().is_relative_to(books.resolve())
    if not (inside and path.suffix.lower() in PICTURES and path.is_file()):
        raise MissingLogo(name)
    return f"data:{PICTURES[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode('ascii')}"
