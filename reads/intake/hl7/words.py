"""HL7's tables in wetread's words: diagnostic sections, priorities, patient classes, coding systems."""

from __future__ import annotations

from collections.abc import Mapping

MODALITY: Mapping[str, str] = {
    **{code: code for code in ("CT", "MR", "US", "XR", "NM", "MG", "RF", "XA", "BMD", "IVUS")},
    **dict.fromkeys(("CR", "DX", "DR", "RG", "RX"), "XR"),
    **dict.fromkeys(("MRI", "NMR"), "MR"),
    **dict.fromkeys(("RUS", "VUS", "OUS"), "US"),
    **dict.fromkeys(("NMS", "NUC"), "NM"),
    **dict.fromkeys(("XRC", "FL"), "RF"),
    **dict.fromkeys(("MA", "MAM", "MAMMO"), "MG"),
    **dict.fromkeys(("PET", "PETCT"), "PT"),
    "CAT": "CT",
    "ANG": "XA",
}
"""OBR-24 where it names a modality. Table 0074 has other meanings for PT (physical), OT (occupational) and RT (radiation
therapy): those say nothing, unless a profile says what they mean."""

PRIORITY: Mapping[str, str] = {
    **dict.fromkeys(("S", "STAT", "ST"), "stat"),
    **dict.fromkeys(("CRITICAL", "CRIT"), "critical"),
}
"""OBR-27.6, TQ1-9 or OBR-5; whatever else they say is routine, unless a profile says otherwise."""

PATIENT_CLASS: Mapping[str, str] = {
    **{code: code for code in "EIO"},
    "EMERGENCY": "E",
    "ER": "E",
    "ED": "E",
    "INPATIENT": "I",
    "IP": "I",
    "OUTPATIENT": "O",
    "OP": "O",
}
"""PV1-2, table 0004; other classes (preadmit, recurring, newborn) don't tell which of the three it is."""

CPT_SYSTEMS = frozenset({"C4", "CPT", "CPT4", "CPT-4", "C5", "CPT5", "HCPCS", "HCPC", "HPC", "HC"})
"""Coding systems (table 0396) whose codes are CPT's or HCPCS'."""
