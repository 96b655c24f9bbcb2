"""`wetread reads import FILE --guess`: a profile for an unknown file, how the file looks through it, and what is unsure."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reads.cli.desk import Desk
from reads.cli.profiles import FOLDER
from reads.core.english import counted
from reads.core.errors import WetreadError, WrongUse

if TYPE_CHECKING:
    from reads.intake.candidate import Candidate
    from reads.intake.guess.proposal import Preview, Proposal


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about the file beforehand, and under which name the profile is to be kept."""

    save: str = ""
    facility: str = ""
    sheet: str = ""
    encoding: str | None = None


_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.IGNORECASE)
_SHOWN = ("facility", "accession", "exam_code", "cpt", "modality", "read_type", "priority", "radiologist", "signed_at")
_WIDEST = 28


class ProfileThere(WetreadError):
    """A profile of that name would be written over."""

    code = "profile_there"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already", "choose another name, or delete it first")


def checked_name(name: str) -> str:
    """The name that a profile is to have; WrongUse where it can't name a file."""
    if not _NAME.fullmatch(name):
        raise WrongUse(f"{name[:60]!r} can't name a profile", "letters, digits, - and _, like mercy-ris")
    return name


def show(desk: Desk, proposal: Proposal, seen: Preview, source: str, saved: Path | None) -> None:
    """Says it all: the profile, ten rows by it, what nobody can tell."""
    document = {
        "profile": proposal.text(source),
        "saved": None if saved is None else str(saved),
        "unsure": list(proposal.doubts),
        "ignored": list(proposal.ignored),
        "rows": seen.rows,
        "reads": seen.reads,
        "not_reads": seen.others,
        "same_key": seen.same_key,
        "signed_before_exam": seen.signed_first,
        "faults": [{"message": message, "rows": number} for message, number in seen.faults],
        "first": [_row(each) for each in seen.first],
    }
    desk.answer(document, lambda: _show(proposal, seen, source, saved))
    if proposal.doubts or seen.faults or seen.same_key:
        desk.needs_a_person()


def save(books: Path, name: str, text: str) -> Path:
    """Writes the profile into the books; ProfileThere where one of that name is there."""
    folder = books / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{checked_name(name)}.toml"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(text.encode())
    except FileExistsError:
        raise ProfileThere(path) from None
    return path


def guess(desk: Desk, stream: BinaryIO, source: str, said: Said) -> None:
    """Proposes a profile for one file, and keeps it where a name is given. Nothing is imported."""
    from reads.directory.service import load_directory
    from reads.intake.guess.proposal import preview, proposed

    _refuse_messages(stream, source)
    now = desk.clock.now()
    with desk.store.read() as session:
        directory = load_directory(session)
    if said.facility and said.facility.casefold() not in directory.facilities:
        there = ", ".join(sorted(directory.facilities)) or "none yet"
        raise WrongUse(f"the books have no facility {said.facility!r}", f"they have: {there}")
    proposal = proposed(
        stream, source, directory, now, encoding=said.encoding, sheet=said.sheet, facility=said.facility
    )
    profile = proposal.profile
    if not {"facility"} & {*profile.columns, *profile.constants}:
        profile = replace(profile, constants={**profile.constants, "facility": "?"})
    seen = preview(stream, source, directory, now, profile)
    saved = save(desk.books, said.save, proposal.text(source)) if said.save else None
    show(desk, proposal, seen, source, saved)


def _refuse_messages(stream: BinaryIO, source: str) -> None:
    """WrongUse for what says itself what its fields are: there is nothing to guess."""
    from reads.intake.file_types import HEAD, is_fhir, is_hl7

    head = stream.read(HEAD)
    stream.seek(0)
    if is_hl7(head, source) or is_fhir(head):
        kind = "FHIR" if is_fhir(head) else "HL7"
        raise WrongUse(f"{source} is {kind}, which needs no guess", f"import it: wetread reads import {source}")


def _row(candidate: Candidate) -> dict[str, object]:
    from reads.intake.content import named

    fields = {} if candidate.content is None else {key: text for key, text in named(candidate.content).items() if text}
    return {"line": candidate.line, **fields, "faults": [finding.message for finding in candidate.findings]}


def _show(proposal: Proposal, seen: Preview, source: str, saved: Path | None) -> None:
    click.echo(proposal.text(source))
    click.echo("\n".join(_table(seen.first)))
    parts = [f"{counted(seen.rows, 'row')}: {counted(seen.reads, 'read')}"]
    if seen.others:
        parts.append(f"{seen.others:,} that are none by their status")
    if seen.rows - seen.reads - seen.others:
        parts.append(f"{seen.rows - seen.reads - seen.others:,} that can't be understood")
    click.echo(f"\n{', '.join(parts)}")
    for message, number in seen.faults:
        click.echo(f"  {number:,}: {message}")
    if seen.same_key:
        click.echo(
            f"  {counted(seen.same_key, 'row')} with accession, exam and type of another: is the accession the right column?"
        )
    if seen.signed_first:
        click.echo(
            f"  {counted(seen.signed_first, 'read')} signed before exam or receipt: is the signing the right column?"
        )
    if proposal.ignored:
        click.echo(f"columns left out: {', '.join(map(repr, proposal.ignored))}")
    click.echo("unsure of:" if proposal.doubts else "nothing is unsure")
    for doubt in proposal.doubts:
        click.echo(f"  - {doubt}")
    if saved:
        click.echo(f"saved as {saved}; correct it there, then: wetread reads import {source} --profile {saved.stem}")
    else:
        click.echo("nothing was imported; --save NAME keeps this as profiles/NAME.toml of the books")


def _table(first: Sequence[Candidate]) -> list[str]:
    """The rows as they would be read, in columns; of one that can't be, its faults."""
    rows = [_row(candidate) for candidate in first]
    names = [name for name in _SHOWN if any(name in row for row in rows)]
    widths = {name: max(len(name), *(len(str(row.get(name, ""))) for row in rows)) for name in names}
    lines = ["  ".join([" line", *(name.ljust(min(widths[name], _WIDEST)) for name in names)]).rstrip()]
    for row in rows:
        cells = [str(row.get(name, ""))[:_WIDEST].ljust(min(widths[name], _WIDEST)) for name in names]
        faults = row["faults"]
        told = "; ".join(faults) if isinstance(faults, list) else ""
        lines.append("  ".join([f"{row['line']:>5}", *(cells if len(row) > 2 else []), told]).rstrip())
    return lines
