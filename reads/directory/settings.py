"""wetread.toml: where the books' database is, and the settings of the group with every fault of the file (spec 1)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from reads.core.errors import WetreadError
from reads.core.findings import Finding, Where, Wrong
from reads.core.toml_file import TomlFile, is_text
from reads.core.toml_places import Place
from reads.directory import cell_types
from reads.directory.column import Column, Need
from reads.directory.group_and_rules import GROUP
from reads.directory.model import Group
from reads.directory.reminder_levels import reminder_levels
from reads.directory.saved_by_spreadsheets import DateOrder

SETTINGS_FILE = "wetread.toml"
DEFAULT_DATABASE = "sqlite:///wetread.db"

_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:)(.+)")
_WRITTEN = re.compile(r"""^\s*database_url\s*=\s*(["'])(?P<url>.+?)\1""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SettingKey:
    """A setting that the file may have; `several` takes a list of texts. The section of the top level is empty."""

    section: str
    column: Column
    several: bool = False

    @property
    def shown(self) -> str:
        """As a person names it."""
        return f"[{self.section}] {self.column.name}" if self.section else self.column.name


def _of_group(section: str, *names: str) -> Iterator[SettingKey]:
    columns = {column.name: column for column in GROUP.columns}
    for name in names:
        yield SettingKey(section, columns[name], several=columns[name].form is cell_types.lines)


_DATABASE = Column("database_url", cell_types.database, Need.OPTIONAL, DEFAULT_DATABASE)
_PATTERN = next(column for column in GROUP.columns if column.name == "invoice_number")
_CLASSES = next(column for column in GROUP.columns if column.name == "priority_classes")

GROUP_KEYS: tuple[SettingKey, ...] = (
    *_of_group("group", "name", "npi", "tax_id", "taxonomy", "address", "remit_to", "phone", "email", "timezone"),
    *_of_group("group", "ach_bank", "ach_routing", "ach_account"),
    SettingKey("invoices", replace(_PATTERN, name="number", attribute="invoice_number")),
    *_of_group("invoices", "logo"),
    SettingKey("priorities", replace(_CLASSES, name="classes", attribute="priority_classes"), several=True),
    *_of_group(
        "claims",
        "submitter_id",
        "submitter_qualifier",
        "receiver_id",
        "receiver_qualifier",
        "receiver",
        "usage",
        "reference_prefix",
        "answer_ids",
    ),
)
"""The settings that become the `Group`."""

_KEY_FILE = Column("key_file", need=Need.OPTIONAL)
_RECIPIENT = Column("recipient", need=Need.OPTIONAL)

MAIL_KEYS: tuple[SettingKey, ...] = (
    SettingKey("email", Column("host", need=Need.OPTIONAL)),
    SettingKey("email", Column("port", cell_types.whole(1, 65535), Need.OPTIONAL)),
    SettingKey("email", Column("user", need=Need.OPTIONAL)),
    SettingKey("email", Column("from", cell_types.email, Need.OPTIONAL)),
)
"""The settings of mail to clients; the password is in none of them."""

REMINDER_KEYS: tuple[SettingKey, ...] = (
    SettingKey("reminders", Column("levels", reminder_levels, Need.OPTIONAL, ()), several=True),
)
"""When clients are reminded of what is overdue, and in which words."""

ACCOUNT_NAMES: Mapping[str, str] = {
    "receivable": "1200 Accounts Receivable",
    "unbilled": "1210 Unbilled Receivables",
    "cash": "1010 Undeposited Funds",
    "unapplied": "2400 Unapplied Cash",
    "tax": "2200 Sales Tax Payable",
    "revenue": "4000 Read Income",
    "surcharges": "4010 Surcharge Income",
    "minimums": "4020 Minimum Income",
    "fees": "4030 Fixed Fees",
    "credits": "4090 Service Credits",
    "write_offs": "6200 Bad Debt",
    "discounts": "4095 Early Payment Discounts",
    "insurance_receipts": "4100 Insurance Receipts",
    "insurance_adjustments": "4190 Insurance Adjustments",
}
"""The accounts that exports post to, with the names they have unless the books say otherwise."""

EXPORT_MAPPINGS = ("by_rate", "items", "customers")
"""Settings of [accounts] that say, in a list of "ours = theirs", what the group's accounting calls something."""

ACCOUNT_KEYS: tuple[SettingKey, ...] = (
    *(
        SettingKey("accounts", Column(name, cell_types.plain, Need.OPTIONAL, default))
        for name, default in ACCOUNT_NAMES.items()
    ),
    *(
        SettingKey("accounts", Column(name, cell_types.pairs, Need.OPTIONAL, ()), several=True)
        for name in EXPORT_MAPPINGS
    ),
    SettingKey("accounts", Column("tax_type", cell_types.plain, Need.OPTIONAL)),
    SettingKey("accounts", Column("dates", cell_types.one_of("MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD"), Need.OPTIONAL)),
)
"""The settings of exports to accounting; `invoicing.exports.chart_of_accounts` makes a chart of them."""

KEYS: tuple[SettingKey, ...] = (
    SettingKey("", _DATABASE),
    *GROUP_KEYS,
    SettingKey("claims", _DATABASE),
    SettingKey("claims", _KEY_FILE),
    SettingKey("backup", _RECIPIENT),
    SettingKey("books", Column("dates", cell_types.one_of(*filter(None, DateOrder)), Need.OPTIONAL)),
    *MAIL_KEYS,
    *REMINDER_KEYS,
    *ACCOUNT_KEYS,
)
"""Every setting there is; those that aren't the group's are read from `Settings.values`, by section and name."""


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
    if len({values[place] for place in values if place[1] == _DATABASE.name}) > 1:
        where = _place(places, "claims", _DATABASE.name)
        findings.append(Finding("two_databases", "database_url is written twice, differently", "delete one", where))
    findings.sort(key=lambda finding: (finding.where.line, finding.where.column))
    if findings:
        return None, findings
    fields = {(key.section, key.column.name): key.column.field for key in GROUP_KEYS}
    contents = {field: texts[place] for place, field in fields.items() if place in texts}
    return Settings(GROUP.made(contents), values, contents), []


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
        return Path(named)
    written = _written(books, "claims", _KEY_FILE.name)
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
    return _written(books, "backup", _RECIPIENT.name)


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
