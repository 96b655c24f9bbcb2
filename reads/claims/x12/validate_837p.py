"""What an 837P can carry, checked before a file is kept: each segment by its line of the table, and here what holds between them.

Every fault is a finding that names the claim's control number, the loop and the element, and never the value (X12 005010X222A1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reads.claims.claim import Accident, Claim, ClaimLine, Envelope, Frequency, Physician, Rank, Subscriber
from reads.claims.other_payer import OtherPayer
from reads.claims.x12.elements import Fault
from reads.claims.x12.segments import HEADING, SET_HEADING, Opening
from reads.core.findings import Finding, Where
from reads.core.money import total
from reads.directory.model import PayerKind

MOST_LINES = 50
MOST_POINTERS = 4

MSP_TYPES = ("12", "13", "14", "15", "16", "41", "42", "43", "47")
"""SBR05, why Medicare is not the first to pay: 12 working aged, 13 kidney disease, 14 no-fault, 15 workers' compensation,

16 public health, 41 black lung, 42 veterans, 43 disabled, 47 liability.
"""

_RANKS = frozenset(rank.value for rank in Rank)
_UNSHOWABLE = re.compile(r"[^A-Za-z0-9._/-]")


def findings_of(control_number: str, faults: Iterable[Fault]) -> list[Finding]:
    """The faults of a claim, as findings that name it."""
    shown = _UNSHOWABLE.sub("?", control_number)[:20] or "without a control number"
    return [_finding(fault, f"claim {shown}: ") for fault in faults]


def unfit_envelope(envelope: Envelope) -> list[Finding]:
    """Why the envelope can't be written; the settings are what mends it."""
    opening = Opening.of(envelope, envelope.transaction)
    faults = [*HEADING.segments(opening)[1], *SET_HEADING.segments(opening)[1]]
    if not envelope.submitter.phone and not envelope.submitter.email:
        faults.append(Fault("bad_element", "1000A PER04", "is missing", "fill it in"))
    return [_finding(fault) for fault in faults]


def contradictions(claim: Claim) -> Iterator[Fault]:
    """What is wrong between the elements of a claim, each of which could be carried."""
    if claim.patient is None:
        yield from _subscriber_as_patient(claim.subscriber)
    again = claim.frequency is not Frequency.ORIGINAL
    if again and not claim.payer_claim_number:
        yield Fault("bad_element", "2300 REF*F8", "is missing", "fill it in")
    if claim.payer_claim_number and not again:
        message = "is the payer's claim number, which only a replacement or a void carries"
        yield Fault("bad_element", "2300 REF*F8", message, "make it a replacement (7) or a void (8), or leave it out")
    if claim.accident:
        yield from _accident(claim.accident)
    if len(set(claim.diagnoses)) < len(claim.diagnoses):
        yield Fault("bad_element", "2300 HI", "names a diagnosis twice", "name it once and point at it")
    yield from _no_specialty("2310A", claim.referring)
    yield from _no_specialty("2310D", claim.supervising)
    yield from _other_payers(claim)
    yield from _lines(claim)


def _subscriber_as_patient(subscriber: Subscriber) -> Iterator[Fault]:
    if subscriber.is_employer:
        yield Fault("bad_element", "2010BA NM102", "is an employer without a patient", "give the patient")
    if subscriber.address is None:
        yield Fault("bad_element", "2010BA N301", "is missing", "give the patient's address")
    if subscriber.born is None:
        yield Fault("bad_element", "2010BA DMG02", "is missing", "give the patient's date of birth")


def _accident(accident: Accident) -> Iterator[Fault]:
    if not 0 < len(accident.causes) <= 3 or set(accident.causes) - {"AA", "EM", "OA"}:
        yield Fault("bad_element", "2300 CLM11", "is not one to three of AA, EM and OA", "say what caused it")
    if "AA" in accident.causes and not accident.state:
        yield Fault("bad_element", "2300 CLM11-4", "is missing", "give the state of the car's accident")


def _no_specialty(loop: str, physician: Physician | None) -> Iterator[Fault]:
    if physician and physician.taxonomy:
        yield Fault("bad_element", f"{loop} PRV03", "has no place in the file", "leave the taxonomy out")


def _lines(claim: Claim) -> Iterator[Fault]:
    count = len(claim.lines)
    if not 0 < count <= MOST_LINES:
        yield Fault("bad_element", "2400 LX", f"counts {count} lines, a claim takes 1 to 50", "split the claim")
    for number, line in enumerate(claim.lines, 1):
        yield from _line(number, line, len(claim.diagnoses))
    if len({line.reference for line in claim.lines}) < count:
        yield Fault("bad_element", "2400 REF*6R", "is the same on two lines", "give each read's line its own")


def _line(number: int, line: ClaimLine, diagnoses: int) -> Iterator[Fault]:
    if line.charge.minor <= 0 or line.charge.currency != "USD":
        message = "is no charge above 0 in US dollars"
        yield Fault("no_charge", f"2400 line {number} SV102", message, "give the code a charge in charges.csv")
    pointers = line.pointers
    fits = 0 < len(pointers) <= MOST_POINTERS and len(set(pointers)) == len(pointers)
    if diagnoses and not (fits and all(0 < pointer <= diagnoses for pointer in pointers)):
        message = "points at no diagnosis of the claim, or at more than 4"
        yield Fault("bad_element", f"2400 line {number} SV107", message, "point at 1 to 4 of them")
    yield from _no_specialty(f"2420E line {number}", line.ordering)


def _other_payers(claim: Claim) -> Iterator[Fault]:
    """What is wrong with a claim's other payers and what they decided; what each decided adds up to the charge."""
    subscriber = claim.subscriber
    ranks = [subscriber.rank.value, *(other.rank for other in claim.others)]
    if len(set(ranks)) < len(ranks) or not _RANKS.issuperset(ranks):
        yield Fault("bad_element", "2320 SBR01", "is the same for two payers", "give each payer its place in order")
    if subscriber.msp_type and subscriber.msp_type not in MSP_TYPES:
        yield Fault(
            "bad_element", "2000B SBR05", "is no reason why Medicare pays second", f"one of {', '.join(MSP_TYPES)}"
        )
    second_medicare = claim.insurer.kind is PayerKind.MEDICARE and subscriber.rank is not Rank.PRIMARY
    if second_medicare and not subscriber.msp_type:
        yield Fault("bad_element", "2000B SBR05", "is missing", "say in msp_type why Medicare is not the first to pay")
    for other in claim.others:
        yield from _sums(claim, other)
    ids = [other.id for other in claim.others]
    for number, line in enumerate(claim.lines, 1):
        if any(ids.count(decided.payer_id) != 1 for decided in line.decided):
            element = f"2430 line {number} SVD01"
            yield Fault("bad_element", element, "names no payer of 2330B, or two", "give each its own id")


def _sums(claim: Claim, other: OtherPayer) -> Iterator[Fault]:
    """Charge less every reason is what was paid, on each line and on the claim (TR3, 1.10.2)."""
    if other.paid is None:
        return
    taken = [reason.amount for reason in other.reasons]
    for number, line in enumerate(claim.lines, 1):
        for decided in line.decided:
            if decided.payer_id == other.id:
                own = [reason.amount for reason in decided.reasons]
                taken += own
                if line.charge - total(own, "USD") != decided.paid:
                    element = f"2430 line {number}"
                    yield Fault("unbalanced", element, "does not add up to its charge", "see the payer's 835")
    if claim.charge - total(taken, "USD") != other.paid:
        yield Fault("unbalanced", "2320 AMT*D", "and its reasons do not add up to the charge", "see the payer's 835")


def _finding(fault: Fault, before: str = "") -> Finding:
    message = f"{before}{fault.element} {fault.message}"
    return Finding(fault.code, message, fault.remedy, Where(field=fault.element))
