"""Sends a month's papers, each to its client, once: what was sent, by mail or otherwise, or may have been, is left alone."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.documents.mailing import MailRoom, SchedulePassword, address_of, recipients_of, send_paper
from invoicing.papers.heads import heads
from invoicing.papers.repository import whole
from invoicing.receivables.mail import Mail
from invoicing.receivables.mail_errors import MaybeSentBefore
from invoicing.receivables.sent_mail import REFUSED, sendings
from reads.core.errors import WetreadError
from reads.core.month import Month


@dataclass(frozen=True, slots=True)
class SentMonth:
    """What went out, and what didn't, each with its reason."""

    sent: list[Mail]
    left: list[tuple[str, WetreadError]]


def send_month(room: MailRoom, month: Month, schedule: SchedulePassword) -> SentMonth:
    """Every paper of the month that no mail has taken; one that can't go leaves the others be."""
    with room.store.read() as session:
        known = [(head, sendings(session, head.number)) for head in heads(session, month=month) if head.number]
    done = SentMonth([], [])
    for head, earlier in known:
        number = head.number or ""
        in_doubt = next((each for each in earlier if not each.outcome), None)
        if any(each.outcome not in {REFUSED, ""} for each in earlier):
            continue
        try:
            if in_doubt is not None:
                raise MaybeSentBefore(number, ", ".join(in_doubt.recipients), in_doubt.at)
            with room.store.read() as session:
                paper = whole(session, head.id)
                recipients = recipients_of((), address_of(session, head.client), head.client)
            own = schedule if paper.schedule else SchedulePassword()
            done.sent.append(send_paper(room, paper, recipients, own, again=False))
        except WetreadError as error:
            done.left.append((number, error))
    return done
