"""A priced month becomes a paper: who, when and what, copied from what is true now; not numbered, not stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.contract import Rounding
from invoicing.papers.errors import DoesNotAddUp, NoGroup
from invoicing.papers.paper import BillTo, Issuer, Paper, PaperKind, PaperLine, ScheduleRow
from invoicing.pricing.priced import LineKind, Price, PricedMonth, PricedRead, TierPart
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
    """The paper of a contract's month, as `close` shows it and `--issue` numbers it, but for its schedule.

    Of kind `closed` where there is no read, minimum or fee to bill. DoesNotAddUp where the lines are not the total or
    the reads not the lines, to the cent (spec 3.4); NoGroup before the books were applied.
    """
    check_sums(priced)
    contract = priced.applied.contract
    addressed = _addressed(priced, directory)
    return Paper(
        kind=PaperKind.INVOICE if priced.reads or priced.lines else PaperKind.CLOSED,
        number=None,
        contract=contract.id,
        contract_title=contract.title,
        contract_version=priced.applied.version,
        month=priced.month,
        currency=contract.currency,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=addressed.terms_days),
        terms_days=addressed.terms_days,
        po_number=addressed.po_number,
        issuer=_issuer(addressed.group),
        bill_to=_bill_to(addressed.client),
        facilities=_facilities(priced, directory),
        lines=_lines(priced),
        schedule=(),
        total=priced.total,
        rvu_releases=_releases(priced),
        unmeasured=priced.unmeasured,
        separate_schedule=contract.separate_schedule,
    )


def scheduled(paper: Paper, priced: PricedMonth) -> Paper:
    """The paper with a row a read, by facility and time; apart from the draft, since a big month's rows are many."""
    return replace(paper, schedule=_schedule(priced))


def check_sums(priced: PricedMonth) -> None:
    """Refuses a month whose lines are not its total, or whose reads are not its lines, to the cent."""
    contract, month = priced.applied.contract, priced.month
    summed = total([line.amount for line in priced.lines], contract.currency)
    if summed != priced.total:
        raise DoesNotAddUp(contract.id, month, f"its lines are {summed}, its total {priced.total}")
    prices = Counter(read.price for read in priced.reads)
    charged = sum((Fraction(price.charge) * count for price, count in prices.items()), Fraction(0))
    credited = sum((Fraction(price.credited) * count for price, count in prices.items()), Fraction(0))
    _check_kind(priced, {LineKind.READS, LineKind.SURCHARGE}, charged)
    _check_kind(priced, {LineKind.TURNAROUND}, credited)


def _check_kind(priced: PricedMonth, kinds: set[LineKind], of_reads: Fraction) -> None:
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


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the schedule shows of a price: worked out once for all the reads that came out the same."""

    tier: str | None
    base: Decimal
    surcharges: Decimal
    credits: Decimal
    charge: Decimal


def _schedule(priced: PricedMonth) -> tuple[ScheduleRow, ...]:
    """A row a read, by facility and time."""
    contract = priced.applied.contract
    places = places_of(contract.currency) if contract.rounding is Rounding.READ else _PLACES_SHOWN
    shown = {price: _shown(price, places) for price in {read.price for read in priced.reads}}
    rows = [_row(read, shown[read.price]) for read in priced.reads]
    return tuple(sorted(rows, key=lambda row: (row.facility, row.signed_at, row.accession, row.exam, row.read_key)))


def _shown(price: Price, places: int) -> _Shown:
    return _Shown(
        tier=_tier(price.tiers),
        base=rounded(price.base, places),
        surcharges=rounded(price.surcharged, places),
        credits=rounded(price.credited, places),
        charge=rounded(price.charge, places),
    )


def _row(priced: PricedRead, shown: _Shown) -> ScheduleRow:
    """The read's row, its times on the facility's clock."""
    routed, price = priced.routed, priced.price
    read, facility = routed.logged.read, routed.facility
    local = read.signed_at.astimezone(facility.zone)
    return ScheduleRow(
        read_key=routed.logged.key,
        version_id=routed.logged.version_id,
        accession=read.accession,
        exam=read.exam,
        description=routed.exam.description,
        facility=facility.id,
        modality=routed.exam.modality or read.modality,
        radiologist=routed.radiologist.name,
        read_type=read.read_type.value,
        signed_at=read.signed_at,
        signed_local=local.replace(tzinfo=None, fold=0),
        zone=local.tzname() or str(facility.zone),
        turnaround_minutes=priced.turnaround_minutes,
        rate=price.rate,
        tier=shown.tier,
        units=price.units,
        work_rvu=price.work_rvu,
        base=shown.base,
        surcharges=shown.surcharges,
        credits=shown.credits,
        charge=shown.charge,
        month=routed.terms.month,
    )


def _tier(parts: tuple[TierPart, ...]) -> str | None:
    """In words: the step the read fell under, or its units under each where it straddles a threshold."""
    if len(parts) == 1:
        return f"{parts[0].name}, above {parts[0].above}" if parts[0].step else None
    said = (f"{part.units} above {part.above}" if part.step else f"{part.units} below" for part in parts)
    return f"{parts[0].name}: {', '.join(said)}" if parts else None


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
    return tuple(sorted({read.price.release.name for read in priced.reads if read.price.release}))


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
