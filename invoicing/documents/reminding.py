"""Sends reminders: the statement of the account as a PDF, the level's words and the net amount in the mail, once a level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from invoicing.documents.mail_text import reminder_words
from invoicing.documents.mailing import Letter, MailRoom, address_of, recipients_of, send, statement_file
from invoicing.documents.statements import statement_pdf
from invoicing.receivables.mail import Enclosed, Mail
from invoicing.receivables.reminders import Reminder
from invoicing.receivables.statement import statement
from reads.core.errors import WetreadError


@dataclass(frozen=True, slots=True)
class Reminded:
    """What went out, and what didn't, each with its reason."""

    sent: list[Mail]
    left: list[tuple[str, WetreadError]]


def send_reminders(room: MailRoom, found: list[Reminder], day: date) -> Reminded:
    """Every reminder that is due; one that can't go leaves the others be."""
    done = Reminded([], [])
    for each in found:
        if not each.is_due:
            continue
        try:
            with room.store.read() as session:
                said = statement(session, each.client, each.currency, day)
                recipients = recipients_of((), address_of(session, each.client), each.client)
            enclosed = (Enclosed(f"reminder-{statement_file(said)}", statement_pdf(said, room.books)),)
            letter = Letter(each.entity, said.issuer, recipients, reminder_words(each, said), enclosed)
            done.sent.append(send(room, letter, again=False))
        except WetreadError as error:
            done.left.append((each.client, error))
    return done
