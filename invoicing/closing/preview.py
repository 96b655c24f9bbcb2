"""Looks at a month: gathers, prices and drafts every contract's paper, and says what a person should know first."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from invoicing.closing.adjustments_due import Reckoner
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.difference import NOTHING_OPEN, Open
from invoicing.closing.draft import draft
from invoicing.closing.gather import gather_month
from invoicing.closing.month_before import FacilityCompared, compared
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import signed_for
from invoicing.closing.month_to_close import (
    Closing,
    ContractClosing,
    ContractStanding,
    contract_warnings,
    memo_warnings,
    month_warnings,
    on_next_invoice,
    price_warnings,
    route_warnings,
    uncovered_warnings,
    waived_warnings,
)
from invoicing.closing.months_to_recheck import known_now, unsettled
from invoicing.closing.open_months import standings
from invoicing.contracts.model import AppliedContract
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.adjustment import Adjustment, line_of
from invoicing.papers.billed_reads import billed_before, billed_of_reads_signed, billed_on
from invoicing.papers.errors import NoContracts, NoGroup, UnknownClient
from invoicing.papers.outside_data import DataAtHand, moved_warnings
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from invoicing.pricing.columns import keys_of, without
from reads.core.clock import Clock, today
from reads.core.findings import Finding
from reads.core.month import Month
from reads.core.without_cycle_search import uncollected
from reads.routing.route import Held

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class Ask:
    """Which month, under which date (today where none is given), and of one client only or all."""

    month: Month
    dated: date | None = None
    client: str | None = None


@uncollected()
def preview(reading: Reading, ask: Ask, clock: Clock) -> Closing:
    """The month as it would be issued now: NoGroup, UnknownClient or NoContracts where there is nothing to look at."""
    ground = Ground.load(reading)
    return preview_of(reading, ask, clock, ground, gather_month(reading, ask.month, ground))


def preview_of(reading: Reading, ask: Ask, clock: Clock, ground: Ground, routed: Routed) -> Closing:
    """The same of a month whose reads are routed already, on that ground and in the same state of the books."""
    state = known_now(reading)
    reckoner = Reckoner.load(reading, ground)
    group = routed.directory.group
    if group is None:
        raise NoGroup
    day = today(clock, group.timezone)
    contracts = _contracts(routed, ask)
    stand = standings(reading, reckoner.ground, contracts, ask.month, routed)
    ended = _ended(routed, ask, stand)
    opened = reckoner.open(unsettled(reading, reckoner.ground, _closed_months(reading, stand, ended)))
    apart = tuple(_on_memos(contracts, ended, opened))
    if not contracts and not apart:
        raise NoContracts(ask.month, ask.client)
    drawer = _Drawer(
        reading,
        routed,
        ask.month,
        ask.dated or day,
        reckoner.withdrawn,
        books=state["book_records"][0],
        at_hand=DataAtHand.of(reading),
        billed=billed_of_reads_signed(reading, *signed_for((ask.month,))),
    )
    manual = recorded_adjustments.pending_lines(reading, list(stand))
    return Closing(
        month=ask.month,
        issued_on=ask.dated or day,
        contracts={
            id_: drawer.part(each, stand[id_], _next_invoice(each, opened.get(id_, NOTHING_OPEN)), manual[id_])
            for each in contracts
            for id_ in (each.contract.id,)
        },
        held=_held(routed, ask.client),
        routes=routed.counts,
        warnings=(*moved_warnings(reading), *month_warnings(ask.month, day, ask.dated or day), *apart),
        number_pattern=group.invoice_number,
        state=state,
    )


def _ended(routed: Routed, ask: Ask, stand: Mapping[str, ContractStanding]) -> list[AppliedContract]:
    """The contracts that have no next invoice: over before the month began, or with it, and it is issued."""
    found = []
    for applied in routed.contracts:
        contract = applied.contract
        issued = contract.id in stand and stand[contract.id].issued is not None
        last = ask.month.end if issued else ask.month.first
        if contract.until is not None and contract.until <= last and ask.client in (None, contract.client):
            found.append(applied)
    return found


def _next_invoice(applied: AppliedContract, open_: Open) -> Open:
    """What of all that is open goes on the contract's next invoice."""
    return replace(open_, due=tuple(each for each in open_.due if on_next_invoice(applied, each)))


def _on_memos(
    contracts: Sequence[AppliedContract], ended: Sequence[AppliedContract], opened: Mapping[str, Open]
) -> Iterator[Finding]:
    """What is open and can only go on memos."""
    over = {applied.contract.id for applied in ended}
    for applied in (*ended, *(each for each in contracts if each.contract.id not in over)):
        due = opened.get(applied.contract.id, NOTHING_OPEN).due
        is_over = applied.contract.id in over
        apart = due if is_over else [each for each in due if not on_next_invoice(applied, each)]
        yield from memo_warnings(applied, apart, ended=is_over)


def _closed_months(
    reading: Reading, stand: Mapping[str, ContractStanding], ended: Sequence[AppliedContract]
) -> dict[str, list[Month]]:
    """The closed months of which something may be open: of contracts with a draft, and of those that have ended."""
    wanted = [contract for contract, standing in stand.items() if standing.issued is None]
    wanted += [applied.contract.id for applied in ended]
    return {contract: list(closed) for contract, closed in closings.closings(reading, wanted).items()}


def _held(routed: Routed, client: str | None) -> tuple[Held, ...]:
    """What is held, of one client's facilities where asked."""
    if client is None:
        return tuple(routed.held)
    rows = routed.directory.facilities
    return tuple(
        held for held in routed.held if any(row.client == client for row in rows.get(held.logged.read.facility, ()))
    )


def _contracts(routed: Routed, ask: Ask) -> list[AppliedContract]:
    """The contracts in force at any time of the month, by client and id."""
    clients = routed.directory.clients
    if ask.client is not None and ask.client not in clients:
        raise UnknownClient(ask.client, difflib.get_close_matches(ask.client, clients, 3))
    last = ask.month.end - timedelta(days=1)
    found = [
        applied
        for applied in routed.contracts
        if applied.contract.effective <= last
        and (applied.contract.until is None or ask.month.first < applied.contract.until)
        and ask.client in (None, applied.contract.client)
    ]
    return sorted(found, key=lambda applied: (applied.contract.client, applied.contract.id))


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Draws up each contract's part of the month."""

    reading: Reading
    routed: Routed
    month: Month
    issued_on: date
    withdrawn: Mapping[str, str]
    books: int
    at_hand: DataAtHand
    billed: Collection[str]

    def part(
        self, applied: AppliedContract, standing: ContractStanding, open_: Open, manual: Sequence[Adjustment]
    ) -> ContractClosing:
        """The issued paper where there is one, else the draft with what a person should know of it."""
        if standing.issued is not None:
            paper = paper_of(repository.snapshot(self.reading, standing.issued.id))
            return ContractClosing(applied, paper, standing, facilities=self._compared(paper, standing))
        contract, directory = applied.contract.id, self.routed.directory
        reads = without(self.routed.hospital.get((contract, self.month), ()), self.withdrawn)
        priced = self.routed.price(applied, self.month, reads)
        lines = [line_of(each, self.month) for each in manual]
        paper = draft(priced, directory, self.issued_on, open_.due, lines)
        paper = replace(paper, books=self.books, data=self.at_hand.of_paper(paper.rvu_releases))
        own = [key for key in keys_of(reads) if key in self.billed] if self.billed else []
        also = [row.read_key for each in open_.due for row in each.rows]
        before = {*own, *billed_before(self.reading, also)}
        elsewhere = billed_on(self.reading, own)
        warnings = (
            *contract_warnings(applied, paper, standing, elsewhere),
            *route_warnings(applied, reads),
            *price_warnings(applied, priced),
            *uncovered_warnings(applied, priced, directory),
            *waived_warnings(contract, open_),
        )
        return ContractClosing(
            applied,
            paper,
            standing,
            priced,
            open_,
            tuple(manual),
            frozenset(before),
            self._compared(paper, standing),
            warnings,
        )

    def _compared(self, paper: Paper, standing: ContractStanding) -> tuple[FacilityCompared, ...]:
        """The facilities beside those of the month before, where that was issued."""
        if standing.previous is None:
            return ()
        return compared(paper_of(repository.snapshot(self.reading, standing.previous.id)), paper)
