"""`wetread reads`: what came in, what the log says of it, and what a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.intake import add, import_
from reads.cli.listen import listen
from reads.cli.quarantine import quarantine
from reads.cli.watch import watch
from reads.cli.wording import BECAUSE
from reads.core.english import counted
from reads.core.errors import WrongUse

if TYPE_CHECKING:
    from reads.core.read import LoggedRead
    from reads.log.batches import ImportBatch, Undoing
    from reads.log.history import History

_TOLD = ("description", "modality", "priority", "radiologist", "exam_at", "received_at", "signed_at", "sent_at")


@click.group(no_args_is_help=True)
@global_options
def reads() -> None:
    """Import, listen for, add, list, show, void and undo reads; decide on the quarantine.

    \b
    wetread reads import october.csv
    wetread reads show A100245
    """


for command in (import_, add, listen, watch, quarantine):
    reads.add_command(command)


@reads.command()
@click.argument("accession")
@at_desk
def show(desk: Desk, accession: str) -> None:
    """Show the reads of an accession: all versions, where each came from, and whether they are void.

    \b
    wetread reads show A100245
    """
    from reads.log.history import histories

    with desk.store.read() as session:
        found = histories(session, accession)
    desk.answer([each.as_json() for each in found], lambda: click.echo("\n".join(map(_told, found))))


def _told(history: History) -> str:
    read = history.read
    lines = [f"{read.accession} {read.facility} {read.exam} {read.read_type.value}"]
    for void in history.voids:
        made, back = void.made, void.taken_back
        if back is None:
            lines[0] += f"  VOID since {made.at}, by {made.actor}: {made.because}"
        else:
            lines.append(f"  void from {made.at} ({made.because}) until {back.at}, by {back.actor}: {back.because}")
    for version in history.versions:
        mark = "current" if version.current else "superseded"
        place = f"{version.path}:{version.line}" if version.line else version.path
        lines.append(f"  version {version.number}, {mark}, from {place}, import {version.batch}, {version.recorded_at}")
        lines += [f"    {name:12} {version.content[name]}" for name in _TOLD if name in version.content]
    return "\n".join(lines)


@reads.command()
@click.argument("accession", required=False)
@click.option("--facility", default="", help="Where there are several: the facility's id.")
@click.option("--exam", default="", help="Where there are several: the exam code.")
@click.option("--type", "read_type", default="", help="Where there are several: preliminary, final …")
@click.option("--signed-on", default="", metavar="DAY", help="Where there are several: the day of signing in UTC.")
@click.option("--restore", is_flag=True, help="Take the void back: the read counts again.")
@click.option(
    "--file",
    "list_",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Many at once: a list of accessions, or a CSV file with accession, facility, exam, read_type, signed_on.",
)
@BECAUSE
@at_desk
def void(desk: Desk, accession: str | None, because: str, restore: bool, list_: Path | None, **words: str) -> None:
    """Make a read void: it is billed to nobody any more. It stays in the log, and --restore takes the void back.

    \b
    wetread reads void A100245 --type preliminary --because "patient left before the scan"
    wetread reads void A100245 --restore --because "voided the wrong one"
    wetread reads void --file doubles.csv --because "sent twice by the old system"
    """
    from reads.log.decisions import Which
    from reads.log.many_reads import void_all, which_of

    if (accession is None) == (list_ is None) or (list_ and any(words.values())):
        raise WrongUse("either one accession or --file says which reads are meant", "wetread reads void A100245")
    if list_ is None:
        wanted = [Which(accession or "", **words)]
    else:
        with click.open_file(str(list_), encoding="utf-8-sig") as stream:
            wanted = which_of(stream.read(), str(list_))
    with desk.store.write() as session:
        found = void_all(session, wanted, because, by=desk.by, restore=restore)
    rows = [_row(logged, void=not restore, changed=new) for logged, new in found]
    state = ("counts again", "was not void") if restore else ("is void", "was void already")
    desk.answer(rows if list_ else rows[0], lambda: click.echo("\n".join(_line(row, *state) for row in rows)))


def _row(logged: LoggedRead, *, void: bool, changed: bool) -> dict[str, object]:
    read = logged.read
    return {
        "accession": read.accession,
        "facility": read.facility,
        "exam": read.exam,
        "read_type": read.read_type.value,
        "void": void,
        "changed": changed,
    }


def _line(row: dict[str, object], done: str, before: str) -> str:
    state = done if row["changed"] else f"{before}; nothing changed"
    return f"{row['accession']} {row['exam']} {row['read_type']} {state}"


@reads.command()
@click.argument("number", metavar="[ID]", required=False, type=click.IntRange(1))
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="The newest N.")
@click.option("--before", type=click.IntRange(1), metavar="ID", help="Those before this import.")
@click.option("--source", default="", metavar="KIND", help="Of one kind: csv, workbook, hl7, fhir, hand, downtime …")
@at_desk
def batches(desk: Desk, number: int | None, limit: int, before: int | None, source: str) -> None:
    """List what was imported, the newest first: each import can be undone as a whole. With an ID, what that would take back.

    \b
    wetread reads batches --limit 10
    wetread reads batches 17
    wetread reads undo 17 --because "the wrong month's file"
    """
    from reads.log.batches import batches, look

    if number is not None:
        with desk.store.read() as session:
            looked = look(session, number)
        desk.answer(looked.as_json(), lambda: click.echo(undoing_told(looked, "its undoing takes back")))
        return
    with desk.store.read() as session:
        found = batches(session, limit, before, source)
    desk.answer([each.as_json() for each in found], lambda: click.echo("\n".join(map(_batch, found)), nl=bool(found)))
    if not found:
        desk.say("nothing was imported")
    elif len(found) == limit:
        desk.say(f"perhaps there are older ones: --before {found[-1].id}")


def _batch(batch: ImportBatch) -> str:
    ends = [f"{number:,} {name}" for name, number in batch.counts.items() if number and name != "rows"]
    rows = counted(batch.counts.get("rows", 0), "row") if batch.counts else "a row from quarantine"
    line = f"{batch.id}  {batch.at}  {batch.source}  {batch.path}  {', '.join([rows, *ends])}  ({batch.actor})"
    if batch.undone:
        line += f"\n    undone {batch.undone['at']} by {batch.undone['actor']}: {batch.undone['because']}"
    return line


def undoing_told(found: Undoing, deed: str) -> str:
    """What an undo takes back or took back, and what came on top, as a person reads it."""
    batch, brought = found.batch, found.brought
    if batch.undone:
        return f"import {batch.id} was undone before, {batch.undone['at']}: {batch.undone['because']}; nothing changed"
    parts = [
        counted(brought.versions, "version of a read", "versions of reads"),
        counted(brought.voids, "void"),
        counted(brought.orders, "order"),
        counted(brought.quarantined, "row in quarantine", "rows in quarantine"),
    ]
    told = ", ".join(part for part in parts if not part.startswith("0 ")) or "nothing"
    lines = [f"import {batch.id} ({batch.path}): {deed} {told}"]
    lines += [f"  on top of it: {each}" for each in found.on_top]
    if found.again:
        lines.append(f"  these repeated rows, perhaps its own; import them again: {', '.join(found.again)}")
    return "\n".join(lines)
