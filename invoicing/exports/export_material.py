"""Gathers what an export is made of: the papers and deeds of a period, or exactly those of a batch.

A batch keeps the newest ids that it knew of, so that its aging can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from invoicing.exports import repository
from invoicing.exports.accrual_months import accruals, restored
from invoicing.exports.export_batch import Horizon, Request
from invoicing.exports.formats import Format
from invoicing.exports.movements import movements, owed
from invoicing.exports.papers_and_deeds import Accrual, ExportPeriod, Grouping, Material, Movement, Owed
from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account
from invoicing.receivables.aging import aging
from invoicing.receivables.repository import accounts
from reads.claims.ledger.deposits import CashEffect, cash_effect, list_deposits

_SHOWN = 5


def gather(session: Session, kind: Format, request: Request, but: Collection[str] = ()) -> Material:
    """What belongs to the period and is not among the documents `but`."""
    period = request.period
    if kind.accrues:
        return _accrued(request, accruals(session, period))
    papers = [head for head in repository.heads_of(session, period) if head.number not in but]
    return _material(
        session,
        kind,
        request,
        papers,
        lambda deed: deed.day in period and deed.document not in but,
    )


def gather_documents(session: Session, kind: Format, request: Request, documents: Sequence[str]) -> Material:
    """Exactly these documents."""
    if kind.accrues:
        return _accrued(request, restored(request.accrued))
    wanted = set(documents)
    papers = [head for head in heads(session) if head.number in wanted]
    return _material(session, kind, request, papers, lambda deed: deed.document in wanted)


def overlooked(session: Session, kind: Format, period: ExportPeriod, before: Collection[str]) -> list[str]:
    """Says which documents of earlier months never went to the target: papers that no export of theirs has seen."""
    numbers = [
        head.number or ""
        for head in heads(session)
        if head.number not in before and repository.month_of(head) < period.first
    ]
    if kind.money:
        found = [(entry.day, f"entry/{entry.id}") for account in accounts(session) for entry in account.entries]
        numbers += [document for day, document in found if day < period.first.first and document not in before]
    if kind.deposits:
        paid = list_deposits(session, None, period.first.first)
        numbers += [each.document for each in map(cash_effect, paid) if each and each.document not in before]
    if not numbers:
        return []
    shown = ", ".join(numbers[:_SHOWN]) + (" and others" if len(numbers) > _SHOWN else "")
    return [f"of earlier months these never went to {kind.name}: {shown}; --from an earlier month takes them along"]


def horizon(session: Session) -> Horizon:
    """The newest paper and the newest deed."""
    deeds = [entry.id for account in accounts(session) for entry in account.entries]
    return Horizon(max((head.id for head in heads(session)), default=0), max(deeds, default=0))


def needs_reads(kind: Format, request: Request) -> bool:
    """Whether papers are loaded with their schedules."""
    return request.grouping is Grouping.PER_MODALITY or names_studies(kind, request)


def names_studies(kind: Format, request: Request) -> bool:
    """Whether what is written names studies: protected health information."""
    shows_reads = kind.reads and not (kind.one_file is not None and request.one_file)
    return not kind.accrues and (request.grouping is Grouping.PER_READ or shows_reads)


def _accrued(request: Request, found: tuple[Accrual, ...]) -> Material:
    return Material(request.period, (), request.chart, accruals=found, template=request.template)


def _material(
    session: Session,
    kind: Format,
    request: Request,
    heads: Sequence[IssuedPaper],
    wanted: Callable[[Movement | CashEffect], bool],
) -> Material:
    money = _money(session, request, heads) if kind.money else _Money((), ())
    return Material(
        period=request.period,
        papers=repository.loaded(session, heads, reads=needs_reads(kind, request)),
        chart=request.chart,
        movements=tuple(movement for movement in money.movements if wanted(movement)),
        aging=money.aging,
        deposits=tuple(each for each in _deposits(session, request.period) if wanted(each)) if kind.deposits else (),
        grouping=request.grouping,
        template=request.template,
    )


def _deposits(session: Session, period: ExportPeriod) -> Iterator[CashEffect]:
    """What insurers paid in the period."""
    for deposit in list_deposits(session, period.first.first, period.last.end):
        effect = cash_effect(deposit)
        if effect:
            yield effect


@dataclass(frozen=True, slots=True)
class _Money:
    """Every deed, and what was owed on the last day."""

    movements: tuple[Movement, ...]
    aging: tuple[Owed, ...]


def _money(session: Session, request: Request, heads: Sequence[IssuedPaper]) -> _Money:
    found = [_known_then(account, request.horizon) for account in accounts(session)]
    names = _names(session, found)
    done = [movement for account in found for movement in movements(account, names)]
    day = request.period.last_day
    later = {head.id for head in heads if head.issued_on > day}
    return _Money(
        tuple(sorted(done, key=lambda movement: movement.id)),
        owed(aging(_billed_by(account, day, later), day) for account in found),
    )


def _billed_by(account: Account, day: date, later: Collection[int]) -> Account:
    """The account with the period's papers that are dated after its end as if they were of that day: not due yet.

    So every month's aging is of its last day, and shows the month's own invoices.
    """
    if not any(paper.id in later for paper in account.papers):
        return account
    moved = [replace(paper, issued_on=day) if paper.id in later else paper for paper in account.papers]
    return Account.of(account.client, account.currency, moved, account.entries, account.allocations)


def _known_then(account: Account, known: Horizon | None) -> Account:
    """The account as it was known when the batch was made."""
    if known is None:
        return account
    return Account.of(
        account.client,
        account.currency,
        [paper for paper in account.papers if paper.id <= known.paper],
        [entry for entry in account.entries if entry.id <= known.entry],
        [each for each in account.allocations if each.entry <= known.entry],
    )


def _names(session: Session, found: Sequence[Account]) -> Mapping[str, str]:
    """The clients' names, as their newest papers have them."""
    last = {account.client: max(paper.id for paper in account.papers) for account in found if account.papers}
    return {client: repository.client_name(session, paper) for client, paper in last.items()}
