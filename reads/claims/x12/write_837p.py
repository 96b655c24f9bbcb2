"""Claims as an X12 837P file (005010X222A1): frozen values in, text out, piece by piece, so that any number fits in memory.

    ISA GS
      ST BHT 1000A 1000B               a transaction set of at most 5,000 claims
        HL 20  2000A 2010AA 2010AB     while neighbouring claims have one billing provider
          HL 22  2000B 2010BA 2010BB   while they have one subscriber and insurer
            HL 23  2000C 2010CA        while they have one patient who isn't the subscriber
              CLM  2300 2310 2400
      SE
    GE IEA

Control numbers come with the envelope: the same envelope and claims give the same bytes. The segments used are those of a
professional component read by one radiologist for a primary payer; assignment is accepted (CLM07 A) and signatures are on file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reads.claims.claim import Claim, Envelope
from reads.claims.x12.claim_text import END, ClaimForFile, ClaimText, Level
from reads.claims.x12.elements import Fault
from reads.claims.x12.segments import HEADING, SET_HEADING, Opening
from reads.claims.x12.validate_837p import findings_of, unfit_envelope
from reads.core.errors import WetreadError
from reads.core.findings import Finding
from reads.core.money import Money

MOST_CLAIMS = 5_000
"""In one transaction set, as the implementation guide recommends."""

_PIECE = 1_000


class Out(Protocol):
    """Whatever takes text: an open file, `io.StringIO`."""

    def write(self, text: str, /) -> object:
        """Takes the next piece."""
        ...


class UnfitClaims(WetreadError):
    """Claims that an 837P can't carry; what was written of the file must be thrown away."""

    code = "unfit_claims"

    def __init__(self, problems: list[Finding]) -> None:
        count = len(problems)
        super().__init__(
            f"the claims file can't be written: {count} {'fault' if count == 1 else 'faults'} in its claims",
            "correct what is listed and export again",
            problems,
        )


class NoClaims(WetreadError):
    """There is nothing to write a file of."""

    code = "no_claims"

    def __init__(self) -> None:
        super().__init__("there is no claim to write", "`wetread claims check` lists those that are held, and why")


@dataclass(frozen=True, slots=True)
class WrittenClaims:
    """What a file holds."""

    claims: int
    lines: int
    charge: Money
    transactions: int


def in_filing_order(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with those of one billing provider, insurer, subscriber and patient side by side, then by control number."""
    return sorted(claims, key=filing_place)


def filing_place(claim: Claim) -> tuple[str, ...]:
    """What puts a claim in filing order."""
    patient = claim.patient
    who = (patient.born.isoformat(), patient.name.first) if patient else ("", "")
    return claim.billing.npi, claim.insurer.id, claim.subscriber.member_id, *who, claim.control_number


def write(envelope: Envelope, claims: Iterable[Claim], out: Out) -> WrittenClaims:
    """Writes the file and says what is in it; takes envelope and claims as filed (claim_as_filed.py), `in_filing_order`.

    Raises UnfitClaims with the findings of all claims (validate_837p.py), and NoClaims; the file is then of no use.
    """
    return write_texts(envelope, map(ClaimForFile.of, claims), out)


def write_texts(envelope: Envelope, claims: Iterable[ClaimForFile], out: Out) -> WrittenClaims:
    """The same of claims whose texts are put together already."""
    file = _File(envelope, out)
    for claim in claims:
        file.add(claim)
    return file.close()


class _File:
    """A file while it is written: the transaction set that is open, the counts of its trailers, and what is unfit."""

    def __init__(self, envelope: Envelope, out: Out) -> None:
        self.envelope = envelope
        self.out = out
        self.findings = unfit_envelope(envelope)
        self.pending: list[str] = []
        self.claims = self.lines = self.cents = self.sets = 0
        self.set_claims = self.set_segments = self.levels = 0
        self.billing_level = self.subscriber_level = 0
        self.billing = self.insured = self.patient = ""

    def add(self, claim: ClaimForFile) -> None:
        """Writes a claim, and before it whatever it doesn't share with its neighbour."""
        if not self.set_claims:
            self._begin_set()
        level = claim.text.claim
        faults = [*self._levels_above(claim.text), *level.faults]
        self._take(level)
        if faults:
            self.findings += findings_of(claim.control_number, faults)
            return
        self.claims += 1
        self.set_claims += 1
        self.lines += claim.lines
        self.cents += claim.cents
        if self.set_claims == MOST_CLAIMS:
            self._end_set()
        if len(self.pending) >= _PIECE:
            self._flush()

    def close(self) -> WrittenClaims:
        """Writes the trailers."""
        if self.findings:
            raise UnfitClaims(self.findings)
        if not self.claims:
            raise NoClaims
        if self.set_claims:
            self._end_set()
        self._say(f"GE*{self.sets}*{self.envelope.group}", f"IEA*1*{self.envelope.interchange:09d}")
        self._flush()
        return WrittenClaims(self.claims, self.lines, Money(self.cents), self.sets)

    def _begin_set(self) -> None:
        opening = Opening.of(self.envelope, self.envelope.transaction + self.sets)
        if not self.sets:
            self._say(*HEADING.segments(opening)[0])
        self.set_segments = 0
        self._say(*SET_HEADING.segments(opening)[0])
        self.sets += 1

    def _end_set(self) -> None:
        self._say(f"SE*{self.set_segments + 1}*{self.envelope.transaction + self.sets - 1:04d}")
        self.set_claims = self.levels = 0
        self.billing = self.insured = self.patient = ""

    def _levels_above(self, text: ClaimText) -> Iterable[Fault]:
        """Writes the levels that the claim before doesn't stand under; their faults."""
        if text.billing.text != self.billing:
            self.billing, self.insured = text.billing.text, ""
            self.billing_level = self._next_level("", "20*1")
            self._take(text.billing)
            yield from text.billing.faults
        if text.insured.text != self.insured:
            self.insured, self.patient = text.insured.text, ""
            self.subscriber_level = self._next_level(str(self.billing_level), f"22*{int(text.patient is not None)}")
            self._take(text.insured)
            yield from text.insured.faults
        if text.patient is not None and text.patient.text != self.patient:
            self.patient = text.patient.text
            self._next_level(str(self.subscriber_level), "23*0")
            self._take(text.patient)
            yield from text.patient.faults

    def _next_level(self, parent: str, kind: str) -> int:
        self.levels += 1
        self._say(f"HL*{self.levels}*{parent}*{kind}")
        return self.levels

    def _take(self, level: Level) -> None:
        self.pending.append(level.text)
        self.set_segments += level.segments

    def _say(self, *segments: str) -> None:
        self.pending += [segment + END for segment in segments]
        self.set_segments += len(segments)

    def _flush(self) -> None:
        if not self.findings:
            self.out.write("".join(self.pending))
        self.pending.clear()
