"""`wetread deliver`: a month's papers into the outbox, in the form that each client asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT, MONTH
from reads.core import typed

if TYPE_CHECKING:
    from invoicing.documents.outbox import ClientDelivered


@click.command()
@click.option("--month", type=MONTH, required=True, metavar="MONTH", help="The month whose papers go out.")
@click.option("--client", type=CLIENT, default="", metavar="ID", help="This client's papers only.")
@click.option("--again", is_flag=True, help="Also papers that were delivered or mailed before.")
@at_desk
def deliver(desk: Desk, month: str, client: str, again: bool) -> None:
    """Writes each client's papers into outbox/, as the delivery that clients.csv names wants them, each once.

    The deliveries are files of delivery/: a folder, a mail to be sent, a portal's CSV, cXML with the PDF, X12 810, UBL.

    \b
    Example:
      wetread deliver --month 2026-10
    """
    done = deliver_and_tell(desk, month, client, again=again)
    desk.answer({"month": str(typed.month(month)), "clients": [_as_json(each) for each in done]}, lambda: None)


def deliver_and_tell(desk: Desk, month: str, client: str = "", *, again: bool = False) -> list[ClientDelivered]:
    """Delivers, and says client by client what became of it; a client that can't be served needs a person."""
    from invoicing.documents.outbox import DeliveryOrder, deliver_month

    order = DeliveryOrder(typed.month(month), desk.books, desk.by, client, again)
    done = []
    for each in deliver_month(desk.store, order):
        _tell(desk, each)
        done.append(each)
    if not done:
        desk.say(f"no paper of {month} is issued\n    → `wetread close {month} --issue`")
    return done


def _tell(desk: Desk, each: ClientDelivered) -> None:
    if each.failed is not None:
        desk.say(f"{each.client}: not delivered: {each.failed.message}\n    → {each.failed.remedy}")
        desk.report(each.failed.problems)
        desk.needs_a_person()
    elif not each.profile:
        desk.say(
            f"{each.client}: clients.csv names no delivery\n    → send its papers by `wetread invoice email`, or name one"
        )
        desk.needs_a_person()
    elif each.papers:
        desk.say(f"{each.client}: {', '.join(each.papers)} by {each.profile}, in {each.files[0].parent}")
    if each.before:
        desk.say(f"{each.client}: {', '.join(each.before)} went out before; --again sends it once more")


def _as_json(each: ClientDelivered) -> dict[str, object]:
    return {
        "client": each.client,
        "delivery": each.profile,
        "papers": list(each.papers),
        "files": [str(path) for path in each.files],
        "before": list(each.before),
        "error": None if each.failed is None else {"code": each.failed.code, "message": each.failed.message},
    }
