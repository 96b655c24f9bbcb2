"""Gathers our side of a reconciliation: a client's reads as billed, where the month was issued, else as they would be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_at
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.model import AppliedContract
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.errors import UnknownClient
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import ScheduleRow
from invoicing.papers.schedule_rows import schedule_of
from invoicing.pricing.columns import without
from invoicing.reports.errors import NotTheirContract, SeveralCurrencies
from invoicing.reports.reconcile import OurRead, TheirRow
from invoicing.reports.reconcile_accessions import core
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.directory.model import Facility
from reads.routing.route import Held, Route, ToHospital, ToInsurer

_BEFORE, _AFTER = 2, 1
"""How many months around the month asked for are looked through for what the list has in it."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Our reads of the month and of the months around, and what else is known of the client's accessions.

    `other_lines` is what the month costs that no single read does: minimums, fees, taxes.
    """

    reads: tuple[OurRead, ...]
    others: tuple[OurRead, ...]
    other_lines: Money
    currency: str
    directory: Directory
    facilities: Mapping[str, Facility]
    elsewhere: Mapping[str, str]

    def explain(self, row: TheirRow) -> str:
        """Why a read that the log has is on no invoice; empty where the log has none of that accession."""
        return self.elsewhere.get(core(row.accession), "")


def ours_of(session: Session, client: str, month: Month, contract: str | None = None) -> Ours:
    """The client's side; UnknownClient, NotTheirContract, or SeveralCurrencies where no contract is named."""
    ground = Ground.load(session)
    if client not in ground.directory.clients:
        raise UnknownClient(client, difflib.get_close_matches(client, ground.directory.clients))
    contracts = [
        each for each in ground.contracts if each.contract.client == client and contract in (None, each.contract.id)
    ]
    if contract is not None and not contracts:
        known = [each.contract.id for each in ground.contracts if each.contract.client == client]
        raise NotTheirContract(client, contract, known)
    currencies = sorted({each.contract.currency for each in contracts})
    if len(currencies) > 1:
        raise SeveralCurrencies(client, currencies)
    currency = currencies[0] if currencies else "USD"
    facilities = {row.id: row for rows in ground.directory.facilities.values() for row in rows if row.client == client}
    months = _around(month)
    routed = gather_at(session, ground, months, facilities)
    side = _Side(session, routed, recorded_adjustments.withdrawn(session), _closings(session, contracts))
    here: list[OurRead] = []
    others: list[OurRead] = []
    rest = Money(0, currency)
    for applied in contracts:
        for each in months:
            reads, other_lines = side.month(applied, each)
            if each == month:
                here += reads
                rest += other_lines
            else:
                others += reads
    return Ours(tuple(here), tuple(others), rest, currency, ground.directory, facilities, dict(_elsewhere(routed)))


def _around(month: Month) -> list[Month]:
    months = [month]
    for _ in range(_BEFORE):
        months.insert(0, months[0].previous())
    for _ in range(_AFTER):
        months.append(months[-1].next())
    return months


def _closings(session: Session, contracts: Iterable[AppliedContract]) -> dict[str, dict[Month, IssuedPaper]]:
    return closings.closings(session, [each.contract.id for each in contracts])


@dataclass(frozen=True, slots=True)
class _Side:
    """What a contract's months are told from."""

    session: Session
    routed: Routed
    withdrawn: Mapping[str, str]
    closings: Mapping[str, Mapping[Month, IssuedPaper]]

    def month(self, applied: AppliedContract, month: Month) -> tuple[list[OurRead], Money]:
        """The month's reads, and what it costs besides: of all papers where it was issued, else as priced now."""
        contract = applied.contract
        reads = self.routed.hospital.get((contract.id, month), ())
        closing = self.closings[contract.id].get(month)
        if closing is None:
            kept = without(reads, self.withdrawn)
            priced = self.routed.price(applied, month, kept)
            rows: Iterable[ScheduleRow] = schedule_of(priced)
            whole, number = priced.total, ""
        else:
            papers = repository.papers_about(self.session, contract.id, month)
            billed = Billed.of(papers, month, contract.currency)
            rows, whole = [row for row in billed.reads.values() if not _taken_back(row)], billed.total
            number = closing.number or ""
        known = {read.logged.key: read for read in reads}
        found = [_read(row, known.get(row.read_key), contract.currency, number) for row in rows]
        return found, whole - sum((read.amount for read in found), Money(0, contract.currency))


def _taken_back(row: ScheduleRow) -> bool:
    """Whether later papers have left nothing of a read."""
    return bool(row.reason) and not row.units and not row.charge


def _read(row: ScheduleRow, routed: ToHospital | None, currency: str, number: str) -> OurRead:
    """The row as a read of ours, with the times and counts that only the log has."""
    return OurRead(
        key=row.read_key,
        accession=row.accession,
        facility=row.facility,
        exam=row.exam,
        modality=row.modality,
        times=(row.signed_local, *(_other_times(routed) if routed else ())),
        units=row.units,
        counts={"codes": len(routed.exam.cpt) or 1, "regions": routed.exam.regions} if routed else {},
        amount=Money.rounded(row.charge + row.credits, currency),
        month=row.month,
        number=number,
        credited=Money.rounded(row.credits, currency) if row.credits else None,
    )


def _other_times(routed: ToHospital) -> Iterator[datetime]:
    """When the exam was made and received, on the facility's clock."""
    for at in (routed.logged.read.exam_at, routed.logged.read.received_at):
        if at is not None and at.tzinfo is not None:
            yield at.astimezone(routed.facility.zone).replace(tzinfo=None, fold=0)


def _elsewhere(routed: Routed) -> Iterator[tuple[str, str]]:
    """What became of reads that no invoice has, by the core of their accession; what is held goes before the rest."""
    routes: list[Route] = [*routed.nowhere, *routed.insurance, *routed.held]
    for route in routes:
        yield core(route.logged.read.accession), _why(route)


def _why(route: Route) -> str:
    match route:
        case Held(reasons=reasons):
            return f"we hold it: {', '.join(reason.code for reason in reasons)}"
        case ToInsurer():
            return "it goes to an insurer"
    return "it is recorded, and billed to nobody"
