"""`wetread reads quarantine`: what waits for a person, and what is decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.wording import BECAUSE

if TYPE_CHECKING:
    from reads.log.decisions import Decided
    from reads.log.quarantine import Quarantined

_DECIDED = {
    "accept": "taken into the log as the current version",
    "correct": "corrected and taken into the log",
    "discard": "discarded",
    "as_new": "taken into the log as a study of its own",
}


@click.group(invoke_without_command=True)
@at_desk
def quarantine(desk: Desk) -> None:
    """What contradicts the log or could not be understood, until a person decides.

    \b
    wetread reads quarantine
    wetread reads quarantine resolve 17 --accept --because "Mercy confirmed the later time"
    """
    if click.get_current_context().invoked_subcommand is None:
        _list_quarantine(desk)


@quarantine.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """List what waits in quarantine.

    \b
    wetread reads quarantine list --json
    """
    _list_quarantine(desk)


def _list_quarantine(desk: Desk) -> None:
    from reads.log.repository import waiting

    with desk.store.read() as session:
        found = list(waiting(session))
    desk.answer([row.as_json() for row in found], lambda: _print_quarantine(found))
    if found:
        desk.needs_a_person()


def _print_quarantine(found: Sequence[Quarantined]) -> None:
    for row in found:
        click.echo(f"{row.id}  {row.kind}  {row.path}:{row.line}")
        for problem in row.problems:
            click.echo(f"    {problem['message']}\n        → {problem['remedy']}")
        for name, (old, new) in row.differs.items():
            click.echo(f"    {name}: {old or '(empty)'} in the log, {new or '(empty)'} here")
    if not found:
        click.echo("nothing waits in quarantine")


@quarantine.command()
@click.argument("numbers", metavar="[ID]...", nargs=-1, type=click.IntRange(1))
@click.option("--all", "every", is_flag=True, help="All that wait, or those that --code, --kind and --batch name.")
@click.option("--code", default="", metavar="CODE", help="With --all: those with this fault, such as missing.")
@click.option("--kind", default="", type=click.Choice(["", "conflict", "rejected"]), help="With --all: of this kind.")
@click.option("--batch", type=click.IntRange(1), metavar="ID", help="With --all: those of this import.")
@click.option("--accept", is_flag=True, help="Its read becomes the current version.")
@click.option("--discard", is_flag=True, help="The log stays as it is.")
@click.option("--as-new", is_flag=True, help="Its read becomes a study of its own.")
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Put a field of a rejected row right and record it; once for each field.",
)
@BECAUSE
@at_desk
def resolve(desk: Desk, numbers: tuple[int, ...], fields: tuple[str, ...], because: str, **said: Any) -> None:
    """Decide on rows in quarantine, once: all that are named, or none. They keep the file and line they came with.

    \b
    wetread reads quarantine resolve 17 --accept --because "Mercy confirmed the later time"
    wetread reads quarantine resolve 9 10 11 --discard --because "test messages"
    wetread reads quarantine resolve --all --code missing --discard --because "rows of a total"
    wetread reads quarantine resolve 18 --set signed_at=2026-10-03T06:12:00-05:00 --because "asked the reader"
    wetread reads quarantine resolve 19 --as-new --because "the archive started its numbers anew"
    """
    from reads.directory.load_directory import load_directory
    from reads.log.decisions import ChosenRows, Decision, correct_all, decide, fields_of

    chosen = ChosenRows(numbers, said.pop("every"), said.pop("code"), said.pop("kind"), said.pop("batch"))
    decision = Decision.one_of({**said, "correct": bool(fields)})
    by = desk.by
    with desk.store.write() as session:
        if decision is Decision.CORRECT:
            found = correct_all(session, chosen, fields_of(fields), because, load_directory(session), by=by)
        else:
            found = decide(session, chosen, decision, because, by=by)
    rows = [_as_json(each, decision.value) for each in found]
    one = len(numbers) == 1
    desk.answer(rows[0] if one else rows, lambda: click.echo("\n".join(_line(each, decision.value) for each in found)))
    if any(each.waits_again for each in found):
        desk.needs_a_person()
        desk.say("what contradicts the log waits again: `wetread reads quarantine`")


def _as_json(each: Decided, decision: str) -> dict[str, object]:
    document: dict[str, object] = {
        "id": each.row.id,
        "kind": each.row.kind,
        "decision": decision,
        "changed": each.changed,
    }
    return document | ({"counts": each.counts.as_json()} if each.counts else {})


def _line(each: Decided, decision: str) -> str:
    state = "" if each.changed else " before; nothing changed"
    if each.counts and not each.counts.recorded:
        ends = [name for name, number in each.counts.as_json().items() if number and name != "rows"]
        return f"number {each.row.id}: corrected, and then {' and '.join(ends)}"
    return f"number {each.row.id}: {_DECIDED[decision]}{state}"
