"""The text form of a read: what is compared when it arrives again, and what the log stores.

Codes are joined by `+`, times are in their stored form (`reads.core.times`), absent values are empty texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from sys import intern

from reads.core.codes import PatientClass, Priority, ReadType
from reads.core.read import Read
from reads.core.times import restored

CONTENT = (
    "facility",
    "accession",
    "exam_code",
    "cpt",
    "modifiers",
    "sequence",
    "description",
    "modality",
    "read_type",
    "priority",
    "radiologist",
    "exam_at",
    "received_at",
    "signed_at",
    "read_country",
    "read_state",
    "patient_class",
    "payer",
    "test_patient",
    "visit",
    "sent_at",
)
"""The fields in their order; `sent_at` is last, since it orders versions and is no part of what they say."""

Content = tuple[str, ...]
"""One text for each field of CONTENT."""

FACILITY, ACCESSION, EXAM_CODE, CPT, MODALITY, READ_TYPE, RADIOLOGIST, SIGNED_AT, VISIT, SENT_AT = (
    CONTENT.index(name)
    for name in (
        "facility",
        "accession",
        "exam_code",
        "cpt",
        "modality",
        "read_type",
        "radiologist",
        "signed_at",
        "visit",
        "sent_at",
    )
)

_BY_SIGNATURE = frozenset({ReadType.ADDENDUM.value, ReadType.OVERREAD.value})
"""Read types of which one exam may have several, told apart by who signed them and when (spec 2.2)."""

_BARS = 5
"""Between the parts of a key that has no signature."""


def told_by_signature(content: Content) -> bool:
    """Whether signer and signing time are part of the read's identity: addenda and over-reads."""
    return content[READ_TYPE] in _BY_SIGNATURE


def key_of(content: Content) -> str:
    """The read's identity, equal to `Read.key` of the same read."""
    facility, accession, exam_code, cpt, modifiers, sequence = content[:6]
    if "+" in modifiers:
        modifiers = "+".join(sorted(modifiers.split("+")))
    read_type = content[READ_TYPE]
    study = f"{facility}|{accession}|{exam_code or cpt}".casefold()
    key = f"{study}|{modifiers}|{sequence.casefold()}|{read_type}"
    if read_type not in _BY_SIGNATURE and "%" not in key and key.count("|") == _BARS:
        return key
    parts = [facility.casefold(), accession.casefold(), (exam_code or cpt).casefold(), modifiers, sequence.casefold()]
    parts.append(read_type)
    if read_type in _BY_SIGNATURE:
        parts += [content[RADIOLOGIST].casefold(), restored(content[SIGNED_AT]).isoformat()]
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)


def digest_of(content: Content) -> str:
    """The hash of what the read says, without the time at which it was sent.

    A read without a visit has the digest that it had before visits were kept: what came then is known when it comes again.
    """
    said = content[:SENT_AT] if content[VISIT] else content[:VISIT]
    return blake2b("\x1f".join(said).encode(), digest_size=16).hexdigest()


def named(content: Content) -> dict[str, str]:
    """The content by the names of its fields."""
    return dict(zip(CONTENT, content, strict=True))


def content_from(fields: Mapping[str, str]) -> Content:
    """The content of `named`, back again; a field that wasn't kept when it was written is empty."""
    return tuple(fields.get(name, "") for name in CONTENT)


_READ_TYPES = {member.value: member for member in ReadType}
_PRIORITIES: dict[str, str] = {member.value: member for member in Priority}
_PATIENT_CLASSES: dict[str, str | None] = {"": None, **{member.value: member for member in PatientClass}}
_NO_CODES: tuple[str, ...] = ()


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("+")) if joined else _NO_CODES


def _moment(text: str) -> datetime | None:
    return restored(text) if text else None


def read_of(content: Content) -> Read:
    """The read that a content says; texts that many reads have are kept once."""
    return Read(
        facility=intern(content[0]),
        accession=content[1],
        exam_code=intern(content[2]),
        cpt=_codes(content[3]),
        modifiers=_codes(content[4]),
        sequence=content[5],
        description=intern(content[6]),
        modality=intern(content[7]),
        read_type=_READ_TYPES[content[8]],
        priority=_PRIORITIES.get(content[9], content[9]),
        radiologist=intern(content[10]),
        exam_at=_moment(content[11]),
        received_at=_moment(content[12]),
        signed_at=restored(content[13]),
        read_country=content[14],
        read_state=content[15],
        patient_class=_PATIENT_CLASSES.get(content[16], content[16]),
        payer=intern(content[17]),
        test_patient=content[18] == "1",
        visit=content[VISIT],
        sent_at=_moment(content[SENT_AT]),
    )
