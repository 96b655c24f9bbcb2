"""October 2026 at Mercy: a group, a client, a facility, a contract, and priced reads as a test needs them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from invoicing.contracts.choices import Rounding
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.priced_month import Amount, Line, LineKind, Price, PricedMonth, PricedRead, PricedReads
from reads.core.codes import ReadType
from reads.core.money import Money, total
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Client, Exam, Facility, Group, Payer, Radiologist
from reads.routing.route import ToHospital

OCTOBER = Month(2026, 10)
CHICAGO = ZoneInfo("America/Chicago")
GENERAL = Facility(
    id="mercy-general",
    client="mercy",
    name="Mercy General Hospital",
    npi="1234567893",
    address="1 Main St",
    city="Springfield",
    state="IL",
    zip="62701",
    zone=CHICAGO,
)
MERCY = Client(
    id="mercy",
    name="Mercy Health",
    address=("1 Main St", "Springfield IL 62701"),
    email="ap@mercy.example",
    po_number="PO-1",
    terms_days=45,
)
GROUP = Group(
    name="Prairie Night Radiology",
    npi="1234567893",
    tax_id="12-3456789",
    taxonomy="2085R0202X",
    address=("2 Oak Ave", "Peoria IL 61602"),
    remit_to=("PO Box 7", "Peoria IL 61602"),
    phone="+1 309 555 0100",
    email="billing@prairie.example",
    timezone="America/Chicago",
)
DIRECTORY = Directory.of(group=GROUP, clients=[MERCY], facilities=[GENERAL])
READER = Radiologist(id="a-patel", name="Anaya Patel, MD")
CT_HEAD = Exam(facility="*", code="CTHEAD", cpt=("70450",), modality="CT", description="CT head")


NOON = datetime.fromisoformat("2026-10-05T12:00")


@dataclass(frozen=True)
class Terms:
    """Terms as routing needs them: October, at noon."""

    contract: str = "mercy-nights"
    client: str = "mercy"
    service_date: date = date(2026, 10, 5)
    month: Month = OCTOBER
    local_time: datetime = NOON
    billing_moment: datetime = datetime(2026, 10, 5, 17, tzinfo=UTC)
    asks_for: frozenset[str] = frozenset()

    def pays_final_of(self, payer: Payer | None) -> bool | None:
        return False

    def pays_for(self, read_type: ReadType) -> bool:
        return read_type is ReadType.PRELIMINARY


def priced_read(
    number: int, charge: Amount, credited: Amount = Decimal(0), *, signed_at: datetime | None = None
) -> PricedRead:
    """A CT of the head at that charge; the reads are signed a minute apart, from 5 October, 17:00 UTC on."""
    at = signed_at or datetime(2026, 10, 5, 17, tzinfo=UTC) + timedelta(minutes=number)
    read = Read(facility="mercy-general", accession=f"A{number:04}", exam_code="CTHEAD", signed_at=at)
    routed = ToHospital(
        logged=LoggedRead(read, read.key, version_id=number, version=1),
        terms=Terms(),
        facility=GENERAL,
        exam=CT_HEAD,
        radiologist=READER,
        rule="wet_read",
    )
    return PricedRead(routed, price(charge, credited))


def price(charge: Amount, credited: Amount = Decimal(0)) -> Price:
    """A price a read, without surcharges or tiers."""
    return Price(
        rate="CT head",
        per_read=None,
        per_wrvu=None,
        medicare_percent=None,
        fees=(),
        free=False,
        units=1,
        work_rvu=None,
        release=None,
        base=charge,
        multiple=None,
        tiers=(),
        surcharges=(),
        surcharged=Decimal(0),
        charge=charge,
        credits=(),
        credited=credited,
    )


def line(amount: str, kind: LineKind = LineKind.READS, quantity: int = 1) -> Line:
    """A line of that amount."""
    return Line(kind, "CT head", "mercy-general", Decimal(quantity), None, Money.of(amount))


def priced_month(
    reads: list[PricedRead], lines: list[Line], *, rounding: Rounding = Rounding.READ, **terms: object
) -> PricedMonth:
    """Mercy's October with these reads and lines, under a contract of these terms."""
    contract = Contract(
        id="mercy-nights",
        client="mercy",
        title="Overnight preliminary coverage",
        effective=date(2026, 1, 1),
        rounding=rounding,
        **terms,  # type: ignore[arg-type]
    )
    return PricedMonth(
        applied=AppliedContract(contract, 2, 2),
        month=OCTOBER,
        reads=PricedReads([read.routed for read in reads], reads),
        lines=tuple(lines),
        total=total([each.amount for each in lines], "USD"),
        unpriced=(),
        unmeasured=0,
    )
