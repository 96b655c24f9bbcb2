"""Finals for the checks, from a few words: an Illinois head CT read in Tampa for Medicare, with whatever is said otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from reads.claims.checks.all_checks import objections
from reads.claims.final import Final
from reads.claims.final_fields import FinalFields
from reads.claims.rules.lookup import Rules
from reads.claims.sitting import ClaimGround
from reads.core.codes import PatientClass, ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import (
    Charge,
    Enrollment,
    Exam,
    Facility,
    Group,
    License,
    Location,
    Payer,
    PayerKind,
    Radiologist,
)
from reads.fees.release import FeeValue, Release, Releases
from reads.routing.route import ToInsurer
from tests.reads.claims.practice import FINAL

CHICAGO, TAMPA = ZoneInfo("America/Chicago"), ZoneInfo("America/New_York")
SPRINGFIELD = Facility(
    "springfield",
    "prairie",
    "Springfield General",
    "1450049485",
    "600 E Harvest St",
    "Springfield",
    "IL",
    "62702-4410",
    CHICAGO,
)
OKAFOR = Radiologist("okafor", "Okafor, Daniel", "1450098961", "2085R0202X")
IN_TAMPA = Location("okafor", date(2025, 1, 1), None, "US", "FL", "33602-0002", "200 Palm Ave", "Tampa", TAMPA)
MEDICARE = Payer(
    "medicare",
    "Medicare Part B",
    PayerKind.MEDICARE,
    "00590",
    edi_ids=(("J6", "06102"), ("JN", "09102"), ("JE", "01202")),
)
MEDICAID = Payer("il-medicaid", "Illinois Medicaid", PayerKind.MEDICAID, "37320", state="IL", dos="exam")
BLUE = Payer("blue-il", "Blue of Illinois", PayerKind.BCBS, "00621", state="IL", dos="exam", filing_plan="facility")
HARBOR = Payer("harbor", "Harbor Mutual", PayerKind.COMMERCIAL, "87726", dos="exam")
HEAD = Exam("*", "CTHEAD", ("70450",), "CT")
GROUP = Group(
    name="Lakeshore Radiology",
    npi="1450000009",
    tax_id="36-1234567",
    taxonomy="2085R0202X",
    address=("500 N Shore Dr", "Chicago, IL 60611-2210"),
    remit_to=("PO Box 4410", "Chicago, IL 60680-4410"),
    phone="312-555-0142",
    email="billing@lakeshore.example",
    timezone="America/Chicago",
)
PAYERS = (MEDICARE, MEDICAID, BLUE, HARBOR)
_STATES = {"medicare": "FL", "il-medicaid": "IL", "blue-il": "IL", "harbor": "IL"}
SINCE = date(2022, 1, 1)


def directory(**changes: Any) -> Directory:
    """Licences in Florida and Illinois, every enrolment that is asked for, and a charge; or what is said otherwise."""
    plain: dict[str, Any] = {
        "group": GROUP,
        "payers": PAYERS,
        "licenses": [License("okafor", state, "1", SINCE) for state in ("FL", "IL")],
        "enrollments": [Enrollment("okafor", payer, state, SINCE) for payer, state in _STATES.items()],
        "charges": [Charge("70450", Decimal("165.00")), Charge("76376", Decimal("40.00"))],
    }
    return Directory.of(**{**plain, **changes})


def _value(code: str, modifier: str, pctc: str, work: str = "0.85") -> FeeValue:
    return FeeValue(code, modifier, Decimal(work), "A", pctc)


RELEASE = Release(
    "2026D",
    date(2026, 10, 1),
    date(2027, 1, 1),
    {
        (value.code, value.modifier): value
        for value in (
            _value("70450", "26", "1"),
            _value("77067", "26", "1", "0.76"),
            _value("76376", "", "0"),
            _value("70540", "26", "1"),
            _value("36415", "", "3", "0.00"),
            _value("93000", "", "4"),
        )
    },
)
GROUND = ClaimGround(directory(), Rules(), Releases({"2026D": RELEASE}), date(2026, 11, 2))


def route(**changes: Any) -> ToInsurer:
    """The route of the final, with these fields of the read, or parts of the route, otherwise."""
    read = Read(
        facility="springfield",
        accession="A1",
        exam_code="CTHEAD",
        modality="CT",
        read_type=ReadType.FINAL,
        radiologist="okafor",
        exam_at=datetime.fromisoformat("2026-10-06T03:40:00Z"),
        signed_at=datetime.fromisoformat("2026-10-06T04:20:00Z"),
        patient_class=PatientClass.EMERGENCY,
        payer="medicare",
    )
    parts = {
        name: changes.pop(name) for name in ("facility", "exam", "radiologist", "location", "payer") if name in changes
    }
    read = replace(read, **changes)
    plain = ToInsurer(
        LoggedRead(read, read.key, 7, 1), Month(2026, 10), SPRINGFIELD, HEAD, OKAFOR, IN_TAMPA, MEDICARE, "final_in_us"
    )
    return replace(plain, **parts)


FIELDS = {name: text for name, text in FINAL.items() if name not in ("facility", "accession")}


def final(said: dict[str, str] | None = None, ground: ClaimGround = GROUND, **changes: Any) -> Final:
    """A final that passes every check, with its own fields `said` otherwise, or the read and its route changed."""
    more = {name: changes.pop(name) for name in ("conflicting", "doubles") if name in changes}
    return Final(route(**changes), FinalFields(FIELDS | (said or {})), ground, **more)


def codes(each: Final) -> list[str]:
    """The codes of what holds a final."""
    return [reason.code for reason in objections(each)]
