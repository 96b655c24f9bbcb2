"""How far a report of a message has come: which of its fields say so, and what is said where they don't (spec 2.4)."""

from __future__ import annotations

from collections.abc import Mapping

from reads.core.codes import ReportStatus
from reads.intake.hl7.message import Hl7Segment, MessageGroup
from reads.intake.profiles.hl7 import Hl7Profile
from reads.intake.status_evidence import Evidence, Unclear
from reads.intake.text_of_report import says_preliminary

UNCLEAR = {
    Unclear.NONE: ("has no status in OBR-25, OBX-11 or ORC-5", "name the field that has it: `status` in a profile"),
    Unclear.UNKNOWN: (
        "has a status that is not known",
        "add a row to directory/names.csv: kind status, name the word, id what it means; then `wetread apply`",
    ),
    Unclear.DISAGREES: (
        "says of itself both that it stands and that it doesn't, or that it is final and preliminary",
        (
            "ask the sender which it is; then record it by `wetread reads add` or void it, and discard this one; where the "
            "text of all finals is headed as preliminary, `ignore_text = true` in the sender's profile"
        ),
    ),
}


_TEXT_TYPES = frozenset({"TX", "FT", "ST"})


def lines_of(group: MessageGroup) -> list[Hl7Segment]:
    """The lines of a report."""
    return [segment for segment in group.own if segment.name == "OBX"]


def _is_text(line: Hl7Segment) -> bool:
    """Whether a line is of the report's text; one without a type (OBX-2) is where it says something."""
    kind = line.raw(2).strip().upper()
    return kind in _TEXT_TYPES if kind else bool(line.raw(5).strip())


def evidence_of(group: MessageGroup, profile: Hl7Profile, own: Mapping[str, ReportStatus]) -> Evidence:
    """All that the message says of how far this report has come; `own` are words of the books."""
    lines = lines_of(group)
    return Evidence(
        result=group.first(profile.fields["status"]),
        observations=[group.plain(line.raw(11)) for line in lines],
        texts=[group.plain(line.raw(11)) for line in lines if _is_text(line)],
        order=group.at("ORC-5"),
        control=group.at("ORC-1"),
        event=group.at("MSH-9.2") or group.at("EVN-1"),
        completion=group.at("TXA-17"),
        availability=group.at("TXA-19"),
        own={**own, **profile.status},
    )


def told(evidence: Evidence, group: MessageGroup, profile: Hl7Profile) -> ReportStatus | Unclear:
    """What the evidence comes to; a final whose text is marked as an addendum is one, one whose text is headed as preliminary
    contradicts itself, unless a line's `U` has just made it final without its text being sent again.
    """
    report, lines = evidence.told(), lines_of(group)
    if report not in (ReportStatus.FINAL, ReportStatus.CORRECTED):
        return report
    if report is ReportStatus.FINAL and any(line.raw(3).upper().rstrip().endswith("&ADT") for line in lines):
        return ReportStatus.ADDENDUM
    if profile.ignore_text or "U" in {word.strip().upper() for word in evidence.observations}:
        return report
    repeated = group.delimiters.repetition
    text = "\n".join(group.plain(line.raw(5).replace(repeated, "\n")) for line in lines if _is_text(line))
    return Unclear.DISAGREES if says_preliminary((text,)) else report
