"""What a paper's bytes depend on besides the paper: templates, logo, fonts, and the versions that print (spec 4.11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from invoicing.documents.filled_template import project_templates
from invoicing.documents.logo import logo_data
from invoicing.documents.own_fonts import own_fonts
from invoicing.documents.own_templates import books_templates

_LIBRARIES = ("wetread", "weasyprint", "pydyf", "fonttools", "jinja2", "pikepdf")
_TEMPLATES = (".html", ".css")


@dataclass(frozen=True, slots=True)
class PrintInputs:
    """Digests of the templates, the logo and the fonts, and the versions of what prints; empty where there is none."""

    templates: str
    logo: str
    fonts: str
    versions: str

    @classmethod
    def of(cls, books: Path, logo: str) -> PrintInputs:
        """As they are now; MissingLogo where the logo is none."""
        own = books_templates(books)
        theirs = sorted(path for path in own.rglob("*") if path.is_file() and path.suffix != ".ttf") if own else []
        named = [(f"books/{path.relative_to(own).as_posix()}", _sha256(path.read_bytes())) for path in theirs if own]
        return cls(
            templates=_digest([*_project_digests(), *named]),
            logo=_digest([("logo", _sha256(logo_data(books, logo).encode()))]) if logo else "",
            fonts=_digest((path.name, digest) for path, digest in own_fonts(books)),
            versions=_versions(),
        )


@cache
def _project_digests() -> tuple[tuple[str, str], ...]:
    """The project's templates by name, each with its digest; read once in a process, as they come with the install."""
    files = sorted(path for path in project_templates().iterdir() if path.suffix in _TEMPLATES)
    return tuple((path.name, _sha256(path.read_bytes())) for path in files)


@cache
def _versions() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest(files: Iterable[tuple[str, str]]) -> str:
    """One digest of the digests of several files by their names: the same wherever they lie."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\n{content}\n".encode())
    return digest.hexdigest()


def told_changes(before: Mapping[str, str] | None, now: PrintInputs) -> str:
    """Which input is another than at the first print, in words."""
    if before is None:
        return "what it was first printed from was not kept then"
    words = {"templates": "a template", "logo": "the logo", "fonts": "a font", "versions": "the version of what prints"}
    changed = [f"{words[name]} changed" for name, value in asdict(now).items() if before.get(name) != value]
    return ", ".join(changed) or "none of templates, logo, fonts and versions changed, so the paper's record did"
