"""What a contract says of a month or a longer period as a whole: the least and the most it costs, and early payment (spec 3.1, 3.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from invoicing.contracts.choices import MinimumMode, Period, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The least that a month, quarter or year costs: one of the three amounts, or so many `reads` at a `price`.

    `period` is that of the `reads`; `span` is that of whichever is given.
    """

    monthly: Decimal | None = None
    quarterly: Decimal | None = None
    yearly: Decimal | None = None
    reads: int | None = None
    price: Decimal | None = None
    period: Period = Period.MONTH
    mode: MinimumMode = MinimumMode.TRUE_UP
    scope: Scope = Scope.CLIENT
    line: int = field(default=0, compare=False)

    @property
    def amount(self) -> Decimal:
        """The amount of the span, zero for a minimum of reads."""
        return next((each for each in (self.monthly, self.quarterly, self.yearly) if each is not None), Decimal(0))

    @property
    def span(self) -> Period:
        """Over how long it collects."""
        if self.reads is not None:
            return self.period
        if self.yearly is not None:
            return Period.YEAR
        return Period.MONTH if self.quarterly is None else Period.QUARTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The most that a month's reads cost."""

    monthly: Decimal
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPayment:
    """What a client may take off a paper that it pays within so many days of the invoice date."""

    percent: Decimal
    days: int
    line: int = field(default=0, compare=False)
