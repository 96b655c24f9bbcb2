"""`wetread apply`: the books are checked as a whole, and loaded as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.core.english import counted
from reads.core.invisible import visible

if TYPE_CHECKING:
    from invoicing.closing.load_books import Applied
    from invoicing.contracts.load_contracts import ContractChange
    from reads.directory.differences import BookChange
    from reads.log.outcome import Counts

SHOWN = 20
"""How many rows of one file and verb are shown one by one; `--json` has all of them."""

_SIGNS = {"added": "+", "changed": "~", "removed": "-", "withdrawn": "-"}


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--because", default="", metavar="TEXT", help="The reason, for the audit log.")
@click.option("--reprice", is_flag=True, help="Load it although it changes what issued months cost.")
@click.option("--vanished", is_flag=True, help="Load it although files are gone: what they said leaves the books.")
@at_desk
def apply(desk: Desk, dry_run: bool, because: str, reprice: bool, vanished: bool) -> None:
    """Checks the books, and loads what changed in them.

    With any error nothing is loaded, and all errors are listed. What was loaded before is kept: a change is a new
    version, so that an invoice of last year still says why it cost what it cost. A change of what issued months cost is
    listed month by month, and refused without --reprice; so is a loaded file that is gone, without --vanished. Where logo
    or templates changed, a specimen of each kind of document is printed first.

    \b
    Example:
      wetread apply --dry-run
      wetread apply --because "new rates for Mercy from January"
    """
    from invoicing.closing import load_books
    from invoicing.documents.checked_books import read_checked_books
    from invoicing.documents.specimens import has_changed, keep_specimens, refuse_unprintable, unprintable_names
    from reads.directory.settings import database_url
    from reads.store.store_to_look_at import store_to_look_at

    books = read_checked_books(desk.books)
    books.refuse_faulty()
    if dry_run:
        with store_to_look_at(database_url(desk.books), desk.clock) as store:
            applied = load_books.look(store, books)
            with store.read() as session:
                if has_changed(session, desk.books, books):
                    refuse_unprintable(desk.books, books)
    else:
        by, printed = desk.by, None
        with desk.store.read() as session:
            if has_changed(session, desk.books, books):
                printed = refuse_unprintable(desk.books, books)
        applied = load_books.apply(desk.store, books, by, load_books.ApplyPermissions(reprice, vanished), because)
        if printed is not None:
            keep_specimens(desk.store, printed, by)
    desk.report([*applied.warnings, *unprintable_names(books)])
    desk.answer(_document(applied, dry_run=dry_run), lambda: _show(applied, dry_run=dry_run))
    if any(each.loses_reads for each in applied.repriced):
        desk.needs_a_person()


def _document(applied: Applied, *, dry_run: bool) -> dict[str, object]:
    changes = applied.changes
    rows = [
        {
            "kind": change.kind,
            "key": change.key,
            "change": change.verb,
            "version": change.version,
            "fields": {name: list(pair) for name, pair in change.differences.items()},
        }
        for change in changes.rows
    ]
    contracts = [
        {
            "kind": "contracts",
            "key": change.contract,
            "change": change.what.value,
            "version": change.version,
            "differences": list(change.differences),
        }
        for change in changes.contracts
    ]
    return {
        "dry_run": dry_run,
        "changed": bool(applied),
        "counts": changes.counts,
        "remit_to": list(changes.remit_to) if changes.remit_to else None,
        "changes": [*rows, *contracts],
        "taught": applied.taught.as_json(),
        "repriced": [
            {
                "contract": each.contract,
                "month": str(each.month),
                "before": str(each.before),
                "after": str(each.after),
                "unpriced": dict(each.unpriced),
                "held": dict(each.held),
                "gone": each.gone,
            }
            for each in applied.repriced
        ],
        "vanished": [finding.as_json() for finding in applied.vanished],
        "data": [{"name": each.name, "before": each.applied, "after": each.installed} for each in applied.data],
        "facilities_changed": [finding.as_json() for finding in applied.facilities],
        "warnings": [finding.as_json() for finding in applied.warnings],
    }


def _show(applied: Applied, *, dry_run: bool) -> None:
    changes, months = applied.changes, applied.repriced
    if not applied:
        _tell("nothing changed")
        return
    by_kind: dict[str, list[BookChange]] = {}
    for change in changes.rows:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, rows in by_kind.items():
        _show_rows(kind, rows, also_added=dry_run)
    for calendar in changes.holidays:
        moved = f"; {', '.join(map(str, calendar.moved))} counted otherwise before" if calendar.moved else ""
        _tell(f"holidays {calendar.name}: known to before {calendar.until}{moved}")
    if changes.contracts:
        _show_contracts(changes.contracts)
    if changes.remit_to:
        old, new = changes.remit_to
        _tell(f"invoices {'would' if dry_run else 'will'} ask for payment to another address:")
        _tell(f"  until now   {old}")
        _tell(f"  from now    {new}")
    _show_what_needs_permission(applied)
    if months:
        _tell(f"issued months {'would' if dry_run else 'will'} cost something else (--reprice):")
        for each in months:
            _tell(f"  {each}")
    if applied.taught.rows:
        _tell(f"{counted(applied.taught.rows, 'row')} of quarantine understood by now: " + _became(applied.taught))
    _tell("nothing was loaded (--dry-run)" if dry_run else "loaded")


def _show_what_needs_permission(applied: Applied) -> None:
    if applied.vanished:
        _tell("files are gone (--vanished):")
        for finding in applied.vanished:
            _tell(f"  {finding.where}: {finding.message}")
    for moved in applied.data:
        _tell(str(moved))
    for finding in applied.facilities:
        _tell(f"{finding.message} (--reprice)")


def _show_rows(kind: str, changes: list[BookChange], *, also_added: bool) -> None:
    """A file's changes: how many, which rows, and what differs in a changed one; new rows one by one only on request."""
    verbs = Counter(change.verb for change in changes)
    _tell(f"{kind}: " + ", ".join(f"{count:,} {verb}" for verb, count in verbs.items()))
    for verb, count in verbs.items():
        if verb == "added" and not also_added:
            continue
        for change in [change for change in changes if change.verb == verb][:SHOWN]:
            _tell(f"  {_SIGNS[verb]} {_named(change)}")
            if verb == "changed":
                for name, (old, new) in change.differences.items():
                    _tell(f"      {name}: {old or '(empty)'} → {new or '(empty)'}")
        if count > SHOWN:
            _tell(f"  … and {count - SHOWN:,} more {verb}")


def _named(change: BookChange) -> str:
    """A row by what identifies it, as it is written in its file."""
    from reads.directory.schema import SORTS

    cells = change.after or change.before or {}
    return " ".join(cells[name] for name in SORTS[change.kind].key if name in cells) or change.key


def _show_contracts(changes: list[ContractChange]) -> None:
    _tell("contracts:")
    for change in changes:
        version = "" if change.version == 1 else f", version {change.version}"
        _tell(f"  {_SIGNS[change.what.value]} {change.contract}: {change.what.value}{version}")
        for sentence in change.differences:
            _tell(f"      {sentence}")


def _became(taught: Counts) -> str:
    """What became of the rows, in the words of an import."""
    return ", ".join(f"{count:,} {name}" for name, count in taught.as_json().items() if count and name != "rows")


def _tell(text: str) -> None:
    """A line of what changed, where nothing hides and nothing turns the line around."""
    click.echo(visible(text))
