"""`wetread backup` and `wetread restore`: the database as one file, and back, verified both ways."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from reads.store.damage import Damage

IDENTITY = "WETREAD_BACKUP_IDENTITY"
"""The environment variable that names the file with the secret key of encrypted backups."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@at_desk
def backup(desk: Desk, file: Path) -> None:
    """Copies the database into FILE as it is now; others may go on working. Nothing is ever overwritten.

    Encrypted with age where wetread.toml names a public key: [backup] recipient = "age1...". The head of the audit log
    is in it and printed: keep it elsewhere, `wetread audit verify --head` looks for it. The books' files and the PDFs
    are ordinary files: PDFs that are lost, `wetread close MONTH --issue` writes again.

    \b
    Example:
      wetread backup /mnt/backups/wetread-2026-11-02.backup
    """
    from invoicing.audit.stamping import stamped_beside
    from invoicing.audit.verify_books import Outside
    from reads.core.english import counted
    from reads.core.errors import WrongUse
    from reads.directory.settings import backup_recipient
    from reads.store.backup import back_up

    if str(file) == "-":
        raise WrongUse("a backup is a file, not a stream", "name the file that it goes into")
    outside = Outside.seen(desk.store.url, desk.books)
    found: list[Damage] = []
    done = back_up(
        desk.store,
        file,
        recipient=backup_recipient(desk.books),
        look=lambda session: found.extend(outside.verified(session).lasting),
    )
    document = {
        "path": str(done.path),
        "bytes": done.size,
        "encrypted": done.encrypted,
        "schema": done.manifest.schema,
        "events": done.manifest.events,
        "head": done.manifest.head,
        "damage": [damage.as_json() for damage in found],
    }
    desk.say_why_not(stamped_beside(desk.store, desk.books))
    how = "encrypted" if done.encrypted else "not encrypted"
    desk.answer(document, lambda: click.echo(f"{done.path} written, {how}; audit head {done.manifest.head}"))
    if found:
        faults = counted(len(found), "fault")
        desk.say(f"the books have {faults}, and so has the backup\n    → `wetread audit verify` names them")
        desk.needs_a_person()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Also where the books hold something: that is kept aside.")
@click.option(
    "--forget", is_flag=True, help="Also where papers, payments, claims, answers or mails vanish that the backup lacks."
)
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"The file with the secret key of an encrypted backup (else ${IDENTITY}).",
)
@at_desk
def restore(desk: Desk, file: Path, replace: bool, forget: bool, identity: Path | None) -> None:
    """Puts a backup in the place of the books' database, after everything in it was verified.

    A damaged backup and one of a newer wetread are refused; then nothing has changed. What the books hold and the backup
    lacks is named, and vanishes only with --forget; its numbers are never given again.

    \b
    Example:
      wetread init copy && wetread restore wetread-2026-11-02.backup --books copy
    """
    from invoicing.audit.missing_after_restore import lacking
    from invoicing.audit.verify import verify
    from reads.core.times import stored
    from reads.directory.settings import database_url
    from reads.store import restore as restoring
    from reads.store.anchors import note_anchor

    named = os.environ.get(IDENTITY)
    key = identity or (Path(named) if named else None)
    order = restoring.RestoreOrder(file, database_url(desk.books), desk.books, key, replace, desk.actor, forget)
    done = restoring.restore(order, desk.clock, lambda session: verify(session, None).damage)
    with desk.store.read() as session:
        note_anchor(session, order.url, stored(desk.clock.now()), restored=True)
        lacks = list(lacking(session, desk.books))
    document = {
        "restored": str(file),
        "written": done.manifest.at,
        "events": done.manifest.events,
        "head": done.manifest.head,
        "aside": done.aside,
        "lacking": [each.as_json() for each in lacks],
    }
    desk.answer(document, lambda: click.echo(f"{file} restored and verified; audit head {done.manifest.head}"))
    if done.aside:
        desk.say(f"what was there before is kept: {done.aside}")
    for each in lacks:
        desk.say(f"a backup is of the database alone; these books lack {each.what}\n    → {each.remedy}")
