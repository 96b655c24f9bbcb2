"""Papers from a few words: `paper("CT head 1,204 × 38.00", reads=3)` for tests and benchmarks of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from invoicing.papers.paper import BillTo, Issuer, Paper, PaperKind, PaperLine, ScheduleRow
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money, total
from reads.core.month import Month

OCTOBER = Month(2026, 10)
CHICAGO = ZoneInfo("America/Chicago")
MERCY, LAKE = ("mercy-general", "Mercy General Hospital"), ("lakeside", "Lakeside Community Hospital")

ISSUER = Issuer(
    name="Northern Lights Radiology, P.C.",
    address=("400 Harbor Street, Suite 210", "Duluth, MN 55802"),
    remit_to=(
        "Northern Lights Radiology, P.C.",
        "PO Box 9120, Duluth, MN 55806",
        "ACH: First Harbor Bank, routing 091000019, account 000123456789",
    ),
    phone="(218) 555-0134",
    email="billing@northernlights.example",
    tax_id="41-5550123",
    npi="1234567893",
)
BILL_TO = BillTo(
    id="mercy-health",
    name="Mercy Health System",
    address=("Accounts Payable", "1200 Lake Avenue", "Evanston, IL 60201"),
    attention="Dana Whitfield",
    email="ap@mercyhealth.example",
)
EXAMS = (
    ("CTHEAD", "CT head without contrast", "CT"),
    ("CTAP", "CT abdomen and pelvis with contrast", "CT"),
    ("XRCHEST1", "Chest, one view", "DX"),
    ("USABD", "Ultrasound of the abdomen, complete", "US"),
)
READERS = ("A. Lindqvist, MD", "R. Okonkwo-Brandt, MD", "M. Tanaka, DO")


def line(text: str, facility: str | None = MERCY[0], kind: LineKind = LineKind.READS, **changes: Any) -> PaperLine:
    """`line("CT head 12 × 38.00")` or, without quantity and price, `line("Minimum = 880.00", None, LineKind.MINIMUM)`."""
    currency = changes.pop("currency", "USD")
    if " × " in text:
        rest, price = text.split(" × ")
        name, _, count = rest.rpartition(" ")
        quantity = Decimal(count.replace(",", ""))
        made = PaperLine(
            kind, name, facility, quantity, Decimal(price), Money.of(quantity * Decimal(price), currency), OCTOBER
        )
    else:
        name, amount = text.split(" = ")
        made = PaperLine(kind, name, facility, Decimal(1), None, Money.of(amount.replace(",", ""), currency), OCTOBER)
    return replace(made, **changes)


def read(number: int, facility: str = MERCY[0], **changes: Any) -> ScheduleRow:
    """The read of that number: always the same, 38.00, and 9.50 more for every fifth."""
    code, description, modality = EXAMS[number % len(EXAMS)]
    signed = datetime(2026, 10, 1, 5, tzinfo=UTC) + timedelta(minutes=number * 7 % 43_000)
    extra = Decimal("9.50") if number % 5 == 0 else Decimal(0)
    made = ScheduleRow(
        read_key=f"{facility}|A{number:07d}",
        version_id=number,
        accession=f"A{number:07d}",
        exam=code,
        description=description,
        facility=facility,
        modality=modality,
        radiologist=READERS[number % len(READERS)],
        read_type="preliminary",
        signed_at=signed,
        signed_local=signed.astimezone(CHICAGO),
        zone="CDT",
        turnaround_minutes=12 + number % 50,
        rate="All reads",
        tier=None,
        units=1,
        work_rvu=None,
        base=Decimal("38.00"),
        surcharges=extra,
        credits=Decimal(0),
        charge=Decimal("38.00") + extra,
        month=OCTOBER,
    )
    return replace(made, **changes)


def paper(*lines: PaperLine, reads: int = 0, schedule: tuple[ScheduleRow, ...] = (), **changes: Any) -> Paper:
    """An October invoice with these lines (else those of its reads), its total their sum, and so many reads."""
    currency = changes.pop("currency", "USD")
    schedule = schedule or tuple(read(number, (MERCY, LAKE)[number % 3 == 2][0]) for number in range(1, reads + 1))
    lines = lines or _lines_of(schedule)
    made = Paper(
        kind=PaperKind.INVOICE,
        number="INV-2026-0042",
        contract="mercy-health-2026",
        contract_title="Overnight preliminary coverage",
        contract_version=3,
        month=OCTOBER,
        currency=currency,
        issued_on=date(2026, 11, 2),
        due_on=date(2026, 12, 2),
        terms_days=30,
        po_number="PO-88121",
        issuer=ISSUER,
        bill_to=BILL_TO,
        facilities=(MERCY, LAKE),
        lines=lines,
        schedule=schedule,
        total=total([one.amount for one in lines], currency),
        audit_head="5f0c" * 16,
    )
    return replace(made, **changes)


def _lines_of(schedule: tuple[ScheduleRow, ...]) -> tuple[PaperLine, ...]:
    """Reads and surcharges of each facility, as pricing would put them."""
    made: list[PaperLine] = []
    for facility in dict.fromkeys(row.facility for row in schedule):
        rows = [row for row in schedule if row.facility == facility]
        extras = [row for row in rows if row.surcharges]
        made.append(line(f"All reads {len(rows)} × 38.00", facility))
        if extras:
            made.append(line(f"Federal holiday {len(extras)} × 9.50", facility, LineKind.SURCHARGE))
    return tuple(made)
