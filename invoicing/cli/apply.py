"""`wetread apply`: the books are checked as a whole, and loaded as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.closing.repricing import Repriced
    from invoicing.contracts.books import Applied
    from invoicing.contracts.service import ContractChange
    from reads.directory.differences import BookChange
    from reads.store.engine import Store

SHOWN = 20
"""How many rows of one file and verb are shown one by one; `--json` has all of them."""

_SIGNS = {"added": "+", "changed": "~", "removed": "-", "withdrawn": "-"}


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--because", default="", metavar="TEXT", help="The reason, for the audit log.")
@click.option("--reprice", is_flag=True, help="Load it although it changes what issued months cost.")
@at_desk
def apply(desk: Desk, dry_run: bool, because: str, reprice: bool) -> None:
    """Checks the books, and loads what changed in them.

    With any error nothing is loaded, and all errors are listed. What was loaded before is kept: a change is a new
    version, so that an invoice of last year still says why it cost what it cost. A change of what issued months cost is
    listed month by month, and refused without --reprice.

    \b
    Example:
      wetread apply --dry-run
      wetread apply --because "new rates for Mercy from January"
    """
    from invoicing.closing.repricing import refuse, refuse_withdrawn
    from invoicing.contractors.books import read_arrangements
    from invoicing.contracts.books import apply_books, read_all_books
    from invoicing.contracts.service import What
    from reads.cli.profiles import profile_faults
    from reads.core.errors import FaultyInput

    books = read_all_books(desk.books)
    errors = [*books.errors, *profile_faults(desk.books)]
    if not errors:
        errors = list(read_arrangements(desk.books, books.books.directory).errors)
    if errors:
        raise FaultyInput("the books", errors)
    desk.report(books.warnings)
    with _store(desk, dry_run=dry_run) as store, store.write() as session:
        applied = apply_books(session, books, actor=desk.actor, at=desk.clock.now(), because=because)
        refuse_withdrawn(session, [each.contract for each in applied.contracts if each.what is What.WITHDRAWN])
        months = _repriced(store, session, applied)
        if dry_run:
            session.rollback()
        elif not reprice:
            refuse(months)
    document = _document(applied, dry_run=dry_run)
    document["repriced"] = [
        {"contract": each.contract, "month": str(each.month), "before": str(each.before), "after": str(each.after)}
        for each in months
    ]
    document["warnings"] = [finding.as_json() for finding in books.warnings]
    desk.answer(document, lambda: _show(applied, months, dry_run=dry_run))


def _repriced(store: Store, session: Session, applied: Applied) -> list[Repriced]:
    """The issued months that cost something else by what was applied, where that may be."""
    from invoicing.closing.repricing import PRICING_KINDS, repriced

    concerns = applied.contracts or any(change.kind in PRICING_KINDS for change in applied.rows)
    return repriced(store, session) if concerns else []


@contextmanager
def _store(desk: Desk, *, dry_run: bool) -> Iterator[Store]:
    """The books' database; for a dry run before anything was applied, an empty one that is forgotten."""
    from reads.store.engine import Store

    if not dry_run or _has_schema(desk):
        yield desk.store
        return
    store = Store.open("sqlite:///:memory:", clock=desk.clock)
    try:
        store.migrate()
        yield store
    finally:
        store.close()


def _has_schema(desk: Desk) -> bool:
    """Whether the books' database has been used; a SQLite file that isn't there is not made by asking."""
    from pathlib import Path

    from sqlalchemy.engine import make_url

    from reads.directory.settings import database_url
    from reads.store.engine import Store

    url = make_url(database_url(desk.books))
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False
    store = Store.open(database_url(desk.books), clock=desk.clock)
    try:
        return store.revision() is not None
    finally:
        store.close()


def _document(applied: Applied, *, dry_run: bool) -> dict[str, object]:
    rows = [
        {
            "kind": change.kind,
            "key": change.key,
            "change": change.verb,
            "version": change.version,
            "fields": {name: list(pair) for name, pair in change.differences.items()},
        }
        for change in applied.rows
    ]
    contracts = [
        {
            "kind": "contracts",
            "key": change.contract,
            "change": change.what.value,
            "version": change.version,
            "differences": list(change.differences),
        }
        for change in applied.contracts
    ]
    return {
        "dry_run": dry_run,
        "changed": bool(applied),
        "counts": applied.counts,
        "remit_to": list(applied.remit_to) if applied.remit_to else None,
        "changes": [*rows, *contracts],
    }


def _show(applied: Applied, months: Sequence[Repriced], *, dry_run: bool) -> None:
    if not applied:
        click.echo("nothing changed")
        return
    by_kind: dict[str, list[BookChange]] = {}
    for change in applied.rows:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, changes in by_kind.items():
        _show_rows(kind, changes, also_added=dry_run)
    if applied.contracts:
        _show_contracts(applied.contracts)
    if applied.remit_to:
        old, new = applied.remit_to
        click.echo(f"invoices {'would' if dry_run else 'will'} ask for payment to another address:")
        click.echo(f"  until now   {old}")
        click.echo(f"  from now    {new}")
    if months:
        click.echo(f"issued months {'would' if dry_run else 'will'} cost something else (--reprice):")
        for each in months:
            click.echo(f"  {each}")
    click.echo("nothing was loaded (--dry-run)" if dry_run else "loaded")


def _show_rows(kind: str, changes: list[BookChange], *, also_added: bool) -> None:
    """A file's changes: how many, which rows, and what differs in a changed one; new rows one by one only on request."""
    counted = Counter(change.verb for change in changes)
    click.echo(f"{kind}: " + ", ".join(f"{count:,} {verb}" for verb, count in counted.items()))
    for verb, count in counted.items():
        if verb == "added" and not also_added:
            continue
        for change in [change for change in changes if change.verb == verb][:SHOWN]:
            click.echo(f"  {_SIGNS[verb]} {_named(change)}")
            if verb == "changed":
                for name, (old, new) in change.differences.items():
                    click.echo(f"      {name}: {old or '(empty)'} → {new or '(empty)'}")
        if count > SHOWN:
            click.echo(f"  … and {count - SHOWN:,} more {verb}")


def _named(change: BookChange) -> str:
    """A row by what identifies it, as it is written in its file."""
    from reads.directory.schema import SORTS

    cells = change.after or change.before or {}
    return " ".join(cells[name] for name in SORTS[change.kind].key if name in cells) or change.key


def _show_contracts(changes: list[ContractChange]) -> None:
    click.echo("contracts:")
    for change in changes:
        version = "" if change.version == 1 else f", version {change.version}"
        click.echo(f"  {_SIGNS[change.what.value]} {change.contract}: {change.what.value}{version}")
        for sentence in change.differences:
            click.echo(f"      {sentence}")
