"""A priced month becomes a paper: who, when and what, copied from what is true now; not numbered, not stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.contract import Rounding
from invoicing.papers.errors import DoesNotAddUp, NoGroup
from invoicing.papers.paper import BillTo, Issuer, Paper, PaperKind, PaperLine, ScheduleRow
from invoicing.pricing.priced import LineKind, PricedMonth, PricedRead, TierPart
from reads.core.money import Money, places_of, rounded, total
from reads.directory.directory import Directory, in_force
from reads.directory.entries import Client, Group

_PLACES_SHOWN = 4
"""How many places the schedule shows where the line is rounded and not the read (spec 3.4)."""


@dataclass(frozen=True, slots=True)
class _Addressed:
    """What a paper takes from the books besides its prices."""

    group: Group
    client: Client
    terms_days: int
    po_number: str


def draft(priced: PricedMonth, directory: Directory, issued_on: date) -> Paper:
    """The paper of a contract's month, as `close` shows it and `--issue` numbers it.

    Of kind `closed` where there is no read, minimum or fee to bill. DoesNotAddUp where the lines are not the total or
    the reads not the lines, to the cent (spec 3.4); NoGroup before the books were applied.
    """
    check_sums(priced)
    contract = priced.applied.contract
    addressed = _addressed(priced, directory)
    currency = contract.currency
    places = places_of(currency) if contract.rounding is Rounding.READ else _PLACES_SHOWN
    schedule = tuple(schedule_row(read, places) for read in priced.reads)
    return Paper(
        kind=PaperKind.INVOICE if priced.reads or priced.lines else PaperKind.CLOSED,
        number=None,
        contract=contract.id,
        contract_title=contract.title,
        contract_version=priced.applied.version,
        month=priced.month,
        currency=currency,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=addressed.terms_days),
        terms_days=addressed.terms_days,
        po_number=addressed.po_number,
        issuer=_issuer(addressed.group),
        bill_to=_bill_to(addressed.client),
        facilities=_facilities(priced, directory),
        lines=_lines(priced),
        schedule=tuple(sorted(schedule, key=_by_facility_and_time)),
        total=priced.total,
        rvu_releases=_releases(priced),
        unmeasured=priced.unmeasured,
        separate_schedule=contract.separate_schedule,
    )


def check_sums(priced: PricedMonth) -> None:
    """Refuses a month whose lines are not its total, or whose reads are not its lines, to the cent."""
    contract, month = priced.applied.contract, priced.month
    summed = total([line.amount for line in priced.lines], contract.currency)
    if summed != priced.total:
        raise DoesNotAddUp(contract.id, month, f"its lines are {summed}, its total {priced.total}")
    _check_kind(priced, {LineKind.READS, LineKind.SURCHARGE}, sum(Fraction(read.charge) for read in priced.reads))
    credited = sum(Fraction(credit.amount) for read in priced.reads for credit in read.credits)
    _check_kind(priced, {LineKind.TURNAROUND}, credited)


def _check_kind(priced: PricedMonth, kinds: set[LineKind], of_reads: Fraction | int) -> None:
    """Lines of these kinds are what the reads say: exactly, or within half a minor unit a line where lines round."""
    contract = priced.applied.contract
    lines = [line for line in priced.lines if line.kind in kinds]
    of_lines = total([line.amount for line in lines], contract.currency)
    off = abs(Fraction(of_lines.amount) - of_reads)
    unit = Fraction(1, 10 ** places_of(contract.currency))
    allowed = unit * len(lines) / 2 if contract.rounding is Rounding.LINE else Fraction(0)
    if off > allowed:
        names = " and ".join(sorted(kind.value for kind in kinds))
        exact = Money.rounded(of_reads, contract.currency)
        raise DoesNotAddUp(contract.id, priced.month, f"its {names} lines are {of_lines}, its reads {exact}")


def schedule_row(read: PricedRead, places: int) -> ScheduleRow:
    """The read's row: times on the facility's clock, amounts with so many places."""
    logged, facility = read.routed.logged, read.routed.facility
    local = logged.read.signed_at.astimezone(facility.zone)
    weights = [code.work_rvu for code in read.codes if code.work_rvu is not None]
    return ScheduleRow(
        read_key=logged.key,
        version_id=logged.version_id,
        accession=logged.read.accession,
        exam=logged.read.exam,
        description=read.routed.exam.description,
        facility=facility.id,
        modality=read.routed.exam.modality or logged.read.modality,
        radiologist=read.routed.radiologist.name,
        read_type=logged.read.read_type.value,
        signed_at=logged.read.signed_at,
        signed_local=local.replace(tzinfo=None),
        zone=local.tzname() or str(facility.zone),
        turnaround_minutes=read.turnaround_minutes,
        rate=read.rate,
        tier=_tier(read.tiers),
        units=read.units,
        work_rvu=sum(weights, Decimal(0)) if weights else None,
        base=rounded(read.base, places),
        surcharges=rounded(sum(Fraction(extra.amount) for extra in read.surcharges), places),
        credits=rounded(sum(Fraction(extra.amount) for extra in read.credits), places),
        charge=rounded(read.charge, places),
        month=read.routed.terms.month,
    )


def _tier(parts: tuple[TierPart, ...]) -> str | None:
    """In words: the step the read fell under, or its units under each where it straddles a threshold."""
    if len(parts) == 1:
        part = parts[0]
        return f"{part.name}, step {part.step}" if part.step else None
    return "; ".join(f"{part.name}, step {part.step}: {part.units}" for part in parts) or None


def _by_facility_and_time(row: ScheduleRow) -> tuple[object, ...]:
    return (row.facility, row.signed_at, row.accession, row.exam, row.read_key)


def _lines(priced: PricedMonth) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(
            kind=line.kind,
            name=line.name,
            facility=line.facility,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount=line.amount,
            month=priced.month,
            basis=line.basis,
        )
        for line in priced.lines
    )


def _releases(priced: PricedMonth) -> tuple[str, ...]:
    return tuple(sorted({code.release for read in priced.reads for code in read.codes if code.release}))


def _facilities(priced: PricedMonth, directory: Directory) -> tuple[tuple[str, str], ...]:
    """Id and name of every facility that the paper speaks of, by its name at the end of the month."""
    used = {line.facility for line in priced.lines if line.facility}
    names = {read.routed.facility.id: read.routed.facility.name for read in priced.reads}
    for facility in used:
        rows = directory.facilities.get(facility, ())
        row = in_force(rows, priced.month.end - timedelta(days=1)) or (rows[-1] if rows else None)
        names[facility] = row.name if row else names.get(facility, facility)
    return tuple(sorted(names.items()))


def _addressed(priced: PricedMonth, directory: Directory) -> _Addressed:
    contract = priced.applied.contract
    if directory.group is None:
        raise NoGroup
    client = directory.clients[contract.client]
    days = client.terms_days if contract.terms_days is None else contract.terms_days
    return _Addressed(directory.group, client, days, contract.po_number or client.po_number)


def _issuer(group: Group) -> Issuer:
    return Issuer(
        name=group.name,
        address=group.address,
        remit_to=group.remit_to,
        phone=group.phone,
        email=group.email,
        tax_id=group.tax_id,
        npi=group.npi,
        logo=group.logo,
    )


def _bill_to(client: Client) -> BillTo:
    return BillTo(
        id=client.id,
        name=client.name,
        address=client.address,
        attention=client.attention,
        email=client.email,
    )
