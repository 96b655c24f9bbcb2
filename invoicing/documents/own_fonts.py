"""The font files that a paper may embed: those of the install, and those of the books' templates."""

from __future__ import annotations

import hashlib
from pathlib import Path

from invoicing.documents.fonts import FILES, font_digest, font_file
from invoicing.documents.own_templates import template_files


def own_fonts(books: Path | None) -> list[tuple[Path, str]]:
    """The font files that a document may embed, each with its SHA-256: the install's, and those among the books' templates."""
    installed = [(font_file(weight), font_digest(weight)) for weight in FILES]
    theirs = template_files(books, {".ttf"})
    return [*installed, *((path, hashlib.sha256(path.read_bytes()).hexdigest()) for path in theirs)]
