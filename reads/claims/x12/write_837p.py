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

from reads.claims.claim import BillingProvider, Claim, Envelope, Patient
from reads.claims.x12.elements import Fault
from reads.claims.x12.segments import BILLING, HEADING, INSURED, PATIENT, SET_HEADING, Insured, Opening
from reads.claims.x12.validate_837p import findings_of, unfit_envelope, write_claim
from reads.core.errors import WetreadError
from reads.core.findings import Finding
from reads.core.money import Money

MOST_CLAIMS = 5_000
"""In one transaction set, as the implementation guide recommends."""

_END = "~\n"
_PIECE = 4_000


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

    def place(claim: Claim) -> tuple[str, ...]:
        patient = claim.patient
        who = (patient.born.isoformat(), patient.name.first) if patient else ("", "")
        return claim.billing.npi, claim.insurer.id, claim.subscriber.member_id, *who, claim.control_number

    return sorted(claims, key=place)


def write(envelope: Envelope, claims: Iterable[Claim], out: Out) -> WrittenClaims:
    """Writes the file and says what is in it; takes envelope and claims as filed (claim_as_filed.py), `in_filing_order`.

    Raises UnfitClaims with the findings of all claims (validate_837p.py), and NoClaims; the file is then of no use.
    """
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
        self.set_claims = self.written = self.begun = self.levels = 0
        self.billing_level = self.subscriber_level = 0
        self.billing: BillingProvider | None = None
        self.insured: Insured | None = None
        self.patient: Patient | None = None

    def add(self, claim: Claim) -> None:
        """Writes a claim, and before it whatever it doesn't share with its neighbour."""
        faults: list[Fault] = []
        if not self.set_claims:
            self._begin_set()
        self._level(claim, faults)
        write_claim(claim, self.pending, faults)
        if faults:
            self.findings += findings_of(claim, faults)
            return
        self.claims += 1
        self.set_claims += 1
        self.lines += len(claim.lines)
        self.cents += claim.charge.minor
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
        self.pending += [f"GE*{self.sets}*{self.envelope.group}", f"IEA*1*{self.envelope.interchange:09d}"]
        self._flush()
        return WrittenClaims(self.claims, self.lines, Money(self.cents), self.sets)

    def _begin_set(self) -> None:
        opening = Opening.of(self.envelope, self.envelope.transaction + self.sets)
        if not self.sets:
            HEADING.write(opening, self.pending, [])
        self.begun = self.written + len(self.pending)
        SET_HEADING.write(opening, self.pending, [])
        self.sets += 1

    def _end_set(self) -> None:
        count = self.written + len(self.pending) - self.begun + 1
        self.pending.append(f"SE*{count}*{self.envelope.transaction + self.sets - 1:04d}")
        self.set_claims = self.levels = 0
        self.billing = self.insured = self.patient = None

    def _level(self, claim: Claim, faults: list[Fault]) -> None:
        insured = Insured(claim.subscriber, claim.insurer, claim.patient is None)
        if claim.billing != self.billing:
            self.billing, self.insured = claim.billing, None
            self.billing_level = self._next_level("", "20*1")
            BILLING.write(claim.billing, self.pending, faults)
        if insured != self.insured:
            self.insured, self.patient = insured, None
            self.subscriber_level = self._next_level(str(self.billing_level), f"22*{int(not insured.is_patient)}")
            INSURED.write(insured, self.pending, faults)
        if claim.patient is not None and claim.patient != self.patient:
            self.patient = claim.patient
            self._next_level(str(self.subscriber_level), "23*0")
            PATIENT.write(claim.patient, self.pending, faults)

    def _next_level(self, parent: str, kind: str) -> int:
        self.levels += 1
        self.pending.append(f"HL*{self.levels}*{parent}*{kind}")
        return self.levels

    def _flush(self) -> None:
        if not self.findings:
            self.out.write(_END.join(self.pending) + _END)
        self.written += len(self.pending)
        self.pending.clear()
