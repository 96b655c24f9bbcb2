"""`wetread doctor`: what is wrong on this machine, and the command that mends it."""

from __future__ import annotations

import click

from reads.claims.doctor_checks import checkup
from reads.claims.doctor_machine import Checked, State
from reads.cli.desk import Desk, at_desk

_COLOURS = {State.OK: "green", State.WARNING: "yellow", State.WRONG: "red"}


@click.command()
@at_desk
def doctor(desk: Desk) -> None:
    """Looks at Python, WeasyPrint, fonts, database, key, clock, disk and books; says what is wrong and what mends it.

    The exit status is 1 when something is wrong.

    \b
    Example:
      wetread doctor
    """
    found = checkup(desk)
    wrong = [name for name, checked in found.items() if checked.state is State.WRONG]
    checks = [
        {"name": name, "state": checked.state.value, "says": checked.says, "remedy": checked.remedy}
        for name, checked in found.items()
    ]
    desk.answer({"ok": not wrong, "checks": checks}, lambda: _show(found))
    if wrong:
        desk.needs_a_person()


def _show(found: dict[str, Checked]) -> None:
    for name, checked in found.items():
        click.echo(f"{click.style(f'{checked.state.value:<8}', fg=_COLOURS[checked.state])} {name:<12} {checked.says}")
        if checked.remedy:
            click.echo(f"{'':<21} → {checked.remedy}")
