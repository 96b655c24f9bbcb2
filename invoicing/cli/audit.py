"""`wetread audit`: who did what, whether all of it still stands, and a copy for whoever checks it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options

if TYPE_CHECKING:
    from invoicing.audit.verify import Verified
    from reads.store.audit import Event


@click.group()
@global_options
def audit() -> None:
    """Who did what and when, and whether anything was changed afterwards.

    \b
    wetread audit log --entity WR-2026-00001
    wetread audit verify
    """


@audit.command("log")
@click.option("--entity", metavar="WHAT", help="What it was done to: an invoice's number, import:7, read:...")
@click.option("--from", "first", metavar="DATE", help="From this day on (UTC).")
@click.option("--to", "last", metavar="DATE", help="Up to and with this day (UTC).")
@at_desk
def log(desk: Desk, entity: str | None, first: str | None, last: str | None) -> None:
    """Lists what was done: when, by whom, to what, and why.

    \b
    Example:
      wetread audit log --entity WR-2026-00001
      wetread audit log --from 2026-11-01 --to 2026-11-30 --json
    """
    from reads.store.audit import events

    days = (str(desk.day(first) or ""), str(desk.day(last) or "9999"))
    with desk.store.read() as session:
        found = [
            event for event in events(session) if entity in {None, event.entity} and days[0] <= event.at[:10] <= days[1]
        ]
    desk.answer([_shown(event) for event in found], lambda: _show_log(found))


def _shown(event: Event) -> dict[str, str]:
    from reads.store.raw import harmless

    return {name: harmless(value) for name, value in event.as_json().items()}


def _show_log(found: list[Event]) -> None:
    from invoicing.cli.columns import aligned

    if not found:
        click.echo("no events")
        return
    names = ("at", "actor", "action", "entity", "because")
    rows = [[_shown(event)[name].replace("\n", " ") for name in names] for event in found]
    click.echo("\n".join(aligned([["When", "Who", "What", "To what", "Why"], *rows], right=())))


@audit.command("verify")
@click.option(
    "--pdfs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with copies of all PDFs, checked instead of those in the books.",
)
@click.option("--head", metavar="HASH", help="A head printed on an invoice or backup: it must be in the audit log.")
@at_desk
def verify(desk: Desk, pdfs: Path | None, head: str | None) -> None:
    """Recomputes all hashes, chains, number series and sums, reads all PDFs, and names whatever was changed, and what it doesn't cover.

    \b
    Example:
      wetread audit verify
      wetread audit verify --head 5f0c...c05f --json
    """
    from invoicing.audit.verify_books import past_reading, verify_books
    from reads.store.errors import DatabaseDamaged

    try:
        found = verify_books(desk.store, desk.books, pdfs, head)
    except DatabaseDamaged as error:
        found = past_reading(error)
    desk.answer(found.as_json(), lambda: _show_verified(found))
    if found.damage:
        desk.needs_a_person()


def _show_verified(found: Verified) -> None:
    for damage in found.damage:
        click.echo(f"{damage.as_json()['message']} [{damage.what}]")
    if found.damage:
        click.echo("")
    for each in found.uncovered:
        click.echo(f"not covered: {each}")
    click.echo(found.in_words())
    for remedy in found.remedies:
        click.echo(f"    → {remedy}")


@audit.command("stamp")
@at_desk
def stamp(desk: Desk) -> None:
    """Has an authority stamp where the audit log stands now (RFC 3161), and keeps the answer outside the database.

    [timestamps] in wetread.toml names its address and the file of its root certificates. `audit verify` checks all
    stamps. Each close --issue and each backup asks for one by itself; without a network they go on without.

    \b
    Example:
      wetread audit stamp
    """
    from invoicing.audit.stamping import NoAuthority, stamped_now
    from reads.core.times import rfc3339

    done = stamped_now(desk.store, desk.books)
    if done is None:
        raise NoAuthority
    said = rfc3339(done.at)
    desk.answer({"at": said}, lambda: click.echo(f"the audit log was stamped at {said}"))


@audit.command("export")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file; else standard output.")
@at_desk
def export(desk: Desk, output: Path | None) -> None:
    """Writes the audit log and the papers' chain, a JSON object a line, the head last: for an auditor's own check.

    It names reads that were decided on, by their accessions. The README shows how to check it against the PDFs without
    wetread.

    \b
    Example:
      wetread audit export -o audit-2026.jsonl
    """
    from reads.store.private_files import write_private

    if output is None:
        for line in _lines(desk):
            click.echo(line)
        return
    write_private(output, "".join(f"{line}\n" for line in _lines(desk)).encode("ascii"))
    desk.say(f"{output} written; it names reads that were decided on: keep it where patients' data may lie")


def _lines(desk: Desk) -> Iterator[str]:
    from invoicing.audit.export import exported

    with desk.store.read() as session:
        for each in exported(session):
            yield json.dumps(each)
