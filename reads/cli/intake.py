"""`wetread reads import` and `add`: reads come in, from files or by hand, and every row is accounted for (spec 2.2)."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.guess import guess as propose
from reads.cli.intake_report import show, tell, tell_new
from reads.cli.keyed import vault_opener
from reads.cli.progress import bar, shows_progress
from reads.core.errors import WrongUse
from reads.intake.by_hand import written_fields
from reads.intake.content import CONTENT
from reads.intake.fields_of_finals import PATIENT

if TYPE_CHECKING:
    from reads.claims.file_import import Bringing

STDIN = Path("-")
_SLOW = 10_000_000
"""Bytes of a file that takes about a second: from here on there is a progress bar."""

_EXAMPLES = {
    "facility": "mercy-main",
    "accession": "A100245",
    "exam_code": "CTHEAD",
    "cpt": "70450",
    "read_type": "preliminary",
    "signed_at": "2026-10-03T06:12:00-05:00",
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--amend", is_flag=True, help="Rows that differ from the log correct it.")
@click.option(
    "--encoding", metavar="NAME", help="How the files are encoded, where they are not UTF-8: cp1252, latin-1 …"
)
@click.option("--expect-rows", "expected", type=click.IntRange(0), help="How many rows must come in all, else none do.")
@click.option("--profile", default="", metavar="NAME", help="How the source writes: profiles/NAME.toml of the books.")
@click.option("--sheet", default="", metavar="NAME", help="Which sheet of a workbook, where several hold reads.")
@click.option("--dry-run", is_flag=True, help="Say what would become of every row, and keep nothing.")
@click.option("--downtime", is_flag=True, help="A log of `wetread downtime sheet`, filled in.")
@click.option("--guess", is_flag=True, help="Propose a profile for an unknown table, and import nothing.")
@click.option("--save", default="", metavar="NAME", help="Keep the proposal of --guess as profiles/NAME.toml.")
@click.option(
    "--facility", default="", metavar="ID", help="With --guess: whose reads they are, where no column says so."
)
@at_desk
def import_(
    desk: Desk, files: tuple[Path, ...], guess: bool, save: str, facility: str, dry_run: bool, **said: Any
) -> None:
    """Import reads from CSV files, workbooks (XLSX, ODS), FHIR and HL7 messages; - is standard input.

    A folder stands for the files in it; one that holds no reads is named, and the others come in.

    All files are one transaction: either all of them are in the log, or none. A file that was imported before changes
    nothing. What can't be understood or contradicts the log waits in quarantine.

    \b
    wetread reads import october.csv
    wetread reads import messages/ mercy.hl7
    wetread reads import corrections.csv --amend
    wetread reads import export.csv --encoding cp1252 --expect-rows 4812
    wetread reads import october.csv --dry-run
    wetread reads import export.xlsx --guess --save mercy
    wetread reads import export.xlsx --profile mercy
    """
    from reads.claims.sources import How, files_of

    if guess:
        _guess(desk, files, save, facility, said)
        return
    if save or facility:
        raise WrongUse(
            "--save and --facility go with --guess", "an import takes the facility from the rows or the profile"
        )
    report = bringing_files(desk).bring(desk.store, files_of(files), How(**said), dry_run=dry_run)
    desk.answer(report.as_json(), lambda: show(report))
    tell(desk, report)
    if said["amend"]:
        tell_new(desk, report)


def _guess(desk: Desk, files: Sequence[Path], save: str, facility: str, said: dict[str, Any]) -> None:
    """One file; what it says is shown and nothing is imported."""
    from reads.intake.guess.told_by_person import Said
    from reads.log.look_at_unknown_file import checked_name

    if len(files) != 1 or files[0].is_dir():
        raise WrongUse("--guess looks at one file at a time", "name one; its profile then serves for all of its kind")
    if save:
        checked_name(save)
    with _opened(files[0]) as stream:
        propose(desk, stream, str(files[0]), Said(facility, said["sheet"], said["encoding"]), save)


def bringing_files(desk: Desk) -> Bringing:
    """Brings files in for this desk: its books, its key, its progress bar."""
    from reads.claims.file_import import Bringing

    return Bringing(
        books=desk.books,
        vault_of=partial(vault_opener, desk),
        by=desk.by,
        opened=_opened,
        watched=partial(_progress, desk),
    )


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, able to go back to its start; standard input is kept in a temporary file meanwhile."""
    if path != STDIN:
        with path.open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
        stream.seek(0)
        yield cast("BinaryIO", stream)


@contextmanager
def _progress(desk: Desk, path: Path, stream: BinaryIO) -> Iterator[Callable[[int], object] | None]:
    """A bar on the terminal, for a file that takes a while."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size < _SLOW or not shows_progress(desk):
        yield None
        return
    with bar(desk, path.name, size) as moved:
        yield lambda _rows: moved(stream.tell())


def _field_options(command: Callable[..., object]) -> Callable[..., object]:
    for name in reversed(PATIENT):
        told = "Of a final only: " + name.replace("_", " ") + "."
        command = click.option(f"--{name.replace('_', '-')}", name, default="", metavar="TEXT", help=told)(command)
    for name in reversed(CONTENT):
        options = [f"--{name.replace('_', '-')}", *(["--type"] if name == "read_type" else [])]
        if name == "test_patient":
            command = click.option("--test-patient", is_flag=True, help="A read of nobody, never billed.")(command)
            continue
        shown = f"For example {_EXAMPLES[name]}." if name in _EXAMPLES else None
        command = click.option(*options, name, default="", metavar="TEXT", help=shown)(command)
    return command


@click.command("add")
@_field_options
@click.option("--amend", is_flag=True, help="It corrects what the log has.")
@click.option(
    "--from",
    "written",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="Fields from a file, as lines `name = value` or a JSON object; - is standard input. So no patient is in a command.",
)
@at_desk
def add(desk: Desk, amend: bool, test_patient: bool, written: str | None, **fields: str) -> None:
    """Record one read by hand, an option a field. Faults are listed, and then nothing is recorded.

    \b
    wetread reads add --from - < final.txt
    wetread reads add --facility mercy-main --accession A100245 --exam-code CTHEAD --type preliminary \\
        --radiologist "Ada Moreno" --signed-at 2026-10-03T06:12:00-05:00
    """
    from reads.claims.add_read import add_read

    if written is not None:
        with click.open_file(written, encoding="utf-8-sig") as stream:
            fields |= written_fields(stream.read(), written, {name for name, text in fields.items() if text})
    if test_patient:
        fields["test_patient"] = "yes"
    with desk.store.write() as session:
        by = desk.by
        report = add_read(session, fields, vault_opener(desk, session), by, amend=amend)
    desk.answer(report.as_json(), lambda: show(report))
    tell(desk, report)
    if amend:
        tell_new(desk, report)
