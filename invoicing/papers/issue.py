"""A paper is issued: numbered, chained to the one before, stored with its reads and its event; under the lock (spec 4.2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from invoicing.papers import repository
from invoicing.papers.billed_reads import add_billed
from invoicing.papers.errors import NumberTaken
from invoicing.papers.heads import numbered
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.locks import refuse_locked
from invoicing.papers.numbering import number_of, series_of
from invoicing.papers.outside_data import DataAtHand
from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.printed_numbers import refuse_printed
from invoicing.papers.snapshot import paper_hash, schedule_of, snapshot_of
from invoicing.papers.tables import PaperRow
from reads.store.events import Deed, head_hash, record


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issues a paper, when, why, and which of its reads were on a paper before."""

    actor: str
    at: datetime
    billed_before: Collection[str] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paper with its place in its series; a month closed with nothing to bill has none."""

    paper: Paper
    series: str | None
    sequence: int | None


def issue_paper(session: Session, drafted: Paper, pattern: str, issue: Issue) -> tuple[IssuedPaper, Paper]:
    """Numbers and stores the paper; its head, and what it says but for its schedule. InLockedPeriod for a locked date.

    The caller holds the chain, and has decided on the paper since.
    """
    if drafted.kind is not PaperKind.CLOSED:
        refuse_locked(session, drafted.issued_on)
    numbered = _numbered(session, pattern, drafted)
    return _stored(session, numbered, issue), replace(numbered.paper, schedule=())


def _numbered(session: Session, pattern: str, drafted: Paper) -> _Numbered:
    """Takes the next number, and the head of the audit log that the paper shows."""
    data = drafted.data or DataAtHand.of(session).of_paper(drafted.rvu_releases)
    headed = replace(drafted, audit_head=head_hash(session), data=data)
    if drafted.kind is PaperKind.CLOSED:
        return _Numbered(headed, None, None)
    series = series_of(drafted.kind, pattern, drafted.issued_on)
    sequence = repository.take_number(session, series)
    number = number_of(drafted.kind, pattern, drafted.issued_on, sequence)
    if numbered(session, number):
        raise NumberTaken(number)
    refuse_printed(session, number)
    return _Numbered(replace(headed, number=number), series, sequence)


def _stored(session: Session, numbered: _Numbered, issue: Issue) -> IssuedPaper:
    """Stores the paper with its reads, its event, and its place in the chain of all papers."""
    paper = numbered.paper
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
        at=issue.at,
        actor=issue.actor,
    )
    issued = repository.add_paper(session, row)
    add_billed(session, issued, paper.schedule, issue.billed_before)
    record(session, _deed(issued, len(paper.schedule), issue.because), actor=issue.actor, at=issue.at)
    return issued


def _deed(issued: IssuedPaper, reads: int, because: str) -> Deed:
    """What the audit log says of an issue: no more than the paper's head."""
    action = "month.closed" if issued.number is None else "invoice.issued"
    detail = {
        "kind": issued.kind.value,
        "contract": issued.contract,
        "month": str(issued.month),
        "currency": issued.total.currency,
        "total": str(issued.total),
        "reads": reads,
        "sha256": issued.sha256,
    }
    return Deed(action, issued.number or f"{issued.contract}/{issued.month}", detail, because)
