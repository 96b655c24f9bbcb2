"""The books' folder as it stands: wetread.toml and the directory's files, read and checked together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reads.core.english import did_you_mean
from reads.core.findings import Finding, Severity, Where
from reads.directory.differences import Contents
from reads.directory.directory import Directory
from reads.directory.group_and_rules import GROUP, RULES
from reads.directory.payer_rules_file import RULES_FILE, RulesRead, read_rules, unknown_payers
from reads.directory.read_directory import DirectoryRead, read_directory
from reads.directory.saved_by_spreadsheets import DateOrder
from reads.directory.schema import DIRECTORY, FILES
from reads.directory.settings import SETTINGS_FILE, Settings, read_settings, settings_text
from reads.directory.table_source import ENDINGS, sources_of


@dataclass(frozen=True, slots=True)
class BooksRead:
    """The settings (None with any fault in them), the directory's files, and everything that is wrong with either."""

    settings: Settings | None
    read: DirectoryRead
    rules: RulesRead
    findings: tuple[Finding, ...]

    @property
    def directory(self) -> Directory:
        """The directory that the books describe; what has a fault is not in it."""
        return self.read.directory(self.settings.group if self.settings else None)

    @property
    def tables(self) -> frozenset[str]:
        """The kinds of tables that are there, be it with a header alone."""
        rules = {RULES.kind} if self.rules.is_there else set()
        return frozenset({file.sort.kind for file in self.read.files.values()} | rules | {GROUP.kind})

    @property
    def contents(self) -> Contents:
        """What is to be kept of the books, once they have no fault."""
        group = {GROUP.kind: {GROUP.kind: self.settings.contents}} if self.settings else {}
        return {**self.read.contents(), RULES.kind: self.rules.contents, **group}


def read_books(books: Path) -> BooksRead:
    """Reads and checks the folder's files; NoBooks where there is no wetread.toml. Contracts are another room's."""
    settings, findings = read_settings(settings_text(books))
    if settings and settings.group.logo:
        findings.extend(_logo_faults(books, settings.group.logo))
    sources = sources_of(books, FILES)
    read = read_directory(
        sources.tables,
        settings.date_order if settings else DateOrder.UNSAID,
        settings.group.priority_classes if settings else None,
    )
    rules = replace(read_rules(_text(books / RULES_FILE), RULES_FILE), is_there=(books / RULES_FILE).is_file())
    findings += [
        *sources.findings,
        *read.findings,
        *rules.findings,
        *unknown_payers(rules, read),
        *_strange_files(books),
    ]
    return BooksRead(settings, read, rules, tuple(findings))


def _text(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _logo_faults(books: Path, logo: str) -> Iterator[Finding]:
    path = (books / logo).resolve()
    where = Where(SETTINGS_FILE, 0, 0, "logo")
    if not path.is_relative_to(books.resolve()):
        yield Finding("outside_books", "[invoices] logo lies outside the books", "copy it into them", where)
    elif not path.is_file():
        yield Finding("missing_file", f"[invoices] logo: there is no {logo}", "correct the name, or delete it", where)


def _strange_files(books: Path) -> Iterator[Finding]:
    """Tables beside the directory's files that nobody reads, probably one of them with a typing mistake."""
    known = {Path(sort.file).name for sort in DIRECTORY}
    for path in sorted(path for ending in ENDINGS for path in (books / "directory").glob(f"*{ending}")):
        if f"{path.stem}.csv" not in known and not path.name.startswith("~$"):
            remedy = did_you_mean(path.name, sorted(known), "")
            where = Where(f"directory/{path.name}")
            yield Finding(
                "unknown_file", "this file is no part of the books, it is not read", remedy, where, Severity.WARNING
            )
