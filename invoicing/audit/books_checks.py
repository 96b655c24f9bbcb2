"""Whether what is loaded is what the books' files say: directory, settings, contracts; asked by verify and close (spec 7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from invoicing.contracts.books import PAID_AT
from invoicing.contracts.file.checks import contract_file
from invoicing.contracts.repository import current_texts
from reads.core.english import listed, verb_for
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Severity
from reads.core.toml_file import text_of
from reads.directory.books import BooksRead, read_books
from reads.directory.differences import BookChange
from reads.directory.group_and_rules import GROUP
from reads.directory.load_directory import book_changes
from reads.directory.schema import SORTS
from reads.directory.settings import SETTINGS_FILE
from reads.store.damage import Damage

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_WHAT = "books_differ"
_REMEDY = "`wetread apply` loads the file; if nobody changed the file, the database was changed behind wetread's back"

_NAMED = 3
"""So many files are named; how many more there are is said."""


class PaidElsewhere(WetreadError):
    """Papers would ask for payment to another place than the books say."""

    code = "paid_elsewhere"

    def __init__(self, names: str) -> None:
        super().__init__(
            f"the loaded {names} is not what wetread.toml says; nothing was issued",
            "`wetread apply` loads the file; if nobody changed the file, keep everything and run `wetread audit verify`",
        )


def books_damage(reading: Reading, folder: Path) -> Iterator[Damage]:
    """Every row of the directory, setting and contract that the database has otherwise than the files; NoBooks without any."""
    books = read_books(folder)
    if books.settings is None or any(each.severity is Severity.ERROR for each in books.read.findings):
        yield Damage(
            "books_faulty", "books", "the books' files have faults and were not compared: `wetread apply --dry-run`"
        )
        return
    try:
        changes = book_changes(reading, books.contents)
    except (ValueError, TypeError, LookupError, AttributeError):
        changes = []
        yield Damage(_WHAT, "directory", f"what is loaded of the directory and the settings can't be read: {_REMEDY}")
    for change in changes:
        where = f"{SORTS[change.kind].file} {change.key}".strip()
        yield Damage(_WHAT, where, f"{where}: the database has {_said(change)}: {_REMEDY}")
    loaded = {row.contract: row.content for row in current_texts(reading)}
    files = {path.stem: text_of(path.read_bytes(), path.name) for path in (folder / "contracts").glob("*.toml")}
    for contract in sorted(loaded.keys() | files.keys()):
        if loaded.get(contract, "") != files.get(contract, ""):
            where = contract_file(contract)
            yield Damage(_WHAT, where, f"{where}: the database has another text than the file: {_REMEDY}")


def unloaded_warnings(reading: Reading, folder: Path) -> tuple[Finding, ...]:
    """That the books' files say otherwise than what is loaded, by which papers are made; () where there is no wetread.toml."""
    if not (folder / SETTINGS_FILE).exists():
        return ()
    damage = list(books_damage(reading, folder))
    if not damage:
        return ()
    if damage[0].what != _WHAT:
        said = "the books' files have faults: nobody can say whether what is loaded, by which papers are made, is what they say"
        return (Finding("books_faulty", said, "`wetread apply --dry-run` names them", severity=Severity.WARNING),)
    named = [each.where for each in damage[:_NAMED]]
    if rest := len(damage) - len(named):
        named.append(f"{rest:,} more")
    verb = verb_for(len(damage), "is", "are")
    said = f"{listed(named)} {verb} loaded otherwise than the books' files say: papers are made by what is loaded"
    remedy = "`wetread apply --dry-run` shows what differs, `wetread apply` loads the files"
    return (Finding(_WHAT, said, remedy, severity=Severity.WARNING),)


def refuse_paid_elsewhere(reading: Reading, folder: Path) -> None:
    """PaidElsewhere where the loaded remit-to or bank is not the file's: papers would send the money somewhere else."""
    names = [
        name for change in _of_group(reading, read_books(folder)) for name in change.differences if name in PAID_AT
    ]
    if names:
        raise PaidElsewhere(" and ".join(names))


def _of_group(reading: Reading, books: BooksRead) -> list[BookChange]:
    return [] if books.settings is None else [c for c in book_changes(reading, books.contents) if c.kind == GROUP.kind]


def _said(change: BookChange) -> str:
    """What the database says that the file doesn't."""
    if change.before is None:
        return "nothing of this row"
    if change.after is None:
        return "a row that the file lacks"
    return ", ".join(f"{name} {before!r}, the file {after!r}" for name, (before, after) in change.differences.items())
