"""A file from a payer or clearinghouse as the transaction sets it holds, one at a time, each with who it was sent to.

Nothing is kept of a set that was read: a file of any size takes the memory of its largest segment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from reads.claims.x12.segment_reader import Segment, day
from reads.core.findings import Finding, Severity, Where

ASK_AGAIN = "ask the sender for the whole file again"
_AT_ONCE = 500
"""So many segments go into the hash at once."""

_ENDS = frozenset({"ST", "GE", "GS", "IEA", "ISA"})


@dataclass(frozen=True, slots=True)
class Addressed:
    """The envelope that a set stands in: sender and receiver of the interchange, receiver of the group, its day.

    And whether the interchange says of itself that it is a test (ISA15).
    """

    sender: str = ""
    interchange_receiver: str = ""
    group_receiver: str = ""
    on: date | None = None
    is_test: bool = False

    @property
    def receivers(self) -> tuple[str, ...]:
        """ISA08 and GS03, where there are such."""
        return tuple(each for each in (self.interchange_receiver, self.group_receiver) if each)


@dataclass(slots=True)
class AnswerSet:
    """A transaction set, or a TA1 beside them: `body` gives its segments once, from ST to before SE.

    After the body was read to its end, `faults` are what is wrong with its form and `digest` is the SHA-256 of its segments.
    """

    number: int
    first: Segment
    addressed: Addressed
    body: Iterator[Segment]
    faults: list[Finding] = field(default_factory=list)
    digest: str = ""

    @property
    def kind(self) -> str:
        """TA1, 999, 277, 835, or whatever ST01 says."""
        return "TA1" if self.first.id == "TA1" else self.first[1].strip()

    @property
    def name(self) -> str:
        """How a person finds it in its file."""
        return "the TA1" if self.kind == "TA1" else f"transaction set {self.first[2].strip()[:9]}"


def answer_sets(segments: Iterator[Segment], faults: list[Finding], file: str) -> Iterator[AnswerSet]:
    """The sets of a file in their order; the body of one is read to its end before the next comes.

    Appends to `faults` what shows that sets are missing: an envelope that doesn't close, or counts others than there are.
    """
    reading = _Reading(segments, file)
    yield from reading.sets()
    faults += reading.faults
    if reading.open and not faults:
        faults.append(reading.cut("the file ends before its IEA segment", reading.last))


class _Reading:
    """Where one is in a file; `held` is a segment that was looked at and belongs to what follows."""

    def __init__(self, segments: Iterator[Segment], file: str) -> None:
        self.segments = segments
        self.file = file
        self.held: Segment | None = None
        self.addressed = Addressed()
        self.faults: list[Finding] = []
        self.last = 0
        self.in_group = 0
        self.open = False

    def sets(self) -> Iterator[AnswerSet]:
        number = 0
        while (segment := self._next()) is not None:
            self.last = segment.offset
            if segment.id == "ISA":
                self.open = True
                on, test = day(f"20{segment[9]}"), segment[15].strip() == "T"
                self.addressed = Addressed(segment[6].strip(), segment[8].strip(), "", on, test)
            elif segment.id == "GS":
                old = self.addressed
                on = day(segment[4].strip()) or old.on
                self.addressed = replace(old, group_receiver=segment[3].strip(), on=on)
                self.in_group = 0
            elif segment.id == "IEA":
                self.open = False
            elif segment.id == "GE" and segment[1].strip() != str(self.in_group):
                message = f"group {segment[2].strip()[:9]} counts {segment[1][:6]} sets in GE01 and has {self.in_group}"
                self.faults.append(Finding("x12_count", message, ASK_AGAIN, self._where(segment)))
            elif segment.id in {"TA1", "ST"}:
                number += 1
                self.in_group += segment.id == "ST"
                answer = AnswerSet(number, segment, self.addressed, iter(()))
                answer.body = self._body(answer)
                yield answer
                for _ in answer.body:
                    pass

    def _next(self) -> Segment | None:
        segment, self.held = self.held, None
        return segment or next(self.segments, None)

    def _body(self, answer: AnswerSet) -> Iterator[Segment]:
        """The segments of one set; what is wrong with its end is in its faults."""
        digest = hashlib.sha256()
        read: list[str] = []
        segment: Segment | None = answer.first
        count, is_ta1 = 0, answer.first.id == "TA1"
        while segment is not None:
            read.append("*".join((*segment.parts, "")))
            if len(read) > _AT_ONCE:
                digest.update("".join(read).encode(errors="replace"))
                read = []
            count += 1
            if segment.parts[0] == "SE":
                self._counted(answer, segment, count)
                break
            yield segment
            if is_ta1:
                break
            segment = next(self.segments, None)
            if segment is None or segment.parts[0] in _ENDS:
                self.held = segment
                answer.faults.append(self.cut(f"{answer.name} ends before its SE segment", answer.first.offset))
                break
        digest.update("".join(read).encode(errors="replace"))
        answer.digest = digest.hexdigest()

    def _counted(self, answer: AnswerSet, trailer: Segment, count: int) -> None:
        """A wrong count is a warning, but an error where a lost segment is lost money."""
        if trailer[1].strip() == str(count):
            return
        message = f"{answer.name} counts {trailer[1][:10]} segments in SE01 and has {count}"
        severity = Severity.ERROR if answer.kind == "835" else Severity.WARNING
        answer.faults.append(Finding("x12_count", message, ASK_AGAIN, self._where(trailer), severity))

    def cut(self, message: str, offset: int) -> Finding:
        """Something is missing from here on."""
        return Finding("x12_truncated", message, ASK_AGAIN, Where(self.file, field=f"character {offset}"))

    def _where(self, segment: Segment) -> Where:
        return Where(self.file, field=f"character {segment.offset}")
