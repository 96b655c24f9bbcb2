"""What a document may load while it is laid out: an exact set of the project's and the books' own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from invoicing.documents.fonts import FILES, font_file
from invoicing.documents.html import PICTURES, books_templates

OWN = PICTURES | {".css", ".ttf"}


class Refused(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint has no types
    """Stops the rendering: something outside the allowed set was asked for."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives out the allowed files and pictures written into a template itself; nothing else, from no other place."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)
        self._allowed = allowed

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file, if it is one of the set; `Refused` otherwise."""
        if not url.startswith("data:") and url not in self._allowed:
            raise Refused(url)
        return super().fetch(url, headers)


def allowed_files(books: Path | None, logo: Path | None) -> frozenset[str]:
    """The addresses of the fonts, of what lies in the books' templates, and of the logo; no link leads out of them."""
    found: list[Path] = [font_file(weight) for weight in FILES]
    own = books_templates(books)
    if own:
        inside = own.resolve()
        found += [
            path
            for path in sorted(own.rglob("*"))
            if path.suffix.lower() in OWN and path.is_file() and path.resolve().is_relative_to(inside)
        ]
    return frozenset(path.absolute().as_uri() for path in [*found, *([logo] if logo else [])])


def arguments(books: Path | None, allowed: frozenset[str]) -> dict[str, Any]:
    """What WeasyPrint's HTML and CSS are made with: the fetcher, and where a name without a folder is looked up."""
    own = books_templates(books)
    base = own.absolute().as_uri() + "/" if own else "about:blank"
    return {"url_fetcher": OwnFiles(allowed), "base_url": base}
