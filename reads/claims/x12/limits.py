"""What an 837P can carry, checked on the values before a character is written (X12 005010X222A1).

Every fault is a finding that names the claim's control number, the loop and the element, and never the value: it may be a
patient's. Characters: printable ASCII without the delimiters `* ~ : ^`, no space at either end (the extended set of X12).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reads.claims.claim import (
    FILING_INDICATORS,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Frequency,
    Patient,
    PersonName,
    Physician,
    ServiceFacility,
    Subscriber,
)
from reads.core.codes import is_cpt, is_modifier, is_npi
from reads.core.findings import Finding, Where

MOST_LINES = 50
MOST_DIAGNOSES = 12
MOST_POINTERS = 4
MOST_MODIFIERS = 4

_CARRIED = re.compile(r"[!-)+-9;-\]_-}]([ -)+-9;-\]_-}]*[!-)+-9;-\]_-}])?")
_PO_BOX = re.compile(r"\bP\.? ?O\.? ?BOX\b|\bPOST OFFICE BOX\b|^BOX \d", re.IGNORECASE)
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z]{1,5}")
_STATE = re.compile(r"[A-Z]{2}")
_NINE = re.compile(r"[0-9]{9}")
_ZIP = re.compile(r"[0-9]{5}([0-9]{4})?")
_TAXONOMY = re.compile(r"[0-9A-Z]{10}")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_UNSHOWABLE = re.compile(r"[^A-Za-z0-9._/-]")
_EARLIEST = date(1890, 1, 1)


class Fault(NamedTuple):
    """What is wrong with one element, before it is known whose claim it is in."""

    code: str
    element: str
    message: str
    remedy: str


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
    yield from _billing(claim.billing)
    yield from _text("2010BB NM103", claim.insurer.name, 60)
    yield from _text("2010BB NM109", claim.insurer.id, 80, shortest=2)
    if claim.insurer.kind not in FILING_INDICATORS:
        yield Fault("no_insurer", "2000B SBR09", "has no code for who pays alone", "bill the patient, not an insurer")
    yield from _subscriber(claim.subscriber, itself=claim.patient is None)
    if claim.patient:
        yield from _patient(claim.patient)
    yield from _header(claim)
    yield from _diagnoses(claim.diagnoses)
    if claim.referring:
        yield from _physician("2310A", claim.referring)
    yield from _physician("2310B", claim.rendering)
    yield from _taxonomy("2310B PRV03", claim.rendering.taxonomy)
    if claim.facility:
        yield from _facility(claim.facility)
    yield from _lines(claim)


def _envelope(envelope: Envelope) -> Iterator[Fault]:
    submitter, receiver = envelope.submitter, envelope.receiver
    yield from _text("1000A NM103", submitter.name, 60)
    yield from _text("1000A NM109", submitter.id, 15, shortest=2)
    yield from _text("1000A PER02", submitter.contact, 60)
    yield from _text("1000A PER04", submitter.email, 256, needed=not submitter.phone)
    if submitter.phone:
        yield from _form("1000A PER04", submitter.phone, _TEN_DIGITS, "a telephone number of ten digits")
    yield from _text("1000B NM103", receiver.name, 60)
    yield from _text("1000B NM109", receiver.id, 15, shortest=2)
    if envelope.usage not in {"P", "T"}:
        yield Fault("bad_element", "ISA15", "is neither P nor T", "set usage in [claims] of wetread.toml")
    numbers = ((envelope.interchange, "ISA13"), (envelope.group, "GS06"), (envelope.transaction, "ST02"))
    for number, element in numbers:
        if not 0 < number <= 999_999_999:
            yield Fault("bad_element", element, "is no control number from 1 to 999999999", "start a new series")


def _billing(billing: BillingProvider) -> Iterator[Fault]:
    yield from _text("2010AA NM103", billing.name, 60)
    yield from _npi("2010AA NM109", billing.npi)
    yield from _form("2010AA REF02", billing.tax_id, _NINE, "a tax number of nine digits")
    yield from _taxonomy("2000A PRV03", billing.taxonomy)
    yield from _street("2010AA", billing.address)
    if billing.pay_to:
        yield from _address("2010AB", billing.pay_to)


def _subscriber(subscriber: Subscriber, *, itself: bool) -> Iterator[Fault]:
    yield from _name("2010BA", subscriber.name)
    for fault in _text("2010BA NM109", subscriber.member_id, 80, shortest=2):
        yield fault._replace(code="bad_member_id")
    yield from _text("2000B SBR03", subscriber.group_number, 50, needed=False)
    if not itself:
        return
    if subscriber.address is None:
        yield Fault("bad_element", "2010BA N301", "is missing", "give the patient's address")
    else:
        yield from _address("2010BA", subscriber.address)
    yield from _demographics("2010BA", subscriber.born, subscriber.sex)


def _patient(patient: Patient) -> Iterator[Fault]:
    yield from _name("2010CA", patient.name)
    yield from _address("2010CA", patient.address)
    yield from _demographics("2010CA", patient.born, patient.sex)


def _header(claim: Claim) -> Iterator[Fault]:
    yield from _text("2300 CLM01", claim.control_number, 20)
    yield from _form("2300 CLM05-1", claim.place_of_service, _TWO_DIGITS, "a place of service of two digits")
    again = claim.frequency is not Frequency.ORIGINAL
    yield from _text("2300 REF*F8", claim.payer_claim_number, 50, needed=again)
    if claim.payer_claim_number and not again:
        message = "is the payer's claim number, which only a replacement or a void carries"
        yield Fault("bad_element", "2300 REF*F8", message, "make it a replacement (7) or a void (8), or leave it out")
    yield from _text("2300 REF*G1", claim.prior_authorization, 50, needed=False)
    yield from _text("2300 NTE02", claim.note, 80, needed=False)
    if claim.admitted_on:
        yield from _day("2300 DTP*435", claim.admitted_on)


def _diagnoses(diagnoses: tuple[str, ...]) -> Iterator[Fault]:
    if not diagnoses:
        yield Fault("no_diagnosis", "2300 HI01", "is missing", "give at least one ICD-10-CM code")
    if len(diagnoses) > MOST_DIAGNOSES:
        yield Fault(
            "bad_element", "2300 HI", f"has {len(diagnoses)} diagnoses, a claim takes 12", "keep those pointed at"
        )
    for number, code in enumerate(diagnoses, 1):
        yield from _form(f"2300 HI{number:02d}", code, _DIAGNOSIS, "an ICD-10-CM code")
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
    yield from _text("REF*6R", line.reference, 30)
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
    fits = 0 < len(line.pointers) <= MOST_POINTERS and len(set(line.pointers)) == len(line.pointers)
    if not fits or not all(0 < pointer <= diagnoses for pointer in line.pointers):
        yield Fault(
            "bad_element", "SV107", "points at no diagnosis of the claim, or at more than 4", "point at 1 to 4 of them"
        )
    yield from _day("DTP*472", line.service_date)
    yield from _text("NTE02", line.note, 80, needed=False)
    if line.ordering:
        yield from _physician("2420E", line.ordering)


def _physician(loop: str, physician: Physician) -> Iterator[Fault]:
    yield from _name(loop, physician.name)
    yield from _npi(f"{loop} NM109", physician.npi)
    if physician.taxonomy and loop != "2310B":
        yield Fault("bad_element", f"{loop} PRV03", "has no place in the file", "leave the taxonomy out")


def _facility(facility: ServiceFacility) -> Iterator[Fault]:
    yield from _text("2310C NM103", facility.name, 60)
    if facility.npi:
        yield from _npi("2310C NM109", facility.npi)
    yield from _street("2310C", facility.address)


def _name(loop: str, name: PersonName) -> Iterator[Fault]:
    yield from _text(f"{loop} NM103", name.last, 60)
    yield from _text(f"{loop} NM104", name.first, 35, needed=False)
    yield from _text(f"{loop} NM105", name.middle, 25, needed=False)
    yield from _text(f"{loop} NM107", name.suffix, 10, needed=False)


def _street(loop: str, address: Address) -> Iterator[Fault]:
    """A place where people work: no post office box, and a ZIP of nine digits."""
    yield from _address(loop, address, zip_form=_NINE)
    if any(_PO_BOX.search(line) for line in address.lines):
        yield Fault(
            "po_box", f"{loop} N301", "is a post office box", "give the street; a box is for the pay-to address, 2010AB"
        )


def _address(loop: str, address: Address, zip_form: re.Pattern[str] = _ZIP) -> Iterator[Fault]:
    if not 0 < len(address.lines) <= 2:
        yield Fault("bad_element", f"{loop} N301", "is not one or two lines", "write the address in one or two lines")
    for number, line in enumerate(address.lines, 1):
        yield from _text(f"{loop} N30{number}", line, 55)
    yield from _text(f"{loop} N401", address.city, 30, shortest=2)
    yield from _form(f"{loop} N402", address.state, _STATE, "a state of two letters")
    if not zip_form.fullmatch(address.zip):
        digits = "nine digits (ZIP+4)" if zip_form is _NINE else "five or nine digits"
        yield Fault("bad_zip", f"{loop} N403", f"is no ZIP of {digits}", "look it up at the postal service")


def _demographics(loop: str, born: date | None, sex: str) -> Iterator[Fault]:
    if born is None:
        yield Fault("bad_element", f"{loop} DMG02", "is missing", "give the patient's date of birth")
    else:
        yield from _day(f"{loop} DMG02", born)
    if sex not in {"F", "M", "U"}:
        yield Fault("bad_element", f"{loop} DMG03", "is none of F, M and U", "give the patient's sex as F, M or U")


def _npi(element: str, npi: str) -> Iterator[Fault]:
    if not is_npi(npi):
        yield Fault("bad_npi", element, "is no NPI: its check digit is wrong", "look it up in the NPI registry")


def _taxonomy(element: str, taxonomy: str) -> Iterator[Fault]:
    if taxonomy:
        yield from _form(element, taxonomy, _TAXONOMY, "a taxonomy code of ten characters")


def _day(element: str, day: date) -> Iterator[Fault]:
    if day < _EARLIEST:
        yield Fault("bad_element", element, "is a date before 1890", "correct the date")


def _form(element: str, value: str, form: re.Pattern[str], what: str) -> Iterator[Fault]:
    if not form.fullmatch(value):
        yield Fault("bad_element", element, f"is not {what}", f"give {what}")


def _text(element: str, value: str, longest: int, *, shortest: int = 1, needed: bool = True) -> Iterator[Fault]:
    if not value:
        if needed:
            yield Fault("bad_element", element, "is missing", "fill it in")
    elif not _CARRIED.fullmatch(value):
        message = "has a character that the file can't carry, or a space at an end"
        yield Fault("bad_character", element, message, "write it in plain letters and digits, without * ~ : ^")
    elif not shortest <= len(value) <= longest:
        yield Fault(
            "bad_length", element, f"has {len(value)} characters, {shortest} to {longest} fit", "shorten or complete it"
        )
