"""`wetread invoice email`: sends a paper, or a month's, to its client; what was sent, when and to whom is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from invoicing.cli.known_words import NUMBER
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH

if TYPE_CHECKING:
    from invoicing.documents.mails import MailRoom
    from invoicing.receivables.mail import Mail


@click.command("email")
@click.argument("number", type=NUMBER, required=False)
@click.option(
    "--month",
    type=MONTH,
    metavar="MONTH",
    help="Every paper of the month that no mail has taken yet, each to its client.",
)
@click.option("--to", multiple=True, metavar="ADDRESS", help="Instead of the client's address; more than once.")
@click.option("--with-schedule", is_flag=True, help="With the schedule of reads, under its password.")
@click.option("--again", is_flag=True, help="Send it although it was sent before, or may have been.")
@at_desk
def email(desk: Desk, number: str | None, **options: Any) -> None:
    """Sends a paper by e-mail: the PDF without its schedule, which goes only under a password.

    The mail is recorded before the server is asked, and as sent once the server has taken it over.

    \b
    Examples:
      wetread invoice email WR-2026-00001
      wetread invoice email --month 2026-10
    """
    from invoicing.documents.mails import address_of, recipients_of, send_paper
    from invoicing.documents.schedule_password import password_to_send
    from invoicing.papers.repository import whole
    from invoicing.receivables.errors import NoPaper
    from invoicing.receivables.payment_request import payer_of
    from reads.core.errors import WrongUse

    if (number is None) == (options["month"] is None):
        raise WrongUse("name one paper, or a month by --month", "wetread invoice email NUMBER | --month 2026-10")
    if number is None:
        _send_month(desk, options)
        return
    with desk.store.read() as session:
        found = payer_of(session, number, None).paper
        if found is None:
            raise NoPaper(number)
        paper = whole(session, found.id)
        recipients = recipients_of(options["to"], address_of(session, found.client), found.client)
    password = password_to_send(with_schedule=options["with_schedule"])
    tell_sent(desk, [send_paper(mail_room(desk), paper, recipients, password, again=options["again"])])


def _send_month(desk: Desk, options: dict[str, Any]) -> None:
    """Sends what is unsent; a paper that can't go is named, the others go all the same."""
    from invoicing.documents.mailing_month import send_month
    from invoicing.documents.schedule_password import password_to_send
    from reads.core import typed
    from reads.core.errors import WrongUse

    if options["to"] or options["again"]:
        raise WrongUse("--to and --again go with one paper", "a month's papers go to their clients, each once")
    password = password_to_send(with_schedule=options["with_schedule"])
    done = send_month(mail_room(desk), typed.month(options["month"]), password)
    for number, error in done.left:
        desk.say(f"{number}: {error.message}\n    → {error.remedy}")
    if done.left:
        desk.needs_a_person()
    tell_sent(desk, done.sent)


def mail_room(desk: Desk) -> MailRoom:
    """Where this command's mails are sent from."""
    from invoicing.documents.mails import MailRoom

    return MailRoom(desk.store, desk.books.absolute(), desk.clock, desk.actor)


def tell_sent(desk: Desk, mails: list[Mail], *, as_one: bool = True) -> None:
    """Says what went to whom; one mail as one document, several as a list."""
    documents = [_as_json(mail) for mail in mails]
    desk.answer(documents[0] if len(documents) == 1 and as_one else documents, lambda: _show(mails))


def _as_json(mail: Mail) -> dict[str, object]:
    from reads.core.times import rfc3339

    return {
        "sent": mail.entity,
        "to": list(mail.recipients),
        "subject": mail.subject,
        "attached": [{"name": each.name, "sha256": each.sha256} for each in mail.enclosed],
        "message_id": mail.message_id,
        "at": rfc3339(mail.at),
    }


def _show(mails: list[Mail]) -> None:
    for mail in mails:
        click.echo(f"{' and '.join(each.name for each in mail.enclosed)} sent to {', '.join(mail.recipients)}")
    if not mails:
        click.echo("nothing was sent")
