"""A decision on papers after their issue, as a value: reads credited or disputed, an agreed credit, a manual line (spec 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from invoicing.papers.paper import PaperLine
from invoicing.papers.row_reasons import CREDITED, DISPUTED
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money
from reads.core.month import Month


class Fact(StrEnum):
    """What kind of decision it is."""

    CREDIT = "credit"
    DISPUTE = "dispute"
    RESTORE = "restore"
    AGREED = "agreed"
    LINE = "line"
    LINE_REMOVED = "line_removed"


WORDS = {Fact.CREDIT: CREDITED, Fact.DISPUTE: DISPUTED}
"""What a paper says of reads that were taken back."""

BEFORE = {
    Fact.DISPUTE: "credited or disputed",
    Fact.RESTORE: "restored, or never disputed or credited",
    Fact.CREDIT: "credited",
}
"""What reads were already, of which such a decision changes nothing."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One decision; `number` is the paper it is about, empty for a manual line, for its removal the line's id."""

    kind: Fact
    client: str
    contract: str
    number: str
    amount: Money
    because: str
    id: int = 0


def line_of(adjustment: Adjustment, month: Month) -> PaperLine:
    """The line of an agreed amount on a paper of the month: no tax is added, and no difference touches it."""
    memo = adjustment.kind is Fact.AGREED
    return PaperLine(
        kind=LineKind.PRIOR if memo else LineKind.MANUAL,
        name=f"Credit agreed on {adjustment.number}" if memo else adjustment.because,
        facility=None,
        quantity=Decimal(1),
        unit_price=adjustment.amount.amount,
        amount=adjustment.amount,
        month=month,
        basis=adjustment.because if memo else "",
        agreed=True,
    )
