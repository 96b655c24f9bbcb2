"""A specimen of each kind of document, printed when logo, templates or fonts of the books changed (spec 4.11).

What can't be printed is found when the books are loaded, not when the month is to be issued: a template that fails, a logo
that is no picture, a client's name that the fonts can't draw.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session, col, select

from invoicing.contracts.books import AllBooks
from invoicing.documents.fonts import missing
from invoicing.documents.print_files import render, render_schedule
from invoicing.documents.print_inputs import PrintInputs
from invoicing.documents.statements import render_statement
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import BillTo, Issuer, Paper, PaperKind, PaperLine, ScheduleRow
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.aging import BUCKETS, Aging, OpenPaper
from invoicing.receivables.statement import Statement
from reads.core.actor_and_moment import By
from reads.core.errors import FaultyInput, WetreadError
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.model import Group
from reads.store.engine import Store
from reads.store.events import Deed, EventRow, record

_ACTION = "books.specimens"
_MONTH, _DAY = Month(2026, 10), date(2026, 11, 2)
_AMOUNT = Money(3_800)


def refuse_unprintable(folder: Path, books: AllBooks) -> PrintInputs | None:
    """What the books' documents are printed from by now; None where they have no look of their own.

    FaultyInput names the logo or the template's line that keeps a specimen from being printed.
    """
    group = books.books.directory.group
    if group is None or not (group.logo or (folder / "templates").is_dir()):
        return None
    if faults := list(_faults(folder, group, books)):
        raise FaultyInput("the books", faults)
    return PrintInputs.of(folder, group.logo)


def has_changed(session: Session, folder: Path, books: AllBooks) -> bool:
    """Whether logo, templates or fonts are others than at the last specimens; the versions of what prints count as well."""
    group = books.books.directory.group
    if group is None:
        return False
    query = select(EventRow.detail).where(EventRow.action == _ACTION).order_by(col(EventRow.id).desc())
    last = session.exec(query).first()
    try:
        now = asdict(PrintInputs.of(folder, group.logo))
    except WetreadError:
        return True
    return last is None or json.loads(last)["inputs"] != now


def keep_specimens(store: Store, inputs: PrintInputs, by: By) -> None:
    """Records what the specimens were printed from, so that they are printed again only when it changes."""
    with store.write() as session:
        record(session, Deed(_ACTION, "books", {"inputs": asdict(inputs)}), actor=by.actor, at=by.at)


def _faults(folder: Path, group: Group, books: AllBooks) -> Iterator[Finding]:
    """Each kind that can't be printed, once for each reason."""
    clients = list(books.books.directory.clients.values())
    bill_to = BillTo.of(clients[0]) if clients else BillTo("specimen", "Specimen", ())
    invoice = _specimen(Issuer.of(group), bill_to)
    memo = replace(invoice, kind=PaperKind.CREDIT_MEMO, number="CM-SPECIMEN", about=(("SPECIMEN", _DAY),))
    told: set[tuple[str, str]] = set()
    kinds: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("an invoice", lambda out: render(invoice, out, books=folder)),
        ("a credit memo", lambda out: render(memo, out, books=folder)),
        ("a schedule apart", lambda out: render_schedule(invoice, out, "specimen", books=folder)),
        ("a statement", lambda out: render_statement(_statement(invoice), out, books=folder)),
    )
    for kind, write in kinds:
        try:
            with TemporaryDirectory(prefix="wetread-") as place:
                write(Path(place) / "specimen.pdf")
        except WetreadError as error:
            if (error.code, error.message) not in told:
                told.add((error.code, error.message))
                yield Finding(error.code, f"{kind} can't be printed: {error.message}", error.remedy)


def unprintable_names(books: AllBooks) -> Iterator[Finding]:
    """Warnings of names in the books that stand on papers and that the fonts can't draw: each will hold its contract alone."""
    directory = books.books.directory
    named = [("clients", client.id, client.name) for client in directory.clients.values()]
    named += [("facilities", id_, rows[-1].name) for id_, rows in directory.facilities.items()]
    for table, id_, text in named:
        if not text.isascii() and (letters := missing(text)):
            what = ", ".join(f"U+{ord(letter):04X}" for letter in letters)
            where = Where(f"directory/{table}.csv", field="name")
            message = f"the name of {id_} can't be printed: the font has no {what}"
            remedy = "write it in Latin, Greek or Cyrillic letters; until then it holds its contract's papers"
            yield Finding("unprintable_text", message, remedy, where, Severity.WARNING)


def _specimen(issuer: Issuer, bill_to: BillTo) -> Paper:
    """An invoice of one read."""
    line = PaperLine(LineKind.READS, "Specimen", "specimen", Decimal(1), _AMOUNT.amount, _AMOUNT, _MONTH)
    signed = datetime(2026, 10, 3, 6, 12, tzinfo=UTC)
    row = ScheduleRow(
        read_key="specimen",
        version_id=0,
        accession="A0000001",
        exam="SPECIMEN",
        description="Specimen",
        facility="specimen",
        modality="CT",
        radiologist="Specimen",
        read_type="preliminary",
        signed_at=signed,
        signed_local=signed,
        zone="UTC",
        turnaround_minutes=12,
        rate="Specimen",
        tier=None,
        units=1,
        work_rvu=None,
        base=_AMOUNT.amount,
        surcharges=Decimal(0),
        credits=Decimal(0),
        charge=_AMOUNT.amount,
        month=_MONTH,
    )
    return Paper(
        kind=PaperKind.INVOICE,
        number="SPECIMEN",
        contract="specimen",
        contract_title="Specimen",
        contract_version=1,
        month=_MONTH,
        currency=_AMOUNT.currency,
        issued_on=_DAY,
        due_on=_DAY,
        terms_days=30,
        po_number="",
        issuer=issuer,
        bill_to=bill_to,
        facilities=(("specimen", "Specimen"),),
        lines=(line,),
        schedule=(row,),
        total=_AMOUNT,
    )


def _statement(paper: Paper) -> Statement:
    """A statement with that one paper open."""
    nothing = Money(0, paper.currency)
    head = IssuedPaper(
        id=1,
        kind=paper.kind,
        number=paper.number,
        client=paper.bill_to.id,
        contract=paper.contract,
        month=paper.month,
        total=paper.total,
        issued_on=paper.issued_on,
        due_on=paper.due_on,
        sha256="",
    )
    buckets = (paper.total, *(nothing for _ in BUCKETS[1:]))
    return Statement(
        client=paper.bill_to.id,
        currency=paper.currency,
        day=paper.issued_on,
        since=paper.issued_on,
        issuer=paper.issuer,
        bill_to=paper.bill_to,
        aging=Aging(paper.bill_to.id, paper.currency, buckets, nothing, nothing),
        open=(OpenPaper(head, paper.total, 0),),
        interest={},
        unused=(),
        activity=(),
    )
