"""Accounts of claims as of a day: what is stored of them, added up (`account_of`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from reads.claims.ledger.account import Account, account_of
from reads.claims.ledger.repository import decisions_of
from reads.claims.ledger.told_state import told_number, told_state
from reads.claims.repository import answers_to, files_of_claims
from reads.claims.tables import ClaimAnswerRow, ClaimRow
from reads.core.money import Money


def accounts_of(
    session: Session,
    rows: Sequence[ClaimRow],
    day: date | None = None,
    *,
    answers: Mapping[int, Sequence[ClaimAnswerRow]] | None = None,
) -> dict[int, Account]:
    """The account of each of these claims at the end of a day (None: with all that is known), by its number."""
    numbers = [row.id or 0 for row in rows]
    told = answers_to(session, numbers) if answers is None else answers
    decided = decisions_of(session, numbers)
    filed = files_of_claims(session, numbers)
    found = {}
    for number, row in zip(numbers, rows, strict=True):
        said = told.get(number, ())
        unpaid = told_state(said, day, exported=number in filed)
        account = account_of(Money(row.charge), decided.get(number, ()), day, unpaid=unpaid)
        if not account.payer_claim_number:
            account = replace(account, payer_claim_number=told_number(said))
        found[number] = account
    return found


def account_of_claim(session: Session, row: ClaimRow, day: date | None = None) -> Account:
    """The account of one claim."""
    return accounts_of(session, [row], day)[row.id or 0]
