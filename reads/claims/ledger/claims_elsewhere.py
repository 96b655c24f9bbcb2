"""What payers decided on claims that these books don't have: part of their deposits, and denied until they decide otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from reads.claims.ledger.ledger_entries import LedgerEntry, entries
from reads.claims.ledger.payer_decisions import ClaimState, PayerDecision, account_of
from reads.claims.ledger.repository import postings_in
from reads.claims.ledger.tables import ClaimPaymentRow
from reads.claims.x12.payer_statuses import DENIAL
from reads.core.money import Money
from reads.store.look_without_orm import portions


def denied_elsewhere(session: Session, day: date | None) -> list[LedgerEntry]:
    """The denials up to a day that still stand, as they came: paid since, reversed or corrected they are done.

    Decisions are about the same services where control number, charge and codes are the same; what a payer split otherwise
    stays listed.
    """
    same: defaultdict[tuple[str, int, tuple[str, ...]], list[LedgerEntry]] = defaultdict(list)
    rows = _decided(session, day)
    for each in entries(rows, postings_in(session, rows)):
        codes = tuple(sorted({posting.cpt for posting in each.postings}))
        number = (each.row.control_number.strip("0 ") and each.row.control_number) or f"\x1f{each.row.id}"
        same[number, abs(each.row.charge), codes].append(each)
    found = [each for (_, charge, _), some in same.items() for each in _standing(charge, some)]
    return sorted(found, key=lambda each: each.row.id or 0)


def _decided(session: Session, day: date | None) -> list[ClaimPaymentRow]:
    """Every decision on the claims of which one was denied, whole or in part."""
    query = select(ClaimPaymentRow).where(col(ClaimPaymentRow.claim_id).is_(None))
    if day is not None:
        query = query.where(col(ClaimPaymentRow.day) <= day)
    denied = select(ClaimPaymentRow.control_number).where(
        col(ClaimPaymentRow.claim_id).is_(None),
        or_(col(ClaimPaymentRow.denied) > 0, col(ClaimPaymentRow.status) == DENIAL),
    )
    numbers = sorted(set(session.exec(denied)))
    return [
        row
        for some in portions(numbers)
        for row in session.exec(
            query.where(col(ClaimPaymentRow.control_number).in_(some)).order_by(col(ClaimPaymentRow.id))
        )
    ]


def _standing(charge: int, some: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    account = account_of(Money(charge), [_decision(each.row) for each in some], unpaid=ClaimState.RECEIVED)
    if not account.denied.minor and account.state is not ClaimState.DENIED:
        return []
    return [each for each in some if (each.row.set_id, each.row.number) in account.standing]


def _decision(row: ClaimPaymentRow) -> PayerDecision:
    return PayerDecision(
        (row.set_id, row.number),
        row.day,
        row.status,
        row.payer,
        row.payer_id,
        row.payer_claim_number,
        row.original_number,
        row.charge,
        row.paid,
        row.patient,
        row.denied,
        row.prior,
        row.interest,
    )
