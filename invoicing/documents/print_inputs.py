"""What a paper's bytes depend on besides the paper: templates, logo, fonts, and the versions that print (spec 4.11).

The digests stand in the event of a paper's first print, so that a print with other bytes can say which of them changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from sqlmodel import Session, col, select

from invoicing.audit.print_checks import PRINTED, REPRINTED
from invoicing.documents.filled_template import project_templates
from invoicing.documents.html import books_templates, logo_data
from invoicing.documents.own_fonts import own_fonts
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.store.events import Deed, EventRow, record

_LIBRARIES = ("wetread", "weasyprint", "pydyf", "fonttools", "jinja2", "pikepdf")
_SCHEDULE_PRINTED = "paper.schedule_printed"
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


class PrintsOtherwise(WetreadError):
    """A paper that was printed before would have other bytes now: it was not written."""

    code: ClassVar[str] = "prints_otherwise"

    def __init__(self, number: str, changed: str) -> None:
        super().__init__(
            f"{number} would not be the same bytes as when it was first printed: {changed}",
            f"put that back; or print it as it comes out now: `wetread invoice pdf {number} --reprint --because TEXT`",
        )


def first_inputs(session: Session, number: str) -> Mapping[str, str] | None:
    """What the paper was first printed from; None where that was before it was kept."""
    query = (
        select(EventRow.detail).where(EventRow.entity == number, EventRow.action == PRINTED).order_by(col(EventRow.id))
    )
    detail = session.exec(query).first()
    return None if detail is None else {name: str(value) for name, value in json.loads(detail)["inputs"].items()}


def told_changes(before: Mapping[str, str] | None, now: PrintInputs) -> str:
    """Which input is another than at the first print, in words."""
    if before is None:
        return "what it was first printed from was not kept then"
    words = {"templates": "a template", "logo": "the logo", "fonts": "a font", "versions": "the version of what prints"}
    changed = [f"{words[name]} changed" for name, value in asdict(now).items() if before.get(name) != value]
    return ", ".join(changed) or "none of templates, logo, fonts and versions changed, so the paper's record did"


def record_print(session: Session, number: str, sha256: str, inputs: PrintInputs, by: By) -> None:
    """The event of a paper's first print: the file's digest, and those of what it was made from."""
    record(session, Deed(PRINTED, number, {"sha256": sha256, "inputs": asdict(inputs)}), actor=by.actor, at=by.at)


def first_schedule(session: Session, number: str) -> str:
    """The digest of the paper's separate schedule at its first print, before it was encrypted; empty where none was kept."""
    query = (
        select(EventRow.detail)
        .where(EventRow.entity == number, EventRow.action == _SCHEDULE_PRINTED)
        .order_by(col(EventRow.id))
    )
    detail = session.exec(query).first()
    return "" if detail is None else str(json.loads(detail)["sealed_from"])


def record_schedule(session: Session, number: str, sealed_from: str, by: By, because: str = "") -> None:
    """The event of a separate schedule's print, by the digest of its content: encrypted it has other bytes each time."""
    detail = {"sealed_from": sealed_from}
    record(session, Deed(_SCHEDULE_PRINTED, number, detail, because), actor=by.actor, at=by.at)


def record_reprint(
    session: Session, number: str, digests: tuple[str, str], inputs: PrintInputs, by: By, because: str
) -> None:
    """The event of a print with other bytes: both digests, and why."""
    detail = {"before": digests[0], "sha256": digests[1], "inputs": asdict(inputs)}
    record(session, Deed(REPRINTED, number, detail, because), actor=by.actor, at=by.at)
