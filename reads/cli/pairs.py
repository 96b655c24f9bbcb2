"""`wetread pairs`: wet and final reads of one study, what has no counterpart, and where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.claims import office_of
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.core import typed
from reads.core.english import counted
from reads.core.times import rfc3339

if TYPE_CHECKING:
    from reads.claims.pairing import Pairs
    from reads.core.read import LoggedRead
    from reads.log.ordered_unread import Unread

_SHOWN = 20
_DOORS = {"hospital": "paid by the hospital", "insurance": "paid by an insurer", "none": "billed to nobody"}


@click.command()
@click.option("--month", type=MONTH, required=True, metavar="MONTH", help="The month, like 2026-10.")
@click.option("--hours", type=click.IntRange(0), default=24, help="After so many hours a wet read should have a final.")
@at_desk
def pairs(desk: Desk, month: str, hours: int) -> None:
    """Pair the month's wet and final reads: those without a counterpart, and how finals agree with wet reads, by reader.

    With them come the studies that were ordered and that nobody has read.

    Exit status 1 if a major discrepancy doesn't say who was told, when and how, if a final may be a wet read from abroad signed
    again (draft_from_abroad), or if a read of a downtime log may be in the log a second time, under a system's own exam code.

    \b
    wetread pairs --month 2026-10 --hours 36
    """
    from reads.claims.pairing import pairs_of

    wanted = typed.month(month)
    with desk.store.read() as session:
        found = pairs_of(office_of(desk, session), wanted, hours, desk.clock.now())
    desk.answer(_as_json(found, str(wanted), hours), lambda: _show(found, hours))
    if found.undocumented or found.retyped or found.drafts:
        desk.needs_a_person()


def _as_json(found: Pairs, month: str, hours: int) -> dict[str, object]:
    return {
        "month": month,
        "hours": hours,
        "paired": found.paired,
        "wet_without_final": [_read(each) for each in found.wet_alone],
        "final_without_wet": [_final(each, found) for each in found.finals_alone],
        "discrepancies": [
            {
                "reader": reader,
                "agree": counts["agree"],
                "minor": counts["minor"],
                "major": counts["major"],
                "not_said": counts[""],
            }
            for reader, counts in found.discrepancies.items()
        ],
        "draft_from_abroad": [{**_final(each, found), "because": why} for each, why in found.drafts],
        "undocumented": [_final(each, found) for each in found.undocumented],
        "ordered_unread": [_order(each) for each in found.unread],
        "retyped_twice": [
            {**_read(each.by_hand), "sent": [_read(other) for other in each.sent]} for each in found.retyped
        ],
    }


def _read(each: LoggedRead) -> dict[str, object]:
    read = each.read
    return {
        "accession": read.accession,
        "facility": read.facility,
        "exam": read.exam,
        "radiologist": read.radiologist,
        "signed_at": rfc3339(read.signed_at),
    }


def _final(each: LoggedRead, found: Pairs) -> dict[str, object]:
    return {**_read(each), "door": found.doors[each.key].value}


def _order(each: Unread) -> dict[str, object]:
    order = each.order
    return {
        "accession": order.accession,
        "facility": order.facility,
        "exam": order.exam_code or order.cpt,
        "ordered_at": rfc3339(each.sent_at),
    }


def _show(found: Pairs, hours: int) -> None:
    have = "has" if found.paired == 1 else "have"
    click.echo(f"{counted(found.paired, 'study', 'studies')} {have} a wet and a final read")
    _show_reads(f"wet reads without a final after {hours} hours", found.wet_alone)
    _show_reads("finals without a wet read", found.finals_alone, found)
    for reader, counts in found.discrepancies.items():
        said = ", ".join(f"{number} {level or 'not said'}" for level, number in counts.items())
        click.echo(f"finals on wet reads of {reader}: {said}")
    if found.unread:
        click.secho(f"ordered more than {hours} hours ago and never read: {len(found.unread):,}", bold=True)
        for each in found.unread[:_SHOWN]:
            click.echo("    {facility} {accession}  {exam}  {ordered_at}".format(**_order(each)))
        _show_rest(found.unread)
    if found.retyped:
        click.secho(f"retyped from a downtime log, and sent under another exam: {len(found.retyped):,}", bold=True)
        for twice in found.retyped[:_SHOWN]:
            click.echo(f"    {twice.message}\n        → {twice.remedy}")
        _show_rest(found.retyped)
    if found.drafts:
        click.secho(f"draft_from_abroad, finals that may be no readings of their own: {len(found.drafts):,}", bold=True)
        for final, why in found.drafts[:_SHOWN]:
            click.echo(f"    {final.read.facility} {final.read.accession}  {final.read.radiologist}: {why}")
        _show_rest(found.drafts)
    _show_reads("major discrepancies that don't say who was told, when and how", found.undocumented, found)


def _show_reads(lead: str, reads: Sequence[LoggedRead], found: Pairs | None = None) -> None:
    if not reads:
        return
    click.secho(f"{lead}: {len(reads):,}", bold=True)
    for each in reads[:_SHOWN]:
        read = each.read
        door = f"  {_DOORS[found.doors[each.key].value]}" if found else ""
        shown = f"{read.facility} {read.accession}  {read.exam}  {read.radiologist}  {rfc3339(read.signed_at)}"
        click.echo(f"    {shown}{door}")
    _show_rest(reads)


def _show_rest(shown: Sequence[object]) -> None:
    if len(shown) > _SHOWN:
        click.echo(f"    and {len(shown) - _SHOWN:,} more (--json has all)")
