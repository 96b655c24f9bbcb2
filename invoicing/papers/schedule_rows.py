"""Priced reads as rows of a schedule: what a paper shows of each, by facility and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from invoicing.contracts.choices import Rounding
from invoicing.papers.paper import ScheduleRow
from invoicing.pricing.priced_month import Price, PricedMonth, PricedRead, TierPart
from reads.core.currency import places_of
from reads.core.money import rounded

_PLACES_SHOWN = 4
"""How many places the schedule shows where the line is rounded and not the read (spec 3.4)."""


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """What the schedule shows of a price: worked out once for all the reads that came out the same."""

    tier: str | None
    base: Decimal
    surcharges: Decimal
    credits: Decimal
    charge: Decimal


def schedule_of(priced: PricedMonth) -> tuple[ScheduleRow, ...]:
    """A row a read, by facility and time."""
    shown = shown_prices(priced)
    return in_order(row_of(read, shown[read.price]) for read in priced.reads)


def in_order(rows: Iterable[ScheduleRow]) -> tuple[ScheduleRow, ...]:
    """The rows by facility and time."""
    return tuple(sorted(rows, key=lambda row: (row.facility, row.signed_at, row.accession, row.exam, row.read_key)))


def shown_prices(priced: PricedMonth) -> dict[Price, ShownPrice]:
    """What a schedule shows of each price of the month."""
    contract = priced.applied.contract
    places = places_of(contract.currency) if contract.rounding is Rounding.READ else _PLACES_SHOWN
    return {price: _shown(price, places) for price in priced.reads.prices}


def _shown(price: Price, places: int) -> ShownPrice:
    return ShownPrice(
        tier=_tier(price.tiers),
        base=rounded(price.base, places),
        surcharges=rounded(price.surcharged, places),
        credits=rounded(price.credited, places),
        charge=rounded(price.charge, places),
    )


def row_of(priced: PricedRead, shown: ShownPrice) -> ScheduleRow:
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
