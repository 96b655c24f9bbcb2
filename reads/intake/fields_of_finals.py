"""Which fields a source may say of a read, and which of them only of a final: what names a patient, a wet read's is dropped."""

from __future__ import annotations

from reads.intake.content import CONTENT

_COVERAGE = ("", "_member_id", "_relation", "_last", "_first", "_group_number", "_plan_name")

PATIENT = (
    "patient_id",
    "patient_last",
    "patient_first",
    "patient_dob",
    "patient_sex",
    "patient_address",
    "patient_city",
    "patient_state",
    "patient_zip",
    "member_id",
    "subscriber_relation",
    "subscriber_last",
    "subscriber_first",
    "diagnoses",
    "ordering_npi",
    "ordering_last",
    "ordering_first",
    "authorization",
    "documentation",
    "service_type",
    "consent",
    "consent_by",
    "consent_at",
    "discrepancy",
    "communicated_to",
    "communicated_at",
    "communicated_how",
    "patient_middle",
    "patient_suffix",
    "patient_country",
    "group_number",
    "plan_name",
    "accident",
    "accident_date",
    "accident_state",
    "casualty_number",
    "employer",
    "admitted_on",
    "supervising_npi",
    "supervising_last",
    "supervising_first",
    "modifiers_by_code",
    "msp_type",
    "platform",
    *(f"{payer}{part}" for payer in ("payer2", "payer3") for part in _COVERAGE),
)
"""The fields of finals only (spec 2.1): a preliminary read's are dropped at the door."""
FIELDS = (*CONTENT, *PATIENT)
"""Every field that a source may say of a read."""
