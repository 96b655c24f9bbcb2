"""`wetread contract`: which contracts there are, what one says in plain words, what a draft would change."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import click

from invoicing.cli.known_words import CONTRACT
from invoicing.cli.reference import keys, schema_
from invoicing.cli.trial import test
from reads.cli.desk import Desk, at_desk, global_options

if TYPE_CHECKING:
    from invoicing.contracts.model import AppliedContract
    from invoicing.contracts.shown import ContractShown

_WIDTH = 100


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
    from invoicing.contracts.shown import contract_as_json, contracts_listed

    with desk.look() as reading:
        applied, day = contracts_listed(reading, desk.clock)
    desk.answer([contract_as_json(one, day) for one in applied], lambda: _table(applied, day))


@contract.command()
@click.argument("contract_id", type=CONTRACT, metavar="CONTRACT")
@click.option("--on", "day", metavar="DATE", help="As it stands on that day.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="An earlier version, not the present one.")
@at_desk
def show(desk: Desk, contract_id: str, day: str | None, version: int | None) -> None:
    """Tell a contract's terms in plain words, with the prices of the day (today, unless --on says otherwise).

    \b
    wetread contract show mercy-overnight
    wetread contract show mercy-overnight --on 2027-01-01
    """
    from invoicing.contracts.shown import contract_shown

    on = desk.day(day)
    with desk.look() as reading:
        found = contract_shown(reading, contract_id, desk.clock, day=on, version=version)
    desk.answer(found.as_json(), lambda: click.echo(told(found)))


def told(found: ContractShown) -> str:
    """The terms as they are read on a terminal: headings, and under each its sentences."""
    lines = [f"{found.applied.contract.id}, version {found.applied.version}, as of {found.on}"]
    for passage in found.terms:
        lines += ["", passage.heading]
        for sentence in passage.sentences:
            lines += textwrap.wrap(sentence, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _table(applied: list[AppliedContract], day: date) -> None:
    from invoicing.contracts.shown import stage

    if not applied:
        click.echo("No contract has been applied yet: `wetread apply` loads those of the books.")
        return
    rows = [("contract", "client", "from", "until", "now", "title")]
    for one in applied:
        terms = one.contract
        now = stage(one, day)
        until = terms.until.isoformat() if terms.until else "open"
        rows.append((terms.id, terms.client, terms.effective.isoformat(), until, now, terms.title))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[5]]))
