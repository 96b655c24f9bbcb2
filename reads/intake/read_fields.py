"""Field by field from texts as sent to the content of a read, or to every fault of the row.

One understanding serves all sources: CSV, spreadsheets, HL7, FHIR and what is typed by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from operator import getitem

from reads.core.codes import MODALITIES, ReadType, ReportStatus
from reads.core.findings import Finding, Severity, Where
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, cancellation, candidate_of, not_a_read_yet, not_known, rejection
from reads.intake.content import (
    CONTENT,
    CPT,
    EXAM_CODE,
    FACILITY,
    MODALITY,
    READ_TYPE,
    SENT_AT,
    SIGNED_AT,
    Content,
    key_of,
)
from reads.intake.field_parsers import ERROR, PLAIN, TIMES, UNKNOWN_WORD, Reader, WrongField
from reads.intake.source_times import TOO_LATE, Moments, dropped
from reads.intake.spreadsheet_leftovers import is_error
from reads.intake.status_evidence import CANCELLED, NOT_A_READ
from reads.intake.times_apart import in_one_month, times_apart
from reads.intake.words import RowStanding, standing_as, standing_of

_VALUES_KEPT = 50_000
_SHORT = 64
_TIMES_AT, _TIMES_END = CONTENT.index("exam_at"), SIGNED_AT + 1

_ANY_TIME = "2000-01-01T00:00:00Z"
"""For what is taken back: it may never have been signed."""
_TAKEN_BACK = (ReadType.PRELIMINARY.value, ReadType.FINAL.value)
NO_EXAM = WrongField("missing", "is empty, and so is cpt", "every read needs the facility's exam code or CPT codes")


class _NeedsCareError(ValueError):
    """A row that the quick way can't understand; never leaves this file."""


class _Known(dict[str, str]):
    """The texts that one field had so far, with their values."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, sent: str) -> str:
        value = self._reader(sent)
        if isinstance(value, WrongField):
            raise _NeedsCareError
        if len(self) >= _VALUES_KEPT:
            self.clear()
        self[sent] = value
        return value


class _Accessions(_Known):
    """Accession numbers, of which few come twice: looked at each time, and not kept."""

    def __init__(self) -> None:
        super().__init__(PLAIN["accession"])

    def __missing__(self, sent: str) -> str:
        if sent.isalnum() and len(sent) <= _SHORT and not sent.isalpha() and sent.strip("0"):
            return sent
        value = self._reader(sent)
        if isinstance(value, WrongField):
            raise _NeedsCareError
        return value


class Fields:
    """Understands rows by a directory, at an instant; counts what somebody should know of the values it met."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        self._directory = directory
        self._moments = Moments(directory, now)
        self._readers = {
            **PLAIN,
            "facility": self._facility,
            "radiologist": self._radiologist,
            "priority": self._priority,
        }
        self._standings: dict[tuple[str, str], RowStanding | None] = {}
        known = {name: _Known(reader) for name, reader in self._readers.items()}
        known["accession"] = _Accessions()
        self._facilities = known["facility"]
        self._before_times = [known[name] for name in CONTENT[:_TIMES_AT]]
        self._after_times = [known[name] for name in CONTENT[_TIMES_END:SENT_AT]]
        self.modalities: Counter[str] = Counter()

    def candidate(self, texts: Content, line: int, *, file: str = "", corrects: bool = False) -> Candidate:
        """What the texts of one row say, in the order of CONTENT; a rejection carries every fault of the row.

        Its `raw` is left empty: what may be kept of a row, its source knows.
        """
        try:
            content = self._quick(texts)
        except (ValueError, OverflowError):
            return self._careful(dict(zip(CONTENT, texts, strict=True)), line, file, corrects)
        self._counted(content)
        apart = () if in_one_month(content) else _apart(content, line, file)
        return candidate_of(line, content, corrects=corrects, findings=apart)

    def row(self, texts: Content, line: int, *, file: str = "", corrects: bool = False) -> Candidate:
        """What a row says whose status may be any word: a read, one taken back, or none yet (`raw` is then left empty)."""
        standing = self.standing(texts[READ_TYPE], texts[FACILITY], texts[SIGNED_AT])
        if standing is None:
            return self.candidate(texts, line, file=file, corrects=corrects)
        if standing.read_type == NOT_A_READ:
            return not_a_read_yet(line, {})
        if standing.read_type == CANCELLED:
            return self.taken_back(texts, line, file=file)
        meant = (*texts[:READ_TYPE], standing.read_type, *texts[READ_TYPE + 1 :])
        return self.candidate(meant, line, file=file, corrects=corrects or standing.corrects)

    def standing(self, word: str, facility: str = "", signed: str = "") -> RowStanding | None:
        """What a row with this status is, by the lists and by names.csv; None where neither has the word."""
        known = (word, facility)
        if known not in self._standings:
            if len(self._standings) >= _VALUES_KEPT:
                self._standings.clear()
            self._standings[known] = standing_of(word)
        return self._standings[known] or self._named_status(word, facility, signed)

    def own_status(self, word: str, facility: str, signed: str = "") -> ReportStatus | None:
        """How far a report has come by a word that names.csv has for this facility."""
        site = self._directory.facility_named(facility) or facility.casefold()
        meant = self._directory.names.meant("status", word, site, day_of(signed)).casefold()
        return ReportStatus(meant) if meant in set(ReportStatus) else None

    def _named_status(self, word: str, facility: str, signed: str) -> RowStanding | None:
        status = self.own_status(word, facility, signed) if self._directory.names and word.strip() else None
        return None if status is None else standing_as(status)

    def taken_back(self, texts: Content, line: int, *, file: str = "") -> Candidate:
        """The sender takes back the wet read and the final of the exam, whichever there is or will be."""
        signed = texts[SIGNED_AT] if texts[SIGNED_AT].strip() else _ANY_TIME
        anyhow = (*texts[:SIGNED_AT], signed, *texts[SIGNED_AT + 1 :])
        found = self.candidate((*anyhow[:READ_TYPE], _TAKEN_BACK[0], *anyhow[READ_TYPE + 1 :]), line, file=file)
        if found.content is None:
            return found
        before, after = found.content[:READ_TYPE], found.content[READ_TYPE + 1 :]
        keys = tuple(key_of((*before, kind, *after)) for kind in _TAKEN_BACK)
        return cancellation(line, keys, found.content[SENT_AT])

    def _quick(self, texts: Content) -> Content:
        """The content of a row without faults or comments; ValueError for any other."""
        time, place = self._moments.quick, self._facilities[texts[0]]
        content = (
            *map(getitem, self._before_times, texts),
            time(place, texts[11]),
            time(place, texts[12]),
            time(place, texts[13]),
            *map(getitem, self._after_times, texts[_TIMES_END:]),
            time(place, texts[SENT_AT]),
        )
        if not (content[EXAM_CODE] or content[CPT]) or not content[SIGNED_AT]:
            raise _NeedsCareError
        return content

    def _careful(self, texts: Mapping[str, str], line: int, file: str, corrects: bool) -> Candidate:
        values: dict[str, str] = {}
        findings: list[Finding] = []
        for name, wrong, severity in self._each(texts, values):
            findings.append(_finding(name, wrong, severity, file, line))
        findings.sort(key=lambda finding: finding.severity is not Severity.ERROR)
        faults = {finding.code for finding in findings if finding.severity is Severity.ERROR}
        content = tuple(values[name] for name in CONTENT)
        if faults == {UNKNOWN_WORD}:
            word = texts["read_type"].strip()
            return not_known(line, (*content[:READ_TYPE], word, *content[READ_TYPE + 1 :]), tuple(findings), corrects)
        if faults:
            return rejection(line, tuple(findings), {})
        self._counted(content)
        return candidate_of(line, content, corrects=corrects, findings=(*findings, *_apart(content, line, file)))

    def _each(self, texts: Mapping[str, str], values: dict[str, str]) -> Iterator[tuple[str, WrongField, Severity]]:
        """Fills in the values field by field; gives what is wrong with each."""
        for name, reader in self._readers.items():
            value = reader(texts[name])
            values[name] = "" if isinstance(value, WrongField) else value
            if isinstance(value, WrongField):
                yield name, value, Severity.ERROR
        if not texts["exam_code"].strip() and not texts["cpt"].strip():
            yield "exam_code", NO_EXAM, Severity.ERROR
        for name in TIMES:
            yield from self._time(name, texts[name].strip(), values)

    def _time(self, name: str, text: str, values: dict[str, str]) -> Iterator[tuple[str, WrongField, Severity]]:
        values[name] = ""
        if not text:
            if name == "signed_at":
                wrong = WrongField(
                    "missing", "is empty", "a read is billed by its signing time; the source must send it"
                )
                yield name, wrong, Severity.ERROR
            return
        if is_error(text):
            yield name, ERROR, Severity.ERROR
            return
        value, warning = self._moments.careful(values["facility"], text)
        if isinstance(value, WrongField):
            if name == "signed_at" or value is TOO_LATE:
                yield name, value, Severity.ERROR
            else:
                yield name, dropped(value), Severity.WARNING
            return
        values[name] = value
        if warning:
            yield name, warning, Severity.WARNING

    def _counted(self, content: Content) -> None:
        modality = content[MODALITY]
        if modality not in MODALITIES and modality:
            self.modalities[modality] += 1

    def facility(self, sent: str) -> str:
        """The facility as a read has it: the directory's id where it knows the word, else the word; empty where that is none."""
        found = self._facility(sent)
        return "" if isinstance(found, WrongField) else found

    def _facility(self, sent: str) -> str | WrongField:
        """The directory's id where it knows the word, else the word."""
        word = PLAIN["facility"](sent)
        return word if isinstance(word, WrongField) else self._directory.facility_named(word) or word

    def _priority(self, sent: str) -> str | WrongField:
        """One of the group's own classes goes before the words of the list."""
        said = " ".join(sent.split()).casefold()
        return said if said in self._directory.priority_classes else PLAIN["priority"](sent)

    def _radiologist(self, sent: str) -> str | WrongField:
        """The directory's id where it knows the word, else the word."""
        word = PLAIN["radiologist"](sent)
        if isinstance(word, WrongField) or not word:
            return word
        reader = self._directory.radiologist(word)
        return reader.id if reader else word


def _finding(name: str, wrong: WrongField, severity: Severity, file: str, line: int) -> Finding:
    message = f"{name} {wrong.message}"
    return Finding(wrong.code, message, wrong.remedy, Where(file, line, 0, name), severity)


def _apart(content: Content, line: int, file: str) -> tuple[Finding, ...]:
    """What is said of times that can't all be right."""
    return tuple(_finding(name, wrong, Severity.WARNING, file, line) for name, wrong in times_apart(content))


def day_of(text: str) -> date | None:
    """The calendar day that a time begins with; None where it doesn't say one."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
