"""A view as HTML: the project's templates, or those of the books by the same name, which run in Jinja2's sandbox."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from invoicing.documents.bounded_templates import fill_bounded
from invoicing.documents.filled_template import fill, project_templates
from reads.core.findings import Finding, Severity, Where

PAPER = "paper.html"
SCHEDULE = "schedule.html"
STATEMENT = "statement.html"
PAY = "pay.html"
STYLESHEET = "paper.css"
WATERMARK = "watermark.css"
STATEMENT_STYLESHEET = "statement.css"

_READ = (".html", ".css")
_REPLACES = (
    f"name it like what it replaces: {PAPER}, {SCHEDULE}, {STATEMENT}, {PAY}, {STYLESHEET} or {STATEMENT_STYLESHEET}"
)


def books_templates(books: Path | None) -> Path | None:
    """The folder in which a group keeps its own templates, None where there is none."""
    folder = books / "templates" if books else None
    return folder if folder and folder.is_dir() else None


def template_files(books: Path | None, endings: Collection[str]) -> list[Path]:
    """Files of those kinds among the books' templates; no link leads out of them."""
    own = books_templates(books)
    if own is None:
        return []
    inside = own.resolve()
    found = (path for path in sorted(own.rglob("*")) if path.suffix.lower() in endings and path.is_file())
    return [path for path in found if path.resolve().is_relative_to(inside)]


def unread_templates(books: Path | None) -> Iterator[Finding]:
    """Templates and stylesheets of the books that nothing printed goes by: no name of the project's, and none that another has."""
    folder = books_templates(books)
    if folder is None:
        return
    known = {path.name for path in project_templates().iterdir() if path.suffix in _READ}
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in template_files(books, _READ)}
    for path in texts:
        name = path.relative_to(folder).as_posix()
        if name not in known and not any(path.name in text for other, text in texts.items() if other != path):
            where = Where(f"templates/{name}")
            yield Finding("unknown_file", "nothing is printed from this file", _REPLACES, where, Severity.WARNING)


def rendered(template: str, books: Path | None, **values: object) -> str:
    """The template with the values, which are frozen; everything is escaped, an unknown name is FaultyTemplate.

    Where a group has templates of its own, in a process with bounds of time and memory.
    """
    own = books_templates(books)
    if own is None or not any(own.glob("*.html")):
        return fill(template, None, values)
    return fill_bounded(template, own, values)


def stylesheet(books: Path | None, name: str = STYLESHEET) -> str:
    """The CSS of that name: the books' own, else the project's."""
    own = books_templates(books)
    folder = own if own and (own / name).is_file() else project_templates()
    return (folder / name).read_text(encoding="utf-8")
