"""Queries of the ledger: decisions by claim, sets that were taken, payments with what they consist of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select as columns_of
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from reads.claims.ledger.payer_decisions import PayerDecision
from reads.claims.ledger.tables import (
    AnswerContentRow,
    ClaimPaymentRow,
    ClaimPostingRow,
    FiscalPeriodRow,
    ProviderAdjustmentRow,
)
from reads.claims.tables import AnswerFileRow, ClaimAnswerRow, ClaimFileRow, ClaimRow, RemittanceRow
from reads.store.look_without_orm import portions


def submitters(session: Session) -> set[str]:
    """The ids under which files of claims were sent so far."""
    found = session.exec(select(ClaimFileRow.envelope))
    return {str(json.loads(envelope)["submitter"]["id"]) for envelope in found}


def set_taken(session: Session, sha256: str) -> bool:
    """Whether a set with these very segments was taken before."""
    return session.exec(select(AnswerContentRow.id).where(col(AnswerContentRow.sha256) == sha256)).first() is not None


def decisions_of(session: Session, claims: Iterable[int]) -> dict[int, list[PayerDecision]]:
    """What payers decided on these claims, by claim."""
    found: defaultdict[int, list[PayerDecision]] = defaultdict(list)
    for some in portions(claims):
        for row in session.execute(columns_of(*_DECIDED).where(col(ClaimPaymentRow.claim_id).in_(some))):
            found[row[0]].append(PayerDecision((row[1], row[2]), *row[3:]))
    return dict(found)


_DECIDED: tuple[Mapped[Any], ...] = (
    col(ClaimPaymentRow.claim_id),
    col(ClaimPaymentRow.set_id),
    col(ClaimPaymentRow.number),
    col(ClaimPaymentRow.day),
    col(ClaimPaymentRow.status),
    col(ClaimPaymentRow.payer),
    col(ClaimPaymentRow.payer_id),
    col(ClaimPaymentRow.payer_claim_number),
    col(ClaimPaymentRow.original_number),
    col(ClaimPaymentRow.charge),
    col(ClaimPaymentRow.paid),
    col(ClaimPaymentRow.patient),
    col(ClaimPaymentRow.denied),
    col(ClaimPaymentRow.prior),
    col(ClaimPaymentRow.interest),
)


def payments_of(session: Session, claims: Iterable[int]) -> dict[int, list[ClaimPaymentRow]]:
    """The decisions on these claims as they are stored, by claim, the oldest day first."""
    found: defaultdict[int, list[ClaimPaymentRow]] = defaultdict(list)
    for some in portions(claims):
        query = select(ClaimPaymentRow).where(col(ClaimPaymentRow.claim_id).in_(some))
        for row in session.exec(query.order_by(col(ClaimPaymentRow.day), col(ClaimPaymentRow.id))):
            found[row.claim_id or 0].append(row)
    return dict(found)


def postings_of(session: Session, claims: Iterable[int]) -> dict[tuple[int, int], list[ClaimPostingRow]]:
    """The amounts of these claims, by set and number there."""
    found: defaultdict[tuple[int, int], list[ClaimPostingRow]] = defaultdict(list)
    for some in portions(claims):
        query = select(ClaimPostingRow).where(col(ClaimPostingRow.claim_id).in_(some)).order_by(col(ClaimPostingRow.id))
        for row in session.exec(query):
            found[row.set_id, row.number].append(row)
    return dict(found)


def payments_in(session: Session, sets: Sequence[int]) -> Iterator[ClaimPaymentRow]:
    """The claims that these sets pay, in the order in which they stand there; not all at once."""
    for some in portions(sets):
        query = select(ClaimPaymentRow).where(col(ClaimPaymentRow.set_id).in_(some)).order_by(col(ClaimPaymentRow.id))
        yield from session.exec(query.execution_options(yield_per=1_000))


def adjustments_in(session: Session, sets: Iterable[int]) -> dict[int, list[ProviderAdjustmentRow]]:
    """The provider adjustments of these sets, by set."""
    found: defaultdict[int, list[ProviderAdjustmentRow]] = defaultdict(list)
    for some in portions(sets):
        query = select(ProviderAdjustmentRow).where(col(ProviderAdjustmentRow.set_id).in_(some))
        for row in session.exec(query.order_by(col(ProviderAdjustmentRow.id))):
            found[row.set_id].append(row)
    return dict(found)


def periods_in(session: Session, sets: Sequence[int]) -> dict[tuple[int, int], str]:
    """The fiscal periods of provider adjustments, by set and number there."""
    found: dict[tuple[int, int], str] = {}
    for some in portions(sets):
        for row in session.exec(select(FiscalPeriodRow).where(col(FiscalPeriodRow.set_id).in_(some))):
            found[row.set_id, row.number] = row.period
    return found


def claims_of_payers_numbers(session: Session, numbers: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The control numbers of our claims that a payer knows by these numbers: by its id and its number."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    row = ClaimPaymentRow
    columns = (col(row.payer_id), col(row.payer_claim_number), col(ClaimRow.control_number))
    for some in portions(number for number in numbers if number):
        query = select(*columns).join(ClaimRow, col(ClaimRow.id) == col(row.claim_id)).distinct()
        for payer, number, claim in session.execute(query.where(columns[1].in_(some))):
            found[payer, number].append(claim)
    return {about: tuple(sorted(claims)) for about, claims in found.items()}


def deposits(session: Session, first: date | None, end: date | None) -> list[tuple[RemittanceRow, AnswerFileRow]]:
    """The payments posted for days in [first, end), each with the file it came in, the oldest first."""
    query = select(RemittanceRow, AnswerFileRow).join(
        AnswerFileRow, col(AnswerFileRow.id) == col(RemittanceRow.answer_file_id)
    )
    if first is not None:
        query = query.where(col(RemittanceRow.posted_on) >= first)
    if end is not None:
        query = query.where(col(RemittanceRow.posted_on) < end)
    return list(session.exec(query.order_by(col(RemittanceRow.posted_on), col(RemittanceRow.id))))


def contents_of(session: Session, sets: Iterable[int]) -> Iterator[AnswerContentRow]:
    """What these sets say of batches."""
    for some in portions(sets):
        query = select(AnswerContentRow).where(col(AnswerContentRow.set_id).in_(some))
        yield from session.exec(query.order_by(col(AnswerContentRow.set_id)))


def told_in(session: Session, sets: Iterable[int]) -> Iterator[ClaimAnswerRow]:
    """What these sets say of claims that is no payment, in its order."""
    for some in portions(sets):
        query = select(ClaimAnswerRow).where(col(ClaimAnswerRow.set_id).in_(some)).order_by(col(ClaimAnswerRow.id))
        yield from session.exec(query.execution_options(yield_per=1_000))


def postings_in(session: Session, rows: Iterable[ClaimPaymentRow]) -> dict[tuple[int, int], list[ClaimPostingRow]]:
    """The amounts of these decisions, by set and number there."""
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        wanted[row.set_id].append(row.number)
    found: defaultdict[tuple[int, int], list[ClaimPostingRow]] = defaultdict(list)
    for number, places in wanted.items():
        query = select(ClaimPostingRow).where(
            col(ClaimPostingRow.set_id) == number,
            col(ClaimPostingRow.number).between(min(places), max(places)),
        )
        for amount in session.exec(query.order_by(col(ClaimPostingRow.id))):
            found[amount.set_id, amount.number].append(amount)
    return dict(found)
