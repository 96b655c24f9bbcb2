"""A profile of kind "hl7": which fields of a sender's messages say what, and its words.

kind = "hl7"
sending_facility = ["ABCHOSP"]     MSH-4 of the messages meant; without it, all that no other profile names
timezone = "America/Chicago"
acknowledgement = "enhanced"       by MSH-15 and MSH-16 of each message; without it "original", one answer to each

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
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import ZoneInfo

from reads.core.codes import ReportStatus
from reads.intake.profiles.profile import ProfileText, folded
from reads.intake.status_evidence import plain

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


@dataclass(frozen=True, slots=True)
class Hl7Profile:
    """What one sender's messages mean; `name` is empty for the defaults."""

    name: str = ""
    senders: tuple[str, ...] = ()
    facility: str = ""
    zone: ZoneInfo | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_FIELDS)
    chosen: frozenset[str] = frozenset()
    status: Mapping[str, ReportStatus] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    enhanced: bool = False

    def meant(self, name: str, sent: str) -> str:
        """What the source's word for a field is called here."""
        words = self.values.get(name)
        return words.get(folded(sent), sent) if words else sent


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
    profile.word("kind", ("hl7",), "hl7")
    chosen = {field: profile.texts(f"fields.{field}") for field in DEFAULT_FIELDS if _says(profile, field)}
    for key, paths in chosen.items():
        _check_paths(profile, key, paths)
    fields = {**DEFAULT_FIELDS, **chosen}
    if "radiologist" in chosen and "preliminary_radiologist" not in chosen:
        fields["preliminary_radiologist"] = chosen["radiologist"]
    made = Hl7Profile(
        name=name,
        senders=profile.texts("sending_facility"),
        facility=profile.text("facility"),
        zone=profile.zone(),
        fields=MappingProxyType(fields),
        chosen=frozenset(chosen),
        status=_status_words(profile),
        values=profile.mappings("values", DEFAULT_FIELDS),
        enhanced=profile.word("acknowledgement", ("original", "enhanced"), "original") == "enhanced",
    )
    profile.end()
    profile.refuse_faults()
    return made


def _status_words(profile: ProfileText) -> dict[str, ReportStatus]:
    words = profile.mapping("status")
    written = profile.value("status")
    for word in written if isinstance(written, Mapping) else ():
        meant = words.get(folded(word), ReportStatus.PENDING)
        if meant not in {each.value for each in ReportStatus}:
            del words[folded(word)]
            profile.fault(
                f"status.{word}", "unknown_value", f"is not one of {', '.join(ReportStatus)}", "use one of them"
            )
    return {plain(word): ReportStatus(meant) for word, meant in words.items()}


def _says(profile: ProfileText, name: str) -> bool:
    return profile.value(f"fields.{name}") is not None


def _check_paths(profile: ProfileText, key: str, paths: Sequence[str]) -> None:
    for path in paths:
        if not _PATH.fullmatch(path):
            profile.fault(f"fields.{key}", "not_a_path", "is no field of a message", "write it like OBR-3 or PV1-3.4")
