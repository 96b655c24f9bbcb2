"""The read: one interpretation of one exam, as some source reported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from reads.core.codes import Priority, ReadType

BEFORE_SIGNING = timedelta(days=60)
AFTER_SIGNING = timedelta(days=1)
"""How far from its signing a read may have been received, or its exam done: one farther away puts it into no month, no window
of the log finds it by that, and how long the read took is not told by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is known of a read, without anything that names a patient (spec 2.1).

    Times are instants in UTC; one that came without an offset from a facility that the directory doesn't know is naive.
    `radiologist` is the directory's id where the sender's word was known, else that word. A priority or patient class that
    is none of `Priority` and `PatientClass` is a word that nobody knew when it came, or one of the group's own classes.
    """

    facility: str
    accession: str
    exam_code: str = ""
    cpt: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    sequence: str = ""
    description: str = ""
    modality: str = ""
    read_type: ReadType = ReadType.PRELIMINARY
    priority: str = Priority.ROUTINE
    radiologist: str = ""
    exam_at: datetime | None = None
    received_at: datetime | None = None
    signed_at: datetime
    read_country: str = ""
    read_state: str = ""
    sent_at: datetime | None = None
    patient_class: str | None = None
    payer: str = ""
    visit: str = ""
    test_patient: bool = False

    @property
    def exam(self) -> str:
        """What tells this exam from others under its accession: the facility's code, else the CPT codes."""
        return self.exam_code or "+".join(self.cpt)

    @property
    def telling_modifiers(self) -> frozenset[str]:
        """The modifiers that tell two studies apart: all but 26, which says only whose part is billed."""
        return frozenset(self.modifiers) - {"26"}

    @property
    def key(self) -> str:
        """The identity of the read (spec 2.2); of an addendum or over-read also who signed it and when."""
        parts = [
            self.facility.casefold(),
            self.accession.casefold(),
            self.exam.casefold(),
            "+".join(sorted(self.modifiers)),
            self.sequence.casefold(),
            self.read_type.value,
        ]
        if self.read_type in (ReadType.ADDENDUM, ReadType.OVERREAD):
            parts += [self.radiologist.casefold(), self.signed_at.isoformat()]
        return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)


STUDY = "|study-"
"""Marks the key of a study that a person made of a conflict; no part of a key holds a bar."""


def origin_of(key: str) -> str:
    """The key under which a read came: another than its own where a person made it a study of its own."""
    return key.partition(STUDY)[0]


@dataclass(frozen=True, slots=True)
class LoggedRead:
    """A read as the log holds it now: its current version, and whether it is void."""

    read: Read
    key: str
    version_id: int
    version: int
    void: bool = False
