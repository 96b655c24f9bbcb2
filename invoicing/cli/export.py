"""`wetread export`: papers and payments for the group's accounting; what was exported, and the same file again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.known_words import MONTH
from reads.cli.nouns import Nouns

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.exports.export_batch import Batch, Request
    from invoicing.exports.export_once import Drawn, Exported
    from invoicing.exports.formats import Format
    from invoicing.exports.papers_and_deeds import ExportPart

STANDARD_OUTPUT = Path("-")


class Formats(Nouns):
    """A command for each format, made when it is asked for."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """`list`, or the format's command."""
        if cmd_name == "list":
            return list_
        return _command(cmd_name) if cmd_name in self.nouns else None


_FORMATS = {
    "csv": ("", "The lines; into a folder or .zip: invoices, lines, schedule, payments, aging."),
    "xlsx": ("", "One workbook of five sheets."),
    "quickbooks-online": ("", "Invoices for QuickBooks Online."),
    "quickbooks-iif": ("", "Invoices, credits and payments for QuickBooks Desktop."),
    "xero": ("", "Sales invoices for Xero."),
    "sage-intacct": ("", "AR invoices for Sage Intacct."),
    "netsuite": ("", "Invoices for NetSuite."),
    "journal": ("", "Balanced postings for any general ledger."),
    "beancount": ("", "A ledger that bean-check accepts, in one file from the first month on."),
    "hledger": ("", "A ledger that hledger check accepts, in one file from the first month on."),
    "accrual": ("", "What was read and not invoiced at each month's end, and its reversal."),
    "ubl": ("", "UBL 2.1 e-invoices (EN 16931), a file a paper."),
    "list": ("", "What was exported: batches, documents, totals, hashes."),
}


@click.group(cls=Formats, nouns=_FORMATS)
@global_options
def export() -> None:
    """Papers and payments for accounting, to the cent.

    An invoice belongs to the month it bills, a memo or payment to the month of its date. What is imported somewhere is
    exported once: asked again, the same file comes back. Papers dated later than an export go into the next one.

    \b
    Example:
      wetread export quickbooks-online --from 2026-10 --to 2026-10 -o october-qbo.csv
    """


def _command(name: str) -> click.Command:
    """The command of one format."""

    @click.command(name, help=_help(name))
    @click.option("--from", "first", type=MONTH, metavar="MONTH", help="The first month.")
    @click.option("--to", "last", type=MONTH, metavar="MONTH", help="The last month; the first if not given.")
    @click.option("-o", "--out", "out", type=click.Path(path_type=Path), required=True, help="Where it goes; - prints.")
    @click.option(
        "--lines",
        "grouping",
        type=click.Choice(("per-rate", "per-read", "per-modality", "single")),
        help="What one line is (else per-rate); per-read names studies.",
    )
    @click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your own header.")
    @click.option("--again", type=int, metavar="BATCH", help="Write this batch again, byte for byte.")
    @click.option("--anew", is_flag=True, help="With --again: as asked for now, where the file was never imported.")
    @at_desk
    def run(desk: Desk, **options: Any) -> None:
        _export(desk, name, options)

    return run


def _help(name: str) -> str:
    example = f"wetread export {name} --from 2026-10 --to 2026-10 -o october"
    return f"{_FORMATS[name][1]}\n\n\b\nExample:\n  {example}"


def _export(desk: Desk, name: str, options: Mapping[str, Any]) -> None:
    """Exports with the writing of the files: there is no batch without its files."""
    from invoicing.exports import export_files
    from invoicing.exports.export_once import exported as export_to
    from invoicing.exports.export_report import exported_as_json
    from invoicing.exports.formats import FORMATS
    from reads.core.errors import WrongUse

    kind, out = FORMATS[name], options["out"]
    files: dict[Path, ExportPart] = {}

    def stage(drawn: Exported) -> AbstractContextManager[Callable[[], None]]:
        if desk.json and out == STANDARD_OUTPUT:
            raise WrongUse("the file and the answer can't both go to standard output", "name a file, or leave --json")
        files.clear()
        files.update(export_files.contents(kind, drawn, out))
        return export_files.ready(files)

    exported = export_to(desk.store, _drawing(desk, kind, options), stage)
    _tell(desk, kind, exported)
    if out == STANDARD_OUTPUT:
        sys.stdout.flush()
        for part in exported.written.parts:
            sys.stdout.buffer.writelines(part.pieces)
        return
    document = exported_as_json(exported, [(str(path), part.sha256) for path, part in files.items()])
    desk.answer(document, lambda: click.echo("".join(f"{path}\n" for path in files), nl=False))


def _drawing(desk: Desk, kind: Format, options: Mapping[str, Any]) -> Callable[[Session], Drawn]:
    """What draws up the export that is asked for."""
    from invoicing.exports.export_once import again, anew, export
    from invoicing.exports.export_request import refuse_other_form

    by, number = desk.by, options["again"]
    if number is not None and not options["anew"]:

        def repeat(session: Session) -> Drawn:
            drawn = again(session, kind.name, number)
            refuse_other_form(drawn.exported.batch, options["grouping"] or "", has_template=bool(options["template"]))
            return drawn

        return repeat
    request = _request(desk, kind, options)
    if number is not None:
        return lambda session: anew(session, number, request, by)
    return lambda session: export(session, request, by)


def _request(desk: Desk, kind: Format, options: Mapping[str, Any]) -> Request:
    from invoicing.exports.export_request import ExportAsked, export_request

    template, out = options["template"], options["out"]
    asked = ExportAsked(
        options["first"] or "",
        options["last"] or "",
        options["grouping"] or "",
        None if template is None else template.read_bytes(),
        one_file=out == STANDARD_OUTPUT or (out.suffix not in {"", ".zip"} and not out.is_dir()),
    )
    with desk.store.read() as session:
        return export_request(session, desk.books, kind, asked, options["again"])


def _tell(desk: Desk, kind: Format, exported: Exported) -> None:
    """What became of it, and what a person must do by hand."""
    from invoicing.exports.export_report import exported_in_words, left_out_in_words

    for line in exported_in_words(kind, exported):
        desk.say(line)
    for line in left_out_in_words(exported):
        desk.say(line)
        desk.needs_a_person()


@click.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """Lists what was exported.

    \b
    Example:
      wetread export list
    """
    from invoicing.exports.export_report import batch_as_json
    from invoicing.exports.repository import batches

    with desk.store.read() as session:
        found = batches(session)
    desk.answer([batch_as_json(batch) for batch in found], lambda: _show(found))


def _show(found: list[Batch]) -> None:
    from invoicing.cli.columns import aligned

    if not found:
        click.echo("nothing was exported yet")
        return
    rows = [["Batch", "Format", "Period", "Documents", "Total", "When", "By", "SHA-256"]]
    rows += [
        [
            str(batch.id),
            batch.request.target + (f", for {batch.request.replaces}" if batch.request.replaces else ""),
            str(batch.request.period),
            str(len(batch.documents)),
            ", ".join(f"{amount} {currency}" for currency, amount in batch.control.items()),
            f"{batch.at:%Y-%m-%d %H:%M}",
            batch.actor,
            batch.sha256[:16],
        ]
        for batch in found
    ]
    click.echo("\n".join(aligned(rows, right=(0, 3, 4))))
