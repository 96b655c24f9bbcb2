"""The codes of the field: CPT, NPI, modality, read type, priority, patient class, place of service."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

CPT = r"[0-9]{4}[0-9AFMTU]|[A-Z][0-9]{4}"
"""The form of a CPT or HCPCS level II code."""

MODIFIER = r"[A-Z0-9]{2}"
"""The form of a procedure code modifier."""

DIAGNOSIS = r"[A-Z][0-9][0-9A-Z]{1,5}"
"""The form of an ICD-10-CM code without its point; every letter begins one, U07.1 (COVID-19) too."""


def is_diagnosis(text: str) -> bool:
    """Whether the text has the form of an ICD-10-CM code, with its point or without."""
    return bool(re.fullmatch(DIAGNOSIS, text[:3] + text[3:].removeprefix(".")))


class ReadType(StrEnum):
    """What kind of interpretation a read is (spec 2.1)."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    ADDENDUM = "addendum"
    OVERREAD = "overread"


class Priority(StrEnum):
    """How urgently the read was asked for."""

    ROUTINE = "routine"
    STAT = "stat"
    CRITICAL = "critical"


class PatientClass(StrEnum):
    """Where the patient was registered at the exam (HL7 PV1-2)."""

    EMERGENCY = "E"
    INPATIENT = "I"
    OUTPATIENT = "O"


class ServiceType(StrEnum):
    """What a final is: an interpretation of images, or a consult, perhaps of a kind that is known (spec 5.2, 5.6)."""

    READ = "read"
    CONSULT = "consult"
    VIDEO = "video"
    AUDIO = "audio"
    MESSAGING = "messaging"
    INTERPROFESSIONAL = "interprofessional"


class Discrepancy(StrEnum):
    """How far a final disagrees with the wet read."""

    AGREE = "agree"
    MINOR = "minor"
    MAJOR = "major"


class ReportStatus(StrEnum):
    """How far a report has come, as sources are understood (spec 2.4)."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    CORRECTED = "corrected"
    ADDENDUM = "addendum"
    OVERREAD = "overread"
    CANCELLED = "cancelled"
    PENDING = "pending"


MODALITIES = frozenset({"CT", "MR", "US", "XR", "NM", "PT", "MG", "RF", "XA", "BMD", "IVUS", "OT"})
"""The modalities the project knows (DICOM CID 29, radiography folded into XR)."""

_MODALITY_ALIASES = {
    **dict.fromkeys(("CR", "DX", "RG", "RX", "DR", "XRAY", "X-RAY", "X RAY", "RADIOGRAPHY", "PLAIN FILM"), "XR"),
    **dict.fromkeys(("MRI", "NMR", "MRA"), "MR"),
    **dict.fromkeys(("PET", "PETCT", "PET/CT", "PET-CT", "PET CT"), "PT"),
    **dict.fromkeys(("FL", "XRC", "FLUORO", "FLUOROSCOPY"), "RF"),
    **dict.fromkeys(("MA", "MAM", "MAMMO", "MAMMOGRAPHY"), "MG"),
    **dict.fromkeys(("RUS", "VUS", "OUS", "ULTRASOUND"), "US"),
    **dict.fromkeys(("NMS", "NUC", "NUCLEAR MEDICINE", "NUC MED"), "NM"),
    **dict.fromkeys(("CAT", "CTA", "CT SCAN", "CAT SCAN"), "CT"),
    **dict.fromkeys(("DEXA", "DXA"), "BMD"),
    **dict.fromkeys(("ANG", "ANGIO", "ANGIOGRAPHY"), "XA"),
}


def modality(text: str) -> str:
    """The normalised modality; an unknown one is kept as sent, in upper case (spec 2.1)."""
    sent = " ".join(text.upper().split())
    return _MODALITY_ALIASES.get(sent, sent)


def is_cpt(text: str) -> bool:
    """Whether the text has the form of a CPT or HCPCS level II code."""
    return bool(re.fullmatch(CPT, text))


def is_modifier(text: str) -> bool:
    """Whether the text has the form of a procedure code modifier."""
    return bool(re.fullmatch(MODIFIER, text))


@lru_cache(5_000)
def is_npi(text: str) -> bool:
    """Whether the text is an NPI: ten digits, first 1 or 2, Luhn check over 80840 + NPI (45 CFR 162.406)."""
    if not re.fullmatch(r"[12][0-9]{9}", text):
        return False
    digits = [int(digit) for digit in "80840" + text]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def split_codes(text: str) -> tuple[str, ...]:
    """Codes joined by `+`, in upper case, none for an empty text."""
    return tuple(part.strip().upper() for part in text.split("+") if part.strip())
