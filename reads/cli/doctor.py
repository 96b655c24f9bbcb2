"""`wetread doctor`: what is wrong on this machine, and the command that mends it."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import SubprocessError

import click

from reads.cli.checkup import CHECKS
from reads.cli.desk import Desk, at_desk
from reads.cli.machine import Checked, State
from reads.core.errors import WetreadError

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
    found = {name: _checked(desk, check) for name, check in CHECKS}
    wrong = [name for name, checked in found.items() if checked.state is State.WRONG]
    checks = [
        {"name": name, "state": checked.state.value, "says": checked.says, "remedy": checked.remedy}
        for name, checked in found.items()
    ]
    desk.answer({"ok": not wrong, "checks": checks}, lambda: _show(found))
    if wrong:
        desk.needs_a_person()


def _checked(desk: Desk, check: Callable[[Desk], Checked]) -> Checked:
    """What the check found; a check that can't be made has found something."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return check(desk)
    except WetreadError as error:
        return Checked(State.WRONG, error.message, error.remedy)
    except (OSError, SQLAlchemyError, SubprocessError) as error:
        return Checked(State.WRONG, f"can't be looked at ({type(error).__name__})", "run it again with --debug")


def _show(found: dict[str, Checked]) -> None:
    for name, checked in found.items():
        click.echo(f"{click.style(f'{checked.state.value:<8}', fg=_COLOURS[checked.state])} {name:<12} {checked.says}")
        if checked.remedy:
            click.echo(f"{'':<21} → {checked.remedy}")
