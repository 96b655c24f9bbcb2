"""`wetread held`: what waits for a person, why, and what to type; and the release of what a person may decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.wording import BECAUSE
from reads.core.english import counted

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.closing.held_reads import HeldRead
    from reads.routing.route import Reason

_SHOWN = 5


@click.group(invoke_without_command=True)
@click.option("--month", metavar="MONTH", help="This month's only, like 2026-10.")
@click.pass_context
@at_desk
def held(desk: Desk, context: click.Context, month: str | None) -> None:
    """What is held back from billing, by reason, each with what to do; exit status 1 if anything is.

    \b
    wetread held --month 2026-10
    wetread held release 4711 --because "second read asked for by Dr. Roe, see report"
    """
    if context.invoked_subcommand is not None:
        return
    from invoicing.closing.held_reads import held_reads
    from reads.core import typed

    with desk.store.read() as session:
        waiting = held_reads(session, None if month is None else typed.month(month))
    desk.answer([_as_json(each) for each in waiting], lambda: _show(waiting))
    if waiting:
        desk.needs_a_person()


@held.command()
@click.argument("number", metavar="ID", type=int)
@BECAUSE
@click.option("--reason", metavar="CODE", help="Release it from this reason only.")
@at_desk
def release(desk: Desk, number: int, because: str, reason: str | None) -> None:
    """Release a held read from the reasons that a person may decide; a final read abroad never.

    \b
    wetread held release 4711 --because "second read asked for by Dr. Roe, see report"
    """
    from invoicing.closing.held_reads import NothingHeld, release_held

    with desk.store.write() as session:
        try:
            codes = release_held(session, number, because, reason, actor=desk.actor, at=desk.clock.now())
        except NothingHeld:
            codes = _release_from_checks(desk, session, number, because, reason)
    desk.answer(
        {"id": number, "released": list(codes)}, lambda: click.echo(f"{number}: released from {', '.join(codes)}")
    )


def _release_from_checks(
    desk: Desk, session: Session, number: int, because: str, reason: str | None
) -> tuple[str, ...]:
    """A final that routing lets through may be held by the checks before a claim; NothingHeld where it isn't either."""
    from invoicing.closing.held_reads import NothingHeld
    from reads.claims.errors import NothingToRelease
    from reads.claims.release import release_final
    from reads.cli.claims import office_of

    office = office_of(desk, session)
    try:
        return release_final(session, office, number, because, reason, actor=desk.actor, at=desk.clock.now())
    except NothingToRelease as refused:
        if refused.held:
            raise
        raise NothingHeld(number) from None


def _as_json(each: HeldRead) -> dict[str, object]:
    read = each.logged.read
    return {
        "id": each.number,
        "accession": read.accession,
        "facility": read.facility,
        "exam_code": read.exam_code,
        "read_type": read.read_type.value,
        "month": str(each.month),
        "reasons": [
            {"code": reason.code, "message": reason.message, "remedy": reason.remedy, "source": reason.source}
            for reason in each.reasons
        ],
    }


def _show(waiting: Sequence[HeldRead]) -> None:
    """Reasons by how many reads they hold, each with its cases and what to do."""
    if not waiting:
        click.echo("nothing is held")
        return
    cases: defaultdict[str, defaultdict[Reason, list[HeldRead]]] = defaultdict(lambda: defaultdict(list))
    for each in waiting:
        for reason in each.reasons:
            cases[reason.code][reason].append(each)
    for code, reasons in sorted(cases.items(), key=lambda item: -sum(map(len, item[1].values()))):
        click.secho(f"{code}: {counted(sum(map(len, reasons.values())), 'read')}", bold=True)
        for reason, reads in sorted(reasons.items(), key=lambda item: -len(item[1])):
            count = f"{counted(len(reads), 'read')}: " if len(reasons) > 1 else ""
            click.echo(f"  {count}{reason.message}" + (f" ({reason.source})" if reason.source else ""))
            click.echo(f"    → {reason.remedy}")
            click.echo(f"    {_named(reads)}")
    click.echo(f"{counted(len(waiting), 'read')} held")


def _named(reads: Sequence[HeldRead]) -> str:
    """The first few by number, facility and accession."""
    names = [f"{each.number} ({each.logged.read.facility} {each.logged.read.accession})" for each in reads[:_SHOWN]]
    return ", ".join(names) + (f" and {len(reads) - _SHOWN:,} more" if len(reads) > _SHOWN else "")
