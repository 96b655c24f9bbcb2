"""What the directory and the contracts know of a read when it is routed; pure, and remembered from read to read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from reads.core.clock_changes import local_instant
from reads.core.codes import ReadType
from reads.core.modality_by_code import study_modality
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Location, Payer, Radiologist
from reads.directory.names import folded
from reads.routing.reading_place import reading_place
from reads.routing.route import MissingMoment, Reason, Terms
from reads.routing.second_interpretations import Studies
from reads.routing.words_of_sender import UnknownWord, Words

TermsFor = Callable[[Read], Terms | MissingMoment | None]
"""Which contract covers a read: its terms, or the contract that lacks the moment it goes by, or None."""

_SECOND_INTERPRETATION = frozenset({"77"})
_EXAMS_KEPT = 100_000


@dataclass(slots=True)
class Facts:
    """A read beside all that its route depends on; None where the directory or the contracts don't know.

    `location` is looked up for finals, and for wet reads of a payer that keeps its patients' data in the country. A final
    is `by_contract` where the facility's contract takes it, or would if its payer were known. Where nobody is meant by the
    reader's name, `namesakes` are those who all have it; where the facility isn't known, it may be `known_on_other_days`.
    """

    logged: LoggedRead
    read: Read
    is_final: bool
    month: Month
    facility: Facility | None
    exam: Exam | None
    radiologist: Radiologist | None
    payer: Payer | None
    terms: Terms | None = None
    missing_moment: MissingMoment | None = None
    location: Location | None = None
    by_contract: bool = False
    on_claim: bool = False
    repeats_a_final: bool = False
    unknown_words: tuple[UnknownWord, ...] = ()
    reasons: tuple[Reason, ...] = ()
    namesakes: tuple[str, ...] = ()
    known_on_other_days: bool = False


class Lookup:
    """Finds the facts of reads; what was found for one read is remembered for the next."""

    def __init__(
        self, directory: Directory, terms_for: TermsFor, studies: Studies, claimed: Collection[str] = ()
    ) -> None:
        self.directory = directory
        self.terms_for = terms_for
        self.studies = studies
        self._words = Words(directory)
        self._claimed = claimed
        self._radiologists: dict[str, Radiologist | None] = {}
        self._payers = directory.payers
        self._exams: dict[tuple[str, str, tuple[str, ...], str], Exam | None] = {}
        self._studies_of: dict[tuple[str, Exam], Exam] = {}
        self._months: dict[date, Month] = {}
        self._undated = {
            rows[0].id: rows[0]
            for rows in directory.facilities.values()
            if len(rows) == 1 and rows[0].starts is None and rows[0].ends is None
        }
        self._varying_readers = directory.names.varying("radiologist")
        self._named_apart = {place for place, _ in directory.exams} | {name.facility for name in directory.names}
        self._dated_exams = {
            folded(code) for (_, code), rows in directory.exams.items() if any(row.starts or row.ends for row in rows)
        } | directory.names.of_kind("exam").keys()

    def facts(self, logged: LoggedRead) -> Facts:
        """All that is known of the read."""
        read = self._words.read(logged.read)
        if read is not logged.read:
            logged = replace(logged, read=read)
        if read.signed_at.tzinfo is None:
            logged = self._timed(logged)
            read = logged.read
        facts = self._final(logged, read) if read.read_type is ReadType.FINAL else self._wet(logged, read)
        if facts.radiologist is None and read.radiologist:
            facts.namesakes = self.directory.namesakes(read.radiologist)
        facts.known_on_other_days = facts.facility is None and read.facility in self.directory.facilities
        return facts

    def is_undated(self, read: Read) -> bool:
        """Whether what is looked up for this wet read is the same on every day, and for every other of its words.

        Its moments and its reader aside, then, all that have the same facility, exam, codes, modality, type, priority, class
        and payer go the same way.
        """
        payer = self._payers.get(read.payer) if read.payer else None
        return (
            read.read_type is not ReadType.FINAL
            and read.facility in self._undated
            and folded(read.exam_code) not in self._dated_exams
            and self._words.is_plain(read.modality)
            and self._words.is_settled(read)
            and (payer is None or payer.offshore != "no")
        )

    def facility(self, word: str) -> Facility | None:
        """The facility whose id a word is, of which the directory says the same on every day and nothing that it says of no other."""
        is_alike = word not in self._named_apart and self.directory.facility_named(word) == word
        return self._undated.get(word) if is_alike else None

    def reader(self, word: str) -> Radiologist | None:
        """Whom a word means on every day and at every facility; None where it means nobody, or that depends."""
        return None if folded(word) in self._varying_readers else self.directory.radiologist(word)

    def _wet(self, logged: LoggedRead, read: Read) -> Facts:
        terms = self.terms_for(read)
        payer = self._payers.get(read.payer) if read.payer else None
        if terms is None or isinstance(terms, MissingMoment):
            facility = self._facility_at(read)
            day = self._signed_day(read, facility)
            month, covering, missing = self._month(day), None, terms
        else:
            day, month, covering, missing = terms.service_date, terms.month, terms, None
            facility = self._undated.get(read.facility) or self.directory.facility(read.facility, day)
        facts = Facts(
            logged,
            read,
            False,
            month,
            facility,
            self._studied(read, day),
            self._radiologist(read, day),
            payer,
            covering,
            missing,
        )
        if covering is not None and facts.exam is not None:
            facts.unknown_words = self._asked_for(read, facts.exam, covering)
        if payer is not None and payer.offshore == "no":
            facts.location = self.location(read, facts.radiologist)
        return facts

    def _final(self, logged: LoggedRead, read: Read) -> Facts:
        """A final is the contract's where that takes it, else an insurer's, whatever the contract says of its month."""
        terms, payer = self.terms_for(read), self._payers.get(read.payer) if read.payer else None
        if terms is None or terms.pays_final_of(payer) is False:
            return self._final_claimed(logged, read)
        if isinstance(terms, MissingMoment):
            facts = self._final_claimed(logged, read)
            facts.missing_moment, facts.by_contract = terms, True
            return facts
        day = terms.service_date
        radiologist, exam = self._radiologist(read, day), self._studied(read, day)
        return Facts(
            logged,
            read,
            True,
            terms.month,
            self._undated.get(read.facility) or self.directory.facility(read.facility, day),
            exam,
            radiologist,
            payer,
            terms,
            location=self.location(read, radiologist),
            by_contract=True,
            on_claim=logged.key in self._claimed,
            unknown_words=self._asked_for(read, exam, terms) if exam else (),
            repeats_a_final=any(self._same_exam(read, other.read, day) for other in self.studies.before(logged)),
        )

    def _final_claimed(self, logged: LoggedRead, read: Read) -> Facts:
        facility = self._facility_at(read)
        day = self._signed_day(read, facility)
        radiologist = self._radiologist(read, day)
        return Facts(
            logged,
            read,
            True,
            self._month(day),
            facility,
            self._exam(read, day),
            radiologist,
            self._payers.get(read.payer),
            location=self.location(read, radiologist),
            repeats_a_final=any(self._same_exam(read, other.read, day) for other in self.studies.before(logged)),
        )

    def _timed(self, logged: LoggedRead) -> LoggedRead:
        """Local times became instants once the directory knew the facility's zone; until then they are left."""
        rows = self.directory.facilities.get(logged.read.facility)
        if not rows:
            return logged
        facility = self.directory.facility_at(logged.read.facility, logged.read.signed_at) or rows[0]

        def instant(at: datetime | None) -> datetime | None:
            return at if at is None or at.tzinfo is not None else local_instant(at, facility.zone).at

        read = replace(
            logged.read,
            exam_at=instant(logged.read.exam_at),
            received_at=instant(logged.read.received_at),
            signed_at=local_instant(logged.read.signed_at, facility.zone).at,
        )
        return replace(logged, read=read)

    def _facility_at(self, read: Read) -> Facility | None:
        return self._undated.get(read.facility) or self.directory.facility_at(read.facility, read.signed_at)

    def _signed_day(self, read: Read, facility: Facility | None) -> date:
        """The calendar day of signing, where the patient was scanned."""
        at = read.signed_at
        return at.date() if at.tzinfo is None else at.astimezone(facility.zone if facility else UTC).date()

    def _month(self, day: date) -> Month:
        month = self._months.get(day)
        if month is None:
            month = self._months[day] = Month.of(day)
        return month

    def _radiologist(self, read: Read, day: date) -> Radiologist | None:
        word = read.radiologist
        try:
            return self._radiologists[word]
        except KeyError:
            if self._varying_readers and folded(word) in self._varying_readers:
                return self.directory.radiologist(word, read.facility, day)
            found = self._radiologists[word] = self.directory.radiologist(word)
            return found

    def _asked_for(self, read: Read, exam: Exam, terms: Terms) -> tuple[UnknownWord, ...]:
        """The unknown words of the read that its contract asks for."""
        return tuple(word for word in self._words.unknown(read, exam.modality) if word.field in terms.asks_for)

    def _studied(self, read: Read, day: date) -> Exam | None:
        """The exam with the modality that its study is billed by: that of its codes where the source's contradicts them."""
        exam = self._exam(read, day)
        if exam is None:
            return None
        key = (read.modality, exam)
        found = self._studies_of.get(key)
        if found is None:
            modality = study_modality(self._words.modality(read, day), exam.modality, exam.cpt)
            found = exam if modality == exam.modality else replace(exam, modality=modality)
            if len(self._studies_of) < _EXAMS_KEPT and self._words.is_plain(read.modality):
                self._studies_of[key] = found
        return found

    def _exam(self, read: Read, day: date) -> Exam | None:
        """The facility's exam of that code on the day; else, of a read sent with its codes, the exam that they are."""
        key = (read.facility, read.exam_code, read.cpt, read.modality)
        try:
            return self._exams[key]
        except KeyError:
            found = self.directory.exam(read.facility, read.exam_code, day) if read.exam_code else None
            if found is None and read.cpt:
                found = Exam(read.facility, read.exam_code, read.cpt, read.modality)
            if folded(read.exam_code) not in self._dated_exams:
                self._exams[key] = found
            return found

    def location(self, read: Read, radiologist: Radiologist | None) -> Location | None:
        """Where the reader sat at signing, by what the source and the books say of it."""
        return reading_place(read, radiologist, self.directory)

    def _same_exam(self, read: Read, other: Read, day: date) -> bool:
        """Whether two finals of a study interpret the same images: a code in common, and nothing tells them apart.

        Side (LT, RT, 50), repeat (76), distinctness (59 …) and sequence do; 77 says that it is a second interpretation.
        """
        if read.sequence.casefold() != other.sequence.casefold():
            return False
        if read.telling_modifiers - _SECOND_INTERPRETATION != other.telling_modifiers - _SECOND_INTERPRETATION:
            return False
        exam, before = self._exam(read, day), self._exam(other, day)
        if exam is None or before is None:
            return read.exam.casefold() == other.exam.casefold()
        return not set(exam.cpt).isdisjoint(before.cpt)
