"""Closes months: what `close` shows and what `--issue` writes are decided by the same code (spec 4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from invoicing.papers import repository
from invoicing.papers.closing import EARLY, Closing, ContractClosing, IssuedPaper, Permissions
from invoicing.papers.draft import scheduled
from invoicing.papers.errors import ClosedElsewhere, NumberTaken
from invoicing.papers.numbering import number_of, series_of
from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.preview import Ask, preview
from invoicing.papers.repository import PaperFile
from invoicing.papers.snapshot import paper_hash, paper_of, schedule_of, snapshot_of
from invoicing.papers.tables import PaperRow
from reads.store.engine import Store
from reads.store.errors import DatabaseUnavailable
from reads.store.events import Deed, head_hash, hold_chain, record

_TRIES = 5
"""How often a transaction is begun that PostgreSQL gave up for another's sake."""

_GIVEN_UP = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialization failure and of a deadlock."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be issued, what may be done all the same, and who says so."""

    ask: Ask
    permissions: Permissions
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one contract, and whether this order issued it.

    Not issued, and not new: the contract's not_to_exceed stands in the way.
    """

    part: ContractClosing
    new: bool


def looked_at(store: Store, ask: Ask) -> Closing:
    """The month as `close` shows it; nothing is stored."""
    with store.read() as session:
        return preview(session, ask, store.clock)


def issue(store: Store, order: Order, closing: Closing) -> Iterator[Outcome]:
    """Issues the month, contract by contract, each in a transaction of its own; yields each as it is committed.

    A contract whose month was issued before is yielded with that paper. TooEarly and HeldBack come before anything is
    written. Interrupted anywhere, a second call does what is left.
    """
    closing.refuse(order.permissions)
    for contract in list(closing.contracts):
        closing, outcome = _with_patience(store, order, closing, contract)
        if outcome is not None:
            yield outcome


def _with_patience(
    store: Store, order: Order, closing: Closing, contract: str, tries: int = _TRIES
) -> tuple[Closing, Outcome | None]:
    """Begins again where PostgreSQL gave the transaction up for another's sake."""
    try:
        return _issue_one(store, order, closing, contract)
    except DatabaseUnavailable as error:
        if tries == 1 or not _was_given_up(error):
            raise
    return _with_patience(store, order, closing, contract, tries - 1)


def _was_given_up(error: DatabaseUnavailable) -> bool:
    cause = error.__cause__
    return isinstance(cause, OperationalError) and getattr(cause.orig, "sqlstate", "") in _GIVEN_UP


def _issue_one(store: Store, order: Order, closing: Closing, contract: str) -> tuple[Closing, Outcome | None]:
    """One transaction: takes the lock, makes sure of what it decides on, numbers and stores.

    The month is decided again only where something that it was decided on has changed since; answers with the decision.
    """
    try:
        with store.write() as session:
            hold_chain(session)
            if repository.state(session) != closing.state:
                closing = preview(session, order.ask, store.clock)
                closing.refuse(order.permissions)
            part = closing.contracts.get(contract)
            return closing, None if part is None else _settled(session, order, closing, part)
    except IntegrityError as error:
        raise ClosedElsewhere(contract, order.ask.month) from error


def _settled(session: Session, order: Order, closing: Closing, part: ContractClosing) -> Outcome:
    """The contract's outcome, decided under the lock on what is issued by now."""
    contract = part.applied.contract
    earlier = repository.closings(session, [contract.id])[contract.id].get(closing.month)
    if earlier is not None:
        return Outcome(_as_issued(session, part, earlier), new=False)
    if part.priced is None or (not order.permissions.over_cap and _over_cap(session, part)):
        return Outcome(part, new=False)
    numbered = _numbered(session, closing.number_pattern, scheduled(part.paper, part.priced))
    issued = _store(session, numbered, order)
    paper, standing = replace(numbered.paper, schedule=()), replace(part.standing, issued=issued)
    still = tuple(warning for warning in part.warnings if warning.code not in EARLY)
    return Outcome(replace(part, paper=paper, standing=standing, warnings=still), new=True)


def _as_issued(session: Session, part: ContractClosing, issued: IssuedPaper) -> ContractClosing:
    """The contract's part where its month was issued before, maybe by another command a moment ago."""
    reads = repository.count_of_reads(session, issued.id)
    standing = replace(part.standing, issued=issued, issued_reads=reads)
    paper = paper_of(repository.snapshot(session, issued.id))
    return replace(part, paper=paper, standing=standing, priced=None, warnings=())


def _over_cap(session: Session, part: ContractClosing) -> bool:
    """Whether the draft would go past the contract's not_to_exceed, with all that is issued by now."""
    cap = part.applied.contract.not_to_exceed
    if cap is None:
        return False
    so_far = repository.to_date(session, part.paper.contract, part.paper.currency)
    return (so_far + part.paper.total).amount > cap


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paper with its place in its series; a month closed with nothing to bill has none."""

    paper: Paper
    series: str | None
    sequence: int | None


def _numbered(session: Session, pattern: str, drafted: Paper) -> _Numbered:
    """Takes the next number, and the head of the audit log that the paper shows."""
    headed = replace(drafted, audit_head=head_hash(session))
    if drafted.kind is PaperKind.CLOSED:
        return _Numbered(headed, None, None)
    series = series_of(drafted.kind, pattern, drafted.issued_on)
    sequence = repository.take_number(session, series)
    number = number_of(drafted.kind, pattern, drafted.issued_on, sequence)
    if repository.numbered(session, number):
        raise NumberTaken(number)
    return _Numbered(replace(headed, number=number), series, sequence)


def _store(session: Session, numbered: _Numbered, order: Order) -> IssuedPaper:
    """Stores the paper with its reads, its event, and its place in the chain of all papers."""
    paper, at = numbered.paper, order.at
    snapshot, schedule, previous = snapshot_of(paper), schedule_of(paper), repository.last_hash(session)
    row = PaperRow(
        kind=paper.kind.value,
        number=paper.number,
        series=numbered.series,
        sequence=numbered.sequence,
        client=paper.bill_to.id,
        contract=paper.contract,
        month=str(paper.month),
        currency=paper.currency,
        total=paper.total.minor,
        issued_on=paper.issued_on,
        due_on=paper.due_on,
        snapshot=snapshot,
        schedule=schedule,
        previous=previous,
        sha256=paper_hash(snapshot, schedule, previous),
        at=at,
        actor=order.actor,
    )
    issued = repository.add_paper(session, row)
    repository.add_closing(session, issued)
    repository.add_billed(session, issued, paper.schedule)
    record(session, _deed(issued, len(paper.schedule)), actor=order.actor, at=at)
    return issued


def _deed(issued: IssuedPaper, reads: int) -> Deed:
    """What the audit log says of an issue: no more than the paper's head."""
    action = "month.closed" if issued.number is None else "invoice.issued"
    detail = {
        "contract": issued.contract,
        "month": str(issued.month),
        "currency": issued.total.currency,
        "total": str(issued.total),
        "reads": reads,
        "sha256": issued.sha256,
    }
    return Deed(action, issued.number or f"{issued.contract}/{issued.month}", detail)


def record_file(store: Store, file: PaperFile, at: datetime) -> None:
    """Records a file that was written of a paper; the same file with the same content once."""
    with store.write() as session:
        hold_chain(session)
        if file not in repository.files_of(session, [file.paper_id]):
            repository.add_file(session, file, at)
