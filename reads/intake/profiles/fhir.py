"""A profile of kind "fhir": what one sender's DiagnosticReports mean.

kind = "fhir"
facility = "mercy-main"                     of all reports; else the organisation that performed them
accession_system = "urn:oid:1.2.3"          the identifier that is the accession; else that of type ACSN, else FILL
exam_system = "https://mercy.example/exams" the coding that is the exam's code; else the first that is the facility's own
ignored_categories = ["LAB"]                reports of these departments are passed over
ignore_text = true                          finals count as final although their text is headed as preliminary

[values.facility]                           what the source writes = what wetread calls it, for any field
"Mercy General" = "mercy-main"
"""

from __future__ import annotations

from dataclasses import dataclass

from reads.intake.content import CONTENT
from reads.intake.profiles.profile import ProfileKind, ProfileText, SourceWords, kind_said, words_of_fields

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
class FhirProfile(SourceWords):
    """What one sender's reports mean; the defaults suit one who follows the standard's examples."""

    name: str = ""
    facility: str = ""
    accession_system: str = ""
    exam_system: str = ""
    ignored_categories: tuple[str, ...] = OTHER_DEPARTMENTS
    ignore_text: bool = False


def fhir_profile(profile: ProfileText, name: str) -> FhirProfile:
    """The profile that the text describes; FaultyInput with every fault of it."""
    head = profile.opened()
    kind_said(head, ProfileKind.FHIR)
    ignored = head.words("ignored_categories", '["LAB"]', may_be_empty=True)
    made = FhirProfile(
        name=name,
        facility=head.text("facility", '"mercy-main"'),
        accession_system=head.text("accession_system", '"urn:oid:1.2.3"'),
        exam_system=head.text("exam_system", '"https://mercy.example/exams"'),
        ignored_categories=ignored if head.has("ignored_categories") else OTHER_DEPARTMENTS,
        ignore_text=head.flag("ignore_text"),
        values=words_of_fields(head, CONTENT),
    )
    head.finish()
    profile.refuse_faults()
    return made
