"""Where the books are, and where their database is: what every command needs before it can open anything (spec 1)."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from reads.core.errors import WetreadError

SETTINGS_FILE = "wetread.toml"
DEFAULT_DATABASE = "sqlite:///wetread.db"

_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:)(.+)")
_WRITTEN = re.compile(r"""^\s*database_url\s*=\s*(["'])(?P<url>.+?)\1""", re.MULTILINE)


class NoBooks(WetreadError):
    """The folder holds no books."""

    code = "no_books"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"no {SETTINGS_FILE} in {folder.absolute()}",
            "`wetread init DIR` writes new books; `--books DIR` or $WETREAD_BOOKS says where yours are",
        )


def database_url(books: Path) -> str:
    """The SQLAlchemy URL of the books' database: $WETREAD_DATABASE_URL, else that of wetread.toml, else SQLite's file.

    A relative SQLite path is relative to the books. Faults elsewhere in the file don't matter; NoBooks where there is none.
    """
    return placed(os.environ.get("WETREAD_DATABASE_URL") or _written_url(settings_text(books)), books)


def settings_text(books: Path) -> str:
    """The text of wetread.toml, what isn't UTF-8 in it replaced; NoBooks where there is none."""
    try:
        return (books / SETTINGS_FILE).read_bytes().decode("utf-8-sig", errors="replace")
    except FileNotFoundError:
        raise NoBooks(books) from None


def placed(url: str, books: Path) -> str:
    """The URL with a relative SQLite path made absolute, from the books."""
    found = _SQLITE.fullmatch(url)
    return f"{found[1]}{books.absolute() / found[2]}" if found else url


def _written_url(text: str) -> str:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        found = _WRITTEN.search(text)
        return found["url"] if found else DEFAULT_DATABASE
    claims = document.get("claims")
    tables = (document, claims if isinstance(claims, dict) else {})
    urls = [table["database_url"] for table in tables if isinstance(table.get("database_url"), str)]
    return urls[0] if urls and urls[0] else DEFAULT_DATABASE
