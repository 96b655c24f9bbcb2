"""Looks at a month: gathers, prices and drafts every contract's paper, and says what a person should know first."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from invoicing.contracts.contract import AppliedContract
from invoicing.papers import repository
from invoicing.papers.closing import (
    Closing,
    ContractClosing,
    Standing,
    contract_warnings,
    month_warnings,
    price_warnings,
)
from invoicing.papers.draft import draft
from invoicing.papers.errors import NoContracts, NoGroup, UnknownClient
from invoicing.papers.gather import Routed, gather_month
from invoicing.papers.snapshot import paper_of
from invoicing.papers.standing import standings
from invoicing.pricing.engine import price_month
from reads.core.clock import Clock, today
from reads.core.month import Month
from reads.routing.route import Held


@dataclass(frozen=True, slots=True)
class Ask:
    """Which month, under which date (today where none is given), and of one client only or all."""

    month: Month
    dated: date | None = None
    client: str | None = None


def preview(session: Session, ask: Ask, clock: Clock) -> Closing:
    """The month as it would be issued now: NoGroup, UnknownClient or NoContracts where there is nothing to look at."""
    state = repository.state(session)
    routed = gather_month(session, ask.month)
    group = routed.directory.group
    if group is None:
        raise NoGroup
    day = today(clock, group.timezone)
    contracts = _contracts(routed, ask)
    stand = standings(session, contracts, routed.directory, ask.month)
    drawer = _Drawer(session, routed, ask.month, ask.dated or day)
    return Closing(
        month=ask.month,
        issued_on=ask.dated or day,
        contracts={each.contract.id: drawer.part(each, stand[each.contract.id]) for each in contracts},
        held=_held(routed, ask.client),
        routes=routed.counts,
        warnings=month_warnings(ask.month, day),
        number_pattern=group.invoice_number,
        state=state,
    )


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
    if not found:
        raise NoContracts(ask.month, ask.client)
    return sorted(found, key=lambda applied: (applied.contract.client, applied.contract.id))


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Draws up each contract's part of the month."""

    session: Session
    routed: Routed
    month: Month
    issued_on: date

    def part(self, applied: AppliedContract, standing: Standing) -> ContractClosing:
        """The issued paper where there is one, else the draft with what a person should know of it."""
        if standing.issued is not None:
            paper = paper_of(repository.snapshot(self.session, standing.issued.id))
            return ContractClosing(applied, paper, standing)
        reads = self.routed.hospital.get((applied.contract.id, self.month), [])
        elsewhere = repository.billed_on(self.session, [read.logged.key for read in reads])
        due = [read for read in reads if read.logged.key not in elsewhere] if elsewhere else reads
        directory = self.routed.directory
        priced = price_month(applied, self.month, due, self.routed.releases, directory.facilities)
        paper = draft(priced, directory, self.issued_on)
        warnings = contract_warnings(applied, paper, standing, elsewhere)
        return ContractClosing(applied, paper, standing, priced, (*warnings, *price_warnings(applied, priced)))
