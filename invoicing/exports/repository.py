"""The queries of exports: the papers of a period, batches, and what went where."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import overload

from sqlmodel import Session, col, func, select

from invoicing.exports.export_batch import Batch, Request, period_of
from invoicing.exports.papers_and_deeds import ExportPeriod, belongs_to
from invoicing.exports.tables import ExportBatchRow, ExportedDocumentRow
from invoicing.papers import repository as papers
from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper, ScheduleRow
from invoicing.papers.snapshot import paper_of, schedule_rows
from reads.core.month import Month
from reads.store.canonical_json import canonical
from reads.store.number_series import next_numbers


def heads_of(session: Session, period: ExportPeriod) -> list[IssuedPaper]:
    """The numbered papers that belong to the period, in the order of issue."""
    return [head for head in heads(session) if month_of(head).first in period]


def month_of(head: IssuedPaper) -> Month:
    """The month that the paper is exported with."""
    return belongs_to(head.kind, head.month, head.issued_on)


def loaded(session: Session, heads: Sequence[IssuedPaper], *, reads: bool) -> tuple[Paper, ...]:
    """The papers, each with its schedule where reads are wanted: read when it is looked at, and then forgotten."""
    stored = lru_cache(maxsize=1)(lambda paper: schedule_rows(papers.schedule(session, paper)))
    found = (paper_of(papers.snapshot(session, head.id)) for head in heads)
    if not reads:
        return tuple(found)
    return tuple(
        replace(paper, schedule=_StoredSchedule(partial(stored, head.id)))
        for paper, head in zip(found, heads, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _StoredSchedule(Sequence[ScheduleRow]):
    """A paper's schedule that isn't held: each look at it reads it, but for the last."""

    _read: Callable[[], tuple[ScheduleRow, ...]]

    def __iter__(self) -> Iterator[ScheduleRow]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, place: int) -> ScheduleRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[ScheduleRow]: ...

    def __getitem__(self, place: int | slice) -> ScheduleRow | Sequence[ScheduleRow]:
        return self._read()[place]


def client_name(session: Session, paper: int) -> str:
    """The client's name on a paper."""
    return paper_of(papers.snapshot(session, paper)).bill_to.name


def exported(session: Session, target: str) -> dict[str, int]:
    """The documents that went to a target, each with its batch."""
    query = select(ExportedDocumentRow.document, ExportedDocumentRow.batch_id).where(
        ExportedDocumentRow.target == target
    )
    return dict(session.exec(query).all())


def batches(session: Session, target: str | None = None) -> list[Batch]:
    """All batches in their order, of one target where asked."""
    query = select(ExportBatchRow).order_by(col(ExportBatchRow.id))
    if target is not None:
        query = query.where(ExportBatchRow.target == target)
    return [_batch(row) for row in session.exec(query)]


def newest_batch(session: Session, target: str) -> int:
    """The number of the target's newest batch, 0 for none."""
    query = select(func.max(ExportBatchRow.id)).where(ExportBatchRow.target == target)
    return session.exec(query).one() or 0


def batch(session: Session, number: int) -> Batch | None:
    """The batch of that number."""
    row = session.get(ExportBatchRow, number)
    return None if row is None else _batch(row)


def _batch(row: ExportBatchRow) -> Batch:
    return Batch(
        id=row.id or 0,
        request=Request.of(row.target, period_of(row.first, row.last), row.options),
        documents=tuple(json.loads(row.documents)),
        control=json.loads(row.control),
        sha256=row.sha256,
        at=row.at,
        actor=row.actor,
    )


def add_batch(session: Session, new: Batch) -> Batch:
    """Stores the batch under the next number: one that no batch had, also none that a restore took away."""
    request = new.request
    row = ExportBatchRow(
        id=next_numbers(session, "export", after=session.exec(select(func.max(ExportBatchRow.id))).one() or 0),
        target=request.target,
        first=str(request.period.first),
        last=str(request.period.last),
        options=request.as_json(),
        documents=canonical(list(new.documents)),
        control=canonical(dict(new.control)),
        sha256=new.sha256,
        at=new.at,
        actor=new.actor,
    )
    session.add(row)
    session.flush()
    return _batch(row)


def add_exported(session: Session, number: int, target: str, documents: Collection[str]) -> None:
    """Records that the documents went to the target; the database refuses one that went there before."""
    session.add_all(ExportedDocumentRow(batch_id=number, target=target, document=document) for document in documents)
    session.flush()
