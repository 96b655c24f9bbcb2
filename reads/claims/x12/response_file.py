"""A file from a payer or clearinghouse: whatever answers it holds, read into values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reads.claims.x12.ack_999 import GroupAnswer, InterchangeAnswer, group_answer, interchange_answer
from reads.claims.x12.balance_835 import imbalances
from reads.claims.x12.read_835 import read_remittance
from reads.claims.x12.remittance_835 import Remittance
from reads.claims.x12.segment_reader import Document, Segment, read_document
from reads.claims.x12.status_277 import BatchStatus, ClaimStatus, claim_statuses
from reads.core.findings import Finding, Severity, Where


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file says, in its order by kind, and what is wrong with it."""

    file: str
    interchanges: tuple[InterchangeAnswer, ...]
    groups: tuple[GroupAnswer, ...]
    batches: tuple[BatchStatus, ...]
    claims: tuple[ClaimStatus, ...]
    remittances: tuple[Remittance, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be posted: it is cut short, unknown, or its money doesn't add up."""
        return _has_error(self.findings)


def read_answers(data: bytes, file: str = "") -> Answers:
    """All answers in a file (TA1, 999, 277CA, 277, 835); never raises, whatever the bytes are.

    Of a file that is refused no remittance is given: not one that can't be read or doesn't add up (the findings have the
    figures), and none beside it. Whether one was posted before (`Remittance.identity`) is for the caller to know.
    """
    document = read_document(data, file)
    findings = list(document.findings)
    interchanges = [interchange_answer(segment) for segment in document.segments if segment.id == "TA1"]
    groups: list[GroupAnswer] = []
    batches: list[BatchStatus] = []
    claims: list[ClaimStatus] = []
    remittances: list[Remittance] = []
    for segments in _transaction_sets(document):
        kind = segments[0][1]
        if kind in {"999", "997"}:
            groups.append(group_answer(segments))
        elif kind == "277":
            of_batches, of_claims = claim_statuses(segments)
            batches += of_batches
            claims += of_claims
        elif kind == "835":
            remittances += _remittances(segments, findings, file)
        else:
            findings.append(_no_answer(file, segments[0]))
    if not (interchanges or groups or batches or claims or remittances or findings):
        findings.append(_no_answer(file, None))
    posted = () if _has_error(findings) else tuple(remittances)
    return Answers(file, tuple(interchanges), tuple(groups), tuple(batches), tuple(claims), posted, tuple(findings))


def _remittances(segments: Sequence[Segment], findings: list[Finding], file: str) -> list[Remittance]:
    remittance = read_remittance(segments, findings, file)
    if remittance is None:
        return []
    findings += imbalances(remittance)
    return [remittance]


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _transaction_sets(document: Document) -> Iterator[list[Segment]]:
    """The segments from each ST to its SE, or to the end of what there is."""
    current: list[Segment] = []
    for segment in document.segments:
        if segment.id == "ST":
            if current:
                yield current
            current = [segment]
        elif current:
            current.append(segment)
            if segment.id == "SE":
                yield current
                current = []
    if current:
        yield current


def _no_answer(file: str, st: Segment | None) -> Finding:
    message = "this file holds no answer to claims (999, TA1, 277CA or 835)"
    where = Where(file, field=f"character {st.offset}" if st else "")
    return Finding("x12_no_answer", message, "give a file that the payer or clearinghouse sent back", where)
