"""What one row or message became: a read that may enter the log, a cancellation, or faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reads.core.findings import Finding
from reads.core.read import Read
from reads.intake.content import Content, digest_of, key_of, named, read_of
from reads.intake.order import Order


class Status(StrEnum):
    """What the sender says of the read."""

    READ = "read"
    CANCELLATION = "cancellation"
    NOT_A_READ_YET = "not_a_read_yet"
    UNKNOWN_WORD = "unknown_word"


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """The finals' fields of a row as they were sent, by name (spec 2.1), on their way to the claims room.

    The log keeps nothing of them, and no `repr` shows them: they name a patient.
    """

    texts: Mapping[str, str]

    def __repr__(self) -> str:
        return "<Carried>"


class Candidate(NamedTuple):
    """One row of a file or one result of a message; a named tuple, since a month makes half a million of them.

    `content` is None for a row that could not be understood; `findings` then hold every fault of it, otherwise warnings.
    `keys` are the reads that a cancellation cancels. `raw` is the row as it came, for quarantine and without anything
    that may name a patient; empty where the content says it all. `line` counts from 1. `carried` are a final's own fields,
    or those of an order. `order` is what an order message says. `cancelled_at` is the sender's own time of a cancellation.
    """

    line: int
    content: Content | None
    key: str = ""
    digest: str = ""
    corrects: bool = False
    status: Status = Status.READ
    findings: tuple[Finding, ...] = ()
    raw: Mapping[str, str] = {}
    keys: tuple[str, ...] = ()
    carried: Carried | None = None
    order: Order | None = None
    cancelled_at: str = ""

    @property
    def read(self) -> Read | None:
        """The read itself, None where the row says none."""
        return None if self.content is None else read_of(self.content)


def candidate_of(
    line: int, content: Content, *, corrects: bool = False, findings: tuple[Finding, ...] = ()
) -> Candidate:
    """A read that was understood."""
    return Candidate(line, content, key_of(content), digest_of(content), corrects, Status.READ, findings)


def cancellation(line: int, keys: tuple[str, ...], sent_at: str = "") -> Candidate:
    """The sender takes back the reads of these keys; `sent_at` is its own time of saying so, where it has one."""
    return Candidate(line, None, status=Status.CANCELLATION, keys=keys, cancelled_at=sent_at)


def rejection(line: int, findings: tuple[Finding, ...], raw: Mapping[str, str]) -> Candidate:
    """A row that could not be understood, with every fault of it."""
    return Candidate(line, None, findings=findings, raw=raw)


def not_known(line: int, content: Content, findings: tuple[Finding, ...], corrects: bool) -> Candidate:
    """A row of which only a word is not known yet: kept whole, so that it is understood once names.csv has the word."""
    return Candidate(line, None, corrects=corrects, status=Status.UNKNOWN_WORD, findings=findings, raw=named(content))


def not_a_read_yet(line: int, raw: Mapping[str, str]) -> Candidate:
    """An order, or a result that nobody has signed: kept, not billable."""
    return Candidate(line, None, status=Status.NOT_A_READ_YET, raw=raw)


def ordered(line: int, order: Order, carried: Carried | None) -> Candidate:
    """A study was asked for, or is no longer: kept with the orders."""
    return Candidate(line, None, status=Status.NOT_A_READ_YET, order=order, carried=carried)
