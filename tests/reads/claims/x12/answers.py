"""A file of answers read at once, as values, for tests that look at what a payer says and not at what it does."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reads.claims.x12.ack_999 import GroupAnswer, InterchangeAnswer, group_answer, interchange_answer
from reads.claims.x12.balance_835 import claim_imbalances, payment_imbalances
from reads.claims.x12.read_835 import RemittanceReader
from reads.claims.x12.remittance_835 import ClaimPayment, ProviderAdjustment, Remittance
from reads.claims.x12.response_file import AnswerSet, answer_sets
from reads.claims.x12.segment_reader import Segment, encoding_of, segments, text_of
from reads.claims.x12.status_277 import BatchStatus, ClaimStatus, statuses_of
from reads.core.findings import Finding, Severity
from reads.core.money import total


@dataclass
class Paid:
    """A payment with all of its claims."""

    head: Remittance
    claims: tuple[ClaimPayment, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...]

    def __getattr__(self, name: str):
        return getattr(self.head, name)


@dataclass
class Answers:
    """What a file says, by kind; payments only of files without an error."""

    interchanges: list[InterchangeAnswer] = field(default_factory=list)
    groups: list[GroupAnswer] = field(default_factory=list)
    batches: list[BatchStatus] = field(default_factory=list)
    claims: list[ClaimStatus] = field(default_factory=list)
    paid: list[Paid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def remittances(self) -> tuple[Paid, ...]:
        return () if self.refused else tuple(self.paid)


def segments_of(data: bytes, findings: list[Finding], file: str = "") -> list[Segment]:
    """All segments of a file."""
    encoding = encoding_of(io.BytesIO(data))
    return list(segments(text_of(io.BytesIO(data), encoding), findings, file))


@dataclass
class Document:
    """All segments of a file, and what is wrong with its form."""

    segments: list[Segment]
    findings: list[Finding]


def read_document(data: bytes, file: str = "") -> Document:
    """A whole file, whatever sets it holds."""
    faults: list[Finding] = []
    found = segments_of(data, faults, file)
    of_sets: list[Finding] = []
    for answer in answer_sets(iter(found), faults, file):
        for _ in answer.body:
            pass
        of_sets += answer.faults
    known = {fault.code for fault in faults}
    return Document(found, faults + [fault for fault in of_sets if fault.code not in known])


def read_answers(data: bytes, file: str = "") -> Answers:
    """All answers of a file."""
    said = Answers()
    faults: list[Finding] = []
    for answer in answer_sets(iter(segments_of(data, faults, file)), faults, file):
        _read(answer, said, file)
        said.findings += answer.faults
    said.findings += faults
    return said


def _read(answer: AnswerSet, said: Answers, file: str) -> None:
    if answer.kind == "TA1":
        said.interchanges.append(interchange_answer(next(answer.body)))
    elif answer.kind in {"999", "997"}:
        said.groups.append(group_answer(list(answer.body)))
    elif answer.kind == "277":
        for status in statuses_of(answer.body):
            (said.batches if isinstance(status, BatchStatus) else said.claims).append(status)
    elif answer.kind == "835":
        reader = RemittanceReader(answer.body, file)
        head = reader.head()
        if head:
            claims = tuple(reader.claims())
            paid = Paid(head, claims, tuple(reader.provider_adjustments))
            said.paid.append(paid)
            said.findings += [fault for claim in claims for fault in claim_imbalances(claim)]
            money = total([claim.paid for claim in claims], "USD")
            said.findings += payment_imbalances(head, money, reader.provider_adjustments)
        said.findings += reader.findings
    else:
        said.findings.append(Finding("x12_no_answer", "a set that is no answer to claims"))
    for _ in answer.body:
        pass
