"""The segments of each loop of an 837P, from values that limits.py has passed: nothing here needs escaping or checking.

Loops that many claims share, as the group's and its radiologists', are put together once.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from reads.claims.claim import (
    FILING_INDICATORS,
    Accident,
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
from reads.claims.other_payer import OtherDecided, OtherPayer, OutpatientAdjudication, PayerReason
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
    kinds = envelope.submitter.qualifier, envelope.receiver.qualifier
    stamp = f"{at:%y%m%d}*{at:%H%M}*^*00501*{envelope.interchange:09d}"
    return (
        f"ISA*00*{'':10}*00*{'':10}*{kinds[0]}*{sender:15}*{kinds[1]}*{receiver:15}*{stamp}*0*{envelope.usage}*:",
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
    coverage = f"{subscriber.group_number}*{subscriber.plan_name}*{subscriber.msp_type}"
    segments = [
        f"SBR*{subscriber.rank}*{'' if dependent else '18'}*{coverage}****{FILING_INDICATORS[insurer.kind]}",
        f"NM1*IL*{2 if subscriber.is_employer else 1}*{_name(subscriber.name)}*MI*{subscriber.member_id}",
    ]
    if subscriber.address:
        segments += _address(subscriber.address)
    if subscriber.born:
        segments.append(f"DMG*D8*{_day(subscriber.born)}*{subscriber.sex}")
    if subscriber.casualty_number:
        segments.append(f"REF*Y4*{subscriber.casualty_number}")
    segments.append(f"NM1*PR*2*{insurer.name}*****PI*{insurer.id}")
    return segments


def patient_loops(patient: Patient) -> list[str]:
    """2000C after its HL, and 2010CA."""
    segments = [
        f"PAT*{patient.relationship}",
        f"NM1*QC*1*{_name(patient.name)}".rstrip("*"),
        *_address(patient.address),
        f"DMG*D8*{_day(patient.born)}*{patient.sex}",
    ]
    return [*segments, *_references((("Y4", patient.casualty_number),))]


def claim_loops(claim: Claim) -> list[str]:
    """2300, 2310A to 2310D, 2320 for each other payer, and 2400 for each line."""
    place = f"{claim.place_of_service}:B:{claim.frequency}"
    cause = f"**{causes(claim.accident)}" if claim.accident else ""
    segments = [f"CLM*{claim.control_number}*{amount(claim.charge)}***{place}*Y*A*Y*Y{cause}"]
    if claim.accident:
        segments.append(f"DTP*439*D8*{_day(claim.accident.on)}")
    if claim.admitted_on:
        segments.append(f"DTP*435*D8*{_day(claim.admitted_on)}")
    numbers = (("EW", claim.mammography), ("G1", claim.prior_authorization), ("F8", claim.payer_claim_number))
    segments += _references(numbers)
    if claim.note:
        segments.append(f"NTE*ADD*{claim.note}")
    segments.append("HI*ABK:" + "*ABF:".join(claim.diagnoses))
    if claim.referring:
        segments.append(_physician("DN", claim.referring))
    segments += _rendering(claim.rendering)
    if claim.facility:
        segments += _facility(claim.facility)
    if claim.supervising:
        segments.append(_physician("DQ", claim.supervising))
    for other in claim.others:
        segments += _other(other)
    for number, line in enumerate(claim.lines, 1):
        segments += _line(number, line)
    return segments


def causes(accident: Accident) -> str:
    """CLM11: up to three causes, and the state of a car's accident."""
    parts = [*accident.causes, *[""] * (3 - len(accident.causes)), accident.state]
    return ":".join(parts).rstrip(":")


def _other(other: OtherPayer) -> list[str]:
    """2320, 2330A and 2330B of one other payer."""
    relation = f"{other.relationship}*{other.group_number}*{other.plan_name}*{other.msp_type}"
    segments = [f"SBR*{other.rank}*{relation}****{FILING_INDICATORS[other.kind]}", *_adjustments(other.reasons)]
    if other.paid is not None:
        segments.append(f"AMT*D*{amount(other.paid)}")
    if other.remaining is not None:
        segments.append(f"AMT*EAF*{amount(other.remaining)}")
    segments += [
        "OI***Y***Y",
        *_adjudication(other.adjudication),
        f"NM1*IL*{2 if other.is_employer else 1}*{_name(other.subscriber)}*MI*{other.member_id}",
        f"NM1*PR*2*{other.name}*****PI*{other.id}",
    ]
    if other.decided_on:
        segments.append(f"DTP*573*D8*{_day(other.decided_on)}")
    return [*segments, *_references((("F8", other.claim_number),))]


def _adjudication(said: OutpatientAdjudication | None) -> list[str]:
    """MOA, where the payer said something of the claim as a whole."""
    if said is None:
        return []
    remarks = [*said.remarks, *[""] * (5 - len(said.remarks))]
    parts = (said.reimbursement_rate, said.payable, *remarks, said.renal_disease, said.professional_component)
    return [f"MOA*{'*'.join(parts)}".rstrip("*")]


def _adjustments(reasons: tuple[PayerReason, ...]) -> list[str]:
    """CAS: a segment a group, up to six reasons in each."""
    segments = []
    for group in dict.fromkeys(reason.group for reason in reasons):
        own = [reason for reason in reasons if reason.group == group]
        for at in range(0, len(own), 6):
            said = "*".join(f"{each.code}*{amount(each.amount)}*{each.units or ''}" for each in own[at : at + 6])
            segments.append(f"CAS*{group}*{said}".rstrip("*"))
    return segments


def _decided(decided: OtherDecided) -> list[str]:
    """2430: what one payer decided on the line."""
    code = ":".join(("HC", decided.cpt, *decided.modifiers))
    svd = f"SVD*{decided.payer_id}*{amount(decided.paid)}*{code}**{decided.units}"
    left = [] if decided.remaining is None else [f"AMT*EAF*{amount(decided.remaining)}"]
    return [svd, *_adjustments(decided.reasons), f"DTP*573*D8*{_day(decided.on)}", *left]


def _references(numbers: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"REF*{qualifier}*{number}" for qualifier, number in numbers if number]


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
    for decided in line.decided:
        segments += _decided(decided)
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
    return (f"N3*{'*'.join(address.lines)}", f"N4*{_place(address)}")


def _place(address: Address) -> str:
    return f"{address.city}*{address.state}*{address.zip}*{address.country}".rstrip("*")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def amount(money: Money) -> str:
    """Cents only where there are any: "210", "210.50", "-20"."""
    dollars, cents = divmod(abs(money.minor), 100)
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{dollars}.{cents:02d}" if cents else f"{sign}{dollars}"
