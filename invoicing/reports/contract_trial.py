"""Past months under a draft contract, beside what is in force and what was billed; nothing is stored.

Trial
├── months     a TriedMonth each contract and month: what it costs now, under the draft, and what was billed for it
└── unpriced   reads that the draft leaves without a price or contract, by reason
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_at
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.draft_contract import Substitution, put_in_place
from invoicing.contracts.file.checks import check_contracts, contract_file
from invoicing.contracts.loaded_holidays import load_calendars, own_lists
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.contracts.repository import load_contracts
from invoicing.pricing.by_modality import Cost, cost_by_modality
from invoicing.pricing.priced_month import PricedMonth
from invoicing.reports.billed_for_month import billed_for_months
from invoicing.reports.errors import OtherCurrency
from reads.core.date_span import DateSpan
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Severity
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.directory import Directory


@dataclass(frozen=True, slots=True)
class Side:
    """A month under one set of contracts: its reads by modality, and all else that it costs."""

    reads: Mapping[str, Cost]
    rest: Money
    total: Money


@dataclass(frozen=True, slots=True)
class Compared:
    """Reads and an amount, now and under the draft."""

    reads: int
    reads_tried: int
    now: Money
    tried: Money

    @property
    def difference(self) -> Money:
        """By how much the draft costs more."""
        return self.tried - self.now

    def __add__(self, other: Compared) -> Compared:
        return Compared(
            self.reads + other.reads,
            self.reads_tried + other.reads_tried,
            self.now + other.now,
            self.tried + other.tried,
        )


@dataclass(frozen=True, slots=True)
class TriedMonth:
    """One contract's month now and under the draft; `billed` is all that was issued for it, None where nothing was."""

    contract: str
    month: Month
    now: Side
    tried: Side
    billed: Money | None

    @property
    def modalities(self) -> dict[str, Compared]:
        """The reads, modality by modality."""
        none = Cost(0, Money(0, self.now.total.currency))
        pairs = {
            name: (self.now.reads.get(name, none), self.tried.reads.get(name, none))
            for name in sorted({*self.now.reads, *self.tried.reads})
        }
        return {name: Compared(now.reads, new.reads, now.amount, new.amount) for name, (now, new) in pairs.items()}

    @property
    def rest(self) -> Compared:
        """All other lines: minimum, maximum, compliance, fixed fees and taxes."""
        return Compared(0, 0, self.now.rest, self.tried.rest)

    @property
    def total(self) -> Compared:
        """The month."""
        return sum(self.modalities.values(), self.rest)

    @property
    def against_billed(self) -> Money | None:
        """By how much the draft costs more than what was billed."""
        return None if self.billed is None else self.tried.total - self.billed


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft would have changed; `warnings` are of the draft's file, `unpriced` counts the reads that only it leaves without a price."""

    substitution: Substitution
    months: tuple[TriedMonth, ...]
    unpriced: Mapping[str, int]
    warnings: tuple[Finding, ...]

    @property
    def modalities(self) -> dict[str, Compared]:
        """All months together, by modality."""
        summed: dict[str, Compared] = {}
        for each in self.months:
            for name, part in each.modalities.items():
                summed[name] = summed[name] + part if name in summed else part
        return dict(sorted(summed.items()))

    @property
    def total(self) -> Compared:
        """All months together."""
        nothing = Money(0, self.substitution.draft.currency)
        return sum((each.total for each in self.months), Compared(0, 0, nothing, nothing))


def try_contract(session: Session, draft: Contract, file: str, months: Sequence[Month]) -> Trial:
    """The months under the draft and under what is in force, for every contract that the draft concerns.

    FaultyInput with every fault that `apply` would find in it; OtherCurrency where the two can't be subtracted.
    """
    ground = Ground.load(session, ())
    applied = load_contracts(session, {draft.client})
    calendars = load_calendars(session, draft.holidays)
    substitution = put_in_place(draft, applied, ground.directory, DateSpan(months[0].first, months[-1].end), calendars)
    findings = _findings(draft, file, substitution, ground.directory, own_lists(session))
    if errors := [finding for finding in findings if finding.severity is Severity.ERROR]:
        raise FaultyInput(file, errors)
    _check_currency(substitution)
    grounds = [replace(ground, contracts=contracts) for contracts in (substitution.before, substitution.after)]
    facilities = {facility for each in grounds for facility in each.facilities(substitution.concerned)}
    now, tried = (_priced(gather_at(session, each, months, facilities), substitution, months) for each in grounds)
    return Trial(
        substitution=substitution,
        months=tuple(_months(session, now, tried)),
        unpriced=Counter(code for key, code in tried.held.items() if key not in now.held),
        warnings=tuple(findings),
    )


def _findings(
    draft: Contract, file: str, substitution: Substitution, directory: Directory, holidays: Collection[str]
) -> list[Finding]:
    """What is wrong with the draft as it is written, beside the directory and the contracts that would stay."""
    others = [one.contract for one in substitution.after if one.contract.id != draft.id]

    def file_of(contract: str) -> str:
        return file if contract == draft.id else contract_file(contract)

    known = set(check_contracts(others, directory, holidays=holidays))
    found = check_contracts([draft, *others], directory, file_of, holidays)
    return [finding for finding in found if finding not in known]


def _check_currency(substitution: Substitution) -> None:
    for one in substitution.before:
        if one.contract.id in substitution.replaced and one.contract.currency != substitution.draft.currency:
            raise OtherCurrency(substitution.draft.currency, one.contract.id, one.contract.currency)


@dataclass(frozen=True, slots=True)
class _Priced:
    """The concerned contracts' months under one set of contracts, and why reads there have no price, by key."""

    sides: Mapping[tuple[str, Month], Side]
    held: Mapping[str, str]


def _priced(routed: Routed, substitution: Substitution, months: Sequence[Month]) -> _Priced:
    contracts = {one.contract.id: one for one in routed.contracts}
    currency = substitution.draft.currency
    nothing = Side({}, Money(0, currency), Money(0, currency))
    sides: dict[tuple[str, Month], Side] = {}
    held = {each.logged.key: each.reasons[0].code for each in routed.held}
    for contract in sorted(substitution.concerned):
        for month in months:
            if contract not in contracts:
                sides[contract, month] = nothing
                continue
            priced = _month(routed, contracts[contract], month)
            costs, rest = cost_by_modality(priced)
            sides[contract, month] = Side(costs, rest, priced.total)
            held |= {each.logged.key: reason.code for each, reason in priced.unpriced}
    return _Priced(sides, held)


def _month(routed: Routed, applied: AppliedContract, month: Month) -> PricedMonth:
    reads = routed.hospital.get((applied.contract.id, month), ())
    return routed.price(applied, month, reads)


def _months(session: Session, now: _Priced, tried: _Priced) -> Iterator[TriedMonth]:
    """The contracts' months side by side; one that is nothing on both sides is left out."""
    billed: dict[str, dict[Month, Money]] = {}
    for (contract, month), side in now.sides.items():
        if contract not in billed:
            billed[contract] = billed_for_months(session, contract, side.total.currency)
        other, issued = tried.sides[contract, month], billed[contract].get(month)
        if side.reads or side.rest or other.reads or other.rest or issued:
            yield TriedMonth(contract, month, side, other, issued)
