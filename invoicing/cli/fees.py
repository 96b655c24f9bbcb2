"""`wetread fees import` and `compare`: what a release does to the contracts; the other verbs of `fees` need none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned, signed
from reads.cli.desk import Desk, at_desk
from reads.cli.fees import fees
from reads.cli.known_words import MONTH

if TYPE_CHECKING:
    from decimal import Decimal

    from invoicing.reports.release_comparison import ComparedCode, ComparedContract, Comparison, Under

__all__ = ["fees"]

_SHOWN = 20


@fees.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--release", "said", metavar="NAME", help="The release, like 2025D, where a file doesn't say it.")
@click.option("--reprice", is_flag=True, help="Import it although it changes what issued months cost.")
@at_desk
def import_(desk: Desk, files: tuple[Path, ...], said: str | None, reprice: bool) -> None:
    """Import CMS relative value files as CMS ships them: zips, CSV, fixed-width text or XLSX; and its GPCI files.

    All of the files given, or none: one that can't be placed is refused, and nothing is changed. A release that changes
    what issued months cost is refused without --reprice, and the months are listed.

    \b
    wetread fees import PPRRVU2026_Jul_nonQPP.csv
    wetread fees import PPRRVU.txt --release 2025D
    wetread fees import RVU26C.zip
    """
    from invoicing.closing.fee_imports import SentFile, import_files
    from invoicing.closing.load_books import ApplyPermissions
    from reads.cli.fees import show_imported

    sent = []
    for path in files:
        with click.open_file(str(path), "rb") as stream:
            sent.append(SentFile.of(path.name, stream))
    by = desk.by
    done = import_files(desk.store, sent, by, said, ApplyPermissions(reprice))
    for month in done.repriced:
        desk.say(str(month))
    show_imported(desk, done.files)


@fees.command()
@click.argument("before")
@click.argument("after")
@click.option("--month", type=MONTH, metavar="MONTH", help="Whose reads; the last whole month if not given.")
@at_desk
def compare(desk: Desk, before: str, after: str, month: str | None) -> None:
    """What a change of release does to a month's reads, by contract; nothing is stored.

    Contracts that name their release keep it, and are listed apart: what they would cost if they went along.

    \b
    wetread fees compare 2025D 2026A
    wetread fees compare 2025D 2026A --month 2025-12
    """
    from invoicing.reports.release_comparison import compare_releases
    from reads.core import typed
    from reads.directory.load_directory import last_whole_month

    with desk.store.read() as session:
        asked = typed.month(month) if month else last_whole_month(session, desk.clock)
        found = compare_releases(session, before.strip().upper(), after.strip().upper(), asked)
    desk.answer(_as_json(found, before, after), lambda: _show(found, before, after))


def _as_json(found: Comparison, before: str, after: str) -> dict[str, object]:
    return {
        "month": str(found.month),
        "before": before.strip().upper(),
        "after": after.strip().upper(),
        "contracts": [_contract_as_json(each) for each in found.contracts],
        "totals": [
            {"currency": currency, "before": str(old), "after": str(new), "difference": str(new - old)}
            for currency, (old, new) in found.totals.items()
        ],
        "codes": [
            {
                "code": each.code,
                "reads": each.reads,
                "before": _plain(each.before),
                "after": _plain(each.after),
                "change": f"{each.change:f}",
            }
            for each in found.codes
        ],
    }


def _contract_as_json(each: ComparedContract) -> dict[str, object]:
    return {
        "contract": each.contract,
        "pinned": each.pinned,
        "currency": each.before.total.currency,
        "before": _under_as_json(each.before),
        "after": _under_as_json(each.after),
        "difference": str(each.difference),
    }


def _under_as_json(side: Under) -> dict[str, object]:
    return {
        "reads": side.reads,
        "work_rvu": f"{side.work_rvu:f}",
        "amount": str(side.total),
        "unpriced": side.unpriced,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _show(found: Comparison, before: str, after: str) -> None:
    names = before.strip().upper(), after.strip().upper()
    click.echo(f"{found.month.spelled()}, {names[0]} to {names[1]}: contracts that pay by work RVU")
    if not found.contracts:
        click.echo("\nNo read of the month is paid by work RVU.")
    for line in _lines(found, names):
        click.echo(line)


def _lines(found: Comparison, names: tuple[str, str]) -> Iterator[str]:
    if found.following:
        yield ""
        totals = [
            ("all", currency, "", "", old.printed(), new.printed(), signed(new - old))
            for currency, (old, new) in found.totals.items()
        ]
        yield from _table(found.following, names, totals if len(found.following) > 1 else [])
    if found.pinned:
        yield "\nPinned to a release of their own; what they would cost if they went along:"
        yield from _table(found.pinned, names, [])
    for each in found.contracts:
        for name, side in zip(names, (each.before, each.after), strict=True):
            if side.unpriced:
                yield f"\n{each.contract}: {side.unpriced:,} {'read has' if side.unpriced == 1 else 'reads have'} no price under {name}"
    if found.codes:
        yield "\nCodes that change most"
        head = ("code", "reads", *names, "wRVU of all")
        yield from aligned([head, *map(_code_row, found.codes[:_SHOWN])], right=range(1, len(head)))
        if len(found.codes) > _SHOWN:
            yield f"and {len(found.codes) - _SHOWN:,} more (--json lists all)"


def _table(
    contracts: Sequence[ComparedContract], names: tuple[str, str], totals: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    head = (
        "contract",
        "reads",
        *(f"wRVU {name}" for name in names),
        *(f"amount {name}" for name in names),
        "difference",
    )
    return aligned([head, *map(_row, contracts), *totals], right=range(1, len(head)))


def _row(each: ComparedContract) -> tuple[str, ...]:
    before, after = each.before, each.after
    return (
        each.contract if each.pinned is None else f"{each.contract} ({each.pinned})",
        f"{max(before.reads, after.reads):,}",
        f"{before.work_rvu:,f}",
        f"{after.work_rvu:,f}",
        before.total.printed(),
        after.total.printed(),
        signed(each.difference),
    )


def _code_row(each: ComparedCode) -> tuple[str, ...]:
    values = (_plain(value) or "none" for value in (each.before, each.after))
    return each.code, f"{each.reads:,}", *values, f"{each.change:+,f}"
