"""What a final's report says of its patient, insurance and order (spec 2.1): carried past the log, never shown."""

from __future__ import annotations

from collections.abc import Iterator

from reads.intake.candidate import Carried
from reads.intake.fhir.names import ICD, NPI, codes, identified, identifiers, in_system, person
from reads.intake.fhir.report import FhirReport
from reads.intake.fhir.resource import NOTHING, Resource, each, inner, kind_of, text

_SEXES = {"female": "F", "male": "M", "other": "U", "unknown": "U"}


def carried(report: FhirReport) -> Carried | None:
    """The finals' fields by name, those that nothing says left out; None where nothing says any."""
    texts = {**_patient(report), **_insurance(report), **_order(report)}
    texts["diagnoses"] = "+".join(dict.fromkeys(_diagnoses(report)))
    texts["documentation"] = "impression" if text(report.resource, "conclusion") else ""
    found = {name: said for name, said in texts.items() if said}
    return Carried(found) if found else None


def names_a_patient(report: FhirReport) -> bool:
    """Whether the report says whose it is."""
    return bool(report.first("subject", "Patient") or text(report.resource, "subject", "display"))


def _patient(report: FhirReport) -> dict[str, str]:
    patient = report.first("subject", "Patient")
    if not patient:
        return {}
    last, first = person(patient)
    address = inner(patient, "address")
    lines = address.get("line")
    return {
        "patient_id": identified(patient, "MR") or next(identifiers(patient), ""),
        "patient_last": last,
        "patient_first": first,
        "patient_dob": text(patient, "birthDate"),
        "patient_sex": _SEXES.get(text(patient, "gender"), ""),
        "patient_address": ", ".join(map(str, lines)) if isinstance(lines, list) else "",
        "patient_city": text(address, "city"),
        "patient_state": text(address, "state"),
        "patient_zip": text(address, "postalCode"),
    }


def _insurance(report: FhirReport) -> dict[str, str]:
    coverage = _coverage(report)
    subscriber = report.references.find(inner(coverage, "subscriber"), report.resource, coverage)
    relation = text(coverage, "relationship", "coding", "code")
    last, first = person(subscriber) if relation not in ("", "self") else ("", "")
    return {
        "member_id": text(coverage, "subscriberId"),
        "subscriber_relation": relation,
        "subscriber_last": last,
        "subscriber_first": first,
    }


def _coverage(report: FhirReport) -> Resource:
    """That of the order, else the only one there is for the patient."""
    for reference in each(report.order, "insurance"):
        found = report.references.find(reference, report.resource, report.order)
        if kind_of(found) == "Coverage":
            return found
    patient = report.first("subject", "Patient")
    if not patient:
        return NOTHING
    own = [
        one
        for one in report.references.of_kind("Coverage")
        if report.references.find(inner(one, "beneficiary"), report.resource, one) is patient
    ]
    return own[0] if len(own) == 1 else NOTHING


def _order(report: FhirReport) -> dict[str, str]:
    reference = inner(report.order, "requester")
    requester = report.references.find(reference, report.resource, report.order)
    last, first = person(requester)
    return {"ordering_npi": in_system(requester, NPI), "ordering_last": last, "ordering_first": first}


def _diagnoses(report: FhirReport) -> Iterator[str]:
    for concept in (*each(report.resource, "conclusionCode"), *each(report.order, "reasonCode")):
        yield from codes(concept, ICD)
