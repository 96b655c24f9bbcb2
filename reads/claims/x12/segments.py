"""Every segment of our 837P, loop by loop, in the order in which it stands (X12 005010X222A1): the one table of them.

Writer, reader, limits, and what becomes of a value on its way into a file all follow from these lines; how to read one is in
segment_table.py, the words after the colons are in elements.py. What holds between elements is in validate_837p.py. HL segments
and trailers count, and stand in the writer and the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from reads.claims.claim import (
    Accident,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Insurer,
    Patient,
    Physician,
    Receiver,
    ServiceFacility,
    Submitter,
    Subscriber,
)
from reads.claims.other_payer import CasSegment, OtherDecided, OtherPayer
from reads.claims.x12.folded import folded
from reads.claims.x12.segment_table import Part, Parts, SegmentTable


@dataclass(frozen=True, slots=True)
class Opening:
    """What the envelope says at the head of a file and of each transaction set, whose number it has."""

    submitter: Submitter
    receiver: Receiver
    usage: str
    day: date
    time: time
    interchange: int
    group: int
    number: int
    batch: str

    @classmethod
    def of(cls, envelope: Envelope, number: int) -> Opening:
        """The head of the transaction set of that number."""
        at = envelope.written_at
        own = envelope.submitter, envelope.receiver, envelope.usage, at.date(), at.time().replace(tzinfo=None)
        return cls(*own, envelope.interchange, envelope.group, number, batch_number(envelope, number))


@dataclass(frozen=True, slots=True)
class Insured:
    """The level of a subscriber: who is insured, with whom, and whether it is the patient."""

    subscriber: Subscriber
    insurer: Insurer
    is_patient: bool


def batch_number(envelope: Envelope, transaction: int) -> str:
    """BHT03 of a transaction set; a 277CA gives it back for the set as a whole."""
    return f"{envelope.prefix}{envelope.interchange:09d}{transaction:09d}"


def transaction_of_batch(batch: str) -> tuple[str, int, int] | None:
    """Prefix, interchange and transaction set of a `batch_number`; None where it is another's."""
    prefix, digits = batch[:-18], batch[-18:]
    if len(digits) != 18 or not (digits.isascii() and digits.isdecimal()):
        return None
    return prefix, int(digits[:9]), int(digits[9:])


def _address_filed(address: Address) -> Address:
    lines, city = tuple([folded(line) for line in address.lines]), folded(address.city)
    if not address.is_domestic:
        return Address(lines, city, address.state, address.zip, address.country)
    return Address(lines, city, address.state, address.zip.replace("-", ""))


def _address(loop: str, street: str = "") -> SegmentTable:
    """N3 and N4; a street is where people work: no post office box, and a ZIP of nine digits."""
    return SegmentTable(
        Address,
        f"{loop} N3*{{lines:{street or 'lines'}}}",
        f"{loop} N4*{{city:2-30}}*{{state:state}}*{{zip:{'zip9' if street else 'zip'}}}  ? is_domestic",
        f"{loop} N4*{{city:2-30}}*{{state:2-2}}*{{zip:3-15}}*{{country:country}}  ? is_canadian",
        f"{loop} N4*{{city:2-30}}*{{state:-2}}*{{zip:-15}}*{{country:country}}  ? is_elsewhere",
        filed=_address_filed,
    )


def _physician(loop: str, role: str, *more: str) -> SegmentTable:
    return SegmentTable(Physician, f"{loop} NM1*{role}*1*{{name:person}}*XX*{{npi:npi}}", *more)


def _other_payer(adjustments: tuple[CasSegment, ...], **made: Any) -> OtherPayer:
    return OtherPayer(reasons=tuple(reason for each in adjustments for reason in each.reasons), **made)


def _decided(adjustments: tuple[CasSegment, ...], **made: Any) -> OtherDecided:
    return OtherDecided(reasons=tuple(reason for each in adjustments for reason in each.reasons), **made)


def _claim(cause: str = "", charge: object = None, accident: dict[str, date] | None = None, **made: Any) -> Claim:
    """A claim from what its segments say; ValueError where these contradict each other."""
    first, second, third, state = f"{cause}:::".split(":")[:4]
    told = Accident(tuple(filter(None, (first, second, third))), accident["on"], state) if accident else None
    claim = Claim(accident=told, **made)
    if claim.charge != charge or claim.cause != cause:
        raise ValueError("a claim that contradicts itself")
    return claim


HEADING = SegmentTable(
    Opening,
    f"ISA*00*{'':10}*00*{'':10}*{{submitter.qualifier:qualifier}}*{{submitter.id:padded}}*{{receiver.qualifier:qualifier}}"
    "*{receiver.id:padded}*{day:yymmdd}*{time:hhmm}*^*00501*{interchange:control9}*0*{usage:usage}*:",
    "GS*HC*{submitter.id:word}*{receiver.id:word}*{day:day}*{time:hhmm}*{group:control}*X*005010X222A1",
)
"""The head of a file."""

SET_HEADING = SegmentTable(
    Opening,
    "ST*837*{number:control4}*005010X222A1",
    "BHT*0019*00*{batch:batch}*{day:day}*{time:hhmm}*CH",
    "1000A NM1*41*2*{submitter.name:60f}*****46*{submitter.id:2-15}",
    "1000A PER*IC*{submitter.contact:60f}[*TE*{submitter.phone:phone}][*EM*{submitter.email:256}]",
    "1000B NM1*40*2*{receiver.name:60f}*****46*{receiver.id:2-15}",
)
"""The head of a transaction set."""

BILLING = SegmentTable(
    BillingProvider,
    "2000A  PRV*BI*PXC*{taxonomy:taxonomy}  ? taxonomy",
    "2010AA NM1*85*2*{name:60f}*****XX*{npi:npi}",
    Part("address", _address("2010AA", "street")),
    "2010AA REF*EI*{tax_id:tax_id}",
    Part("pay_to", SegmentTable(Address, "2010AB NM1*87*2", *_address("2010AB").entries, filed=_address_filed)),
)
"""The level of a billing provider."""

INSURED = SegmentTable(
    Insured,
    "2000B  SBR*{subscriber.rank:rank}*{is_patient:own}*{subscriber.group_number:-50}*{subscriber.plan_name:-60f}"
    "*{subscriber.msp_type:word}****{insurer.kind:filing}",
    Part(
        "subscriber",
        SegmentTable(
            Subscriber,
            "2010BA NM1*IL*{is_employer:employer}*{name:person}*MI*{member_id:member}",
            Part("address", _address("2010BA")),
            "2010BA DMG*D8*{born:day}*{sex:sex}  ? born",
            "2010BA REF*Y4*{casualty_number:50}  ? casualty_number",
        ),
    ),
    Part("insurer", SegmentTable(Insurer, "2010BB NM1*PR*2*{name:60f}*****PI*{id:2-80}"), shared=True),
)
"""The level of a subscriber."""

PATIENT = SegmentTable(
    Patient,
    "2000C  PAT*{relationship:relationship}",
    "2010CA NM1*QC*1*{name:person_alone}",
    Part("address", _address("2010CA")),
    "2010CA DMG*D8*{born:day}*{sex:sex}",
    "2010CA REF*Y4*{casualty_number:50}  ? casualty_number",
)
"""The level of a patient who isn't the subscriber."""

OTHER_PAYER = SegmentTable(
    _other_payer,
    "2320   SBR*{rank:word}*{relationship:word}*{group_number:-50}*{plan_name:-60f}*{msp_type:word}****{kind:filing}",
    Parts("adjustments", SegmentTable(CasSegment, "2320 CAS*{reasons:reasons}")),
    "2320   AMT*D*{paid:amount}  ? paid",
    "2320   AMT*EAF*{remaining:amount}  ? remaining",
    "2320   OI***Y***Y",
    "2320   MOA*{adjudication:adjudication}  ? adjudication",
    "2330A  NM1*IL*{is_employer:employer}*{subscriber:person}*MI*{member_id:2-80}",
    "2330B  NM1*PR*2*{name:60f}*****PI*{id:2-80}",
    "2330B  DTP*573*D8*{decided_on:day}  ? decided_on",
    "2330B  REF*F8*{claim_number:50}  ? claim_number",
)
"""Another payer of the claim."""

LINE = SegmentTable(
    ClaimLine,
    "2400   SV1*HC:{cpt:cpt}{modifiers:modifiers}*{charge:amount}*UN*{units:units}***{pointers:pointers}[**{emergency:yes}]",
    "2400   DTP*472*D8*{service_date:day}",
    "2400   REF*6R*{reference:30}",
    "2400   NTE*ADD*{note:80}  ? note",
    Part("ordering", _physician("2420E", "DK"), shared=True),
    Parts(
        "decided",
        SegmentTable(
            _decided,
            "2430   SVD*{payer_id:word}*{paid:amount}*HC:{cpt:cpt}{modifiers:modifiers}**{units:units}",
            Parts("adjustments", SegmentTable(CasSegment, "2430 CAS*{reasons:reasons}")),
            "2430   DTP*573*D8*{on:day}",
            "2430   AMT*EAF*{remaining:amount}  ? remaining",
        ),
    ),
)
"""A line, and what earlier payers decided on it."""

CLAIM = SegmentTable(
    _claim,
    "2300   CLM*{control_number:20}*{charge:amount}***{place_of_service:place}:B:{frequency:frequency}*Y*A*Y*Y[**{cause:causes}]",
    Part("accident", SegmentTable(dict, "2300 DTP*439*D8*{on:day}")),
    "2300   DTP*435*D8*{admitted_on:day}  ? admitted_on",
    "2300   REF*EW*{mammography:50}  ? mammography",
    "2300   REF*G1*{prior_authorization:50}  ? prior_authorization",
    "2300   REF*F8*{payer_claim_number:50}  ? payer_claim_number",
    "2300   NTE*ADD*{note:80}  ? note",
    "2300   HI*{diagnoses:diagnoses}",
    Part("referring", _physician("2310A", "DN"), shared=True),
    Part("rendering", _physician("2310B", "82", "2310B PRV*PE*PXC*{taxonomy:taxonomy}  ? taxonomy"), shared=True),
    Part(
        "facility",
        SegmentTable(
            ServiceFacility,
            "2310C NM1*77*2*{name:60f}[*****XX*{npi:npi}]",
            Part("address", _address("2310C", "street")),
        ),
        shared=True,
    ),
    Part("supervising", _physician("2310D", "DQ"), shared=True),
    Parts("others", OTHER_PAYER),
    Parts("lines", LINE, counted="LX"),
)
"""A claim with its lines."""
