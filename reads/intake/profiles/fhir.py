"""A profile of kind "fhir": what one sender's DiagnosticReports mean.

kind = "fhir"
facility = "mercy-main"                     of all reports; else the organisation that performed them
timezone = "America/Chicago"                of times without an offset; FHIR's have one
accession_system = "urn:oid:1.2.3"          the identifier that is the accession; else that of type ACSN, else FILL
exam_system = "https://mercy.example/exams" the coding that is the exam's code; else the first that is the facility's own
ignored_categories = ["LAB"]                reports of these departments are passed over

[values.facility]                           what the source writes = what wetread calls it, for any field
"Mercy General" = "mercy-main"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reads.intake.content import CONTENT
from reads.intake.profiles.profile import ProfileText, folded

OTHER_DEPARTMENTS = (
    "LAB",
    "CH",
    "HM",
    "MB",
    "IMM",
    "BLB",
    "CP",
    "SP",
    "SR",
    "TX",
    "CG",
    "GE",
    "VR",
    "MYC",
    "PAR",
    "TOX",
    "URN",
)
"""Table 0074: laboratories."""


@dataclass(frozen=True, slots=True)
class FhirProfile:
    """What one sender's reports mean; the defaults suit one who follows the standard's examples."""

    name: str = ""
    facility: str = ""
    accession_system: str = ""
    exam_system: str = ""
    ignored_categories: tuple[str, ...] = OTHER_DEPARTMENTS
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meant(self, name: str, sent: str) -> str:
        """What the source's word for a field is called here."""
        words = self.values.get(name)
        return words.get(folded(sent), sent) if words else sent


def fhir_profile(profile: ProfileText, name: str) -> FhirProfile:
    """The profile that the text describes; FaultyInput with every fault of it."""
    profile.word("kind", ("fhir",), "fhir")
    made = FhirProfile(
        name=name,
        facility=profile.text("facility"),
        accession_system=profile.text("accession_system"),
        exam_system=profile.text("exam_system"),
        ignored_categories=profile.texts("ignored_categories", OTHER_DEPARTMENTS),
        values=profile.mappings("values", CONTENT),
    )
    profile.end()
    profile.refuse_faults()
    return made
