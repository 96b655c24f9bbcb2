"""The segments of each loop of an 837P, from values that limits.py has passed: nothing here needs escaping or checking.

Loops that many claims share, as the group's and its radiologists', are put together once.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from reads.claims.claim import (
    FILING_INDICATORS,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Insurer,
    Patient,
    PersonName,
    Physician,
    ServiceFacility,
    Subscriber,
)
from reads.core.money import Money

VERSION = "005010X222A1"

Segments = tuple[str, ...]


def batch_number(envelope: Envelope, transaction: int) -> str:
    """BHT03 of a transaction set; a 277CA gives it back for the set as a whole."""
    return f"{envelope.prefix}{envelope.interchange:09d}{transaction:09d}"


def transaction_of_batch(batch: str) -> tuple[str, int, int] | None:
    """Prefix, interchange and transaction set of a `batch_number`; None where it is another's."""
    prefix, digits = batch[:-18], batch[-18:]
    if len(digits) != 18 or not (digits.isascii() and digits.isdecimal()):
        return None
    return prefix, int(digits[:9]), int(digits[9:])


def heading(envelope: Envelope) -> Segments:
    """ISA, of fixed width, and GS."""
    sender, receiver, at = envelope.submitter.id, envelope.receiver.id, envelope.written_at
    stamp = f"{at:%y%m%d}*{at:%H%M}*^*00501*{envelope.interchange:09d}"
    return (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{stamp}*0*{envelope.usage}*:",
        f"GS*HC*{sender}*{receiver}*{at:%Y%m%d}*{at:%H%M}*{envelope.group}*X*{VERSION}",
    )


def set_heading(envelope: Envelope, number: int) -> Segments:
    """ST, BHT, 1000A and 1000B of one transaction set."""
    submitter, receiver, at = envelope.submitter, envelope.receiver, envelope.written_at
    reached = [("TE", submitter.phone), ("EM", submitter.email)]
    contact = "".join(f"*{kind}*{value}" for kind, value in reached if value)
    return (
        f"ST*837*{number:04d}*{VERSION}",
        f"BHT*0019*00*{batch_number(envelope, number)}*{at:%Y%m%d}*{at:%H%M}*CH",
        f"NM1*41*2*{submitter.name}*****46*{submitter.id}",
        f"PER*IC*{submitter.contact}{contact}",
        f"NM1*40*2*{receiver.name}*****46*{receiver.id}",
    )


@lru_cache(maxsize=64)
def billing_loops(billing: BillingProvider) -> Segments:
    """2000A after its HL, 2010AA and 2010AB."""
    specialty = (f"PRV*BI*PXC*{billing.taxonomy}",) if billing.taxonomy else ()
    pay_to = ("NM1*87*2", *_address(billing.pay_to)) if billing.pay_to else ()
    name = f"NM1*85*2*{billing.name}*****XX*{billing.npi}"
    return (*specialty, name, *_address(billing.address), f"REF*EI*{billing.tax_id}", *pay_to)


def subscriber_loops(subscriber: Subscriber, insurer: Insurer, dependent: bool) -> list[str]:
    """2000B after its HL, 2010BA and 2010BB."""
    segments = [
        f"SBR*P*{'' if dependent else '18'}*{subscriber.group_number}******{FILING_INDICATORS[insurer.kind]}",
        f"NM1*IL*1*{_name(subscriber.name)}*MI*{subscriber.member_id}",
    ]
    if subscriber.address:
        segments += _address(subscriber.address)
    if subscriber.born:
        segments.append(f"DMG*D8*{_day(subscriber.born)}*{subscriber.sex}")
    segments.append(f"NM1*PR*2*{insurer.name}*****PI*{insurer.id}")
    return segments


def patient_loops(patient: Patient) -> list[str]:
    """2000C after its HL, and 2010CA."""
    return [
        f"PAT*{patient.relationship}",
        f"NM1*QC*1*{_name(patient.name)}".rstrip("*"),
        *_address(patient.address),
        f"DMG*D8*{_day(patient.born)}*{patient.sex}",
    ]


def claim_loops(claim: Claim) -> list[str]:
    """2300, 2310A to 2310C, and 2400 for each line."""
    segments = [
        f"CLM*{claim.control_number}*{amount(claim.charge)}***{claim.place_of_service}:B:{claim.frequency}*Y*A*Y*Y"
    ]
    if claim.admitted_on:
        segments.append(f"DTP*435*D8*{_day(claim.admitted_on)}")
    if claim.prior_authorization:
        segments.append(f"REF*G1*{claim.prior_authorization}")
    if claim.payer_claim_number:
        segments.append(f"REF*F8*{claim.payer_claim_number}")
    if claim.note:
        segments.append(f"NTE*ADD*{claim.note}")
    segments.append("HI*ABK:" + "*ABF:".join(claim.diagnoses))
    if claim.referring:
        segments.append(_physician("DN", claim.referring))
    segments += _rendering(claim.rendering)
    if claim.facility:
        segments += _facility(claim.facility)
    for number, line in enumerate(claim.lines, 1):
        segments += _line(number, line)
    return segments


def _line(number: int, line: ClaimLine) -> list[str]:
    code = ":".join(("HC", line.cpt, *line.modifiers))
    pointers = ":".join([str(pointer) for pointer in line.pointers])
    segments = [
        f"LX*{number}",
        f"SV1*{code}*{amount(line.charge)}*UN*{line.units}***{pointers}{'**Y' if line.emergency else ''}",
        f"DTP*472*D8*{_day(line.service_date)}",
        f"REF*6R*{line.reference}",
    ]
    if line.note:
        segments.append(f"NTE*ADD*{line.note}")
    if line.ordering:
        segments.append(_physician("DK", line.ordering))
    return segments


@lru_cache(maxsize=4_096)
def _rendering(physician: Physician) -> Segments:
    specialty = (f"PRV*PE*PXC*{physician.taxonomy}",) if physician.taxonomy else ()
    return (_physician("82", physician), *specialty)


@lru_cache(maxsize=4_096)
def _facility(facility: ServiceFacility) -> Segments:
    npi = f"*****XX*{facility.npi}" if facility.npi else ""
    return (f"NM1*77*2*{facility.name}{npi}", *_address(facility.address))


def _physician(role: str, physician: Physician) -> str:
    return f"NM1*{role}*1*{_name(physician.name)}*XX*{physician.npi}"


def _name(name: PersonName) -> str:
    return f"{name.last}*{name.first}*{name.middle}**{name.suffix}"


def _address(address: Address) -> Segments:
    return (f"N3*{'*'.join(address.lines)}", f"N4*{address.city}*{address.state}*{address.zip}")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def amount(money: Money) -> str:
    """Cents only where there are any: "210", "210.50"."""
    dollars, cents = divmod(money.minor, 100)
    return f"{dollars}.{cents:02d}" if cents else str(dollars)
