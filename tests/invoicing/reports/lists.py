"""Our reads and their rows as a test needs them."""

from datetime import datetime
from decimal import Decimal

from invoicing.reports.reconcile import OurRead, TheirRow
from reads.core.money import Money
from reads.core.month import Month

OCTOBER = Month(2026, 10)
NOON = "2026-10-05T12:00"


def ours(
    accession: str,
    amount: str = "38.00",
    *,
    exam: str = "CTHEAD",
    modality: str = "CT",
    facility: str = "mercy-general",
    at: str = NOON,
    units: int = 1,
    regions: int = 1,
    month: Month = OCTOBER,
    number: str = "",
) -> OurRead:
    """A read that we bill."""
    return OurRead(
        key=f"{facility}|{accession}|{exam}|{at}",
        accession=accession,
        facility=facility,
        exam=exam,
        modality=modality,
        times=(datetime.fromisoformat(at),),
        units=units,
        counts={"codes": 1, "regions": regions},
        amount=Money.of(amount),
        month=month,
        number=number,
    )


def theirs(
    line: int,
    accession: str,
    amount: str | None = "38.00",
    *,
    exam: str = "CT HEAD",
    modality: str = "CT",
    facility: str = "mercy-general",
    at: str = NOON,
    units: str = "1",
) -> TheirRow:
    """A row of their list."""
    return TheirRow(
        line=line,
        accession=accession,
        facility=facility,
        exam=exam,
        modality=modality,
        times=(datetime.fromisoformat(at),) if at else (),
        units=Decimal(units),
        amount=None if amount is None else Money.of(amount),
    )
