"""Which study a report is of: its accession number, its exam, and the CPT codes of that."""

from __future__ import annotations

from reads.core.codes import is_cpt
from reads.intake.hl7.message import MessageGroup
from reads.intake.profiles.hl7 import Hl7Profile

CPT_SYSTEMS = frozenset({"C4", "CPT", "CPT4", "CPT-4", "C5", "CPT5", "HCPCS", "HCPC", "HPC", "HC"})
"""Coding systems (table 0396) whose codes are CPT's or HCPCS'."""


def accession(group: MessageGroup, profile: Hl7Profile) -> str:
    """The accession number, all that are sent where a field repeats; by default OBR-18 only with a digit: some put a body part there."""
    for path in profile.fields["accession"]:
        found = dict.fromkeys(filter(None, group.each(path)))
        if found and ("accession" in profile.chosen or path != "OBR-18" or any(map(str.isdigit, "".join(found)))):
            return "~".join(profile.meant("accession", text) for text in found)
    return ""


def with_codes(group: MessageGroup, said: dict[str, str], profile: Hl7Profile) -> dict[str, str]:
    """CPT codes are told by their coding system: the exam itself may be named by one, or OBR-44 beside it.

    Where the exam is named several times over, several CPT codes are those of one exam; other codes are kept together, as
    nobody knows which of them it is.
    """
    exams = [parts for parts in group.parts(group.raw("OBR", 4)) if parts[0]]
    codes = dict.fromkeys(parts[0] for parts in exams)
    if len(codes) > 1 and "exam_code" not in profile.chosen:
        are_cpt = all((*parts, "", "")[2].upper() in CPT_SYSTEMS and is_cpt(parts[0].upper()) for parts in exams)
        return said | (
            {"exam_code": "", "cpt": "+".join(codes)} if are_cpt else {"exam_code": "~".join(codes), "cpt": ""}
        )
    for name in ("OBR-4", "OBR-44"):
        code, system = group.at(f"{name}.1"), group.at(f"{name}.3")
        if system.upper() in CPT_SYSTEMS and is_cpt(code.upper()) and not said["cpt"]:
            said["cpt"] = code
            if said["exam_code"] == code:
                said["exam_code"] = ""
    return said
