"""`wetread contract keys`, `contract schema`, `books columns`, `settings`, `profiles`, `delivery`, `rules`: what may be written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from reads.core.reference import ReferenceEntry


@click.command()
@click.option("--agreement", is_flag=True, help="Those of agreements/*.toml instead.")
@at_desk
def keys(desk: Desk, agreement: bool) -> None:
    """Every key that a contract file may have: its value, what counts without it, what it does.

    \b
    Example:
      wetread contract keys
    """
    _tell(desk, _agreements() if agreement else _contracts())


@click.command("schema")
@at_desk
def schema_(_desk: Desk) -> None:
    """A JSON Schema of contract files, for editors that check TOML by one.

    \b
    Example:
      wetread contract schema > contract.schema.json
    """
    from invoicing.contracts.file.contract_file import contract_keys
    from invoicing.contracts.file.key_reference import schema

    click.echo(json.dumps(schema(contract_keys()), indent=2))


def _contracts() -> list[ReferenceEntry]:
    from invoicing.contracts.file.contract_file import contract_keys
    from invoicing.contracts.file.key_reference import entries

    return entries(contract_keys())


def _agreements() -> list[ReferenceEntry]:
    from invoicing.contractors.agreement_file import agreement_keys
    from invoicing.contracts.file.key_reference import entries

    return entries(agreement_keys())


def _columns() -> list[ReferenceEntry]:
    from invoicing.contractors.hours_and_payments import TABLES
    from reads.directory.column_reference import columns
    from reads.directory.schema import FILES

    return columns((*FILES, *TABLES))


def _settings() -> list[ReferenceEntry]:
    from reads.directory.column_reference import settings

    return settings()


def _profiles() -> list[ReferenceEntry]:
    from reads.intake.profiles.key_reference import profile_entries

    return profile_entries()


def _delivery() -> list[ReferenceEntry]:
    from invoicing.delivery.key_reference import delivery_entries

    return delivery_entries()


def _rules() -> list[ReferenceEntry]:
    from reads.directory.column_reference import payer_rules

    return payer_rules()


def _listing(name: str, about: str, entries: Callable[[], list[ReferenceEntry]]) -> click.Command:
    """A command of `wetread books` that lists what may be written."""

    @click.command(name, help=f"{about}\n\n\b\nExample:\n  wetread books {name}")
    @at_desk
    def run(desk: Desk) -> None:
        _tell(desk, entries())

    return run


LISTINGS = (
    _listing("columns", "Every column that the books' tables may have.", _columns),
    _listing("settings", "Every setting that wetread.toml may have.", _settings),
    _listing(
        "profiles",
        "Every key that a file of profiles/ may have: how a source writes reads, or a bank its lines.",
        _profiles,
    ),
    _listing("delivery", "Every key that a file of delivery/ may have: how a client gets its papers.", _delivery),
    _listing("rules", "Every key that a rule in payers/rules.toml may have, and what it may answer.", _rules),
)
"""The commands of `wetread books` that say what may be written."""


def pages() -> dict[str, str]:
    """The pages of the reference by their files' names."""
    from invoicing.contracts.file.contract_file import contract_keys
    from invoicing.contracts.file.key_reference import schema
    from reads.core.reference import as_markdown

    listed = (
        ("contract-keys.md", "Keys of contracts/*.toml", _contracts),
        ("agreement-keys.md", "Keys of agreements/*.toml", _agreements),
        ("columns.md", "Columns of the books' tables", _columns),
        ("settings.md", "Settings of wetread.toml", _settings),
        ("profile-keys.md", "Keys of profiles/*.toml", _profiles),
        ("delivery-keys.md", "Keys of delivery/*.toml", _delivery),
        ("payer-rules.md", "Keys of payers/rules.toml", _rules),
    )
    made = "Made from what the reader accepts, by `make reference`."
    found = {name: as_markdown(title, made, entries()) for name, title, entries in listed}
    return {**found, "contract.schema.json": json.dumps(schema(contract_keys()), indent=2) + "\n"}


def _tell(desk: Desk, entries: Sequence[ReferenceEntry]) -> None:
    from reads.core.reference import as_lines

    desk.answer([entry.as_json() for entry in entries], lambda: click.echo("\n".join(as_lines(entries))))
