"""The month's report as one file: its style and script stand in it, and its policy allows these two alone (spec 4.7)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from invoicing.documents.own_templates import rendered, stylesheet
from reads.core.month import Month

_TEMPLATE, _STYLE, _SCRIPT = "report/month.html", "report/month.css", "report/month.js"


@dataclass(frozen=True, slots=True)
class PageAssets:
    """What a page brings along: its style and its script."""

    style: str
    script: str

    @property
    def policy(self) -> str:
        """Nothing may be loaded from anywhere, and only these two texts may style and act (Content Security Policy 3)."""
        allowed = f"style-src {_hash(self.style)}; script-src {_hash(self.script)}"
        return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def page_assets(books: Path | None) -> PageAssets:
    """The project's, or the books' own of the same names."""
    return PageAssets(stylesheet(books, _STYLE), stylesheet(books, _SCRIPT))


def report_path(books: Path, month: Month) -> Path:
    """Where a month's report goes if nothing else is said."""
    return books / "reports" / f"{month}.html"


def rendered_page(page: object, books: Path | None) -> str:
    """The page as HTML, by the project's template or the books' own; what `page` holds is the template's to know."""
    assets = page_assets(books)
    return rendered(_TEMPLATE, books, page=page, style=assets.style, script=assets.script, policy=assets.policy)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
