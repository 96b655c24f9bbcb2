"""A read in the books' own words: what names.csv and the directory call its facility, payer, priority and class by now (spec 2.4).

What a read said when it came stays in the log; here it is understood, each time it is routed, so that `wetread apply`
alone clears a hold. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reads.core.codes import MODALITIES, PatientClass, Priority
from reads.core.read import Read
from reads.directory.directory import Directory
from reads.directory.names import folded

_CLASSES = frozenset(PatientClass)
_KINDS = ("facility", "priority", "class", "payer", "exam")
"""What names.csv calls the kinds of the words that a read is understood by, in the order of `Words.read`."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that decides a price and that nobody knows: of which field, and as sent."""

    field: str
    word: str


class Words:
    """Understands reads by a directory; those that need nothing are passed by quickly."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.priorities = frozenset(Priority) | directory.priority_classes
        self._settled: set[tuple[str, str, str | None, str, str]] = set()
        self._exam_names = directory.names.of_kind("exam").keys()
        self._of_days = directory.names.of_days()

    def read(self, read: Read) -> Read:
        """The read with ids and words of the books; what they don't know stays as it was sent."""
        known = (read.facility, read.priority, read.patient_class, read.payer, read.exam_code)
        if known in self._settled:
            return read
        found = self._understood(read)
        if found is read and not (self._of_days and self._depends_on_the_day(known)):
            self._settled.add(known)
        return found

    def is_settled(self, read: Read) -> bool:
        """Whether the read needs nothing, and on no other day either."""
        found = self.read(read)
        known = (read.facility, read.priority, read.patient_class, read.payer, read.exam_code)
        return found is read and known in self._settled

    def _depends_on_the_day(self, known: tuple[str, str, str | None, str, str]) -> bool:
        """Whether names.csv says of one of these words what it means on some days only."""
        return any((kind, folded(word or "")) in self._of_days for kind, word in zip(_KINDS, known, strict=True))

    def _understood(self, read: Read) -> Read:
        directory, day = self._directory, read.signed_at.date()
        facility = directory.facility_named(read.facility, day) or read.facility
        changes: dict[str, str] = {}
        if facility != read.facility:
            changes["facility"] = facility
        if read.priority not in self.priorities:
            said = folded(read.priority)
            own = said if said in self.priorities else ""
            changes["priority"] = own or self._meant("priority", read.priority, facility, day)
        if read.patient_class and read.patient_class not in _CLASSES:
            changes["patient_class"] = self._meant("class", read.patient_class, facility, day).upper()
        if read.payer and read.payer not in directory.payers:
            payer = directory.payer_named(read.payer, facility, day)
            changes["payer"] = payer.id if payer else ""
        if folded(read.exam_code) in self._exam_names and not self._is_code(read.exam_code, facility):
            changes["exam_code"] = self._meant("exam", read.exam_code, facility, day)
        changes = {name: word for name, word in changes.items() if word}
        return replace(read, **changes) if changes else read  # type: ignore[arg-type]  # texts all

    def _is_code(self, code: str, facility: str) -> bool:
        exams = self._directory.exams
        return (facility, code.casefold()) in exams or ("*", code.casefold()) in exams

    def _meant(self, kind: str, word: str, facility: str, day: date) -> str:
        return self._directory.names.meant(kind, word, facility, day)

    @staticmethod
    def is_plain(modality: str) -> bool:
        """Whether a modality needs no look at names.csv."""
        return not modality or modality in MODALITIES

    def modality(self, read: Read, day: date) -> str:
        """The modality that the source sent, by names.csv where no list has it."""
        if self.is_plain(read.modality):
            return read.modality
        return self._meant("modality", read.modality, read.facility, day).upper() or read.modality

    def unknown(self, read: Read, modality: str) -> tuple[UnknownWord, ...]:
        """The words of a read that decide a price and that neither a list nor names.csv has."""
        found = []
        if read.priority not in self.priorities:
            found.append(UnknownWord("priority", read.priority))
        if read.patient_class and read.patient_class not in _CLASSES:
            found.append(UnknownWord("patient_class", read.patient_class))
        if modality not in MODALITIES:
            found.append(UnknownWord("modality", modality))
        return tuple(found)
