"""The demonstration's final reads: the morning after, by readers in Florida, Illinois and Zürich, with invented patients.

Each case is one that a biller meets: two Blue plans that differ in where to file, a Medicaid programme that takes no reader
in another state, a code that doesn't fit its study, a final from abroad, a discrepancy that nobody documented.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reads.core.time_zones import zone
from reads.intake.fields_of_finals import PATIENT

_READ = (
    "facility",
    "accession",
    "exam_code",
    "description",
    "modality",
    "read_type",
    "radiologist",
    "exam_at",
    "received_at",
    "signed_at",
    "patient_class",
    "payer",
)
_REPORT = "indication+technique+comparison+findings+impression+signature"


@dataclass(frozen=True, slots=True)
class _Case:
    """A study, who read it, who pays, and whose it is; the diagnosis is ICD-10-CM."""

    accession: str
    exam: tuple[str, str, str]
    reader: str
    payer: str
    patient_class: str
    patient: str
    member_id: str
    diagnosis: str
    more: tuple[tuple[str, str], ...] = ()


_ABDOMEN, _HEAD, _STONE = (
    ("CTABDPEL", "ABD/PELVIS CT W", "CT"),
    ("CTHEAD", "HEAD CT WO", "CT"),
    ("CTSTONE", "STONE CT", "CT"),
)
_CHEST, _NECK, _FILM = (
    ("CTCHEST", "CHEST CT W", "CT"),
    ("CTCSP", "C-SPINE CT WO", "CT"),
    ("XRCHEST1", "CHEST 1V PORT", "CR"),
)
_CASES = (
    _Case("HR0200001", _ABDOMEN, "r-okafor", "medicare", "E", "Abernathy Iris 1948-03-02 F", "1HR2KT3MW41", "R10.9"),
    _Case("HR0200002", _HEAD, "r-chen", "medicare", "E", "Bellweather Amos 1944-11-19 M", "2HK7RT3WX51", "R51.9"),
    _Case("HR0200003", _FILM, "r-okafor", "il-medicaid", "I", "Crane Delia 1991-06-30 F", "ILM0042117", "R05.9",
          (("admitted_on", "2026-10-06"),)),
    _Case("HR0200004", _CHEST, "r-okafor", "bcbs-illinois", "O", "Dunmore Felix 1979-01-08 M", "XOF882310044", "R91.1"),
    _Case("HR0200005", _NECK, "r-okafor", "bcbs-gulf", "E", "Eastwick Greta 1985-09-14 F", "GLF550021933", "S16.1XXA"),
    _Case("HR0200006", ("CTHEAD", "HEAD CT WO", "MR"), "r-chen", "harbor-commercial", "E",
          "Fairholm Hugo 1969-12-25 M", "HM-20044817", "R42"),
    _Case("HR0200007", _STONE, "r-keller", "medicare", "E", "Gladwell Joan 1950-05-05 F", "3JK8RT4WX62", "N20.0"),
    _Case("HR0200008", ("USRUQ", "RUQ US", "US"), "r-chen", "self-pay", "E", "Harrow Lyle 1988-02-17 M", "", "R10.11"),
    _Case("HR0200009", _HEAD, "r-chen", "harbor-commercial", "E", "Inglewood Ned 2015-08-21 M", "HM-20051190", "S06.0X0A",
          (("subscriber_relation", "child"), ("subscriber_last", "Inglewood"), ("subscriber_first", "Opal"))),
    _Case("HR0200010", _HEAD, "r-chen", "medicare", "E", "Juniper Pearl 1939-07-11 F", "4KM9RT5WX73", "I62.00",
          (("discrepancy", "major"),)),
)  # fmt: skip


def finals_csv(wet: Sequence[dict[str, str]]) -> str:
    """The file of the month's finals; one of these wet reads has a final beside it, which agrees with it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, (*_READ, *PATIENT), restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(_row(number, case) for number, case in enumerate(_CASES))
    writer.writerow(_beside(wet[12]))
    return text.getvalue()


def _row(number: int, case: _Case) -> dict[str, str]:
    exam_at = datetime(2026, 10, 5 + number, 23, 40, tzinfo=zone("America/Chicago"))
    times = {
        "exam_at": exam_at,
        "received_at": exam_at + timedelta(minutes=20),
        "signed_at": exam_at + timedelta(hours=8),
    }
    code, description, modality = case.exam
    return {
        "facility": "harvest-regional",
        "accession": case.accession,
        "exam_code": code,
        "description": description,
        "modality": modality,
        "read_type": "final",
        "radiologist": case.reader,
        "patient_class": case.patient_class,
        "payer": case.payer,
        **{name: at.isoformat() for name, at in times.items()},
        **_patient(case.patient, case.member_id, case.diagnosis),
        **dict(case.more),
    }


def _beside(wet: dict[str, str]) -> dict[str, str]:
    """A final of the study of a wet read, eight hours later."""
    signed = datetime.fromisoformat(wet["signed_at"]) + timedelta(hours=8)
    return {
        **wet,
        "read_type": "final",
        "radiologist": "r-chen",
        "signed_at": signed.isoformat(),
        "patient_class": "E",
        "payer": "harbor-commercial",
        **_patient("Kestrel Quincy 1972-04-04 M", "HM-20060033", "R52"),
        "discrepancy": "agree",
    }


def _patient(said: str, member_id: str, diagnosis: str) -> dict[str, str]:
    last, first, born, sex = said.split()
    return {
        "patient_last": last,
        "patient_first": first,
        "patient_dob": born,
        "patient_sex": sex,
        "patient_address": "12 Prairie Ln",
        "patient_city": "Springfield",
        "patient_state": "IL",
        "patient_zip": "62702",
        "member_id": member_id,
        "subscriber_relation": "self",
        "diagnoses": diagnosis,
        "ordering_npi": "1450136001",
        "ordering_last": "Marlowe",
        "ordering_first": "Ruth",
        "documentation": _REPORT,
    }
