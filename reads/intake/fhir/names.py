"""Numbers, codes and names in resources: accessions, NPIs, CPT codes, people, by the systems that FHIR names them under."""

from __future__ import annotations

from collections.abc import Iterator

from reads.intake.fhir.resource import Resource, each, inner, text

NPI = "http://hl7.org/fhir/sid/us-npi"
CPT = frozenset({"http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12"})
HCPCS = frozenset({"http://terminology.hl7.org/CodeSystem/HCPCS-all-codes", "urn:oid:2.16.840.1.113883.6.285"})
ICD = frozenset(
    {"http://hl7.org/fhir/sid/icd-10-cm", "http://hl7.org/fhir/sid/icd-10", "urn:oid:2.16.840.1.113883.6.90"}
)
DICOM = frozenset({"http://dicom.nema.org/resources/ontology/DCM", "urn:oid:1.2.840.10008.2.16.4"})
EVERYWHERE = frozenset({"http://loinc.org", "http://snomed.info/sct", "http://www.radlex.org", "http://radlex.org"})
"""Systems whose codes are no facility's own."""


def identified(resource: Resource, kind: str) -> str:
    """The identifier of a type (table 0203: ACSN, FILL, MR …); empty where it has none of that."""
    return next(of_type(resource, kind), "")


def of_type(resource: Resource, kind: str) -> Iterator[str]:
    """All its identifiers of a type."""
    for one in each(resource, "identifier"):
        if any(text(coding, "code").upper() == kind for coding in each(inner(one, "type"), "coding")):
            yield text(one, "value")


def in_system(resource: Resource, system: str) -> str:
    """The identifier of a system; empty where it has none."""
    return next(of_system(resource, system), "")


def of_system(resource: Resource, system: str) -> Iterator[str]:
    """All its identifiers of a system."""
    return (text(one, "value") for one in each(resource, "identifier") if text(one, "system") == system)


def identifiers(resource: Resource) -> Iterator[str]:
    """The values of all its identifiers."""
    return (text(one, "value") for one in each(resource, "identifier") if text(one, "value"))


def codes(concept: Resource, systems: frozenset[str]) -> Iterator[str]:
    """The codes of a concept that belong to one of the systems."""
    return (
        text(coding, "code")
        for coding in each(concept, "coding")
        if text(coding, "system") in systems and text(coding, "code")
    )


def person(resource: Resource) -> tuple[str, str]:
    """Last and first names of the usual name of a person."""
    named = list(each(resource, "name"))
    usual = next((one for one in named if text(one, "use") in ("official", "usual")), named[0] if named else {})
    given = usual.get("given")
    first = " ".join(str(part) for part in given) if isinstance(given, list) else text(usual, "given")
    return text(usual, "family"), first


def full_name(resource: Resource) -> str:
    """A person's name as one writes it, an organisation's as it is."""
    last, first = person(resource)
    return " ".join(filter(None, (first, last))) or text(resource, "name", "text") or text(resource, "name")
