"""Accounts of claims as of a day: what is stored of them, added up (`account_of`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from reads.claims.ledger.payer_decisions import ClaimAccount, account_of
from reads.claims.ledger.repository import decisions_of
from reads.claims.ledger.told_state import told_number, told_state
from reads.claims.repository import answers_to, files_of_claims
from reads.claims.tables import ClaimAnswerRow, ClaimRow, FurtherClaimRow
from reads.core.money import Money
from reads.store.look_without_orm import portions


def accounts_of(
    session: Session,
    rows: Sequence[ClaimRow],
    day: date | None = None,
    *,
    answers: Mapping[int, Sequence[ClaimAnswerRow]] | None = None,
) -> dict[int, ClaimAccount]:
    """The account of each of these claims at the end of a day (None: with all that is known), by its number."""
    numbers = [row.id or 0 for row in rows]
    further = _further(session, numbers)
    told = answers_to(session, numbers) if answers is None else answers
    decided = decisions_of(session, [*numbers, *(each for some in further.values() for each in some)])
    filed = files_of_claims(session, numbers)
    found = {}
    for number, row in zip(numbers, rows, strict=True):
        said = told.get(number, ())
        unpaid = told_state(said, day, exported=number in filed)
        said_by_all = [each for one in (number, *further.get(number, ())) for each in decided.get(one, ())]
        account = account_of(Money(row.charge), said_by_all, day, unpaid=unpaid)
        if not account.payer_claim_number:
            account = replace(account, payer_claim_number=told_number(said))
        found[number] = account
    return found


def _further(session: Session, claims: Sequence[int]) -> dict[int, list[int]]:
    """The claims to second and third payers, by the claim to the first: what they are answered counts for that too."""
    found: dict[int, list[int]] = {}
    for some in portions(claims):
        for row in session.exec(select(FurtherClaimRow).where(col(FurtherClaimRow.first_id).in_(some))):
            found.setdefault(row.first_id, []).append(row.claim_id)
    return found


def account_of_claim(session: Session, row: ClaimRow, day: date | None = None) -> ClaimAccount:
    """The account of one claim."""
    return accounts_of(session, [row], day)[row.id or 0]
