"""`wetread reconcile`: a hospital's own list beside what is, or would be, billed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from invoicing.cli.columns import aligned, signed
from invoicing.cli.known_words import CONTRACT
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT, MONTH

if TYPE_CHECKING:
    from invoicing.reports.reconcile import Item, Reconciliation
    from invoicing.reports.reconcile_list import Known, TheirList

_SHOWN = 20


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--client", type=CLIENT, metavar="ID", required=True, help="Whose list it is.")
@click.option("--month", type=MONTH, metavar="MONTH", required=True, help="Which month it lists.")
@click.option("--contract", type=CONTRACT, metavar="ID", help="Of one contract of the client only.")
@click.option("--tolerance", metavar="PERCENT", default="", help="How far apart is still in order (else 0.5).")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Every item into a CSV.")
@click.option(
    "--xlsx", "book", type=click.Path(dir_okay=False, path_type=Path), help="Bridge and items into a workbook."
)
@click.option("--encoding", metavar="NAME", help="How the list is encoded, where it is not UTF-8: cp1252, latin-1 …")
@click.option("--sheet", default="", metavar="NAME", help="Which sheet of a workbook, where several hold lists.")
@at_desk
def reconcile(desk: Desk, file: Path, **options: Any) -> None:
    """Match a hospital's list (CSV or workbook) with the month as billed, or as it would be, and bridge the two totals.

    The list needs a column of accessions; facility, exam, modality, times, units and amounts help. What is apart counts in
    its size: too much here doesn't make good too little there. The exit status is 1 where that is above the tolerance, and
    where something in the list can't be read.

    \b
    wetread reconcile mercy-october.csv --client mercy-health --month 2026-10 --xlsx october.xlsx
    """
    from invoicing.reports.reconcile_billed import ours_of
    from invoicing.reports.reconcile_list import Known
    from invoicing.reports.reconciliation_tolerance import as_json, reconciled, tolerance
    from reads.core import typed

    limit, month = tolerance(options["tolerance"]), typed.month(options["month"])
    with desk.store.read() as session:
        ours = ours_of(session, options["client"], month, options["contract"])
    known = Known(
        ours.directory, ours.facilities, ours.currency, desk.clock.now(), options["encoding"], options["sheet"]
    )
    theirs = _read(file, known)
    told = reconciled(theirs, ours)
    _write(told, options["table"], options["book"])
    above = told.percent_apart > limit
    desk.answer(as_json(told, ours, above=above), lambda: _show(told, f"{limit:f}", above=above))
    desk.report(theirs.findings[:_SHOWN])
    if len(theirs.findings) > _SHOWN:
        desk.say(f"and {len(theirs.findings) - _SHOWN:,} more of the same sort")
    if above or theirs.findings:
        desk.needs_a_person()


def _read(file: Path, known: Known) -> TheirList:
    """The list of the file."""
    import io

    from invoicing.reports.reconcile_list import read_list

    with click.open_file(str(file), "rb") as stream:
        content: bytes = stream.read()
    return read_list(io.BytesIO(content), str(file), known)


def _write(told: Reconciliation, table: Path | None, book: Path | None) -> None:
    """The files that were asked for."""
    from invoicing.reports.reconcile_tables import bridge, items
    from reads.store.private_files import write_private

    if table:
        from invoicing.exports.csv import csv_of

        write_private(table, csv_of(items(told)))
    if book:
        from invoicing.exports.xlsx import xlsx_of

        write_private(book, xlsx_of("Reconciliation", (bridge(told), items(told))))


def _show(told: Reconciliation, tolerance: str, *, above: bool) -> None:
    from invoicing.reports.reconcile import CLASSES_IN_WORDS, Class
    from invoicing.reports.reconciliation_tolerance import percent_shown

    for line in aligned(list(_bridge_rows(told)), right=(1, 2, 3)):
        click.echo(line)
    if told.stated_total is not None and told.stated_total != told.theirs_total:
        click.echo(f"\nTheir own total row says {told.stated_total.printed()}, which is not the sum of its rows.")
    for kind, words in CLASSES_IN_WORDS.items():
        shown = told.of(kind) if kind is not Class.MATCHED else ()
        if shown:
            click.echo(f"\n{words[0].upper()}{words[1:]}")
            rows = [row for item in shown[:_SHOWN] for row in [_item_row(item, told)]]
            for line in aligned(rows, right=(2, 3), indent=2):
                click.echo(f"  {line}")
        if len(shown) > _SHOWN:
            click.echo(f"  and {len(shown) - _SHOWN:,} more: --csv FILE has all")
    verdict = "above" if above else "within"
    click.echo(f"\n{percent_shown(told)} % apart, {verdict} the tolerance of {tolerance} %")


def _bridge_rows(told: Reconciliation) -> Iterator[tuple[str, str, str, str]]:
    from invoicing.reports.reconcile import CLASSES_IN_WORDS

    theirs = told.theirs_total
    rows = sum(len(item.rows) for item in told.items)
    yield "", "count", "units", told.currency
    yield "their list", f"{rows:,}", f"{told.their_units:,f}", theirs.printed() if theirs is not None else ""
    for step in told.bridge:
        amount = "" if step.amount is None else signed(step.amount)
        yield f"  {CLASSES_IN_WORDS[step.kind]}", f"{step.count:,}", _signed(step.units), amount
    reads = sum(len(item.reads) for item in told.items if item.kind.value != "other_month")
    yield "our reads", f"{reads:,}", f"{told.our_units:,}", told.ours_total.printed()
    yield "  minimums, fees, taxes and the like", "", "", signed(told.other_lines)
    yield "as billed", "", "", (told.ours_total + told.other_lines).printed()


def _signed(units: Decimal) -> str:
    return f"+{units:,f}" if units > 0 else f"{units:,f}"


def _item_row(item: Item, told: Reconciliation) -> tuple[str, str, str, str, str]:
    """Theirs, ours, units and amounts as theirs → ours, and what is said of it."""
    units = f"{item.their_units:f} → {item.our_units}"
    amounts = f"{item.theirs.printed()} → {item.ours.printed()}" if told.priced else item.ours.printed()
    theirs = " ".join(dict.fromkeys(row.accession or f"line {row.line}" for row in item.rows))
    ours = " ".join(dict.fromkeys(read.accession for read in item.reads))
    return theirs or "–", ours or "–", units, amounts, item.note
