"""A draft contract in the place of what it would replace, as if it had been in force already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from invoicing.contracts.contract_of_read import covered, life
from invoicing.contracts.holiday_calendars import NO_CALENDARS, HolidayCalendars
from invoicing.contracts.model import AppliedContract, Clause, Contract
from reads.core.date_span import DateSpan
from reads.directory.directory import Directory

C = TypeVar("C", bound=Clause)


@dataclass(frozen=True, slots=True)
class Substitution:
    """The client's contracts as they are and as they would be; `replaced` are the ids of those that give way.

    `since` is the day from which the draft is taken to be in force, where it says a later one.
    """

    draft: Contract
    before: tuple[AppliedContract, ...]
    after: tuple[AppliedContract, ...]
    replaced: tuple[str, ...]
    since: date | None

    @property
    def concerned(self) -> frozenset[str]:
        """The contracts whose months may come out differently."""
        return frozenset({self.draft.id, *self.replaced})


def put_in_place(
    draft: Contract,
    applied: Sequence[AppliedContract],
    directory: Directory,
    days: DateSpan,
    calendars: HolidayCalendars = NO_CALENDARS,
) -> Substitution:
    """The draft among the client's contracts `applied`, for the days that are tried.

    It replaces the contract of its own id; where there is none, the facilities that it covers leave the contracts that
    are in force for them on those days. A draft that begins later than what it replaces (or, if nothing is, than the
    days) begins with it instead, and so do its clauses that would begin with the draft. `calendars` are its holidays.
    """
    own = [one for one in applied if one.contract.id == draft.id]
    giving_way = own or [one for one in applied if _gives_way(one.contract, draft, directory, days)]
    earliest = min((one.contract.effective for one in giving_way), default=days.first or draft.effective)
    begun = _begun(draft, earliest) if earliest < draft.effective else draft
    left = [] if own else _left(giving_way, _facilities(draft, directory), directory)
    others = [one for one in applied if one not in giving_way]
    version = own[0].version + 1 if own else 1
    return Substitution(
        draft=begun,
        before=tuple(applied),
        after=(*others, *left, AppliedContract(begun, version, 0, calendars)),
        replaced=tuple(one.contract.id for one in giving_way),
        since=begun.effective if begun is not draft else None,
    )


def _gives_way(contract: Contract, draft: Contract, directory: Directory, days: DateSpan) -> bool:
    in_force = life(contract).overlaps(days) and bool(contract.bill & draft.bill)
    return in_force and not _facilities(contract, directory).isdisjoint(_facilities(draft, directory))


def _facilities(contract: Contract, directory: Directory) -> frozenset[str]:
    """What it covers, on whatever days."""
    ever = replace(contract, effective=date.min, until=None)
    return frozenset(row.id for row, _ in covered(ever, directory))


def _left(giving_way: Sequence[AppliedContract], taken: frozenset[str], directory: Directory) -> list[AppliedContract]:
    """The contracts that keep other facilities, without those that were taken."""
    kept = [(one, _facilities(one.contract, directory) - taken) for one in giving_way]
    return [replace(one, contract=replace(one.contract, facilities=rest)) for one, rest in kept if rest]


def _begun(draft: Contract, day: date) -> Contract:
    """The draft in force from an earlier day on, with the fees and clauses that begin when it does."""
    return replace(
        draft,
        effective=day,
        rates=tuple(_earlier(clause, draft, day) for clause in draft.rates),
        surcharges=tuple(_earlier(clause, draft, day) for clause in draft.surcharges),
        tiers=tuple(_earlier(clause, draft, day) for clause in draft.tiers),
        fixed=tuple(_earlier(clause, draft, day) for clause in draft.fixed),
        coverage=tuple(_earlier(clause, draft, day) for clause in draft.coverage),
        turnaround=tuple(_earlier(clause, draft, day) for clause in draft.turnaround),
        compliance=tuple(_earlier(clause, draft, day) for clause in draft.compliance),
        taxes=tuple(_earlier(clause, draft, day) for clause in draft.taxes),
    )


def _earlier(clause: C, draft: Contract, day: date) -> C:
    return replace(clause, starts=day) if clause.starts == draft.effective else clause
