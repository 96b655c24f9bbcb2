"""`wetread reads`: what came in, what the log says of it, and what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.intake import add, import_
from reads.cli.listen import listen
from reads.cli.wording import BECAUSE
from reads.core.errors import WrongUse
from reads.core.times import rfc3339

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.core.read import LoggedRead
    from reads.log.quarantine import Quarantined
    from reads.log.tables import ReadVersionRow


_DECIDED = {
    "accept": "taken into the log as the current version",
    "discard": "discarded",
    "as_new": "taken into the log as a study of its own",
}


@click.group(no_args_is_help=True)
@global_options
def reads() -> None:
    """Import, listen for, add, list, show and void reads; decide on the quarantine.

    \b
    wetread reads import october.csv
    wetread reads show A100245
    """


reads.add_command(import_)
reads.add_command(add)
reads.add_command(listen)


@reads.command()
@click.argument("accession")
@at_desk
def show(desk: Desk, accession: str) -> None:
    """Show the reads of an accession: all versions, where each came from, and whether they are void.

    \b
    wetread reads show A100245
    """
    from reads.log.errors import UnknownRead
    from reads.log.repository import reads_of

    with desk.store.read() as session:
        found = [_history(session, logged) for logged in reads_of(session, accession)]
    if not found:
        raise UnknownRead(accession)
    desk.answer(found, lambda: click.echo("\n".join(map(_told, found))))


def _history(session: Session, logged: LoggedRead) -> dict[str, object]:
    from reads.log.repository import versions_of
    from reads.log.voids import void_of

    void = void_of(session, logged.key)
    read = logged.read
    return {
        "accession": read.accession,
        "facility": read.facility,
        "exam": read.exam,
        "read_type": read.read_type.value,
        "void": void and {"at": rfc3339(void.at), "actor": void.actor, "because": void.because},
        "versions": [
            _version(session, row, current=row.id == logged.version_id) for row in versions_of(session, logged.key)
        ],
    }


def _version(session: Session, row: ReadVersionRow, *, current: bool) -> dict[str, object]:
    from reads.intake.content import CONTENT
    from reads.log.tables import ImportRow

    entry = session.get_one(ImportRow, row.import_id)
    content = {name: getattr(row, name) for name in CONTENT if getattr(row, name)}
    return {
        "version": row.version,
        "current": current,
        **content,
        "source": entry.source,
        "path": entry.path,
        "line": row.line,
        "recorded_at": rfc3339(entry.at),
        "actor": entry.actor,
    }


def _told(history: dict[str, object]) -> str:
    lines = [" ".join(str(history[name]) for name in ("accession", "facility", "exam", "read_type"))]
    void = history["void"]
    if isinstance(void, dict):
        lines[0] += f"  VOID since {void['at']}, by {void['actor']}: {void['because']}"
    versions = history["versions"]
    for version in versions if isinstance(versions, list) else ():
        mark = "current" if version["current"] else "superseded"
        place = f"{version['path']}:{version['line']}" if version["line"] else version["path"]
        lines.append(f"  version {version['version']}, {mark}, from {place}, {version['recorded_at']}")
        told = ("description", "modality", "priority", "radiologist", "exam_at", "received_at", "signed_at", "sent_at")
        lines += [f"    {name:12} {version[name]}" for name in told if name in version]
    return "\n".join(lines)


@reads.command()
@click.argument("accession")
@click.option("--facility", default="", help="Where there are several: the facility's id.")
@click.option("--exam", default="", help="Where there are several: the exam code.")
@click.option("--type", "read_type", default="", help="Where there are several: preliminary, final …")
@click.option("--signed-on", default="", metavar="DAY", help="Where there are several: the day of signing in UTC.")
@BECAUSE
@at_desk
def void(desk: Desk, accession: str, because: str, **words: str) -> None:
    """Make a read void: it is billed to nobody any more. It stays in the log.

    \b
    wetread reads void A100245 --type preliminary --because "patient left before the scan"
    """
    from reads.log.decisions import Which, void

    with desk.store.write() as session:
        logged, new = void(session, Which(accession, **words), because, actor=desk.actor, at=desk.clock.now())
    read = logged.read
    document = {
        "accession": read.accession,
        "facility": read.facility,
        "exam": read.exam,
        "read_type": read.read_type.value,
        "void": True,
        "changed": new,
    }
    state = "is void" if new else "was void already; nothing changed"
    desk.answer(document, lambda: click.echo(f"{read.accession} {read.exam} {read.read_type.value} {state}"))


@reads.group(invoke_without_command=True)
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
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.option("--accept", is_flag=True, help="Its read becomes the current version.")
@click.option("--discard", is_flag=True, help="The log stays as it is.")
@click.option("--as-new", is_flag=True, help="Its read becomes a study of its own.")
@BECAUSE
@at_desk
def resolve(desk: Desk, number: int, because: str, **decisions: bool) -> None:
    """Decide on a row in quarantine, once.

    \b
    wetread reads quarantine resolve 17 --accept --because "Mercy confirmed the later time"
    wetread reads quarantine resolve 18 --discard --because "corrected and imported again"
    wetread reads quarantine resolve 19 --as-new --because "the archive started its numbers anew"
    """
    from reads.log.decisions import Decision, resolve

    said = [Decision(name) for name, given in decisions.items() if given]
    if len(said) != 1:
        what = "two things are decided at once" if said else "nothing is decided"
        raise WrongUse(what, "say one of --accept, --discard and --as-new")
    with desk.store.write() as session:
        row, new = resolve(session, number, said[0], because, actor=desk.actor, at=desk.clock.now())
    document = {"id": row.id, "kind": row.kind, "decision": said[0].value, "changed": new}
    state = "" if new else " before; nothing changed"
    desk.answer(document, lambda: click.echo(f"number {row.id}: {_DECIDED[said[0].value]}{state}"))
