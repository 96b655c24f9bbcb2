"""`wetread reads list`: the reads with the door each leaves by; the other verbs of `reads` need no contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.reads import reads

if TYPE_CHECKING:
    from reads.routing.route import Route

ROUTES = ("hospital", "insurance", "none", "held")

__all__ = ["reads"]


@reads.command("list")
@click.option("--month", metavar="MONTH", help="This month's only, like 2026-10.")
@click.option("--facility", metavar="ID", help="This facility's only.")
@click.option("--route", "door", type=click.Choice(ROUTES), help="Only what goes there.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N only.")
@at_desk
def list_(desk: Desk, month: str | None, facility: str | None, door: str | None, limit: int | None) -> None:
    """List reads in the order of signing, each with its month and route.

    \b
    wetread reads list --month 2026-10 --route held
    """
    from invoicing.closing.gather import gather_all, gather_month
    from invoicing.closing.held_reads import without_price
    from reads.core import typed

    with desk.store.read() as session:
        routed = gather_all(session) if month is None else gather_month(session, typed.month(month))
    unpriced = {each.logged.key: each.reasons[0].code for each in without_price(routed)}
    rows = (_as_json(route, unpriced.get(route.logged.key)) for route in routed.routes)
    place = facility and facility.casefold()
    listed = [row for row in rows if place in (None, str(row["facility"]).casefold()) and door in (None, row["route"])][
        :limit
    ]
    desk.answer(listed, lambda: click.echo("\n".join(map(_line, listed)), nl=bool(listed)))
    if not listed:
        desk.say("the log has no such read")


def _as_json(route: Route, unpriced: str | None) -> dict[str, object]:
    """A read as scripts see it (spec 6); codes and reader as the directory knows them, else as sent."""
    from invoicing.closing.routed import month_of
    from reads.core.times import rfc3339
    from reads.routing.route import ToHospital, ToInsurer

    read = route.logged.read
    known = route if isinstance(route, (ToHospital, ToInsurer)) else None
    return {
        "id": route.logged.version_id,
        "accession": read.accession,
        "facility": read.facility,
        "exam_code": read.exam_code,
        "cpt": list(known.exam.cpt if known else read.cpt),
        "modifiers": list(read.modifiers),
        "read_type": read.read_type.value,
        "modality": (known.exam.modality if known else "") or read.modality,
        "priority": read.priority.value,
        "radiologist": known.radiologist.id if known else read.radiologist,
        "signed_at": rfc3339(read.signed_at),
        "month": str(month_of(route)),
        "route": "held" if unpriced else _door(route),
        "rule": "held" if unpriced else route.rule,
        "reasons": [unpriced] if unpriced else _codes(route),
    }


def _door(route: Route) -> str:
    from reads.routing.route import Held, Nowhere, ToHospital

    match route:
        case ToHospital():
            return "hospital"
        case Nowhere():
            return "none"
        case Held():
            return "held"
        case _:
            return "insurance"


def _codes(route: Route) -> list[str]:
    from reads.routing.route import Held

    return [reason.code for reason in route.reasons] if isinstance(route, Held) else []


def _line(row: dict[str, object]) -> str:
    reasons = row["reasons"]
    why = ", ".join(map(str, reasons)) if isinstance(reasons, list) and reasons else row["rule"]
    return (
        f"{row['signed_at']}  {row['facility']}  {row['accession']}  {row['exam_code']}  {row['read_type']}  "
        f"{row['radiologist']}  {row['month']}  {row['route']} ({why})"
    )
