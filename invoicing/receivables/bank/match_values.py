"""Values of matching: what a bank's lines are matched with, and what a line is taken for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class PaperToPay:
    """An open paper: what is open, and what may be deducted if that is paid by a day."""

    number: str
    client: str
    open: Money
    discount: Money
    until: date | None
    reads: int


@dataclass(frozen=True, slots=True)
class UntiedPayment:
    """A payment that stands; `banked` where a line of the bank has it, `advised` where a payer's advice does."""

    entry: int
    client: str
    amount: Money
    day: date
    reference: str
    numbers: tuple[str, ...]
    banked: bool
    advised: bool


@dataclass(frozen=True, slots=True)
class UntiedDeposit:
    """An insurer's payment that no line has yet."""

    set_id: int
    trace: str
    payer: str
    amount: Money


@dataclass(frozen=True, slots=True)
class MatchGround:
    """What lines are matched with; `names` are the clients', by id, `settled` the invoices of which nothing is open, with their clients."""

    papers: tuple[PaperToPay, ...]
    payments: tuple[UntiedPayment, ...]
    deposits: tuple[UntiedDeposit, ...]
    names: Mapping[str, str]
    settled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptPayment:
    """What stays open of a paper that is paid short, and the payer's words for it."""

    number: str
    amount: Money
    words: str


@dataclass(frozen=True, slots=True)
class LineMatch:
    """What a line is taken for, and why; `to` names papers with their amounts, what is `over` stays unapplied cash."""

    by: str
    why: str
    exact: bool = False
    client: str = ""
    to: tuple[tuple[str, Money], ...] = ()
    over: int = 0
    kept: tuple[KeptPayment, ...] = ()
    entry: int | None = None
    deposit: int | None = None

    @property
    def is_found(self) -> bool:
        """Whether it can be posted as it is."""
        return bool(self.to) or self.entry is not None or self.deposit is not None

    @property
    def fingerprint(self) -> str:
        """The same for the same match: what a person saw is compared by it with what is there when they decide."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]
