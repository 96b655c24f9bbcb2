"""The whole books as they are checked before they are loaded: contracts, agreements, profiles of files and of deliveries, templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from invoicing.contractors.books import read_whole_books
from invoicing.contracts.books import AllBooks
from invoicing.delivery.errors import FaultyDelivery, NoSuchDelivery
from invoicing.delivery.read_profile import checked_profile
from invoicing.documents.outbox import profile_of
from invoicing.documents.own_templates import unread_templates
from reads.core.findings import Finding, Severity, Where
from reads.directory.directory import Directory
from reads.intake.profiles.books import profile_faults

_TOML_FOLDERS = ("contracts", "agreements", "profiles", "delivery")
_SET_ASIDE = ("~", ".bak", ".old", ".orig")
"""How editors and people name what is no longer meant to be read."""


def read_checked_books(folder: Path) -> AllBooks:
    """All that a person wrote down, with every fault of it; NoBooks where there is no wetread.toml."""
    found = read_whole_books(folder, profile_faults(folder))
    others = (*delivery_faults(folder, found.books.directory), *unread_templates(folder), *misnamed_files(folder))
    return replace(found, findings=(*found.findings, *others))


def misnamed_files(folder: Path) -> Iterator[Finding]:
    """Contracts, agreements and profiles whose name doesn't end with .toml, as an editor or a mail program has left it: not read."""
    for path in sorted(path for each in _TOML_FOLDERS for path in (folder / each).glob("*")):
        name = path.name.casefold()
        if ".toml" in name and path.suffix != ".toml" and not name.startswith(".") and not name.endswith(_SET_ASIDE):
            where = Where(f"{path.parent.name}/{path.name}")
            remedy = f"if it is meant to be, call it {name[: name.index('.toml')]}.toml"
            yield Finding("unknown_file", "nobody reads this file", remedy, where, Severity.WARNING)


def delivery_faults(folder: Path, directory: Directory) -> Iterator[Finding]:
    """What is wrong with any delivery, and clients that name one which isn't there: told when the books are loaded."""
    for path in sorted((folder / "delivery").glob("*.toml")):
        yield from checked_profile(path.read_bytes(), path.stem)[1]
    for client in directory.clients.values():
        if client.delivery:
            try:
                profile_of(folder, client)
            except NoSuchDelivery as fault:
                yield Finding(fault.code, fault.message, fault.remedy, Where("directory/clients.csv", field="delivery"))
            except FaultyDelivery:
                continue
