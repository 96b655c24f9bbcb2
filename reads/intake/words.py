"""One table for each list of words that decide what a read is or costs, for all sources: CSV, XLSX, HL7, FHIR, by hand (spec 2.4).

A word that no table has is never guessed. Where it says what the row is (status, service type, discrepancy) the row waits in
quarantine; where it decides a price (priority, patient class, modality) it is kept as sent, and held as long as a contract
asks for it. Modalities stand in `reads.core.codes`, since contracts are written in them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reads.core.codes import Discrepancy, PatientClass, Priority, ReadType, ReportStatus, ServiceType
from reads.intake.status_evidence import CANCELLED, NOT_A_READ, STATUS, plain


def _list(meanings: Mapping[str, str]) -> dict[str, str]:
    """The words of a list, each looked up by itself: `{"stat": "s|urgent"}`."""
    return {plain(word): meant for meant, words in meanings.items() for word in (meant, *words.split("|")) if word}


PLACEHOLDERS = frozenset(
    (
        "",
        "n a",
        "na",
        "nil",
        "nan",
        "none",
        "null",
        "blank",
        "missing",
        "tbd",
        "unknown",
        "not available",
        "not applicable",
    )
)
"""What stands in a cell that somebody, or a program, had nothing for."""

PRIORITIES: Mapping[str, str] = _list(
    {
        Priority.ROUTINE: "r|normal|standard|low|elective|n",
        Priority.STAT: "s|st|u|a|urgent|asap|as soon as possible|emergent|emergency|high|er|stat er|now|immediate",
        Priority.CRITICAL: "crit|stroke|trauma|code stroke|code trauma|stroke alert|trauma alert|level 1",
    }
)
"""OBR-27.6, TQ1-9, OBR-5, ServiceRequest.priority and columns."""

PATIENT_CLASSES: Mapping[str, str] = {
    **_list(
        {
            PatientClass.EMERGENCY: "ed|er|emergency|emergency room|emergency department|emer|emergency patient",
            PatientClass.INPATIENT: "ip|inpatient|inpt|in|in patient|imp|acute|nonac",
            PatientClass.OUTPATIENT: "op|outpatient|outpt|out|out patient|amb|ambulatory|clinic|obsenc|ss",
        }
    ),
    **dict.fromkeys(("n", "u", "unknown", "not applicable", "n a"), ""),
}
"""PV1-2 (table 0004), Encounter.class and columns; that the sender doesn't know it (N, U) is as if it said nothing."""

SECTIONS = frozenset(
    [
        "au",
        "bg",
        "blb",
        "cg",
        "ch",
        "cp",
        "cth",
        "cus",
        "ec",
        "en",
        "ge",
        "h",
        "hm",
        "icu",
        "img",
        "imm",
        "lab",
        "mb",
        "mcb",
        "myc",
        "nrs",
        "osl",
        "ot",
        "oth",
        "par",
        "pat",
        "pf",
        "phr",
        "phy",
        "pt",
        "rad",
        "radiology",
        "rc",
        "rt",
        "sp",
        "sr",
        "tox",
        "tx",
        "urn",
        "vr",
    ]
)
"""Diagnostic services (OBR-24, table 0074) that are departments and no modality: PT is physical, OT occupational therapy."""

SERVICE_TYPES: Mapping[str, str] = _list(
    {
        ServiceType.READ: "interpretation|image read|diagnostic|imaging|radiology|diagnostic radiology|final read",
        ServiceType.CONSULT: "consultation|telehealth|tele health|telemedicine|tele medicine|teleconsult|tele consult|telehealth consult|"
        "telehealth consultation|virtual visit|virtual consult|telehealth visit|televisit",
        ServiceType.VIDEO: "video visit|video consult|video consultation",
        ServiceType.AUDIO: "phone|telephone|audio only|phone visit|telephone visit|telephone consult|phone consult",
        ServiceType.MESSAGING: "message|e-visit|evisit|portal message|secure message|online digital",
        ServiceType.INTERPROFESSIONAL: "econsult|e-consult|provider to provider|interprofessional consult|"
        "interprofessional consultation",
    }
)
"""What a final is; a blank is a read of images."""

DISCREPANCIES: Mapping[str, str] = _list(
    {
        Discrepancy.AGREE: "1|1a|1b|agrees|agreed|agreement|concur|concurs|concordant|no discrepancy|none|no|no change",
        Discrepancy.MINOR: "2|2a|2b|minor discrepancy|insignificant|not significant|clinically insignificant",
        Discrepancy.MAJOR: "3|3a|3b|4|4a|4b|major discrepancy|critical discrepancy",
    }
)
"""Words of peer review and RADPEER's scores: 1 concurs, 2 is an understandable miss, 3 and 4 are not."""


LISTS: Mapping[str, Mapping[str, str]] = {"service_type": SERVICE_TYPES, "discrepancy": DISCREPANCIES}
"""The fields of finals that are words of a list."""


@dataclass(frozen=True, slots=True)
class RowStanding:
    """What a row of a table is by its status: a type of read, CANCELLED or NOT_A_READ, and whether it corrects."""

    read_type: str
    corrects: bool = False


_STANDINGS: Mapping[ReportStatus, RowStanding] = {
    ReportStatus.PRELIMINARY: RowStanding(ReadType.PRELIMINARY.value),
    ReportStatus.FINAL: RowStanding(ReadType.FINAL.value),
    ReportStatus.CORRECTED: RowStanding(ReadType.FINAL.value, corrects=True),
    ReportStatus.ADDENDUM: RowStanding(ReadType.ADDENDUM.value),
    ReportStatus.OVERREAD: RowStanding(ReadType.OVERREAD.value),
    ReportStatus.CANCELLED: RowStanding(CANCELLED),
    ReportStatus.PENDING: RowStanding(NOT_A_READ),
}


def standing_of(word: str) -> RowStanding | None:
    """What a row with that status is; None where no table has the word."""
    status = STATUS.get(plain(word))
    return None if status is None else standing_as(status)


def standing_as(status: ReportStatus) -> RowStanding:
    """What a row with that status is."""
    return _STANDINGS[status]


def read_type_of(word: str) -> str:
    """The type of read, or what a row is instead, that a source's word means; empty where that is not known."""
    found = standing_of(word)
    return found.read_type if found else ""
