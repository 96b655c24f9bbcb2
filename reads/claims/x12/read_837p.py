"""An 837P of our own read back into the values it was written from: a file is kept only if they are the same (spec 5.3).

Strict on purpose: it knows the segments that writer.py writes, in their order, with their fixed elements and counts, and no
others. Whatever else stands in a file stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from reads.claims.claim import (
    FILING_INDICATORS,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Frequency,
    Insurer,
    Patient,
    PersonName,
    Physician,
    Receiver,
    Relationship,
    ServiceFacility,
    Submitter,
    Subscriber,
)
from reads.claims.x12.cursor import Cursor, Levels, NotOurs
from reads.claims.x12.loops import VERSION, amount, batch_number
from reads.claims.x12.segment_reader import Segment, segments
from reads.core.findings import Finding
from reads.core.money import Money

Known = TypeVar("Known", bound=StrEnum)

_KINDS = {indicator: kind for kind, indicator in FILING_INDICATORS.items()}


def parse837(chunks: Iterable[str]) -> Iterator[Envelope | Claim]:
    """The envelope, then the claims one by one, in the order in which they stand; holds one claim at a time.

    Raises NotOurs at whatever our own writer wouldn't have written, a wrong count in a trailer included.
    """
    findings: list[Finding] = []
    cursor = Cursor(segments(chunks, findings))
    yield from _file(cursor)
    if findings:
        raise NotOurs("the end", None)


def _file(cursor: Cursor) -> Iterator[Envelope | Claim]:
    isa = cursor.take(
        "ISA", {1: "00", 2: " " * 10, 3: "00", 4: " " * 10, 5: "ZZ", 7: "ZZ", 11: "^", 12: "00501", 14: "0", 16: ":"}
    )
    gs = cursor.take("GS", {1: "HC", 7: "X", 8: VERSION})
    sets = 0
    envelope: Envelope | None = None
    while cursor.at("ST"):
        cursor.taken = 0
        st = cursor.take("ST", {1: "837", 3: VERSION})
        heading = _heading(cursor, (isa, gs, st), sets)
        if envelope is None:
            envelope = heading
            yield heading
        if heading != envelope:
            raise NotOurs("the heading of the first transaction set", st)
        sets += 1
        levels = Levels(cursor)
        while cursor.at("HL"):
            yield from _billing_level(cursor, levels)
        cursor.take("SE", {1: str(cursor.taken + 1), 2: st[2]})
    cursor.take("GE", {1: str(sets), 2: gs[6]})
    cursor.take("IEA", {1: "1", 2: isa[13]})
    if cursor.next:
        raise NotOurs("the end of the file", cursor.next)


def _heading(cursor: Cursor, control: tuple[Segment, Segment, Segment], sets: int) -> Envelope:
    isa, gs, st = control
    bht = cursor.take("BHT", {1: "0019", 2: "00", 4: gs[4], 5: gs[5], 6: "CH"})
    sender = cursor.take("NM1", {1: "41", 2: "2", 8: "46", 9: gs[2]})
    contact = cursor.take("PER", {1: "IC"})
    receiver = cursor.take("NM1", {1: "40", 2: "2", 8: "46", 9: gs[3]})
    if (isa[6], isa[8], isa[9], isa[10]) != (gs[2].ljust(15), gs[3].ljust(15), gs[4][2:], gs[5]):
        raise NotOurs("an ISA that agrees with its GS", isa)
    reached = dict(zip(contact.parts[3::2], contact.parts[4::2], strict=False))
    envelope = Envelope(
        submitter=Submitter(sender[3], sender[9], contact[2], reached.get("TE", ""), reached.get("EM", "")),
        receiver=Receiver(receiver[3], receiver[9]),
        usage=isa[15],
        written_at=datetime.combine(_day(gs, 4), _time(gs, 5)),
        interchange=_number(isa, 13),
        group=_number(gs, 6),
        transaction=_number(st, 2) - sets,
        prefix=bht[3][:-18],
    )
    if bht[3] != batch_number(envelope, _number(st, 2)):
        raise NotOurs("a BHT with the batch number of its set", bht)
    return envelope


def _billing_level(cursor: Cursor, levels: Levels) -> Iterator[Claim]:
    level = levels.take(0, "20", "1")
    taxonomy = cursor.take("PRV", {1: "BI", 2: "PXC"}, longest=3)[3] if cursor.at("PRV") else ""
    name = cursor.take("NM1", {1: "85", 2: "2", 8: "XX"}, longest=9)
    address = _address(cursor)
    tax_id = cursor.take("REF", {1: "EI"}, longest=2)[2]
    pay_to = None
    if cursor.at("NM1", "87"):
        cursor.take("NM1", {1: "87", 2: "2"}, longest=2)
        pay_to = _address(cursor)
    billing = BillingProvider(name[3], name[9], tax_id, address, taxonomy, pay_to)
    while cursor.at("HL") and cursor.next is not None and cursor.next[3] == "22":
        yield from _subscriber_level(cursor, levels, level, billing)


def _subscriber_level(cursor: Cursor, levels: Levels, parent: int, billing: BillingProvider) -> Iterator[Claim]:
    dependents = cursor.next is not None and cursor.next[4] == "1"
    level = levels.take(parent, "22", str(int(dependents)))
    sbr = cursor.take("SBR", {1: "P", 2: "" if dependents else "18"}, longest=9)
    subscriber = _subscriber(cursor, sbr[3])
    payer = cursor.take("NM1", {1: "PR", 2: "2", 8: "PI"}, longest=9)
    if sbr[9] not in _KINDS:
        raise NotOurs("a filing indicator", sbr)
    insurer = Insurer(payer[3], payer[9], _KINDS[sbr[9]])
    if not dependents:
        while cursor.at("CLM"):
            yield _claim(cursor, billing, insurer, subscriber, None)
    while dependents and cursor.at("HL") and cursor.next is not None and cursor.next[3] == "23":
        levels.take(level, "23", "0")
        patient = _patient(cursor)
        while cursor.at("CLM"):
            yield _claim(cursor, billing, insurer, subscriber, patient)


def _subscriber(cursor: Cursor, group_number: str) -> Subscriber:
    name = cursor.take("NM1", {1: "IL", 2: "1", 8: "MI"}, longest=9)
    address = _address(cursor) if cursor.at("N3") else None
    born, sex = _demographics(cursor) if cursor.at("DMG") else (None, "")
    return Subscriber(_name(name), name[9], address, born, sex, group_number)


def _patient(cursor: Cursor) -> Patient:
    relationship = cursor.take("PAT", longest=1)
    name = cursor.take("NM1", {1: "QC", 2: "1"}, longest=7)
    address = _address(cursor)
    return Patient(_name(name), _member(Relationship, relationship, relationship[1]), address, *_demographics(cursor))


def _claim(
    cursor: Cursor, billing: BillingProvider, insurer: Insurer, subscriber: Subscriber, patient: Patient | None
) -> Claim:
    clm = cursor.take("CLM", {3: "", 4: "", 6: "Y", 7: "A", 8: "Y", 9: "Y"}, longest=9)
    place, qualifier, frequency = (*clm.components(5), "", "")[:3]
    if qualifier != "B":
        raise NotOurs("a CLM with a place of service", clm)
    admitted_on = _day(cursor.take("DTP", {1: "435", 2: "D8"}), 3) if cursor.at("DTP") else None
    claim = Claim(
        control_number=clm[1],
        billing=billing,
        insurer=insurer,
        subscriber=subscriber,
        patient=patient,
        place_of_service=place,
        frequency=_member(Frequency, clm, frequency),
        admitted_on=admitted_on,
        prior_authorization=_optional(cursor, "REF", "G1"),
        payer_claim_number=_optional(cursor, "REF", "F8"),
        note=_optional(cursor, "NTE", "ADD"),
        diagnoses=_diagnoses(cursor.take("HI")),
        referring=_physician(cursor, "DN") if cursor.at("NM1", "DN") else None,
        rendering=_rendering(cursor),
        facility=_facility(cursor) if cursor.at("NM1", "77") else None,
        lines=tuple(_lines(cursor)),
    )
    if _amount(clm, 2) != claim.charge:
        raise NotOurs("a CLM that charges the sum of its lines", clm)
    return claim


def _diagnoses(hi: Segment) -> tuple[str, ...]:
    codes = [hi.components(at) for at in range(1, len(hi.parts))]
    if [code[0] for code in codes] != ["ABK", *["ABF"] * (len(codes) - 1)] or {len(code) for code in codes} != {2}:
        raise NotOurs("a principal diagnosis and others", hi)
    return tuple([code[1] for code in codes])


def _rendering(cursor: Cursor) -> Physician:
    physician = _physician(cursor, "82")
    if not cursor.at("PRV"):
        return physician
    return Physician(physician.name, physician.npi, cursor.take("PRV", {1: "PE", 2: "PXC"}, longest=3)[3])


def _facility(cursor: Cursor) -> ServiceFacility:
    name = cursor.take("NM1", {1: "77", 2: "2"}, longest=9)
    if name[8] not in {"", "XX"}:
        raise NotOurs("an NPI", name)
    return ServiceFacility(name[3], _address(cursor), name[9])


def _lines(cursor: Cursor) -> Iterator[ClaimLine]:
    number = 0
    while cursor.at("LX"):
        number += 1
        cursor.take("LX", {1: str(number)}, longest=1)
        sv1 = cursor.take("SV1", {3: "UN", 5: "", 6: "", 8: ""}, longest=9)
        qualifier, cpt, *modifiers = (*sv1.components(1), "")
        if qualifier != "HC" or sv1[9] not in {"", "Y"}:
            raise NotOurs("an SV1 with an HCPCS code", sv1)
        day = _day(cursor.take("DTP", {1: "472", 2: "D8"}, longest=3), 3)
        yield ClaimLine(
            reference=cursor.take("REF", {1: "6R"}, longest=2)[2],
            cpt=cpt,
            modifiers=tuple(modifiers[:-1]),
            charge=_amount(sv1, 2),
            units=_number(sv1, 4),
            pointers=tuple([_whole(sv1, pointer) for pointer in sv1.components(7)]),
            emergency=sv1[9] == "Y",
            service_date=day,
            note=_optional(cursor, "NTE", "ADD"),
            ordering=_physician(cursor, "DK") if cursor.at("NM1", "DK") else None,
        )


def _optional(cursor: Cursor, id_: str, qualifier: str) -> str:
    return cursor.take(id_, {1: qualifier}, longest=2)[2] if cursor.at(id_, qualifier) else ""


def _physician(cursor: Cursor, role: str) -> Physician:
    segment = cursor.take("NM1", {1: role, 2: "1", 8: "XX"}, longest=9)
    return Physician(_name(segment), segment[9])


def _name(segment: Segment) -> PersonName:
    return PersonName(segment[3], segment[4], segment[5], segment[7])


def _address(cursor: Cursor) -> Address:
    lines = cursor.take("N3", longest=2).parts[1:]
    place = cursor.take("N4", longest=3)
    return Address(lines, place[1], place[2], place[3])


def _demographics(cursor: Cursor) -> tuple[date, str]:
    segment = cursor.take("DMG", {1: "D8"}, longest=3)
    return _day(segment, 2), segment[3]


def _day(segment: Segment, element: int) -> date:
    try:
        return date.fromisoformat(segment[element])
    except ValueError:
        raise NotOurs(f"a date in element {element}", segment) from None


def _time(segment: Segment, element: int) -> time:
    try:
        return time.fromisoformat(segment[element])
    except ValueError:
        raise NotOurs(f"a time in element {element}", segment) from None


def _number(segment: Segment, element: int) -> int:
    return _whole(segment, segment[element])


def _whole(segment: Segment, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NotOurs("a number", segment)
    return int(text)


def _amount(segment: Segment, element: int) -> Money:
    try:
        money = Money.of(segment[element])
    except ValueError:
        money = None
    if money is None or amount(money) != segment[element]:
        raise NotOurs(f"an amount in element {element}", segment)
    return money


def _member(kind: type[Known], segment: Segment, text: str) -> Known:
    try:
        return kind(text)
    except ValueError:
        raise NotOurs(f"a {kind.__name__.lower()}", segment) from None
