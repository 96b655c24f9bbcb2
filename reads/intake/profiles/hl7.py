"""A profile of kind "hl7": which fields of a sender's messages say what, and its words.

kind = "hl7"
sending_facility = ["ABCHOSP"]     MSH-4 of the messages meant; without it, all that no other profile names
timezone = "America/Chicago"
acknowledgement = "enhanced"       by MSH-15 and MSH-16 of each message; without it "original", one answer to each
ignore_text = true                 finals count as final although their text is headed as preliminary

[fields]                           the first that is filled in counts; without a component, the first component
accession = ["OBR-18", "OBR-3"]
radiologist = "OBR-32"

[status]                           words of OBR-25, OBX-11 and ORC-5 beside those that are known anyway
"Read by resident" = "preliminary"

[values.radiologist]
D1458838 = "moreno"
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reads.core.codes import ReportStatus
from reads.core.toml_table import Section
from reads.directory.names import folded
from reads.intake.profiles.profile import ProfileKind, ProfileText, SourceWords, kind_said, meanings, words_of_fields
from reads.intake.status_evidence import plain

if TYPE_CHECKING:
    from reads.intake.hl7.message import MessageGroup

DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "facility": ("MSH-4",),
        "accession": ("OBR-18", "OBR-3", "ORC-3"),
        "exam_code": ("OBR-4",),
        "cpt": (),
        "modifiers": ("OBR-45",),
        "sequence": (),
        "description": ("OBR-4.2", "OBR-4.5"),
        "modality": ("OBR-24",),
        "priority": ("OBR-27.6", "TQ1-9", "OBR-5"),
        "radiologist": ("OBR-32",),
        "preliminary_radiologist": ("OBR-32", "OBR-33"),
        "exam_at": ("OBR-7",),
        "received_at": (),
        "signed_at": ("OBR-22",),
        "sent_at": ("MSH-7",),
        "read_country": (),
        "read_state": (),
        "patient_class": ("PV1-2",),
        "payer": ("IN1-3", "IN1-4"),
        "visit": ("PV1-19",),
        "status": ("OBR-25",),
        "order_received_at": ("ORC-9", "MSH-7"),
        "order_number": ("OBR-2", "ORC-2"),
    }
)
"""Where each field is looked for, in this order (spec 2.3). OBR-18 counts only where it holds a digit: some senders
put a body part there. OBR-33, the assistant interpreter, is a preliminary reader only."""

_PATH = re.compile(r"[A-Z][A-Z0-9]{2}-[1-9][0-9]{0,2}(\.[1-9][0-9]?){0,2}")


class _Acknowledgement(StrEnum):
    """How messages are answered: with one acknowledgement, or as their MSH-15 and MSH-16 ask."""

    ORIGINAL = "original"
    ENHANCED = "enhanced"


@dataclass(frozen=True, slots=True)
class Hl7Profile(SourceWords):
    """What one sender's messages mean; `name` is empty for the defaults."""

    name: str = ""
    senders: tuple[str, ...] = ()
    facility: str = ""
    zone: ZoneInfo | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_FIELDS)
    chosen: frozenset[str] = frozenset()
    status: Mapping[str, ReportStatus] = field(default_factory=dict)
    enhanced: bool = False
    ignore_text: bool = False

    def facility_of(self, group: MessageGroup) -> str:
        """The word for the facility that a report, an order or a bare header is from."""
        return self.meant("facility", self.facility or group.first(self.fields["facility"]))


@dataclass(frozen=True, slots=True)
class Hl7Profiles:
    """All HL7 profiles of the books, asked by who sent a message."""

    by_sender: Mapping[str, Hl7Profile] = field(default_factory=dict)
    other: Hl7Profile = field(default_factory=Hl7Profile)

    @classmethod
    def of(cls, profiles: Collection[Hl7Profile]) -> Hl7Profiles:
        """Those named by sender, and the one without senders for all others."""
        senders = {folded(sender): profile for profile in profiles for sender in profile.senders}
        rest = [profile for profile in profiles if not profile.senders]
        return cls(senders, rest[0] if rest else Hl7Profile())

    def for_sender(self, facility: str) -> Hl7Profile:
        """The profile for messages whose MSH-4 is this."""
        return self.by_sender.get(folded(facility), self.other)


def hl7_profile(profile: ProfileText, name: str) -> Hl7Profile:
    """The profile that the text describes; FaultyInput with every fault of it."""
    head = profile.opened()
    kind_said(head, ProfileKind.HL7)
    chosen = _fields(head)
    fields = {**DEFAULT_FIELDS, **chosen}
    if "radiologist" in chosen and "preliminary_radiologist" not in chosen:
        fields["preliminary_radiologist"] = chosen["radiologist"]
    made = Hl7Profile(
        name=name,
        senders=head.words("sending_facility", '["ABCHOSP"]', may_be_empty=True),
        facility=head.text("facility", '"mercy-main"'),
        zone=head.zone(),
        fields=MappingProxyType(fields),
        chosen=frozenset(chosen),
        status=_status_words(head),
        values=words_of_fields(head, DEFAULT_FIELDS),
        enhanced=head.choice("acknowledgement", _Acknowledgement, _Acknowledgement.ORIGINAL)
        is _Acknowledgement.ENHANCED,
        ignore_text=head.flag("ignore_text"),
    )
    head.finish()
    profile.refuse_faults()
    return made


def _fields(head: Section) -> dict[str, tuple[str, ...]]:
    section = head.section("fields", "[fields]")
    if section is None:
        return {}
    chosen = {}
    for name, default in DEFAULT_FIELDS.items():
        section.note(name, "a field of a message or a list of them", '"OBR-3"', ", ".join(default))
        paths = section.words(name, '"OBR-3"', may_be_empty=True)
        if section.has(name):
            chosen[name] = paths
        for path in paths:
            if not _PATH.fullmatch(path):
                message = f"`{name}`: {path!r} is no field of a message"
                section.fault("not_a_path", message, "write it like OBR-3 or PV1-3.4", name)
    section.finish()
    return chosen


def _status_words(head: Section) -> dict[str, ReportStatus]:
    section = head.section("status", "[status]")
    found, known = {}, [each.value for each in ReportStatus]
    for word, meant in meanings(section) if section else ():
        if meant in known:
            found[plain(word)] = ReportStatus(meant)
        elif section:
            remedy = f"write one of {', '.join(known)}"
            section.fault("unknown_value", f'`{word} = "{meant}"` is no status of a report', remedy, word)
    return found
