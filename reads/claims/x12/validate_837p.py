"""What an 837P can carry, checked on the values before a character is written (X12 005010X222A1).

Every fault is a finding that names the claim's control number, the loop and the element, and never the value: it may be a
patient's. Characters: printable ASCII without the delimiters `* ~ : ^`, no space at either end (the extended set of X12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import Any

from reads.claims.claim import (
    FILING_INDICATORS,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Frequency,
    Insurer,
    Patient,
    Physician,
    ServiceFacility,
    Subscriber,
)
from reads.claims.x12.elements import (
    NINE_DIGITS,
    Fault,
    check_address,
    check_day,
    check_demographics,
    check_form,
    check_name,
    check_npi,
    check_street,
    check_taxonomy,
    check_text,
)
from reads.claims.x12.other_payer_limits import payer_faults
from reads.core.codes import is_cpt, is_modifier
from reads.core.findings import Finding, Where

QUALIFIERS = ("01", "14", "20", "27", "28", "29", "30", "33", "ZZ")
"""ISA05 and ISA07: 01 and 14 D-U-N-S, 27 a Medicare carrier, 29 a Medicare provider, 30 a tax number, 33 NAIC, ZZ agreed on."""

MOST_LINES = 50
MOST_DIAGNOSES = 12
MOST_POINTERS = 4
MOST_MODIFIERS = 4

_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z]{1,5}")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_UNSHOWABLE = re.compile(r"[^A-Za-z0-9._/-]")


def unfit(claim: Claim) -> list[Finding]:
    """Why the claim can't be written; none for a claim that a file can carry. Takes the claim as filed (filed.py)."""
    shown = _UNSHOWABLE.sub("?", claim.control_number)[:20] or "without a control number"
    return [
        Finding(fault.code, f"claim {shown}: {fault.element} {fault.message}", fault.remedy, Where(field=fault.element))
        for fault in _faults(claim)
    ]


def unfit_envelope(envelope: Envelope) -> list[Finding]:
    """Why the envelope can't be written; the settings are what mends it."""
    return [
        Finding(fault.code, f"{fault.element} {fault.message}", fault.remedy, Where(field=fault.element))
        for fault in _envelope(envelope)
    ]


def _faults(claim: Claim) -> Iterator[Fault]:
    yield from _of_shared(_billing, claim.billing)
    yield from _of_shared(_insurer, claim.insurer)
    yield from _subscriber(claim.subscriber, itself=claim.patient is None)
    if claim.subscriber.is_employer and claim.patient is None:
        yield Fault("bad_element", "2010BA NM102", "is an employer without a patient", "give the patient")
    if claim.patient:
        yield from _patient(claim.patient)
    yield from _header(claim)
    yield from _diagnoses(claim.diagnoses)
    if claim.referring:
        yield from _of_shared(_referring, claim.referring)
    yield from _of_shared(_rendering, claim.rendering)
    if claim.facility:
        yield from _of_shared(_facility, claim.facility)
    if claim.supervising:
        yield from _of_shared(_supervising, claim.supervising)
    yield from payer_faults(claim)
    yield from _lines(claim)


@lru_cache(maxsize=4_096)
def _of_shared(check: Callable[[Any], Iterator[Fault]], value: Hashable) -> tuple[Fault, ...]:
    """The faults of what many claims share: the group, its radiologists, insurers and places; never of a patient."""
    return tuple(check(value))


def _envelope(envelope: Envelope) -> Iterator[Fault]:
    submitter, receiver = envelope.submitter, envelope.receiver
    yield from check_text("1000A NM103", submitter.name, 60)
    yield from check_text("1000A NM109", submitter.id, 15, shortest=2)
    yield from check_text("1000A PER02", submitter.contact, 60)
    yield from check_text("1000A PER04", submitter.email, 256, needed=not submitter.phone)
    if submitter.phone:
        yield from check_form("1000A PER04", submitter.phone, _TEN_DIGITS, "a telephone number of ten digits")
    yield from check_text("1000B NM103", receiver.name, 60)
    yield from check_text("1000B NM109", receiver.id, 15, shortest=2)
    for element, qualifier in (("ISA05", submitter.qualifier), ("ISA07", receiver.qualifier)):
        if qualifier not in QUALIFIERS:
            yield Fault(
                "bad_element", element, "is no qualifier of an interchange id", f"write one of {', '.join(QUALIFIERS)}"
            )
    if envelope.usage not in {"P", "T"}:
        yield Fault("bad_element", "ISA15", "is neither P nor T", "set usage in [claims] of wetread.toml")
    numbers = ((envelope.interchange, "ISA13"), (envelope.group, "GS06"), (envelope.transaction, "ST02"))
    for number, element in numbers:
        if not 0 < number <= 999_999_999:
            yield Fault("bad_element", element, "is no control number from 1 to 999999999", "start a new series")


def _billing(billing: BillingProvider) -> Iterator[Fault]:
    yield from check_text("2010AA NM103", billing.name, 60)
    yield from check_npi("2010AA NM109", billing.npi)
    yield from check_form("2010AA REF02", billing.tax_id, NINE_DIGITS, "a tax number of nine digits")
    yield from check_taxonomy("2000A PRV03", billing.taxonomy)
    yield from check_street("2010AA", billing.address)
    if billing.pay_to:
        yield from check_address("2010AB", billing.pay_to)


def _insurer(insurer: Insurer) -> Iterator[Fault]:
    yield from check_text("2010BB NM103", insurer.name, 60)
    yield from check_text("2010BB NM109", insurer.id, 80, shortest=2)
    if insurer.kind not in FILING_INDICATORS:
        yield Fault("no_insurer", "2000B SBR09", "has no code for who pays alone", "bill the patient, not an insurer")


def _subscriber(subscriber: Subscriber, *, itself: bool) -> Iterator[Fault]:
    yield from check_name("2010BA", subscriber.name)
    for fault in check_text("2010BA NM109", subscriber.member_id, 80, shortest=2):
        yield fault._replace(code="bad_member_id")
    yield from check_text("2000B SBR03", subscriber.group_number, 50, needed=False)
    yield from check_text("2000B SBR04", subscriber.plan_name, 60, needed=False)
    yield from check_text("2010BA REF*Y4", subscriber.casualty_number, 50, needed=False)
    if not itself:
        return
    if subscriber.address is None:
        yield Fault("bad_element", "2010BA N301", "is missing", "give the patient's address")
    else:
        yield from check_address("2010BA", subscriber.address)
    yield from check_demographics("2010BA", subscriber.born, subscriber.sex)


def _patient(patient: Patient) -> Iterator[Fault]:
    yield from check_name("2010CA", patient.name)
    yield from check_address("2010CA", patient.address)
    yield from check_demographics("2010CA", patient.born, patient.sex)
    yield from check_text("2010CA REF*Y4", patient.casualty_number, 50, needed=False)


def _header(claim: Claim) -> Iterator[Fault]:
    yield from check_text("2300 CLM01", claim.control_number, 20)
    yield from check_form("2300 CLM05-1", claim.place_of_service, _TWO_DIGITS, "a place of service of two digits")
    again = claim.frequency is not Frequency.ORIGINAL
    yield from check_text("2300 REF*F8", claim.payer_claim_number, 50, needed=again)
    if claim.payer_claim_number and not again:
        message = "is the payer's claim number, which only a replacement or a void carries"
        yield Fault("bad_element", "2300 REF*F8", message, "make it a replacement (7) or a void (8), or leave it out")
    yield from check_text("2300 REF*G1", claim.prior_authorization, 50, needed=False)
    yield from check_text("2300 NTE02", claim.note, 80, needed=False)
    yield from check_text("2300 REF*EW", claim.mammography, 50, needed=False)
    if claim.admitted_on:
        yield from check_day("2300 DTP*435", claim.admitted_on)
    if claim.accident:
        yield from check_day("2300 DTP*439", claim.accident.on)
        if not 0 < len(claim.accident.causes) <= 3 or set(claim.accident.causes) - {"AA", "EM", "OA"}:
            yield Fault("bad_element", "2300 CLM11", "is not one to three of AA, EM and OA", "say what caused it")
        if "AA" in claim.accident.causes and not claim.accident.state:
            yield Fault("bad_element", "2300 CLM11-4", "is missing", "give the state of the car's accident")


def _diagnoses(diagnoses: tuple[str, ...]) -> Iterator[Fault]:
    if not diagnoses:
        yield Fault("no_diagnosis", "2300 HI01", "is missing", "give at least one ICD-10-CM code")
    if len(diagnoses) > MOST_DIAGNOSES:
        yield Fault(
            "bad_element", "2300 HI", f"has {len(diagnoses)} diagnoses, a claim takes 12", "keep those pointed at"
        )
    for number, code in enumerate(diagnoses, 1):
        yield from check_form(f"2300 HI{number:02d}", code, _DIAGNOSIS, "an ICD-10-CM code")
    if len(set(diagnoses)) < len(diagnoses):
        yield Fault("bad_element", "2300 HI", "names a diagnosis twice", "name it once and point at it")


def _lines(claim: Claim) -> Iterator[Fault]:
    count = len(claim.lines)
    if not 0 < count <= MOST_LINES:
        yield Fault("bad_element", "2400 LX", f"counts {count} lines, a claim takes 1 to 50", "split the claim")
    for number, line in enumerate(claim.lines, 1):
        for fault in _line(line, len(claim.diagnoses)):
            yield fault._replace(element=f"2400 line {number} {fault.element}")
    if len({line.reference for line in claim.lines}) < count:
        yield Fault("bad_element", "2400 REF*6R", "is the same on two lines", "give each read's line its own")


def _line(line: ClaimLine, diagnoses: int) -> Iterator[Fault]:
    yield from check_text("REF*6R", line.reference, 30)
    if not is_cpt(line.cpt):
        yield Fault("bad_element", "SV101-2", "is no CPT or HCPCS code", "correct the exam's code")
    if len(line.modifiers) > MOST_MODIFIERS:
        yield Fault(
            "bad_element",
            "SV101-3",
            f"has {len(line.modifiers)} modifiers, a line takes 4",
            "keep the four that matter",
        )
    if not all(is_modifier(modifier) for modifier in line.modifiers):
        yield Fault("bad_element", "SV101-3", "is no modifier of two letters or digits", "correct the modifier")
    if line.charge.minor <= 0 or line.charge.currency != "USD":
        yield Fault("no_charge", "SV102", "is no charge above 0 in US dollars", "give the code a charge in charges.csv")
    if not 0 < line.units <= 999:
        yield Fault("bad_element", "SV104", "is no count of units from 1 to 999", "correct the units")
    if diagnoses:
        yield from _pointers(line.pointers, diagnoses)
    yield from check_day("DTP*472", line.service_date)
    yield from check_text("NTE02", line.note, 80, needed=False)
    if line.ordering:
        yield from _of_shared(_ordering, line.ordering)


def _pointers(pointers: tuple[int, ...], diagnoses: int) -> Iterator[Fault]:
    fits = 0 < len(pointers) <= MOST_POINTERS and len(set(pointers)) == len(pointers)
    if not fits or not all(0 < pointer <= diagnoses for pointer in pointers):
        message = "points at no diagnosis of the claim, or at more than 4"
        yield Fault("bad_element", "SV107", message, "point at 1 to 4 of them")


def _referring(physician: Physician) -> Iterator[Fault]:
    return _without_taxonomy("2310A", physician)


def _ordering(physician: Physician) -> Iterator[Fault]:
    return _without_taxonomy("2420E", physician)


def _supervising(physician: Physician) -> Iterator[Fault]:
    return _without_taxonomy("2310D", physician)


def _rendering(physician: Physician) -> Iterator[Fault]:
    yield from _physician("2310B", physician)
    yield from check_taxonomy("2310B PRV03", physician.taxonomy)


def _without_taxonomy(loop: str, physician: Physician) -> Iterator[Fault]:
    yield from _physician(loop, physician)
    if physician.taxonomy:
        yield Fault("bad_element", f"{loop} PRV03", "has no place in the file", "leave the taxonomy out")


def _physician(loop: str, physician: Physician) -> Iterator[Fault]:
    yield from check_name(loop, physician.name)
    yield from check_npi(f"{loop} NM109", physician.npi)


def _facility(facility: ServiceFacility) -> Iterator[Fault]:
    yield from check_text("2310C NM103", facility.name, 60)
    if facility.npi:
        yield from check_npi("2310C NM109", facility.npi)
    yield from check_street("2310C", facility.address)
