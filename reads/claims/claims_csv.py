"""Claims as CSV, a line each, for a billing company that takes no EDI: what the 837P says, in columns (spec 5.3)."""

from __future__ import annotations

from reads.claims.claim import Address, Claim, ClaimLine, PersonName, Physician
from reads.core.csv_text import csv_text
from reads.core.formula_guard import guarded

COLUMNS = (
    "claim",
    "frequency",
    "payer_claim_number",
    "payer",
    "payer_id",
    "payer_kind",
    "member_id",
    "subscriber",
    "patient",
    "patient_relation",
    "patient_dob",
    "patient_sex",
    "patient_address",
    "billing_provider",
    "billing_npi",
    "tax_id",
    "rendering",
    "rendering_npi",
    "ordering",
    "ordering_npi",
    "service_facility",
    "service_facility_npi",
    "service_facility_address",
    "place_of_service",
    "authorization",
    "diagnoses",
    "line",
    "reference",
    "service_date",
    "cpt",
    "modifiers",
    "pointers",
    "units",
    "charge",
)


HEADER = csv_text([COLUMNS], "\n")


def csv_lines(claim: Claim) -> str:
    """The claim's lines under the header; a cell that a spreadsheet would run as a formula is marked as text (spec 7)."""
    rows = (map(guarded, (*_of_claim(claim), *_of_line(number, line))) for number, line in enumerate(claim.lines, 1))
    return csv_text(rows, "\n")


def _of_claim(claim: Claim) -> tuple[str, ...]:
    subscriber, patient, facility = claim.subscriber, claim.patient, claim.facility
    born = patient.born if patient else subscriber.born
    return (
        claim.control_number,
        claim.frequency.value,
        claim.payer_claim_number,
        claim.insurer.name,
        claim.insurer.id,
        claim.insurer.kind.value,
        subscriber.member_id,
        _name(subscriber.name),
        _name(patient.name if patient else subscriber.name),
        patient.relationship.value if patient else "18",
        born.isoformat() if born else "",
        patient.sex if patient else subscriber.sex,
        _address(patient.address if patient else subscriber.address),
        claim.billing.name,
        claim.billing.npi,
        claim.billing.tax_id,
        *_physician(claim.rendering),
        *_physician(claim.referring),
        facility.name if facility else "",
        facility.npi if facility else "",
        _address(facility.address if facility else None),
        claim.place_of_service,
        claim.prior_authorization,
        "+".join(claim.diagnoses),
    )


def _of_line(number: int, line: ClaimLine) -> tuple[str, ...]:
    return (
        str(number),
        line.reference,
        line.service_date.isoformat(),
        line.cpt,
        "+".join(line.modifiers),
        "+".join(map(str, line.pointers)),
        str(line.units),
        str(line.charge),
    )


def _physician(physician: Physician | None) -> tuple[str, str]:
    return (_name(physician.name), physician.npi) if physician else ("", "")


def _name(name: PersonName) -> str:
    return f"{name.last}, {' '.join(filter(None, (name.first, name.middle)))}".rstrip(", ")


def _address(address: Address | None) -> str:
    return ", ".join((*address.lines, address.city, f"{address.state} {address.zip}")) if address else ""
