"""`wetread reads import FILE --guess`: prints a profile for an unknown file, how the file looks through it, and what is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reads.cli.desk import Desk
from reads.core.english import counted

if TYPE_CHECKING:
    from reads.intake.guess.preview import Preview, PreviewRow
    from reads.intake.guess.told_by_person import Said
    from reads.log.look_at_unknown_file import Looked

_SHOWN = ("facility", "accession", "exam_code", "cpt", "modality", "read_type", "priority", "radiologist", "signed_at")
_AS_SENT = "signed_at as sent"
_WIDEST = 28


def guess(desk: Desk, stream: BinaryIO, source: str, said: Said, save: str = "") -> None:
    """Proposes a profile for one file, and keeps it where a name is given. Nothing is imported."""
    from reads.directory.load_directory import load_directory
    from reads.log.look_at_unknown_file import look, save_profile

    with desk.store.read() as session:
        directory = load_directory(session)
    looked = look(stream, source, directory, desk.clock.now(), said)
    saved = save_profile(desk.books, save, looked.text) if save else None
    desk.answer(_document(looked, saved), lambda: _show(looked, source, saved))
    if looked.needs_a_person:
        desk.needs_a_person()


def _document(looked: Looked, saved: Path | None) -> dict[str, object]:
    proposal, seen = looked.proposal, looked.seen
    return {
        "profile": looked.text,
        "saved": None if saved is None else str(saved),
        "unsure": list(proposal.doubts),
        "ignored": list(proposal.ignored),
        "rows": seen.rows,
        "reads": seen.reads,
        "not_reads": seen.others,
        "same_key": seen.same_key,
        "signed_before_exam": seen.signed_first,
        "faults": [{"message": message, "rows": number} for message, number in seen.faults],
        "first": [
            {"line": row.line, **row.fields, "sent": dict(row.sent), "faults": list(row.faults)} for row in seen.first
        ],
    }


def _show(looked: Looked, source: str, saved: Path | None) -> None:
    proposal, seen = looked.proposal, looked.seen
    click.echo(looked.text)
    click.echo("\n".join(_table(seen.first)))
    for line in _counts(seen):
        click.echo(line)
    if proposal.ignored:
        click.echo(f"columns left out: {', '.join(map(repr, proposal.ignored))}")
    if proposal.doubts:
        click.echo("unsure of:")
    else:
        click.echo("no column is unsure" if seen.faults else "nothing is unsure")
    for doubt in proposal.doubts:
        click.echo(f"  - {doubt}")
    if saved:
        click.echo(f"saved as {saved}; correct it there, then: wetread reads import {source} --profile {saved.stem}")
    else:
        click.echo("nothing was imported; --save NAME keeps this as profiles/NAME.toml of the books")


def _counts(seen: Preview) -> Sequence[str]:
    parts = [f"{counted(seen.rows, 'row')}: {counted(seen.reads, 'read')}"]
    if seen.others:
        parts.append(f"{seen.others:,} that are none by their status")
    if seen.rows - seen.reads - seen.others:
        parts.append(f"{seen.rows - seen.reads - seen.others:,} that can't be understood")
    lines = ["", ", ".join(parts), *(f"  {number:,}: {message}" for message, number in seen.faults)]
    if seen.same_key:
        same = counted(seen.same_key, "row")
        lines.append(f"  {same} with accession, exam and type of another: is the accession the right column?")
    if seen.signed_first:
        early = counted(seen.signed_first, "read")
        lines.append(f"  {early} signed before exam or receipt: is the signing the right column?")
    return lines


def _table(first: Sequence[PreviewRow]) -> list[str]:
    """The rows as they would be read, in columns, on the facility's clock beside what was sent; of one that can't be, its faults."""
    rows = [{**row.fields, _AS_SENT: row.sent.get("signed_at", "") if row.fields else ""} for row in first]
    names = [name for name in (*_SHOWN, _AS_SENT) if any(row.get(name) for row in rows)]
    widths = {name: min(_WIDEST, max(len(name), *(len(row.get(name, "")) for row in rows))) for name in names}
    lines = ["  ".join([" line", *(name.ljust(widths[name]) for name in names)]).rstrip()]
    for shown, row in zip(first, rows, strict=True):
        cells = [row.get(name, "")[:_WIDEST].ljust(widths[name]) for name in names] if shown.fields else []
        lines.append("  ".join([f"{shown.line:>5}", *cells, "; ".join(shown.faults)]).rstrip())
    return lines
