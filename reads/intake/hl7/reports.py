"""One report of a message (an OBR with its lines) to a candidate read, a cancellation, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reads.core.clock_changes import local_instant
from reads.core.codes import ReadType, ReportStatus
from reads.core.findings import Finding, Severity, Where
from reads.core.times import iso_time, stored
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, Status, not_a_read_yet, ordered, rejection
from reads.intake.content import CONTENT, READ_TYPE, Content, named
from reads.intake.hl7.message import MessageGroup
from reads.intake.hl7.patient import carried, names_a_patient
from reads.intake.hl7.people import radiologist
from reads.intake.hl7.status_fields import UNCLEAR, evidence_of, lines_of, told
from reads.intake.hl7.study import accession, with_codes
from reads.intake.hl7.times import offset_of, written
from reads.intake.order import Order
from reads.intake.profiles.hl7 import Hl7Profile
from reads.intake.read_fields import Fields
from reads.intake.source_times import WARNINGS
from reads.intake.status_evidence import Evidence, Unclear, plain
from reads.intake.words import SECTIONS

_SPACE = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_LEFT_OUT = frozenset({"exam_at", "received_at", "sent_at", "description", "modality", "payer"})
_TIMES = ("exam_at", "received_at", "signed_at", "sent_at")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report stands, and what may be told of its message: its digest, so that it is known when it comes again."""

    file: str
    line: int
    offset: int
    message: str


FindOrder = Callable[[str, str, str], Order | None]
"""By facility, the order's number and the accession number: what is known of the order."""


class Reports:
    """Understands reports by a directory; with `corrects`, each corrects what the log has of it.

    `patients` counts the reports that named a patient and are no finals: that is dropped here.
    """

    def __init__(
        self, fields: Fields, directory: Directory, *, corrects: bool = False, orders: FindOrder | None = None
    ) -> None:
        self._orders = orders
        self._fields = fields
        self._directory = directory
        self._corrects = corrects
        self.patients = 0

    def candidate(self, group: MessageGroup, profile: Hl7Profile, origin: Origin, sequence: str = "") -> Candidate:
        """What one report says; `sequence` tells it from another of its message where nothing else does."""
        evidence = evidence_of(group, profile, self._own_status(group, profile))
        report = told(evidence, group, profile)
        if isinstance(report, Unclear):
            return self._unclear(report, evidence, group, profile, origin)
        if report is ReportStatus.PENDING:
            return not_a_read_yet(origin.line, self.kept(group, profile, origin) | {"status": report.value})
        read_type = _READ_TYPE.get(report, ReadType.FINAL)
        texts, warnings = self.texts(group, profile, read_type, sequence)
        if report is ReportStatus.CANCELLED:
            taken_back = self._fields.taken_back(texts, origin.line, file=origin.file)
            if taken_back.status is Status.CANCELLATION:
                return taken_back
            return self._rejected(group, profile, origin, taken_back.findings)
        corrects = self._corrects or evidence.corrects or report is ReportStatus.CORRECTED
        found = self._fields.candidate(texts, origin.line, file=origin.file, corrects=corrects)
        if found.content is None:
            return self._rejected(group, profile, origin, found.findings)
        if names_a_patient(group):
            if read_type is ReadType.FINAL:
                found = found._replace(carried=carried(group))
            else:
                self.patients += 1
        if warnings:
            found = found._replace(findings=(*found.findings, *(_placed(each, origin) for each in warnings)))
        return found

    def _own_status(self, group: MessageGroup, profile: Hl7Profile) -> dict[str, ReportStatus]:
        """The words that names.csv has for those of this report that no list has; a profile's go before them."""
        facility = profile.facility_of(group)
        words = [group.first(profile.fields["status"]), *(group.plain(line.raw(11)) for line in lines_of(group))]
        found = {plain(word): self._fields.own_status(word, facility) for word in dict.fromkeys(words) if word}
        return {word: status for word, status in found.items() if status}

    def _unclear(
        self, unclear: Unclear, evidence: Evidence, group: MessageGroup, profile: Hl7Profile, origin: Origin
    ) -> Candidate:
        """What goes to quarantine for its status; where only a word is not known, with all else that it says."""
        message, remedy = UNCLEAR[unclear]
        where = Where(origin.file, origin.line, 0, "status")
        finding = Finding(unclear.value, f"the report {message}", remedy, where)
        if unclear is Unclear.UNKNOWN:
            texts, _ = self.texts(group, profile, ReadType.PRELIMINARY)
            said = (*texts[:READ_TYPE], evidence.unknown, *texts[READ_TYPE + 1 :])
            found = self._fields.row(said, origin.line, file=origin.file, corrects=self._corrects)
            if found.status is Status.UNKNOWN_WORD:
                return found._replace(findings=(_at_offset(finding, origin),))
        return self._rejected(group, profile, origin, (finding,))

    def texts(
        self, group: MessageGroup, profile: Hl7Profile, read_type: ReadType, sequence: str = ""
    ) -> tuple[Content, list[Finding]]:
        """The report's texts in the order of CONTENT, and what a person should know of its times."""
        values = {**_said(group, profile), "read_type": read_type.value}
        paths = profile.fields["preliminary_radiologist" if read_type is ReadType.PRELIMINARY else "radiologist"]
        values["radiologist"] = radiologist(group, paths, profile, self._directory)
        if not values["radiologist"]:
            values["radiologist"] = _participant(group, profile, self._directory)
        values["payer"] = self._payer(values["payer"], profile)
        values["sequence"] = values["sequence"] or sequence
        if not values["accession"] or not (values["exam_code"] or values["cpt"]):
            self._supply(values, group, profile)
        warnings: list[Finding] = []
        default = offset_of(group.at("MSH-7"))
        for name in _TIMES:
            values[name], warned = _time(group.first(profile.fields[name]), default, profile)
            warnings += [_warning(name, each) for each in warned]
        return tuple(values.get(name, "") for name in CONTENT), warnings

    def _supply(self, values: dict[str, str], group: MessageGroup, profile: Hl7Profile) -> None:
        """Accession and exam of the order, where the report itself lacks them."""
        words = (values["facility"].casefold(), group.first(profile.fields["order_number"]), values["accession"])
        found = self._orders(*words) if self._orders and all(map(str.isprintable, words)) else None
        if found:
            values["accession"] = values["accession"] or found.accession
            if not (values["exam_code"] or values["cpt"]):
                values["exam_code"], values["cpt"] = found.exam_code, found.cpt

    def order(self, group: MessageGroup, profile: Hl7Profile, origin: Origin) -> Candidate:
        """What an order says; times in it that are none are left out."""
        texts, _ = self.texts(group, profile, ReadType.PRELIMINARY)
        values = dict(zip(CONTENT, texts, strict=True))
        number = group.first(profile.fields["order_number"])
        received = group.first(profile.fields["order_received_at"])
        values["accession"] = values["accession"] or number
        values["received_at"] = _time(received, offset_of(group.at("MSH-7")), profile)[0]
        values |= {"signed_at": "2000-01-01T00:00:00Z", "radiologist": "", "modifiers": "", "sequence": ""}
        found = self._fields.candidate(tuple(values.values()), origin.line, file=origin.file)
        if found.content is None:
            values |= {finding.where.field: "" for finding in found.findings if finding.where.field in _LEFT_OUT}
            found = self._fields.candidate(tuple(values.values()), origin.line, file=origin.file)
        if found.content is None:
            return self._rejected(group, profile, origin, found.findings)
        control = group.at("ORC-1").upper()
        said = named(found.content) | {
            "number": number if _is_code(number) else "",
            "control": control if _CONTROL.fullmatch(control) else "",
        }
        order = Order(*(said[name] for name in Order._fields))
        return ordered(origin.line, order, carried(group) if names_a_patient(group) else None)

    def _payer(self, sent: str, profile: Hl7Profile) -> str:
        """The id in payers.csv of an insurer named by it or by its identifier on claims; else as sent."""
        word = profile.meant("payer", sent)
        payers = self._directory.payers
        if word.casefold() in payers:
            return word.casefold()
        return next((payer.id for payer in payers.values() if payer.edi_id == word), word) if word else ""

    def _rejected(
        self, group: MessageGroup, profile: Hl7Profile, origin: Origin, findings: tuple[Finding, ...]
    ) -> Candidate:
        faulty = {finding.where.field for finding in findings}
        kept = {name: text for name, text in self.kept(group, profile, origin).items() if name not in faulty}
        return rejection(origin.line, tuple(_at_offset(finding, origin) for finding in findings), kept)

    def kept(self, group: MessageGroup, profile: Hl7Profile, origin: Origin) -> dict[str, str]:
        """What quarantine may keep of a report: nothing that may name a patient, even where fields have slipped."""
        said = _said(group, profile)
        codes = {name: said[name] for name in ("facility", "accession", "exam_code") if _is_code(said[name])}
        sent = written(group.at("MSH-7"))
        return {
            **codes,
            "sent_at": sent if _SENT.fullmatch(sent) else "",
            "message": origin.message,
            "at": str(group.line),
        }


_READ_TYPE = {
    ReportStatus.PRELIMINARY: ReadType.PRELIMINARY,
    ReportStatus.ADDENDUM: ReadType.ADDENDUM,
    ReportStatus.OVERREAD: ReadType.OVERREAD,
}
_SENT = re.compile(r"[0-9T:+Z-]{10,25}")
_CONTROL = re.compile(r"[A-Z]{1,2}")
_CODE = re.compile(r"(?=.*\d)[\w.:/-]{1,64}")


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _said(group: MessageGroup, profile: Hl7Profile) -> dict[str, str]:
    """What the report says without regard to its status, in wetread's words."""
    fields = profile.fields
    texts = {
        name: _SPACE.sub(" ", group.first(fields[name])) if name == "description" else group.first(fields[name])
        for name in ("sequence", "description", "modality", "priority", "patient_class", "payer", "visit")
    }
    texts |= {name: group.first(fields[name]) for name in ("read_country", "read_state", "exam_code", "cpt")}
    if "priority" not in profile.chosen and not group.at("OBR-27.6"):
        texts["priority"] = _in_the_quantity(group) or texts["priority"]
    texts["accession"] = accession(group, profile)
    own = {name: profile.meant(name, text) for name, text in texts.items()} | {"facility": profile.facility_of(group)}
    if (
        own["modality"].casefold() in SECTIONS
        and own["modality"] == texts["modality"]
        and "modality" not in profile.chosen
    ):
        own["modality"] = ""
    own["modifiers"] = "+".join(_modifiers(group, fields["modifiers"]))
    own["test_patient"] = "yes" if group.at("MSH-11").upper() in ("T", "D") else ""
    return with_codes(group, own, profile)


def _in_the_quantity(group: MessageGroup) -> str:
    """A priority that stands alone in OBR-27, where its first component would be a quantity like 1."""
    said = group.at("OBR-27.1")
    return said if said[:1].isalpha() else ""


def _modifiers(group: MessageGroup, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        if "." in path:
            yield group.at(path)
            continue
        name, _, number = path.partition("-")
        for repetition in group.parts(group.raw(name, int(number))):
            if repetition[0]:
                yield repetition[0]


def _participant(group: MessageGroup, profile: Hl7Profile, directory: Directory) -> str:
    """The primary interpreter of HL7 2.7 and later, in a PRT segment of the report."""
    for at, segment in enumerate(group.own):
        if segment.name == "PRT" and group.plain(segment.raw(4)).partition(group.delimiters.component)[0] == "PI":
            alone = MessageGroup((group.own[at],), (), group.delimiters)
            return radiologist(alone, ("PRT-5",), profile, directory)
    return ""


def _time(sent: str, offset: str, profile: Hl7Profile) -> tuple[str, list[Finding]]:
    """A time as RFC 3339, in the profile's zone where it names none itself; and what that made of an odd hour."""
    if profile.zone is None:
        return written(sent, offset), []
    text = written(sent)
    try:
        at = iso_time(text)
    except ValueError:
        return text, []
    if len(text) <= 10 or at.tzinfo is not None:
        return text, []
    found = local_instant(at, profile.zone)
    if found.fault is None:
        return stored(found.at), []
    wrong = WARNINGS[found.fault]
    return stored(found.at), [Finding(wrong.code, wrong.message, wrong.remedy, severity=Severity.WARNING)]


def _warning(name: str, finding: Finding) -> Finding:
    return Finding(finding.code, f"{name} {finding.message}", finding.remedy, Where(field=name), Severity.WARNING)


def _placed(finding: Finding, origin: Origin) -> Finding:
    where = Where(origin.file, origin.line, 0, finding.where.field)
    return Finding(finding.code, finding.message, finding.remedy, where, finding.severity)


def _at_offset(finding: Finding, origin: Origin) -> Finding:
    message = f"{finding.message} (message at byte {origin.offset:,})"
    return Finding(finding.code, message, finding.remedy, finding.where, finding.severity)
