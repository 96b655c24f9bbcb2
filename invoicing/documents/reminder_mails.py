"""Sends reminders: the statement of the account as a PDF, the level's words and the net amount in the mail, once a level."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from invoicing.documents.mail_steps import Mailed, MailStep, all_of, one_by_one
from invoicing.documents.mail_text import reminder_words
from invoicing.documents.mails import Letter, MailRoom, address_of, recipients_of, send, statement_file
from invoicing.documents.statements import statement_pdf
from invoicing.receivables.mail import Enclosed, Mail
from invoicing.receivables.reminders import Reminder
from invoicing.receivables.statement import statement


def send_reminders(room: MailRoom, found: list[Reminder], day: date) -> Mailed:
    """Every reminder that is due; one that can't go leaves the others be."""
    return all_of(mails_of_reminders(room, found, day))


def mails_of_reminders(room: MailRoom, found: list[Reminder], day: date) -> Iterator[MailStep]:
    """The same client by client, each as it went out."""
    return one_by_one([(each.client, partial(_send, room, each, day)) for each in found if each.is_due])


def _send(room: MailRoom, each: Reminder, day: date) -> Mail:
    with room.store.read() as session:
        said = statement(session, each.client, each.currency, day)
        recipients = recipients_of((), address_of(session, each.client), each.client)
    enclosed = (Enclosed(f"reminder-{statement_file(said)}", statement_pdf(said, room.books)),)
    letter = Letter(each.entity, said.issuer, recipients, reminder_words(each, said), enclosed)
    return send(room, letter, again=False)
