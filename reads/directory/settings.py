"""wetread.toml: where the books' database is, and the settings of the group with every fault of the file (spec 1)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reads.core.errors import FaultyInput, WetreadError
from reads.core.findings import Finding
from reads.core.toml_file import TomlFile
from reads.core.toml_table import Section
from reads.directory.group_and_rules import GROUP
from reads.directory.model import Group
from reads.directory.saved_by_spreadsheets import DateOrder
from reads.directory.setting_keys import (
    DATABASE,
    DEFAULT_DATABASE,
    GROUP_KEYS,
    KEY_FILE,
    KEYS,
    RECIPIENT,
    STAMP_KEYS,
    SettingKey,
)
from reads.directory.toml_cells import cell_of

SETTINGS_FILE = "wetread.toml"

_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:)(.+)")
_WRITTEN = re.compile(r"""^\s*database_url\s*=\s*(["'])(?P<url>.+?)\1""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says, checked: the group, and the value of every setting written, by section and name."""

    group: Group
    values: Mapping[tuple[str, str], object]
    contents: Mapping[str, str]

    @property
    def date_order(self) -> DateOrder:
        """In which order the tables' dates are written, where that is said."""
        return DateOrder(str(self.values.get(("books", "dates"), "")))


def read_settings(text: str) -> tuple[Settings | None, list[Finding]]:
    """The settings in the text of wetread.toml, None with any error among what is wrong, and all that is wrong."""
    file = TomlFile.opened(text, SETTINGS_FILE)
    if not file.is_toml:
        return None, file.findings
    head = Section.head(file)
    head.need("group", "[group]")
    sections: dict[str, Section | None] = {"": head}
    texts: dict[tuple[str, str], str] = {}
    for key in KEYS:
        if key.section not in sections:
            sections[key.section] = head.section(key.section, f"[{key.section}]")
        section = sections[key.section]
        written = cell_of(section, key.column, several=key.several) if section else None
        if written is not None:
            texts[key.section, key.column.name] = written
    values = {(key.section, key.column.name): key.column.form(text) for key, text in _with_keys(texts)}
    if len({values[place] for place in values if place[1] == DATABASE.name}) > 1:
        head.fault("two_databases", "database_url is written twice, differently", "delete one", "claims.database_url")
    _check_authority(head, [key.column.name for key in STAMP_KEYS if (key.section, key.column.name) in texts])
    for section in reversed(sections.values()):
        if section:
            section.finish()
    if file.failed:
        return None, file.sorted_findings
    contents = {key.column.field: text for key, text in _with_keys(texts) if key in GROUP_KEYS}
    return Settings(GROUP.made(contents), values, contents), file.sorted_findings


def _check_authority(head: Section, named: Sequence[str]) -> None:
    """An authority that stamps without its root certificates, or the other way round: nothing would ever be stamped."""
    if len(named) == 1:
        (other,) = {key.column.name for key in STAMP_KEYS} - set(named)
        message = f"[timestamps] has {named[0]} and no {other}: nobody would stamp anything"
        remedy = 'write both, as in url = "https://…" and roots = "authority.pem", or neither'
        head.fault("half_an_authority", message, remedy, f"timestamps.{named[0]}")


def settings_of(books: Path) -> Settings:
    """The settings of the books; FaultyInput with all that is wrong, NoBooks where there are none."""
    settings, findings = read_settings(settings_text(books))
    if settings is None:
        raise FaultyInput(SETTINGS_FILE, findings)
    return settings


def _with_keys(texts: Mapping[tuple[str, str], str]) -> Iterator[tuple[SettingKey, str]]:
    """Each text that is written with the key that it is written for."""
    for key in KEYS:
        text = texts.get((key.section, key.column.name))
        if text is not None:
            yield key, text


class NoBooks(WetreadError):
    """The folder holds no books."""

    code = "no_books"

    def __init__(self, folder: Path) -> None:
        remedy = "`wetread init DIR` writes new books; `--books DIR` or $WETREAD_BOOKS says where yours are"
        super().__init__(f"no {SETTINGS_FILE} in {folder.absolute()}", remedy)


def database_url(books: Path) -> str:
    """The SQLAlchemy URL of the books' database: $WETREAD_DATABASE_URL, else that of wetread.toml, else SQLite's file.

    A relative SQLite path is relative to the books. Faults elsewhere in the file don't matter; NoBooks where there is none.
    """
    return placed(os.environ.get("WETREAD_DATABASE_URL") or _written_url(settings_text(books)), books)


def key_file(books: Path) -> Path | None:
    """The file of the key to patients' fields: $WETREAD_KEY_FILE, else that of wetread.toml, from the books; else None."""
    named = os.environ.get("WETREAD_KEY_FILE")
    if named:
        return Path(named).expanduser()
    written = _written(books, "claims", KEY_FILE.name)
    return None if written is None else books.absolute() / Path(written).expanduser()


def date_order(books: Path) -> DateOrder:
    """In which order the tables' dates are written, where the books say that."""
    try:
        written = _written(books, "books", "dates")
    except NoBooks:
        return DateOrder.UNSAID
    return DateOrder(written) if written in set(DateOrder) else DateOrder.UNSAID


def backup_recipient(books: Path) -> str | None:
    """The public key that backups are encrypted to, None where the books name none."""
    return _written(books, "backup", RECIPIENT.name)


def stamp_authority(books: Path) -> tuple[str, Path] | None:
    """The address of the authority that stamps, and the file of its roots; None where the books name none."""
    url, roots = _written(books, "timestamps", "url"), _written(books, "timestamps", "roots")
    return None if url is None or roots is None else (url, books.absolute() / Path(roots).expanduser())


def _written(books: Path, section: str, name: str) -> str | None:
    """A text of wetread.toml as it is written; None where it is empty or absent, or the file is no TOML."""
    try:
        document = tomllib.loads(settings_text(books))
    except (ValueError, RecursionError):
        return None
    table = document.get(section)
    written = table.get(name) if isinstance(table, dict) else None
    return written if isinstance(written, str) and written else None


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
    except (ValueError, RecursionError):
        found = _WRITTEN.search(text)
        return found["url"] if found else DEFAULT_DATABASE
    claims = document.get("claims")
    tables = (document, claims if isinstance(claims, dict) else {})
    urls = [table["database_url"] for table in tables if isinstance(table.get("database_url"), str)]
    return urls[0] if urls and urls[0] else DEFAULT_DATABASE
