"""wetread.toml: where the books' database is, and the settings of the group with every fault of the file (spec 1)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from reads.core.errors import WetreadError
from reads.core.findings import Finding, Where, Wrong
from reads.core.toml_file import TomlFile, is_text
from reads.core.toml_places import Place
from reads.directory.column import Need
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
    """The settings in the text of wetread.toml, None where anything is wrong, and all that is wrong."""
    file = TomlFile.opened(text, SETTINGS_FILE)
    if not file.is_toml:
        return None, file.findings
    document, places = file.values, file.places
    sections = {"": {name: value for name, value in document.items() if not isinstance(value, dict)}}
    sections |= {name: value for name, value in document.items() if isinstance(value, dict)}
    findings = list(_unknown(places, sections))
    texts: dict[tuple[str, str], str] = {}
    values: dict[tuple[str, str], object] = {}
    for key in KEYS:
        where = _place(places, key.section, key.column.name)
        written = sections.get(key.section, {}).get(key.column.name)
        if written in (None, "", []):
            if key.column.need is Need.FILLED:
                remedy = f"fill it in under [{key.section}]"
                findings.append(Finding("missing_key", f"{key.shown} is missing or empty", remedy, where))
            continue
        try:
            texts[key.section, key.column.name] = _text(key, written)
            values[key.section, key.column.name] = key.column.form(_text(key, written))
        except Wrong as wrong:
            findings.append(Finding("wrong_form", f"{key.shown}: {wrong.message}", wrong.remedy, where))
    if len({values[place] for place in values if place[1] == DATABASE.name}) > 1:
        where = _place(places, "claims", DATABASE.name)
        findings.append(Finding("two_databases", "database_url is written twice, differently", "delete one", where))
    findings += _half_an_authority(places, set(values))
    findings.sort(key=lambda finding: (finding.where.line, finding.where.column))
    if findings:
        return None, findings
    fields = {(key.section, key.column.name): key.column.field for key in GROUP_KEYS}
    contents = {field: texts[place] for place, field in fields.items() if place in texts}
    return Settings(GROUP.made(contents), values, contents), []


def _half_an_authority(places: Mapping[str, Place], written: set[tuple[str, str]]) -> Iterator[Finding]:
    """An authority that stamps without its root certificates, or the other way round: nothing would ever be stamped."""
    named = [key.column.name for key in STAMP_KEYS if (key.section, key.column.name) in written]
    if len(named) == 1:
        (other,) = {key.column.name for key in STAMP_KEYS} - set(named)
        message = f"[timestamps] has {named[0]} and no {other}: nobody would stamp anything"
        remedy = 'write both, as in url = "https://…" and roots = "authority.pem", or neither'
        yield Finding("half_an_authority", message, remedy, _place(places, "timestamps", named[0]))


def _text(key: SettingKey, written: object) -> str:
    """The text of a TOML value, lines joined as in the directory's files; Wrong for another type."""
    if key.several:
        if isinstance(written, list) and all(isinstance(part, str) for part in written):
            return " | ".join(written)
        raise Wrong("a list of lines is needed", f'like {key.column.name} = ["PO Box 4410", "Chicago, IL 60680"]')
    if isinstance(written, bool):
        return "true" if written else "false"
    if is_text(written) or isinstance(written, int):
        return str(written).strip()
    raise Wrong("a text is needed", f'in quotes: {key.column.name} = "..."')


def _unknown(places: Mapping[str, Place], sections: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    known_sections = sorted({key.section for key in KEYS} - {""})
    for section, entries in sections.items():
        known = [key.column.name for key in KEYS if key.section == section]
        if not known:
            near = get_close_matches(section, known_sections, 1) or known_sections
            message, remedy = f"unknown section [{section}]", f"did you mean [{'], ['.join(near)}]?"
            yield Finding("unknown_key", message, remedy, _place(places, section, ""))
            continue
        for name in entries:
            if name not in known:
                near = get_close_matches(name, known, 1) or known
                message = f"unknown setting {name!r}" + (f" in [{section}]" if section else "")
                remedy = f"did you mean {', '.join(near)}? Lists and settings belong to the [section] above them"
                yield Finding("unknown_key", message, remedy, _place(places, section, name))


def _place(places: Mapping[str, Place], section: str, name: str) -> Where:
    """Where the setting is written; where it isn't, its section's header."""
    path = f"{section}.{name}" if section and name else section or name
    return Where(SETTINGS_FILE, *places.get(path, places.get(section, (0, 0))), name)


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
