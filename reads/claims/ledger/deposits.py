"""Deposits: each trace number with its claims, its provider adjustments and its money, to the cent (spec 5.7).

sum of claims paid − provider adjustments = the deposit, which is what the bank shows under the trace number
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from reads.claims.ledger.repository import adjustments_in, claims_of_payers_numbers, deposits, periods_in
from reads.claims.ledger.tables import ClaimPaymentRow
from reads.claims.tables import AnswerFileRow, RemittanceRow
from reads.claims.x12.adjustment_reasons import PROVIDER_ADJUSTMENTS
from reads.claims.x12.code_words import words
from reads.claims.x12.segment_reader import day
from reads.core.money import Money
from reads.store.look_without_orm import portions


@dataclass(frozen=True, slots=True)
class DepositAdjustment:
    """What was kept back (positive) or added (negative) beside claims: its PLB code, in words, and what it refers to.

    `period` is the end of the fiscal year that it counts in (PLB02), as the payer writes it; `claims` are those of these
    books whose number with the payer its reference is.
    """

    reason: str
    reference: str
    amount: Money
    period: str = ""
    claims: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """The reason, its code and its reference."""
        about = f" {self.reference}" if self.reference else ""
        return f"{words(PROVIDER_ADJUSTMENTS, self.reason)} ({self.reason}){about}"

    @property
    def beside(self) -> str:
        """Which claims it means, and in which fiscal year it counts."""
        said = [*map("claim {}".format, self.claims)]
        said += [f"fiscal year to {self.fiscal_period}"] if self.period else []
        return ", ".join(said)

    @property
    def fiscal_period(self) -> str:
        """The period as a day, as it came where it is none."""
        return str(day(self.period) or self.period)


@dataclass(frozen=True, slots=True)
class Deposit:
    """One payment: `of_claims` is what it pays claims, `unknown` the part of it for claims that these books don't have.

    `banked` is the line of a bank file that it is tied to, its number and day; None for none, or where that isn't asked.
    """

    trace: str
    payer: str
    payer_id: str
    method: str
    day: date | None
    amount: Money
    claims: int
    of_claims: Money
    unknown: Money
    adjustments: tuple[DepositAdjustment, ...]
    file: str
    set_id: int
    banked: tuple[int, date] | None = None

    @property
    def in_bank(self) -> str:
        """Where the bank has it, in words; empty for a payment without money."""
        if self.banked:
            line, day = self.banked
            return f"in the bank: line {line} of {day}"
        return "on no line of a bank file yet" if self.amount.minor else ""

    @property
    def adjusted(self) -> Money:
        """All that was kept back, less what was added."""
        return Money(sum(each.amount.minor for each in self.adjustments))

    @property
    def difference(self) -> Money:
        """What doesn't tie: nothing, or the ledger is damaged."""
        return self.of_claims - self.adjusted - self.amount

    def as_json(self) -> dict[str, object]:
        """A row of `claims payments`."""
        return {
            "trace": self.trace,
            "payer": self.payer,
            "payer_id": self.payer_id,
            "method": self.method,
            "day": self.day.isoformat() if self.day else None,
            "amount": str(self.amount),
            "claims": self.claims,
            "claims_paid": str(self.of_claims),
            "unknown_claims_paid": str(self.unknown),
            "provider_adjustments": [
                {
                    "reason": each.reason,
                    "in_words": each.in_words,
                    "reference": each.reference,
                    "amount": str(each.amount),
                    "fiscal_period": each.fiscal_period,
                    "claims": list(each.claims),
                }
                for each in self.adjustments
            ],
            "adjusted": str(self.adjusted),
            "difference": str(self.difference),
            "file": self.file,
            "bank_line": self.banked[0] if self.banked else None,
            "bank_day": self.banked[1].isoformat() if self.banked else None,
        }


@dataclass(frozen=True, slots=True)
class CashEffect:
    """What a deposit does to the books of account, on cash basis: debits positive; they add up to nothing.

    `adjustments` are by reason (PLB), `set_id` is the set it came in.
    """

    set_id: int
    day: date
    trace: str
    payer: str
    bank: Money
    receipts: Money
    adjustments: tuple[tuple[str, Money], ...]

    @property
    def document(self) -> str:
        """What the register of exported documents calls it."""
        return f"deposit/{self.set_id}"


def cash_effect(deposit: Deposit) -> CashEffect | None:
    """Bank against insurance receipts, adjustments apart by reason; None for a payment that moves nothing."""
    if deposit.day is None:
        return None
    kept: dict[str, Money] = {}
    for each in deposit.adjustments:
        kept[each.reason] = kept.get(each.reason, Money(0)) + each.amount
    if not (deposit.amount.minor or deposit.of_claims.minor or any(each.minor for each in kept.values())):
        return None
    return CashEffect(
        set_id=deposit.set_id,
        day=deposit.day,
        trace=deposit.trace,
        payer=deposit.payer,
        bank=deposit.amount,
        receipts=-deposit.of_claims,
        adjustments=tuple(sorted(kept.items())),
    )


def list_deposits(
    session: Session,
    first: date | None = None,
    end: date | None = None,
    banked: Mapping[int, tuple[int, date]] | None = None,
) -> list[Deposit]:
    """The payments of days in [first, end), each once, the oldest first; `banked` are the bank's lines of them, by set."""
    found = _made(session, deposits(session, first, end))
    return [replace(each, banked=banked.get(each.set_id)) for each in found] if banked else found


def deposits_in(session: Session, sets: Sequence[int]) -> list[Deposit]:
    """The payments of these sets."""
    rows: list[tuple[RemittanceRow, AnswerFileRow]] = []
    for some in portions(sets):
        query = select(RemittanceRow, AnswerFileRow).join(
            AnswerFileRow, col(AnswerFileRow.id) == col(RemittanceRow.answer_file_id)
        )
        rows += session.exec(query.where(col(RemittanceRow.set_id).in_(some)).order_by(col(RemittanceRow.id)))
    return _made(session, rows)


def _made(session: Session, rows: Iterable[tuple[RemittanceRow, AnswerFileRow]]) -> list[Deposit]:
    found = list(rows)
    sets = [row.set_id or 0 for row, _ in found]
    adjusted = adjustments_in(session, sets)
    periods = periods_in(session, sets)
    claims = claims_of_payers_numbers(session, [each.reference for some in adjusted.values() for each in some])
    paid = _paid_in(session, sets)
    made = []
    for row, file in found:
        of_claims, unknown = paid.get(row.set_id or 0, (0, 0))
        made.append(
            Deposit(
                trace=row.trace,
                payer=row.payer,
                payer_id=row.payer_id or "",
                method=row.method or "",
                day=row.posted_on,
                amount=Money(row.amount),
                claims=row.claims,
                of_claims=Money(of_claims),
                unknown=Money(unknown),
                adjustments=tuple(
                    DepositAdjustment(
                        each.reason,
                        each.reference,
                        Money(each.amount),
                        periods.get((each.set_id, each.number), ""),
                        claims.get((row.payer_id or "", each.reference), ()),
                    )
                    for each in adjusted.get(row.set_id or 0, [])
                ),
                file=file.path,
                set_id=row.set_id or 0,
            )
        )
    return made


def _paid_in(session: Session, sets: Sequence[int]) -> dict[int, tuple[int, int]]:
    """What the claims of each set were paid, and those among them that these books don't have, in cents."""
    found: dict[int, tuple[int, int]] = {}
    for some in portions(sets):
        query = (
            select(col(ClaimPaymentRow.set_id), col(ClaimPaymentRow.claim_id).is_(None), func.sum(ClaimPaymentRow.paid))
            .where(col(ClaimPaymentRow.set_id).in_(some))
            .group_by(col(ClaimPaymentRow.set_id), col(ClaimPaymentRow.claim_id).is_(None))
        )
        for number, unknown, amount in session.execute(query):
            paid, lost = found.get(number, (0, 0))
            found[number] = (paid + int(amount), lost + (int(amount) if unknown else 0))
    return found
