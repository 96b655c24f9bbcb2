"""`wetread errors`: what a code means that a message, a hold or a script's JSON has named."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from reads.core.error_codes import ErrorCode

STATUS = {
    1: "done, but something needs a person",
    2: "wrong use",
    3: "refused or failed, nothing changed",
}


@click.command()
@click.argument("code", required=False)
@at_desk
def errors(desk: Desk, code: str | None) -> None:
    """What a code means, what it says, what to do about it, and an example; without a code, all of them.

    \b
    wetread errors no_contract
    """
    from reads.core.error_codes import all_codes, error_code

    if code is None:
        found = list(all_codes().values())
        desk.answer([_as_json(each) for each in found], lambda: _list(found))
    else:
        one = error_code(code)
        desk.answer(_as_json(one), lambda: _show(one))


def _as_json(one: ErrorCode) -> dict[str, object]:
    says = [{"message": message, "remedy": remedy} for message, remedy in one.says]
    return {
        "code": one.code,
        "meaning": one.meaning,
        "status": one.status,
        "rooms": list(one.rooms),
        "says": says,
        "transcript": one.transcript,
    }


def _list(found: list[ErrorCode]) -> None:
    width = max(len(each.code) for each in found)
    for each in found:
        click.echo(f"{each.code:{width}}  {each.line}")


def _show(one: ErrorCode) -> None:
    click.echo(one.code)
    if one.meaning:
        click.echo(one.meaning)
    if one.status in STATUS:
        click.echo(f"Exit status {one.status}: {STATUS[one.status]}.")
    for message, remedy in one.says:
        click.echo(f"\n  {message}")
        if remedy:
            click.echo(f"      → {remedy}")
    if one.transcript:
        click.echo(f"\nSuch as:\n{textwrap.indent(one.transcript, '  ')}")
