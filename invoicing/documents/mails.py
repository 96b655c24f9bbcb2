"""Sends papers, statements and reminders by mail: recorded before the server is asked, and how it ended afterwards.

A mail that was begun and not ended stays in doubt; nothing goes out twice without a person's word (`receivables.sent_mail`).
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from invoicing.documents.figures import plain
from invoicing.documents.mail_text import paper_words, statement_words
from invoicing.documents.print_files import render, render_schedule
from invoicing.documents.schedule_password import NoSchedulePassword
from invoicing.documents.statements import statement_pdf
from invoicing.papers.paper import Issuer, Paper
from invoicing.receivables import sent_mail
from invoicing.receivables.mail import Enclosed, Mail, MailServer
from invoicing.receivables.mail_errors import BadAddress, InDoubt, NoAddress, NoSchedule
from invoicing.receivables.smtp import password_of
from invoicing.receivables.smtp import send as hand_over
from invoicing.receivables.statement import Statement
from reads.core.actor_and_moment import By
from reads.core.clock import Clock
from reads.core.errors import WetreadError
from reads.core.findings import Wrong
from reads.core.ids import in_file_names, slug
from reads.directory.cell_types import email as email_form
from reads.directory.load_directory import load_directory
from reads.directory.settings import settings_of
from reads.store.engine import Store


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: what it is about, from whom and to whom, what it says and carries."""

    entity: str
    issuer: Issuer
    recipients: tuple[str, ...]
    words: tuple[str, str]
    enclosed: tuple[Enclosed, ...]


@dataclass(frozen=True, slots=True)
class MailRoom:
    """Where mails are sent from: the database, the books, the clock, and who acts."""

    store: Store
    books: Path
    clock: Clock
    actor: str
    told_in: Store | None = None
    """Through which it is recorded that a mail was sent, where that is to be one transaction with something of its sender's."""


def send_paper(room: MailRoom, paper: Paper, recipients: tuple[str, ...], password: str | None, *, again: bool) -> Mail:
    """Sends the paper, without its schedule where there is no `password`; that goes under it, as a file of its own.

    NoSchedulePassword where it is empty, NoSchedule where the paper has none.
    """
    letter = Letter(
        entity=paper.number or "",
        issuer=paper.issuer,
        recipients=recipients,
        words=paper_words(paper, with_schedule=password is not None),
        enclosed=_of_paper(room, paper, password),
    )
    return send(room, letter, again=again)


def send_statement(room: MailRoom, said: Statement, recipients: tuple[str, ...], *, again: bool) -> Mail:
    """Sends the statement of a day, once unless `again`."""
    letter = Letter(
        entity=f"statement/{said.client}/{said.currency}/{said.day}",
        issuer=said.issuer,
        recipients=recipients,
        words=statement_words(said),
        enclosed=(Enclosed(f"statement-{statement_file(said)}", statement_pdf(said, room.books)),),
    )
    return send(room, letter, again=again)


def statement_file(said: Statement) -> str:
    """A name that is safe everywhere: the client, the day, and the currency where it isn't the usual one."""
    currency = "" if said.currency == "USD" else f"-{slug(said.currency)}"
    return f"{slug(said.client)}-{said.day}{currency}.pdf"


def _of_paper(room: MailRoom, paper: Paper, password: str | None) -> tuple[Enclosed, ...]:
    if password is not None and not paper.schedule:
        raise NoSchedule(paper.number or "")
    if password == "":
        raise NoSchedulePassword
    alone = replace(paper, separate_schedule=True) if paper.schedule else paper
    name = in_file_names(paper.number or "")
    with tempfile.TemporaryDirectory(prefix="wetread-") as folder:
        files = [render(alone, Path(folder) / f"{name}.pdf", books=room.books)]
        if password:
            path = Path(folder) / f"{name}-schedule.pdf"
            files.append(render_schedule(paper, path, password, books=room.books))
        return tuple(Enclosed(file.path.name, file.path.read_bytes(), file.sealed_from) for file in files)


def address_of(session: Session, client: str) -> str:
    """The client's address as the books have it now."""
    known = load_directory(session, ("clients",)).clients.get(client)
    return known.email if known else ""


def recipients_of(to: Sequence[str], known: str, client: str) -> tuple[str, ...]:
    """Those asked for, else the client's; BadAddress or NoAddress."""
    if not to and not known:
        raise NoAddress(client)
    found = tuple(dict.fromkeys(to)) or (known,)
    for each in found:
        try:
            email_form(each)
        except Wrong:
            raise BadAddress(each) from None
        if not each.isascii():
            raise BadAddress(each)
    return found


def send(room: MailRoom, letter: Letter, *, again: bool) -> Mail:
    """Records the mail, has it sent, records how that ended; the mail as it went out."""
    server = _server(room.books, letter.issuer.email)
    password = password_of(server)
    at = room.clock.now()
    mail = Mail(
        entity=letter.entity,
        sender_name=plain(letter.issuer.name),
        sender=server.sender,
        recipients=letter.recipients,
        subject=letter.words[0],
        body=letter.words[1],
        enclosed=letter.enclosed,
        message_id=f"{secrets.token_hex(16)}@{server.sender.rpartition('@')[2]}",
        at=at,
    )
    content = mail.as_bytes()
    with room.store.write() as session:
        sending = sent_mail.begin(session, mail, By(room.actor, at), again=again)
    try:
        said = hand_over(server, password, mail, content)
    except InDoubt:
        raise
    except WetreadError as error:
        with room.store.write() as session:
            sent_mail.end(session, sending, mail, (sent_mail.REFUSED, error.code), By(room.actor, room.clock.now()))
        raise
    with (room.told_in or room.store).write() as session:
        sent_mail.end(session, sending, mail, (sent_mail.SENT, said), By(room.actor, room.clock.now()))
    return mail


def _server(books: Path, fallback_sender: str) -> MailServer:
    """[email] of wetread.toml; FaultyInput where the file has faults."""
    return MailServer.of(settings_of(books).values, fallback_sender)
