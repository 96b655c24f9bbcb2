"""Exports a period: gathers what is new to the target, lets the format write it, and records the batch.

Asked again with nothing new, the last batch is written again, byte for byte; a document goes to an importing target once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session

from invoicing.exports import repository
from invoicing.exports.accrual_months import kept, kept_of
from invoicing.exports.errors import (
    BeyondLimits,
    ExportedMeanwhile,
    ExportIsFinal,
    NoSuchBatch,
    NothingToExport,
    NotTheSame,
)
from invoicing.exports.export_batch import Batch, Request, control, digest
from invoicing.exports.export_material import gather, gather_documents, horizon, overlooked
from invoicing.exports.formats import FORMATS, Format
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.locks import locked_through
from invoicing.papers.outside_data import refuse_moved
from reads.core.actor_and_moment import By
from reads.core.findings import Finding
from reads.core.without_cycle_search import uncollected
from reads.store.engine import Store
from reads.store.events import Deed, record
from reads.store.retry_when_busy import with_patience

_AS_BEFORE = "ask for the batch so that all of its documents are in it, else it would replace more than it has"
_TRIES = 5
"""How often an export is drawn up again because another one went to the same target meanwhile."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it: the batch, the files, and whether the batch was there before."""

    batch: Batch
    written: Written
    again: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """An export as it was drawn up from one state of the books; `known` is the target's newest batch in that state.

    Where it `records`, the batch has no number yet, and it stands only if no other went to the target since.
    """

    exported: Exported
    known: int
    records: bool = False


Stage = Callable[[Exported], AbstractContextManager[Callable[[], None]]]
"""Lays the files ready, and gives what puts them in their places."""


def exported(store: Store, draw: Callable[[Session], Drawn], stage: Stage) -> Exported:
    """Draws up in a snapshot, lays the files ready, and takes the lock only to record the batch and name the files.

    There is no batch without its files. Papers that are issued meanwhile go into the next export. ExportedMeanwhile
    where others to the same target were quicker, time and again.
    """
    for _ in range(_TRIES):
        with store.read() as session:
            drawn = draw(session)
        with stage(drawn.exported) as put:
            if not drawn.records:
                put()
                return drawn.exported
            done = with_patience(partial(_recorded, store, drawn, put))
        if done is not None:
            return done
    raise ExportedMeanwhile(drawn.exported.batch.request.target)


def _recorded(store: Store, drawn: Drawn, put: Callable[[], None]) -> Exported | None:
    """Numbers and records the batch with its files in place; None where another went to the target since it was drawn up."""
    new = drawn.exported.batch
    kind = FORMATS[new.request.target]
    with store.write() as session:
        refuse_moved(session)
        if repository.newest_batch(session, kind.name) != drawn.known:
            return None
        stored = repository.add_batch(session, new)
        if kind.once and new.request.replaces is None:
            repository.add_exported(session, stored.id, stored.request.target, stored.documents)
        record(session, _deed(stored), actor=new.actor, at=new.at)
        put()
    return replace(drawn.exported, batch=stored)


@uncollected()
def export(session: Session, request: Request, by: By) -> Drawn:
    """Draws up what the target doesn't have yet, or repeats the batch where nothing is new.

    NothingToExport where all of it went there otherwise; BeyondLimits where the product would refuse all of it.
    """
    refuse_moved(session)
    kind = FORMATS[request.target]
    known = repository.newest_batch(session, request.target)
    before = repository.exported(session, request.target) if kind.once else {}
    like = [batch for batch in repository.batches(session, request.target) if batch.request.is_like(request)]
    request = replace(request, horizon=horizon(session))
    material = gather(session, kind, request, before)
    request = replace(request, accrued=kept(material.accruals) if kind.accrues else "")
    if not material.documents and kind.once and not like:
        raise NothingToExport(request.target, str(request.period), _batches_of(session, request, before))
    try:
        written = write(kind, request, material)
    except BeyondLimits as refused:
        if not (kind.once and like and refused.left_out):
            raise
        written = Written((), refused.left_out)
    if before:
        written = replace(written, notes=(*written.notes, *overlooked(session, kind, request.period, before)))
    left_out = {each.number for each in written.left_out}
    documents = tuple(each for each in material.documents if each not in left_out) if written.parts else ()
    if kind.once and not documents:
        empty = Batch(0, request, (), {}, "", by.at, by.actor)
        return Drawn(_nothing_new(session, empty, like, written), known)
    if not kind.once and like and (like[-1].documents, like[-1].sha256) == (documents, digest(written)):
        return Drawn(Exported(like[-1], written, again=True), known)
    new = Batch(0, request, documents, control(material, left_out), digest(written), by.at, by.actor)
    return Drawn(Exported(new, written, again=False), known, records=True)


def _nothing_new(session: Session, empty: Batch, like: Sequence[Batch], written: Written) -> Exported:
    """The last batch again, with what the product still can't import; nothing where there is only that."""
    if not like:
        return Exported(empty, Written((), written.left_out, written.notes), again=False)
    repeated = again(session, empty.request.target, like[-1].id).exported
    return replace(repeated, written=replace(repeated.written, left_out=written.left_out, notes=written.notes))


def again(session: Session, target: str, number: int) -> Drawn:
    """The batch once more; NotTheSame where this version would write other bytes."""
    batch, kind = _found(session, target, number), FORMATS[target]
    material = gather_documents(session, kind, batch.request, batch.documents)
    written = write(kind, batch.request, material)
    if digest(written) != batch.sha256:
        raise NotTheSame(number)
    return Drawn(Exported(batch, written, again=True), number)


def anew(session: Session, number: int, request: Request, by: By) -> Drawn:
    """The documents of a batch as they are asked for now, as a batch that replaces it: for a file that was not imported.

    ExportIsFinal where the period is locked; BeyondLimits where it would lose a document of the batch.
    """
    refuse_moved(session)
    batch, kind = _found(session, request.target, number), FORMATS[request.target]
    through = locked_through(session)
    if through is not None and request.period.last_day <= through:
        raise ExportIsFinal(str(request.period), number)
    kept_with = batch.request
    accrued = kept_of(kept_with.accrued, batch.documents)
    request = replace(request, horizon=kept_with.horizon, accrued=accrued, replaces=number)
    material = gather_documents(session, kind, request, batch.documents)
    written = write(kind, request, material)
    if lost := [each for each in written.left_out if each.number in batch.documents]:
        raise BeyondLimits(kind.name, [Finding("left_out", f"{each.number}: {each.why}", _AS_BEFORE) for each in lost])
    new = Batch(0, request, batch.documents, batch.control, digest(written), by.at, by.actor)
    known = repository.newest_batch(session, request.target)
    return Drawn(Exported(new, written, again=False), known, records=True)


def _found(session: Session, target: str, number: int) -> Batch:
    batch = repository.batch(session, number)
    if batch is None or batch.request.target != target:
        raise NoSuchBatch(target, number)
    return batch


def write(kind: Format, request: Request, material: Material) -> Written:
    """What the format makes of the material: into one file, or as many as it has."""
    writer = kind.one_file if kind.one_file is not None and request.one_file else kind.write
    return writer(material)


def _batches_of(session: Session, request: Request, before: Mapping[str, int]) -> list[int]:
    """The batches in which the period's papers went to the target."""
    numbers = {head.number for head in repository.heads_of(session, request.period)}
    return sorted({batch for document, batch in before.items() if document in numbers})


def _deed(batch: Batch) -> Deed:
    detail = {
        "target": batch.request.target,
        "period": str(batch.request.period),
        "documents": len(batch.documents),
        "control": dict(batch.control),
        "sha256": batch.sha256,
        "replaces": batch.request.replaces,
    }
    return Deed("export.written", f"export/{batch.id}", detail)
