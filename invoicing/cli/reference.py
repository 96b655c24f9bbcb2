"""`wetread contract keys`, `contract schema`, `books columns`, `settings`, `profiles`, `delivery`, `rules`: what may be written."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    from invoicing.contractors.agreement_file import agreement_keys
    from invoicing.contracts.file.contract_file import contract_keys
    from invoicing.contracts.file.key_reference import entries

    _tell(desk, entries(agreement_keys() if agreement else contract_keys()))


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


@click.command("columns")
@at_desk
def columns_(desk: Desk) -> None:
    """Every column that the books' tables may have.

    \b
    Example:
      wetread books columns
    """
    from invoicing.contractors.hours_and_payments import TABLES
    from reads.directory.column_reference import columns
    from reads.directory.schema import FILES

    _tell(desk, columns((*FILES, *TABLES)))


@click.command("settings")
@at_desk
def settings_(desk: Desk) -> None:
    """Every setting that wetread.toml may have.

    \b
    Example:
      wetread books settings
    """
    from reads.directory.column_reference import settings

    _tell(desk, settings())


@click.command("profiles")
@at_desk
def profiles_(desk: Desk) -> None:
    """Every key that a file of profiles/ may have, kind by kind: how a source writes its reads, or a bank its lines.

    \b
    Example:
      wetread books profiles
    """
    from reads.intake.profiles.key_reference import profile_entries

    _tell(desk, profile_entries())


@click.command("delivery")
@at_desk
def delivery_(desk: Desk) -> None:
    """Every key that a file of delivery/ may have: how a client gets its papers.

    \b
    Example:
      wetread books delivery
    """
    from invoicing.delivery.key_reference import delivery_entries

    _tell(desk, delivery_entries())


@click.command("rules")
@at_desk
def rules_(desk: Desk) -> None:
    """Every key that a rule in payers/rules.toml may have, and what it may answer.

    \b
    Example:
      wetread books rules
    """
    from reads.directory.column_reference import payer_rules

    _tell(desk, payer_rules())


def pages() -> dict[str, str]:
    """The pages of the reference by their files' names."""
    from invoicing.contractors.agreement_file import agreement_keys
    from invoicing.contractors.hours_and_payments import TABLES
    from invoicing.contracts.file.contract_file import contract_keys
    from invoicing.contracts.file.key_reference import entries, schema
    from invoicing.delivery.key_reference import delivery_entries
    from reads.core.reference import as_markdown
    from reads.directory.column_reference import columns, payer_rules, settings
    from reads.directory.schema import FILES
    from reads.intake.profiles.key_reference import profile_entries

    made = "Made from what the reader accepts, by `make reference`."
    return {
        "contract-keys.md": as_markdown("Keys of contracts/*.toml", made, entries(contract_keys())),
        "agreement-keys.md": as_markdown("Keys of agreements/*.toml", made, entries(agreement_keys())),
        "columns.md": as_markdown("Columns of the books' tables", made, columns((*FILES, *TABLES))),
        "settings.md": as_markdown("Settings of wetread.toml", made, settings()),
        "profile-keys.md": as_markdown("Keys of profiles/*.toml", made, profile_entries()),
        "delivery-keys.md": as_markdown("Keys of delivery/*.toml", made, delivery_entries()),
        "payer-rules.md": as_markdown("Keys of payers/rules.toml", made, payer_rules()),
        "contract.schema.json": json.dumps(schema(contract_keys()), indent=2) + "\n",
    }


def _tell(desk: Desk, entries: Sequence[ReferenceEntry]) -> None:
    from reads.core.reference import as_lines

    desk.answer([entry.as_json() for entry in entries], lambda: click.echo("\n".join(as_lines(entries))))
