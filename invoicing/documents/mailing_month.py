"""Sends a month's papers, each to its client, once: what was sent, by mail or otherwise, or may have been, is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from invoicing.documents.mail_steps import Mailed, MailStep, all_of, one_by_one
from invoicing.documents.mails import MailRoom, address_of, recipients_of, send_paper
from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.repository import whole
from invoicing.receivables.mail import Mail
from invoicing.receivables.mail_errors import MaybeSentBefore
from invoicing.receivables.sent_mail import REFUSED, Sending, sendings
from reads.core.month import Month


def send_month(room: MailRoom, month: Month, password: str | None) -> Mailed:
    """Every paper of the month that no mail has taken; one that can't go leaves the others be."""
    return all_of(mails_of_month(room, month, password))


def mails_of_month(room: MailRoom, month: Month, password: str | None) -> Iterator[MailStep]:
    """The same paper by paper, each as it went out."""
    with room.store.read() as session:
        known = [(head, sendings(session, head.number)) for head in heads(session, month=month) if head.number]
    return one_by_one(
        [
            (head.number or "", partial(_send, room, head, earlier, password))
            for head, earlier in known
            if not any(each.outcome not in {REFUSED, ""} for each in earlier)
        ]
    )


def _send(room: MailRoom, head: IssuedPaper, earlier: list[Sending], password: str | None) -> Mail:
    in_doubt = next((each for each in earlier if not each.outcome), None)
    if in_doubt is not None:
        raise MaybeSentBefore(head.number or "", ", ".join(in_doubt.recipients), in_doubt.at)
    with room.store.read() as session:
        paper = whole(session, head.id)
        recipients = recipients_of((), address_of(session, head.client), head.client)
    own = password if paper.schedule else None
    return send_paper(room, paper, recipients, own, again=False)
