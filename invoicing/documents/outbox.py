"""Papers go out as their clients ask: into outbox/, each once, recorded as a mail is (spec 4.10).

One client that can't be served keeps no other back. The record is written in the transaction that the files were
written in, so broken off anywhere a second run ends as if the first had not been.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from invoicing.delivery.cxml import cxml
from invoicing.delivery.errors import CurrencyNotHeld, NoSuchDelivery
from invoicing.delivery.parcel import Parcel, ParcelCharge
from invoicing.delivery.portal_csv import portal_csv
from invoicing.delivery.profile import DeliveryKind, Endpoint, Profile, UblIds, UblProfile
from invoicing.delivery.read_profile import read_profile
from invoicing.delivery.x12_810 import x12_810
from invoicing.documents.mail_text import paper_words
from invoicing.documents.print_files import render
from invoicing.exports import ubl
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Grouping
from invoicing.exports.ubl_network import EN16931, PINT, PINT_PROCESS, Network, NetworkAddress
from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.papers.repository import whole
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.mail import Enclosed, Mail
from invoicing.receivables.mail_errors import NoAddress
from invoicing.receivables.sent_mail import SENT, begin, end, sendings
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.core.ids import in_file_names, slug
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.directory.model import Client
from reads.store.engine import Store
from reads.store.private_files import write_private

OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """Which month's papers, of which client (all if empty), whether also those that went out before, and who says so."""

    month: Month
    books: Path
    by: By
    client: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class ClientDelivered:
    """What became of one client's papers: files written, papers delivered, those that went out before, or why none could."""

    client: str
    profile: str
    files: tuple[Path, ...] = ()
    papers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    failed: WetreadError | None = None
    rest: tuple[str, ...] = ()
    """The clients that come after it."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the outbox, with the papers that are in it."""

    name: str
    content: bytes
    papers: tuple[str, ...]


def deliver_month(store: Store, order: DeliveryOrder) -> Iterator[ClientDelivered]:
    """Delivers the month's papers, client by client, each in a transaction of its own; a client without a delivery is told.

    A paper that was delivered or mailed before is left, unless `again`.
    """
    with store.read() as session:
        clients = load_directory(session, ("clients",)).clients
        papers = [head for head in heads(session) if head.number and head.month == order.month]
    by_client: defaultdict[str, list[IssuedPaper]] = defaultdict(list)
    for head in papers:
        if order.client in ("", head.client):
            by_client[head.client].append(head)
    todo = sorted(by_client)
    for at, client in enumerate(todo, 1):
        known = clients.get(client)
        name = known.delivery if known else ""
        try:
            done = _of_client(store, order, known, by_client[client]) if known and name else ClientDelivered(client, "")
        except WetreadError as error:
            done = ClientDelivered(client, name, failed=error)
        yield replace(done, rest=tuple(todo[at:]))


def _of_client(store: Store, order: DeliveryOrder, client: Client, papers: Sequence[IssuedPaper]) -> ClientDelivered:
    """Prints first, so that nobody waits for the database meanwhile; what went out since then is found by the record."""
    profile = profile_of(order.books, client)
    with store.read() as session:
        before = {head.number or "" for head in papers if _went_out(session, head)}
        wanted = [head for head in papers if order.again or head.number not in before]
        parcels = [_parcel(session, head, order.books) for head in wanted]
    left = () if order.again else tuple(sorted(before))
    if not parcels:
        return ClientDelivered(client.id, profile.name, before=left)
    files = list(_files(parcels, profile, order.by.at))
    folder = order.books / OUTBOX / slug(profile.name) / str(order.month)
    with store.write() as session:
        for file in files:
            write_private(folder / file.name, file.content)
        for parcel in parcels:
            _record(session, parcel, profile, [file for file in files if parcel.number in file.papers], order)
    numbers = tuple(parcel.number for parcel in parcels)
    return ClientDelivered(client.id, profile.name, tuple(folder / file.name for file in files), numbers, left)


def profile_of(books: Path, client: Client) -> Profile:
    """The delivery that the client names; NoSuchDelivery, or FaultyDelivery with what is wrong in it."""
    folder = books / "delivery"
    path = folder / f"{client.delivery}.toml"
    if slug(client.delivery) != client.delivery or not path.is_file():
        raise NoSuchDelivery(client.name, client.delivery, sorted(each.stem for each in folder.glob("*.toml")))
    return read_profile(path.read_bytes(), client.delivery)


def _went_out(session: Session, head: IssuedPaper) -> bool:
    return any(sending.outcome in (SENT, "") for sending in sendings(session, head.number or ""))


def _parcel(session: Session, head: IssuedPaper, books: Path) -> Parcel:
    """The paper with a PDF that names no study, as goes to accounts payable."""
    paper = whole(session, head.id)
    alone = replace(paper, separate_schedule=True) if paper.schedule else paper
    name = f"{in_file_names(head.number or '')}.pdf"
    with TemporaryDirectory(prefix="wetread-") as folder:
        pdf = render(alone, Path(folder) / name, books=books.absolute()).path.read_bytes()
    return Parcel(paper, head.id, tuple(_charges(paper)), name, pdf)


def _charges(paper: Paper) -> Iterator[ParcelCharge]:
    for item in items(paper, Grouping.PER_RATE):
        tax = item.line.of is LineKind.TAX
        yield ParcelCharge(
            item.line.name, item.text, item.quantity, item.unit_price, item.line.amount, item.service, tax
        )


def _files(parcels: Sequence[Parcel], profile: Profile, at: datetime) -> Iterator[_File]:
    """What is written for a client; CurrencyNotHeld where the profile's list of currencies lacks a paper's."""
    for parcel in parcels:
        if profile.currencies and parcel.paper.currency not in profile.currencies:
            held = " and ".join(profile.currencies)
            raise CurrencyNotHeld(parcel.paper.bill_to.name, parcel.paper.currency, profile.name, held)
    numbers = tuple(parcel.number for parcel in parcels)
    if profile.kind is DeliveryKind.PORTAL_CSV:
        first = in_file_names(numbers[0])
        name = first if len(numbers) == 1 else f"{first}-and-{len(numbers) - 1}-more"
        yield _File(f"{name}.csv", portal_csv(parcels, profile), numbers)
    for parcel in parcels:
        stem, only = in_file_names(parcel.number), (parcel.number,)
        for ending, content in _WRITERS[profile.kind](parcel, profile, at):
            yield _File(f"{stem}.{ending}", content, only)


Written = Iterator[tuple[str, bytes]]


def _folder(parcel: Parcel, _profile: Profile, _at: datetime) -> Written:
    yield "pdf", parcel.pdf


def _x12(parcel: Parcel, profile: Profile, at: datetime) -> Written:
    if profile.x12:
        yield "810", x12_810(parcel, profile.x12, at)


def _cxml(parcel: Parcel, profile: Profile, at: datetime) -> Written:
    if profile.cxml:
        yield "cxml.mime", cxml(parcel, profile.cxml, at)


def _ubl(parcel: Parcel, profile: Profile, _at: datetime) -> Written:
    if profile.ubl:
        yield "xml", ubl.document(parcel.paper, network=network_of(profile.ubl)).encode()
        yield "pdf", parcel.pdf


def network_of(ids: UblIds) -> Network:
    """What the profile asks of a UBL document."""
    pint = ids.profile is UblProfile.PINT
    return Network(
        customization=ids.customization or (PINT if pint else EN16931),
        process=ids.process or (PINT_PROCESS if pint else ""),
        seller=_at(ids.seller),
        buyer=_at(ids.buyer),
        structured=pint,
    )


def _at(endpoint: Endpoint | None) -> NetworkAddress | None:
    return None if endpoint is None else NetworkAddress(endpoint.scheme.code, endpoint.id)


def _email(parcel: Parcel, _profile: Profile, at: datetime) -> Written:
    """A mail that any mail program opens and sends; NoAddress where the client has none."""
    paper = parcel.paper
    if not paper.bill_to.email:
        raise NoAddress(paper.bill_to.id)
    subject, words = paper_words(paper, with_schedule=False)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(paper.issuer.name, addr_spec=paper.issuer.email)
    message["To"] = Address(paper.bill_to.name, addr_spec=paper.bill_to.email)
    message["Subject"], message["Date"], message["X-Unsent"] = subject, format_datetime(at), "1"
    message.set_content(words)
    message.add_attachment(parcel.pdf, maintype="application", subtype="pdf", filename=parcel.pdf_name)
    yield "eml", message.as_bytes()


_WRITERS: Mapping[DeliveryKind, Callable[[Parcel, Profile, datetime], Written]] = {
    DeliveryKind.FOLDER: _folder,
    DeliveryKind.PORTAL_CSV: _folder,
    DeliveryKind.EMAIL: _email,
    DeliveryKind.CXML: _cxml,
    DeliveryKind.X12_810: _x12,
    DeliveryKind.UBL: _ubl,
}


def _record(session: Session, parcel: Parcel, profile: Profile, files: Sequence[_File], order: DeliveryOrder) -> None:
    """As a mail is recorded: to whom, when, with which files by their digests; SentBefore where it went out meanwhile."""
    mail = Mail(
        entity=parcel.number,
        sender_name=parcel.paper.issuer.name,
        sender=parcel.paper.issuer.email,
        recipients=(f"{OUTBOX}/{profile.name}",),
        subject=f"{profile.kind}, delivery {profile.name}",
        body="",
        enclosed=tuple(Enclosed(file.name, file.content) for file in files),
        message_id=f"{secrets.token_hex(16)}@{OUTBOX}",
        at=order.by.at,
    )
    end(session, begin(session, mail, order.by, again=order.again), mail, (SENT, ""), order.by)
