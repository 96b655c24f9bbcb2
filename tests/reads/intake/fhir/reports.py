"""An invented bundle: one report with everything that it refers to."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

NPI = "http://hl7.org/fhir/sid/us-npi"

REPORT: dict[str, Any] = {
    "resourceType": "DiagnosticReport",
    "id": "d",
    "status": "preliminary",
    "basedOn": [{"reference": "ServiceRequest/s"}],
    "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "RAD"}]}],
    "code": {
        "coding": [
            {"system": "http://loinc.org", "code": "30799-1"},
            {"system": "https://mercy.example/exams", "code": "CTHEAD", "display": "CT head"},
            {"system": "http://www.ama-assn.org/go/cpt", "code": "70450"},
        ]
    },
    "subject": {"reference": "Patient/x"},
    "encounter": {"reference": "Encounter/e"},
    "effectiveDateTime": "2026-10-03T01:00:00-04:00",
    "issued": "2026-10-03T06:12:00Z",
    "performer": [{"reference": "Organization/o"}],
    "resultsInterpreter": [{"reference": "urn:uuid:1"}],
    "imagingStudy": [{"reference": "ImagingStudy/i"}],
    "conclusion": "nothing seen",
}
OTHERS: list[dict[str, Any]] = [
    {
        "fullUrl": "urn:uuid:1",
        "resource": {
            "resourceType": "Practitioner",
            "identifier": [{"system": NPI, "value": "1467560003"}],
            "name": [{"family": "Moreno", "given": ["Ada"]}],
        },
    },
    {"resource": {"resourceType": "Organization", "id": "o", "name": "Mercy General"}},
    {"resource": {"resourceType": "Encounter", "id": "e", "class": {"code": "EMER"}}},
    {"resource": {"resourceType": "ImagingStudy", "id": "i", "modality": [{"code": "CT"}]}},
    {
        "resource": {
            "resourceType": "Patient",
            "id": "x",
            "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "CANARY-1"}],
            "name": [{"family": "Canary", "given": ["Jane"]}],
            "birthDate": "1957-03-04",
            "gender": "female",
        }
    },
    {
        "resource": {
            "resourceType": "ServiceRequest",
            "id": "s",
            "priority": "stat",
            "identifier": [{"type": {"coding": [{"code": "ACSN"}]}, "value": "A9"}],
            "reasonCode": [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "R51.9"}]}],
        }
    },
    {
        "resource": {
            "resourceType": "Coverage",
            "id": "c",
            "subscriberId": "M1",
            "beneficiary": {"reference": "Patient/x"},
        }
    },
    {"resource": {"resourceType": "Observation", "id": "b"}},
]


def report(**changes: Any) -> dict[str, Any]:
    """The report with some elements changed; None takes one away."""
    made = deepcopy(REPORT) | changes
    return {name: value for name, value in made.items() if value is not None}


def bundle(*reports: dict[str, Any]) -> bytes:
    """A bundle of the others, then the reports."""
    entries = [*OTHERS, *({"resource": each} for each in reports)]
    document = {"resourceType": "Bundle", "type": "collection", "timestamp": "2026-10-04T01:00:00Z", "entry": entries}
    return json.dumps(document).encode()
