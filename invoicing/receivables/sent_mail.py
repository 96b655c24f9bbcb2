"""What was sent, when and to whom, around the server that sends it.

    1. begun      the mail is stored and committed, before the server is asked
    2. (SMTP)     the server takes it over, or says no
    3. ended      `sent` or `refused` is stored, with its event in the audit log

Broken off between 1 and 3 it stays in doubt: it may have been sent, and only `--again` sends it once more. So nothing is
ever sent twice without a person's word, and nothing counts as sent that the server didn't take over.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from invoicing.receivables.mail import Mail
from invoicing.receivables.mail_errors import MaybeSentBefore, NoWay, SentBefore
from invoicing.receivables.tables import MailOutcomeRow, MailRow
from reads.core.actor_and_moment import By, before
from reads.store.canonical_json import canonical
from reads.store.events import Deed, record

SENT, REFUSED = "sent", "refused"
_BY_HAND = "handed over by a person"


@dataclass(frozen=True, slots=True)
class Sending:
    """An earlier mail about the same: `outcome` is empty where it is in doubt."""

    recipients: tuple[str, ...]
    at: datetime
    outcome: str


def sendings(session: Session, entity: str) -> list[Sending]:
    """The mails about a paper or a statement, the oldest first."""
    query = (
        select(MailRow, col(MailOutcomeRow.outcome))
        .join(MailOutcomeRow, col(MailOutcomeRow.mail_id) == col(MailRow.id), isouter=True)
        .where(MailRow.entity == entity)
        .order_by(col(MailRow.id))
    )
    return [
        Sending(tuple(json.loads(mail.recipients)), mail.at, outcome or "") for mail, outcome in session.exec(query)
    ]


def sent_entities(session: Session) -> set[str]:
    """All papers and statements that some mail, delivery or person has taken to whom they are for."""
    query = select(MailRow.entity).join(MailOutcomeRow, col(MailOutcomeRow.mail_id) == col(MailRow.id))
    return set(session.exec(query.where(col(MailOutcomeRow.outcome) == SENT).distinct()))


def begin(session: Session, mail: Mail, by: By, *, again: bool) -> int:
    """Stores the mail that is about to be sent; SentBefore or MaybeSentBefore unless it may go out again."""
    for earlier in sendings(session, mail.entity) if not again else ():
        to = ", ".join(earlier.recipients)
        if earlier.outcome == SENT:
            raise SentBefore(mail.entity, to, earlier.at)
        if not earlier.outcome:
            raise MaybeSentBefore(mail.entity, to, earlier.at)
    row = MailRow(
        entity=mail.entity,
        recipients=canonical(list(mail.recipients)),
        subject=mail.subject,
        attachments=canonical([[each.name, each.sha256] for each in mail.enclosed]),
        message_id=mail.message_id,
        at=mail.at,
        actor=by.actor,
    )
    session.add(row)
    session.flush()
    return row.id or 0


def end(session: Session, number: int, mail: Mail, outcome: tuple[str, str], by: By) -> None:
    """Stores how it ended, `sent` or `refused`, and what the server said, with the event in the audit log."""
    ended, said = outcome
    session.add(MailOutcomeRow(mail_id=number, outcome=ended, said=said, at=by.at))
    detail: dict[str, object] = {
        "mail": number,
        "to": list(mail.recipients),
        "subject": mail.subject,
        "attached": {each.name: each.sha256 for each in mail.enclosed},
        "message_id": mail.message_id,
        "server_said": said,
    }
    if sealed := {each.name: each.sealed_from for each in mail.enclosed if each.sealed_from}:
        detail["sealed_from"] = sealed
    record(session, Deed(f"mail.{ended}", mail.entity, detail), actor=by.actor, at=by.at)


def mark_sent(session: Session, number: str, way: str, by: By) -> str:
    """Records that a person handed the paper over by another way than mail: a portal, the post; NoWay where none is named.

    What was said before is not recorded again: the answer tells when and by whom. Empty where it is new.
    """
    way = " ".join(way.split())
    if not way:
        raise NoWay
    query = select(MailRow).where(MailRow.entity == number, MailRow.subject == _BY_HAND).order_by(col(MailRow.id))
    for known in session.exec(query):
        (said,) = json.loads(known.recipients)
        if said.casefold() == way.casefold():
            return before(f"{number} was marked as sent by {said}", known.actor, known.at)
    row = MailRow(
        entity=number,
        recipients=canonical([way]),
        subject=_BY_HAND,
        attachments=canonical([]),
        message_id=f"by-hand-{secrets.token_hex(16)}",
        at=by.at,
        actor=by.actor,
    )
    session.add(row)
    session.flush()
    session.add(MailOutcomeRow(mail_id=row.id or 0, outcome=SENT, said="by a person's word", at=by.at))
    record(session, Deed("paper.handed_over", number, {"way": way}), actor=by.actor, at=by.at)
    return ""
