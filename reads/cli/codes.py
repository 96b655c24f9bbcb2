"""`wetread codes`: ICD-10-CM, NCCI, MUE, ZIP codes and places of service come in, and what they say of a code (spec 5.6)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.core.english import counted

if TYPE_CHECKING:
    from reads.fees.codes.code_set import CodeEntry
    from reads.fees.codes.import_code_set import ImportedCodes
    from reads.fees.codes.loaded_files import StoredCodeFile


@click.group(no_args_is_help=True)
@global_options
def codes() -> None:
    """Code sets that claims are checked by, as CMS publishes them; none is shipped.

    \b
    wetread codes import icd10cm_order_2027.txt
    wetread codes list
    wetread codes show R51
    """


@codes.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@at_desk
def import_(desk: Desk, files: tuple[Path, ...]) -> None:
    """Imports code sets, in CMS's zips or unpacked; all files or none.

    \b
    Example:
      wetread codes import icd10cm_order_2027.txt icd10cm_conversion_table_FY2027.xlsx
      wetread codes import medicare-ncci-2026q4-practitioner-ptp-edits-f1.zip ZIP5_OCT2026.txt
    """
    from reads.fees.codes.code_file import read_code_files
    from reads.fees.codes.import_code_set import import_codes

    found = [each for path in files for each in read_code_files(path.name, path.read_bytes())]
    with desk.store.write() as session:
        done = [import_codes(session, each, desk.by) for each in found]
    desk.answer([_imported_as_json(each) for each in done], lambda: click.echo("\n".join(map(_told, done))))


@codes.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """Lists the imported code sets with their days.

    \b
    Example:
      wetread codes list
    """
    from reads.fees.codes.code_set import NAMES, CodeKind
    from reads.fees.codes.loaded_files import newest_files

    with desk.store.read() as session:
        rows = newest_files(session)
    lines = [
        f"{NAMES[CodeKind(row.kind)]}: {row.edition}, revision {row.revision}, {_days(row)} ({row.path})"
        for row in rows
    ]
    empty = "no code set was imported; `wetread codes import FILE` takes CMS's files"
    desk.answer([_file_as_json(row) for row in rows], lambda: click.echo("\n".join(lines) or empty))


@codes.command()
@click.argument("code")
@at_desk
def show(desk: Desk, code: str) -> None:
    """Shows what the imported sets say of a diagnosis, a procedure code or a ZIP code.

    \b
    Example:
      wetread codes show R51
      wetread codes show 22201
    """
    from reads.fees.codes.repository import entries_of

    with desk.store.read() as session:
        found = entries_of(session, code.replace(".", "").upper())
    document = [{**_file_as_json(row), **_entry_as_json(entry)} for row, entry in found]
    lines = [
        f"{row.kind} {row.edition}: {' '.join(filter(None, (entry.code, entry.other, entry.value)))}"
        for row, entry in found
    ]
    desk.answer(document, lambda: click.echo("\n".join(lines) or f"no imported code set has {code}"))


def _told(done: ImportedCodes) -> str:
    from reads.fees.codes.code_set import NAMES

    file = done.file
    what = f"{file.file}: {NAMES[file.kind]} {file.edition}, {counted(len(file.entries), 'entry', 'entries')}"
    if not done.is_new:
        return f"{what}; imported before, nothing to do"
    passed = f"; {counted(len(file.passed_over), 'line')} before or behind them passed over" if file.passed_over else ""
    return what + (f", revision {done.revision}" if done.revision > 1 else "") + passed


def _imported_as_json(done: ImportedCodes) -> dict[str, object]:
    file = done.file
    return {
        "path": file.file,
        "kind": file.kind.value,
        "edition": file.edition,
        "revision": done.revision,
        "entries": len(file.entries),
        "new": done.is_new,
        "passed_over": list(file.passed_over),
    }


def _file_as_json(row: StoredCodeFile) -> dict[str, object]:
    return {
        "kind": row.kind,
        "edition": row.edition,
        "revision": row.revision,
        "from": row.starts.isoformat() if row.starts else None,
        "until": row.ends.isoformat() if row.ends else None,
        "path": row.path,
        "sha256": row.sha256,
    }


def _entry_as_json(entry: CodeEntry) -> dict[str, object]:
    return {"code": entry.code, "other": entry.other, "value": entry.value}


def _days(row: StoredCodeFile) -> str:
    from reads.core.date_span import DateSpan

    return str(DateSpan(row.starts, row.ends))
