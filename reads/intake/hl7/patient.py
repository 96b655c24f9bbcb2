"""What a final's message says of its patient, insurance, order and report (spec 2.1): carried past the log, never shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reads.core.codes import is_diagnosis, is_npi
from reads.directory.united_states import us_code
from reads.intake.candidate import Carried
from reads.intake.hl7.message import MessageGroup
from reads.intake.hl7.times import written

_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("SEL", "SELF", "01", "18"), "self"),
        **dict.fromkeys(("SPO", "SPOUSE", "02", "DOM", "LIF"), "spouse"),
        **dict.fromkeys(("CHD", "CHILD", "NCH", "ADC", "FCH", "SCH", "WRD", "GCH"), "child"),
        **dict.fromkeys(("EME", "EMPLOYEE", "EMR"), "employee"),
        **dict.fromkeys(("UNK", "UNKNOWN"), "unknown"),
        **dict.fromkeys(
            ("OTH", "OTHER", "GRD", "PAR", "MTH", "FTH", "SIB", "GRP", "EXF", "OAD", "DEP", "FND"), "other"
        ),
    }
)
"""IN1-17, table 0063, and what is sent in its place."""

_ACCIDENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"A": ("auto",), "W": ("employment",), "E": ("employment",), "O": ("other",), "H": ("other",)}
)
"""ACC-2 as it is commonly sent (table 0050 is each site's own); another word is left as it is, and holds the claim."""

_ICD_SYSTEMS = ("I10", "ICD10", "ICD-10", "I10C", "I10P", "ICD10CM", "ICD-10-CM")
_PARTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "indication": re.compile(
            r"^\W*((clinical )?(indications?|history|information)|reason for (exam|study))\b",
            re.IGNORECASE | re.MULTILINE,
        ),
        "technique": re.compile(r"^\W*(techniques?|procedure)\b", re.IGNORECASE | re.MULTILINE),
        "comparison": re.compile(r"^\W*comparisons?\b", re.IGNORECASE | re.MULTILINE),
        "findings": re.compile(r"^\W*(findings?|(interpretation|report|narrative)\s*:)", re.IGNORECASE | re.MULTILINE),
        "impression": re.compile(r"^\W*(impressions?|conclusions?|opinion|summary)\b", re.IGNORECASE | re.MULTILINE),
        "signature": re.compile(
            r"\b(signed|authenticated|verified|approved|finali[sz]ed)\b( \w+)? by\b", re.IGNORECASE
        ),
    }
)
_LONGEST_REPORT = 200_000


def names_a_patient(group: MessageGroup) -> bool:
    """Whether the message has anything that names one."""
    return any(group.at(path) for path in ("PID-3", "PID-5", "PID-7", "PID-19", "IN1-36", "IN1-49"))


def carried(group: MessageGroup) -> Carried:
    """The finals' fields by name; those that the message lacks are left out."""
    texts = {**_patient(group), **_stay(group), **_insurance(group), **_order(group)}
    texts["diagnoses"] = "+".join(dict.fromkeys(_diagnoses(group)))
    texts["documentation"] = "+".join(_documented(group))
    return Carried({name: text for name, text in texts.items() if text})


def _patient(group: MessageGroup) -> dict[str, str]:
    numbers = group.parts(group.raw("PID", 3))
    record = next((each for each in numbers if len(each) > 4 and each[4].upper() in ("MR", "MRN")), numbers[0])
    country = group.at("PID-11.6").upper()
    street = [group.at("PID-11.1"), group.at("PID-11.2")]
    return {
        "patient_id": record[0],
        "patient_last": group.at("PID-5.1"),
        "patient_first": group.at("PID-5.2"),
        "patient_middle": group.at("PID-5.3"),
        "patient_suffix": group.at("PID-5.4"),
        "patient_dob": written(group.at("PID-7"))[:10],
        "patient_sex": group.at("PID-8"),
        "patient_address": ", ".join(part for part in street if part),
        "patient_city": group.at("PID-11.3"),
        "patient_state": group.at("PID-11.4"),
        "patient_zip": group.at("PID-11.5"),
        "patient_country": "" if us_code(country) == "US" else country,
    }


def _stay(group: MessageGroup) -> dict[str, str]:
    """The day of admission, and the accident that it comes from (table 0050: employment, auto, other)."""
    kind = group.at("ACC-2.1").upper()
    return {
        "admitted_on": written(group.at("PV1-44"))[:10],
        "accident_date": written(group.at("ACC-1"))[:10],
        "accident": "+".join(_ACCIDENTS.get(kind, (kind,))) if kind else "",
        "accident_state": group.at("ACC-4.1"),
    }


def _insurance(group: MessageGroup) -> dict[str, str]:
    if not group.segments("IN1"):
        return {}
    relation = _RELATIONS.get(group.at("IN1-17").upper(), group.at("IN1-17"))
    subscriber = group if relation and relation != "self" else None
    return {
        "member_id": group.first(("IN1-49", "IN1-36")),
        "subscriber_relation": relation,
        "subscriber_last": subscriber.at("IN1-16.1") or subscriber.at("GT1-3.1") if subscriber else "",
        "subscriber_first": subscriber.at("IN1-16.2") or subscriber.at("GT1-3.2") if subscriber else "",
        "authorization": group.at("IN1-14"),
        "group_number": group.at("IN1-8"),
        "plan_name": group.at("IN1-9.1"),
    }


def _order(group: MessageGroup) -> dict[str, str]:
    """Who ordered it, by NPI where one of the ways to name the person has it."""
    for path in ("OBR-16", "ORC-12", "PV1-8"):
        if group.at(f"{path}.2"):
            people = group.parts(group.raw(path[:3], int(path[4:])))
            number = next((person[0] for person in people if is_npi(person[0])), "")
            return {
                "ordering_npi": number,
                "ordering_last": group.at(f"{path}.2"),
                "ordering_first": group.at(f"{path}.3"),
            }
    return {}


def _diagnoses(group: MessageGroup) -> Iterator[str]:
    """ICD-10 codes of DG1, else of the reason for the study (OBR-31)."""
    found = False
    for segment in group.segments("DG1"):
        code, system = _code(group, segment.raw(3))
        system = system or group.plain(segment.raw(2)).upper()
        if code and (system in _ICD_SYSTEMS or (not system and is_diagnosis(code))):
            found = True
            yield code
    if not found:
        for reason in group.raw("OBR", 31).split(group.delimiters.repetition):
            code, system = _code(group, reason)
            if is_diagnosis(code) and (system in _ICD_SYSTEMS or not system):
                yield code


def _code(group: MessageGroup, raw: str) -> tuple[str, str]:
    code, _, system, *_ = (*(group.plain(part) for part in raw.split(group.delimiters.component)), "", "", "")
    return code.upper(), system.upper()


def _documented(group: MessageGroup) -> Iterator[str]:
    """The parts that the report has, by the headings in its text and by what its lines are marked as (OBX-3)."""
    lines = [segment for segment in group.own if segment.name == "OBX"]
    text = "\n".join(group.plain(line.raw(5).replace(group.delimiters.repetition, "\n")) for line in lines)[
        :_LONGEST_REPORT
    ]
    marked = {line.raw(3).rpartition(group.delimiters.subcomponent)[2].strip().upper() for line in lines}
    for part, heading in _PARTS.items():
        by_mark = part == "impression" and "IMP" in marked
        signed = part == "signature" and bool(group.at("OBR-32"))
        if by_mark or signed or heading.search(text):
            yield part
