"""`wetread contract`: which contracts there are, what one says in plain words, what a draft would change."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import click

from invoicing.cli.reference import keys, schema_
from invoicing.cli.trial import test
from reads.cli.desk import Desk, at_desk, global_options
from reads.core.clock import today

if TYPE_CHECKING:
    from invoicing.contracts.model import AppliedContract
    from invoicing.contracts.plain_english.contract_in_words import Passage
    from reads.directory.directory import Directory

_WIDTH = 100
_KINDS = ("group", "clients", "facilities", "radiologists", "payers", "exams")
"""What the plain words ask of the directory."""


@click.group(no_args_is_help=True)
@global_options
def contract() -> None:
    """The contracts as they were applied: list them, tell one in plain words, try a draft on past months.

    \b
    wetread contract show mercy-overnight
    """


contract.add_command(test)
contract.add_command(keys)
contract.add_command(schema_)


@contract.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """List the contracts: client, term, and whether they are in force today.

    \b
    wetread contract list
    """
    from invoicing.contracts.repository import load_contracts
    from reads.directory.service import load_directory

    with desk.store.read() as session:
        applied = load_contracts(session)
        day = _today(desk, load_directory(session, ["group"]))
    desk.answer([_as_json(one, day) for one in applied], lambda: _table(applied, day))


@contract.command()
@click.argument("contract_id", metavar="CONTRACT")
@click.option("--on", "day", metavar="DATE", help="As it stands on that day.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="An earlier version, not the present one.")
@at_desk
def show(desk: Desk, contract_id: str, day: str | None, version: int | None) -> None:
    """Tell a contract's terms in plain words, with the prices of the day (today, unless --on says otherwise).

    \b
    wetread contract show mercy-overnight
    wetread contract show mercy-overnight --on 2027-01-01
    """
    from invoicing.contracts.plain_english.contract_in_words import in_words
    from invoicing.contracts.repository import load_contract, load_version
    from reads.directory.service import load_directory

    with desk.store.read() as session:
        directory = load_directory(session, _KINDS)
        applied = (
            load_contract(session, contract_id) if version is None else load_version(session, contract_id, version)
        )
    on = desk.day(day) or _today(desk, directory)
    passages = in_words(applied.contract, on, directory, applied.calendars)
    document = {
        **_as_json(applied, on),
        "on": on.isoformat(),
        "terms": [{"heading": passage.heading, "sentences": list(passage.sentences)} for passage in passages],
    }
    desk.answer(document, lambda: click.echo(told(applied, on, passages)))


def told(applied: AppliedContract, on: date, passages: list[Passage]) -> str:
    """The terms as they are read on a terminal: headings, and under each its sentences."""
    lines = [f"{applied.contract.id}, version {applied.version}, as of {on}"]
    for passage in passages:
        lines += ["", passage.heading]
        for sentence in passage.sentences:
            lines += textwrap.wrap(sentence, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _today(desk: Desk, directory: Directory) -> date:
    return today(desk.clock, directory.group.timezone if directory.group else "UTC")


def _as_json(applied: AppliedContract, day: date) -> dict[str, object]:
    terms = applied.contract
    return {
        "contract": terms.id,
        "version": applied.version,
        "client": terms.client,
        "title": terms.title,
        "facilities": sorted(terms.facilities),
        "effective": terms.effective.isoformat(),
        "until": terms.until.isoformat() if terms.until else None,
        "currency": terms.currency,
        "in_force": terms.in_force(day),
    }


def _table(applied: list[AppliedContract], day: date) -> None:
    if not applied:
        click.echo("No contract has been applied yet: `wetread apply` loads those of the books.")
        return
    rows = [("contract", "client", "from", "until", "now", "title")]
    for one in applied:
        terms = one.contract
        now = "in force" if terms.in_force(day) else "not yet" if day < terms.effective else "over"
        until = terms.until.isoformat() if terms.until else "open"
        rows.append((terms.id, terms.client, terms.effective.isoformat(), until, now, terms.title))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[5]]))
