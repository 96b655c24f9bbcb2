"""What a document may load while it is laid out: an exact set of the project's and the books' own files."""

from __future__ import annotations

from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from invoicing.documents.fonts import FILES, font_file
from invoicing.documents.logo import PICTURES
from invoicing.documents.own_templates import books_templates, template_files

OWN = set(PICTURES) | {".css", ".ttf"}


class RefusedFile(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint has no types
    """Stops the rendering: something outside the allowed set was asked for."""


class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives out the allowed files and pictures written into a template itself; nothing else, from no other place."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)
        self._allowed = allowed
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file, if it is one of the set; `Refused` otherwise, and noted, since pictures swallow what is raised."""
        if not url.startswith("data:") and url not in self._allowed:
            self.refused.append(url)
            raise RefusedFile(url)
        return super().fetch(url, headers)


def allowed_files(books: Path | None) -> frozenset[str]:
    """The addresses of the fonts, and of what lies in the books' templates; no link leads out of them."""
    found = [*map(font_file, FILES), *template_files(books, OWN)]
    return frozenset(path.absolute().as_uri() for path in found)


def base_of(books: Path | None) -> str:
    """Where a name without a folder is looked up: among the books' templates."""
    own = books_templates(books)
    return own.absolute().as_uri() + "/" if own else "about:blank"
