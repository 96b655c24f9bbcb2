"""`wetread invoice email`: sends a paper to its client; what was sent, when and to whom is kept."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.papers.paper import Issuer, Paper
    from invoicing.receivables.mail import Enclosed, Mail, MailServer


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: what it is about, from whom and to whom, what it says and carries."""

    entity: str
    issuer: Issuer
    recipients: tuple[str, ...]
    words: tuple[str, str]
    enclosed: tuple[Enclosed, ...]


@click.command("email")
@click.argument("number")
@click.option("--to", multiple=True, metavar="ADDRESS", help="Instead of the client's address; more than once.")
@click.option("--with-schedule", is_flag=True, help="With the schedule of reads, under its password.")
@click.option("--again", is_flag=True, help="Send it although it was sent before, or may have been.")
@at_desk
def email(desk: Desk, number: str, to: tuple[str, ...], with_schedule: bool, again: bool) -> None:
    """Sends a paper by e-mail: the PDF without its schedule, which goes only under a password.

    The mail is recorded before the server is asked, and as sent once the server has taken it over.

    \b
    Example:
      wetread invoice email WR-2026-00001
    """
    from invoicing.documents.mail_text import paper_words
    from invoicing.papers.repository import whole
    from invoicing.receivables.asking import payer_of
    from invoicing.receivables.errors import NoPaper

    with desk.store.read() as session:
        found = payer_of(session, number, None).paper
        if found is None:
            raise NoPaper(number)
        paper = whole(session, found.id)
        recipients = recipients_of(to, address_of(session, found.client), found.client)
    send(
        desk,
        Letter(
            entity=paper.number or "",
            issuer=paper.issuer,
            recipients=recipients,
            words=paper_words(paper, with_schedule=with_schedule),
            enclosed=_enclosed(desk, paper, with_schedule=with_schedule),
        ),
        again=again,
    )


def _enclosed(desk: Desk, paper: Paper, *, with_schedule: bool) -> tuple[Enclosed, ...]:
    """The paper without its schedule; the schedule, where it is wanted, as a file of its own under its password."""
    from invoicing.cli.paper_files import PASSWORD
    from invoicing.documents.print_files import render, render_schedule
    from invoicing.receivables.mail import Enclosed
    from invoicing.receivables.mail_errors import NoSchedule, NoSchedulePassword
    from reads.core.ids import in_file_names

    password, books = os.environ.get(PASSWORD), desk.books.absolute()
    if with_schedule and not paper.schedule:
        raise NoSchedule(paper.number or "")
    if with_schedule and not password:
        raise NoSchedulePassword(PASSWORD)
    alone = replace(paper, separate_schedule=True) if paper.schedule else paper
    name = in_file_names(paper.number or "")
    with tempfile.TemporaryDirectory(prefix="wetread-") as folder:
        files = [render(alone, Path(folder) / f"{name}.pdf", books=books)]
        if with_schedule and password:
            files.append(render_schedule(paper, Path(folder) / f"{name}-schedule.pdf", password, books=books))
        return tuple(Enclosed(file.path.name, file.path.read_bytes()) for file in files)


def address_of(session: Session, client: str) -> str:
    """The client's address as the books have it now."""
    from reads.directory.service import load_directory

    known = load_directory(session, ("clients",)).clients.get(client)
    return known.email if known else ""


def recipients_of(to: Sequence[str], known: str, client: str) -> tuple[str, ...]:
    """Those asked for, else the client's; BadAddress or NoAddress."""
    from invoicing.receivables.mail_errors import BadAddress, NoAddress
    from reads.core.findings import Wrong
    from reads.directory.cell_types import email as form

    if not to and not known:
        raise NoAddress(client)
    found = tuple(dict.fromkeys(to)) or (known,)
    for each in found:
        try:
            form(each)
        except Wrong:
            raise BadAddress(each) from None
        if not each.isascii():
            raise BadAddress(each)
    return found


def send(desk: Desk, letter: Letter, *, again: bool) -> None:
    """Records the mail, has it sent, records how that ended, and says so."""
    from invoicing.documents.figures import plain
    from invoicing.receivables.mail import Mail
    from invoicing.receivables.mail_errors import InDoubt
    from invoicing.receivables.sent_mail import REFUSED, SENT, begin, end
    from invoicing.receivables.smtp import password_of
    from invoicing.receivables.smtp import send as hand_over
    from reads.core.by import By
    from reads.core.errors import WetreadError

    server = _server(desk, letter.issuer.email)
    password = password_of(server)
    at = desk.clock.now()
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
    with desk.store.write() as session:
        sending = begin(session, mail, By(desk.actor, at), again=again)
    try:
        said = hand_over(server, password, mail, content)
    except WetreadError as error:
        if isinstance(error, InDoubt):
            raise
        with desk.store.write() as session:
            end(session, sending, mail, (REFUSED, error.code), By(desk.actor, desk.clock.now()))
        raise
    with desk.store.write() as session:
        end(session, sending, mail, (SENT, said), By(desk.actor, desk.clock.now()))
    _tell(desk, mail)


def _server(desk: Desk, fallback_sender: str) -> MailServer:
    """[email] of wetread.toml; FaultyInput where the file has faults."""
    from invoicing.receivables.mail import MailServer
    from reads.core.errors import FaultyInput
    from reads.directory.settings import SETTINGS_FILE, read_settings, settings_text

    settings, findings = read_settings(settings_text(desk.books))
    if settings is None:
        raise FaultyInput(SETTINGS_FILE, findings)
    return MailServer.of(settings.values, fallback_sender)


def _tell(desk: Desk, mail: Mail) -> None:
    from reads.core.times import rfc3339

    document = {
        "sent": mail.entity,
        "to": list(mail.recipients),
        "subject": mail.subject,
        "attached": [{"name": each.name, "sha256": each.sha256} for each in mail.enclosed],
        "message_id": mail.message_id,
        "at": rfc3339(mail.at),
    }
    desk.answer(
        document,
        lambda: click.echo(f"{' and '.join(each.name for each in mail.enclosed)} sent to {', '.join(mail.recipients)}"),
    )
