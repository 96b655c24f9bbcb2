"""FHIR files: a DiagnosticReport, a Bundle, or one resource a line; every report is accounted for, the rest is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from reads.core.codes import ReadType, ReportStatus
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Severity, Where
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, not_a_read_yet, rejection
from reads.intake.content import CONTENT, READ_TYPE, Content
from reads.intake.fhir.bundle import Packed, deleted, next_page, outcomes, refused_requests, resources, said_by_server
from reads.intake.fhir.documents import Documents
from reads.intake.fhir.patient import carried, names_a_patient
from reads.intake.fhir.report import FhirReport
from reads.intake.fhir.resource import NO_BUNDLE, Index, Place, References, Resource, kind_of, text
from reads.intake.profiles.fhir import FhirProfile
from reads.intake.read_fields import Fields
from reads.intake.status_evidence import FHIR_STATUS, Unclear

_READ_TYPES = {
    ReportStatus.PRELIMINARY: ReadType.PRELIMINARY,
    ReportStatus.ADDENDUM: ReadType.ADDENDUM,
}
_LEFT_OUT = ("contained", "text", "extension", "modifierExtension", "presentedForm", "media")
_KIND = re.compile("[A-Z][A-Za-z]{1,63}")
_MOST_SHOWN = 10


class NoFhirLibrary(WetreadError):
    """FHIR came, and what reads it is not installed."""

    code = "no_fhir"

    def __init__(self) -> None:
        super().__init__(
            "this is FHIR, and the library that checks it is not installed", "install it: pip install 'wetread[fhir]'"
        )


class FhirReads:
    """The reads of a FHIR file; iterated once, it gives a candidate for each DiagnosticReport of imaging.

    UnreadableFile and NoFhirLibrary mean that nothing of it may be kept. `passed_over` counts the other resources by type,
    `patients` the wet reads that came with a patient, of whom nothing is kept.
    """

    kind = "fhir"

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        fields: Fields,
        directory: Directory,
        profile: FhirProfile | None = None,
        *,
        corrects: bool = False,
    ) -> None:
        self._valid = _validator()
        self._file = file
        self._fields = fields
        self._directory = directory
        self._profile = profile or FhirProfile()
        self._corrects = corrects
        self._documents = Documents(stream, file)
        self._index = Index()
        self._page: Finding | None = None
        self._said: list[Finding] = []
        self._rules = ""
        self.passed_over: Counter[str] = Counter()
        self.patients = 0

    def __iter__(self) -> Iterator[Candidate]:
        """The candidates in the order of the file; its line is a line of NDJSON, or the number of a bundle's entry."""
        for at, (_, document) in enumerate(self._documents):
            for one in resources(document):
                self._index.add(one.resource, one.address, _bundle(at, one))
        for at, (line, document) in enumerate(self._documents):
            self._page = next_page(document, self._file) or self._page
            self._said += [each for said in outcomes(document) for each in said_by_server(said, self._file)]
            self._said += refused_requests(document, self._file)
            self._rules = text(document, "implicitRules") if isinstance(document, dict) else ""
            if document is None:
                yield rejection(line, (Finding("not_json", "is not JSON", "export it again", self._at(line)),), {})
                continue
            for number, one in enumerate(resources(document), 1):
                yield from self._candidates(one, line or number, self._index.seen_from(_bundle(at, one), one.address))
            for number, address in deleted(document):
                yield rejection(line or number, (self._gone(line or number, address),), {"id": address})

    @property
    def notes(self) -> list[Finding]:
        """How many resources were no reports of imaging, which pages are missing, what the server says, once the file is read through."""
        pages = [*([self._page] if self._page else []), *self._said[:_MOST_SHOWN]]
        if not self.passed_over:
            return pages
        counted = ", ".join(f"{number:,} {kind}" for kind, number in self.passed_over.most_common(_MOST_SHOWN))
        message = f"{counted}: no reports of imaging, looked at only where a report refers to them"
        return [Finding("passed_over", message, "", Where(self._file), Severity.WARNING), *pages]

    def _candidates(self, packed: Packed, line: int, references: References) -> Iterator[Candidate]:
        kind = kind_of(packed.resource)
        kind = kind if _KIND.fullmatch(kind) else "of no kind"
        report = FhirReport(packed.resource, references, self._profile, packed.bundled_at)
        if kind == "of no kind":
            yield rejection(line, (self._no_resource(line),), {})
        elif kind != "DiagnosticReport":
            self.passed_over[kind] += 1
        elif others := report.categories & set(self._profile.ignored_categories):
            self.passed_over[f"DiagnosticReport of {min(others)}"] += 1
        else:
            yield self._candidate(report, line)

    def _candidate(self, report: FhirReport, line: int) -> Candidate:
        sent = text(report.resource, "status")
        status, places = FHIR_STATUS.get(sent), self._valid(report.resource)
        if places or status is None:
            faults = places or ["status"]
            findings = tuple(
                Finding(
                    "not_fhir",
                    f"{place} is missing or is not as FHIR R4 has it",
                    "the sender must mend it",
                    self._at(line, place),
                )
                for place in faults
            )
            return rejection(line, findings, {})
        if changed := list(dict.fromkeys((*report.changed_by, *filter(None, [self._rules])))):
            return rejection(line, (self._modified(line, changed),), {"id": text(report.resource, "id")})
        texts = report.texts(_READ_TYPES.get(status, ReadType.FINAL).value, self._directory)
        if status is ReportStatus.PENDING:
            return not_a_read_yet(line, _kept(texts) | {"status": sent, "id": text(report.resource, "id")})
        if doubt := self._doubt(report, line, sent, status):
            return rejection(line, (doubt,), _kept(texts))
        if status is ReportStatus.CANCELLED:
            taken_back = self._fields.taken_back(texts, line, file=self._file)
            return taken_back._replace(raw=_kept(texts)) if taken_back.findings else taken_back
        corrects = self._corrects or status is ReportStatus.CORRECTED
        found = self._fields.candidate(texts, line, file=self._file, corrects=corrects)
        content = found.content
        if content is None:
            faulty = {finding.where.field for finding in found.findings}
            raw = {name: said for name, said in _kept(texts).items() if name not in faulty}
            return self._with_unclear(found._replace(raw=raw), report, line)
        if len(readers := report.readers(self._directory)) > 1:
            found = found._replace(findings=(*found.findings, self._of_several(line, readers)))
        if content[READ_TYPE] == ReadType.FINAL.value:
            found = found._replace(carried=carried(report))
        else:
            self.patients += names_a_patient(report)
        return self._with_unclear(found, report, line)

    def _doubt(self, report: FhirReport, line: int, sent: str, status: ReportStatus) -> Finding | None:
        """Why it takes a person to say what read it is, or whether it is one."""
        if len(report.accessions) > 1:
            return self._several(line, report.accessions)
        if status is not ReportStatus.CANCELLED and report.order_taken_back:
            return self._taken_back(line, sent, report.order_taken_back)
        if report.says_preliminary and status in (ReportStatus.FINAL, ReportStatus.CORRECTED):
            return self._disagrees(line, sent)
        return None

    def _with_unclear(self, found: Candidate, report: FhirReport, line: int) -> Candidate:
        """The candidate with a word on what it refers to and the file has several of, of which none was taken."""
        remedy = (
            "export the reports of each server to a file of its own, or as bundles with fullUrl, and import them; then "
            "discard this one"
        )
        unclear = [
            Finding(
                "unclear_reference",
                f"the report refers to {name}, and the file has several of that name that differ: none was taken",
                remedy if found.content is None else "look at the read; what lacks is added by a row with --amend",
                self._at(line),
                Severity.ERROR if found.content is None else Severity.WARNING,
            )
            for name in report.references.unclear
        ]
        return found._replace(findings=(*unclear, *found.findings))

    def _of_several(self, line: int, readers: Sequence[str]) -> Finding:
        message = f"the report names several who interpreted it, {', '.join(readers)}: the first was taken"
        remedy = "look whose read it is; a correction of the reader is a row of `wetread reads import --amend`"
        return Finding("several_readers", message, remedy, self._at(line, "radiologist"), Severity.WARNING)

    def _no_resource(self, line: int) -> Finding:
        remedy = "look at it: a server's error perhaps; ask the sender for the reports"
        return Finding(
            "not_fhir", "this is JSON and no resource of FHIR: resourceType is missing", remedy, self._at(line)
        )

    def _several(self, line: int, accessions: Sequence[str]) -> Finding:
        """Whether it is one read or as many as there are studies is nothing that the report says."""
        shown = ", ".join(accessions[:_MOST_SHOWN])
        remedy = (
            "record each read by `wetread reads add`, or ask the sender for a report a study; then discard this one"
        )
        message = f"it is one report on several studies: {shown}"
        return Finding("several_studies", message, remedy, self._at(line, "accession"))

    def _disagrees(self, line: int, sent: str) -> Finding:
        """A writer that has no other status than final: its text alone tells what a claim may be made of."""
        remedy = (
            "ask the sender which it is; then record it by `wetread reads add`, and discard this one. Where the text of all "
            "finals is headed so, `ignore_text = true` in the sender's profile"
        )
        message = f"the report's status is {sent}, and its text says that it is preliminary"
        return Finding(Unclear.DISAGREES.value, message, remedy, self._at(line, "status"))

    def _taken_back(self, line: int, sent: str, order: str) -> Finding:
        remedy = "ask the sender whether the read stands; then record it by `wetread reads add` or void it, and discard this one"
        message = f"the report's status is {sent}, and that of what it reads is {order}"
        return Finding(Unclear.DISAGREES.value, message, remedy, self._at(line, "status"))

    def _modified(self, line: int, urls: Sequence[str]) -> Finding:
        """What may turn its meaning round isn't passed over (FHIR R4, 2.4.0.2, Modifier Extensions; Resource.implicitRules)."""
        shown = ", ".join(url or "without a name" for url in urls[:_MOST_SHOWN])
        remedy = "ask the sender what it means; then record the read by `wetread reads add`, and discard this one"
        message = f"the report has extensions or rules that change what it means, and aren't known here: {shown}"
        return Finding("modifier_unknown", message, remedy, self._at(line, "modifierExtension"))

    def _gone(self, line: int, address: str) -> Finding:
        """A server's history or a transaction names a report that is no more; by which accession, it doesn't say."""
        remedy = (
            "ask the sender which study it was; if its read is in the log and isn't one, `wetread reads void ACCESSION "
            '--because "deleted by the sender"`; then discard this one'
        )
        return Finding("report_deleted", f"the sender has deleted {address}", remedy, self._at(line, "request"))

    def _at(self, line: int, place: str = "") -> Where:
        return Where(self._file, line, 0, place)


def _bundle(document: int, packed: Packed) -> Place:
    return (document, packed.bundle) if packed.bundle else NO_BUNDLE


def _kept(texts: Content) -> dict[str, str]:
    return {name: said for name, said in zip(CONTENT, texts, strict=True) if said}


def _validator() -> Any:
    """A function from a report to the names of what is not as R4 has it; NoFhirLibrary where none can be had."""
    try:
        from fhir.resources.R4B.diagnosticreport import DiagnosticReport
        from pydantic import ValidationError
    except ImportError as error:
        raise NoFhirLibrary from error

    known = {field.alias or name for name, field in DiagnosticReport.model_fields.items()}

    def faults(report: Resource) -> list[str]:
        core = {name: value for name, value in report.items() if name not in _LEFT_OUT}
        try:
            DiagnosticReport.model_validate(core)
        except ValidationError as error:
            places = (str(fault["loc"][0]) if fault["loc"] else "" for fault in error.errors())
            return sorted({place if place in known else "an element" for place in places})
        except (TypeError, ValueError, RecursionError):
            return ["the report"]
        return []

    return faults
