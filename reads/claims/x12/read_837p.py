"""An 837P of our own read back into the values it was written from: a file is kept only if they are the same (spec 5.3).

Strict on purpose: it knows the segments that writer.py writes, in their order, with their fixed elements and counts, and no
others. Whatever else stands in a file stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from reads.claims.claim import (
    Accident,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Frequency,
    Insurer,
    Patient,
    Physician,
    Rank,
    Receiver,
    Relationship,
    ServiceFacility,
    Submitter,
    Subscriber,
)
from reads.claims.x12.cursor import Cursor, Levels, NotOurs
from reads.claims.x12.loops import VERSION, batch_number, causes
from reads.claims.x12.read_elements import (
    amount_in,
    day_in,
    member_of,
    number_in,
    optional,
    optional_day,
    person_in,
    time_in,
    whole,
)
from reads.claims.x12.read_other_payer import KINDS, decisions, other_payers
from reads.claims.x12.segment_reader import Segment, segments
from reads.core.findings import Finding


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
    isa = cursor.take("ISA", {1: "00", 2: " " * 10, 3: "00", 4: " " * 10, 11: "^", 12: "00501", 14: "0", 16: ":"})
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
        submitter=Submitter(sender[3], sender[9], contact[2], reached.get("TE", ""), reached.get("EM", ""), isa[5]),
        receiver=Receiver(receiver[3], receiver[9], isa[7]),
        usage=isa[15],
        written_at=datetime.combine(day_in(gs, 4), time_in(gs, 5)),
        interchange=number_in(isa, 13),
        group=number_in(gs, 6),
        transaction=number_in(st, 2) - sets,
        prefix=bht[3][:-18],
    )
    if bht[3] != batch_number(envelope, number_in(st, 2)):
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
    sbr = cursor.take("SBR", {2: "" if dependents else "18", 6: "", 7: "", 8: ""}, longest=9)
    subscriber = _subscriber(cursor, sbr)
    payer = cursor.take("NM1", {1: "PR", 2: "2", 8: "PI"}, longest=9)
    if sbr[9] not in KINDS:
        raise NotOurs("a filing indicator", sbr)
    insurer = Insurer(payer[3], payer[9], KINDS[sbr[9]])
    if not dependents:
        while cursor.at("CLM"):
            yield _claim(cursor, billing, insurer, subscriber, None)
    while dependents and cursor.at("HL") and cursor.next is not None and cursor.next[3] == "23":
        levels.take(level, "23", "0")
        patient = _patient(cursor)
        while cursor.at("CLM"):
            yield _claim(cursor, billing, insurer, subscriber, patient)


def _subscriber(cursor: Cursor, sbr: Segment) -> Subscriber:
    name = cursor.take("NM1", {1: "IL", 8: "MI"}, longest=9)
    if name[2] not in {"1", "2"}:
        raise NotOurs("a person or an employer", name)
    address = _address(cursor) if cursor.at("N3") else None
    born, sex = _demographics(cursor) if cursor.at("DMG") else (None, "")
    return Subscriber(
        name=person_in(name),
        member_id=name[9],
        address=address,
        born=born,
        sex=sex,
        group_number=sbr[3],
        plan_name=sbr[4],
        is_employer=name[2] == "2",
        casualty_number=optional(cursor, "REF", "Y4"),
        rank=member_of(Rank, sbr, sbr[1]),
        msp_type=sbr[5],
    )


def _patient(cursor: Cursor) -> Patient:
    relationship = cursor.take("PAT", longest=1)
    name = cursor.take("NM1", {1: "QC", 2: "1"}, longest=7)
    address = _address(cursor)
    born, sex = _demographics(cursor)
    known = member_of(Relationship, relationship, relationship[1])
    return Patient(person_in(name), known, address, born, sex, optional(cursor, "REF", "Y4"))


def _claim(
    cursor: Cursor, billing: BillingProvider, insurer: Insurer, subscriber: Subscriber, patient: Patient | None
) -> Claim:
    clm = cursor.take("CLM", {3: "", 4: "", 6: "Y", 7: "A", 8: "Y", 9: "Y", 10: ""}, longest=11)
    place, qualifier, frequency = (*clm.components(5), "", "")[:3]
    if qualifier != "B":
        raise NotOurs("a CLM with a place of service", clm)
    accident = _accident(clm, optional_day(cursor, "439"))
    claim = Claim(
        control_number=clm[1],
        billing=billing,
        insurer=insurer,
        subscriber=subscriber,
        patient=patient,
        place_of_service=place,
        frequency=member_of(Frequency, clm, frequency),
        accident=accident,
        admitted_on=optional_day(cursor, "435"),
        mammography=optional(cursor, "REF", "EW"),
        prior_authorization=optional(cursor, "REF", "G1"),
        payer_claim_number=optional(cursor, "REF", "F8"),
        note=optional(cursor, "NTE", "ADD"),
        diagnoses=_diagnoses(cursor.take("HI")),
        referring=_physician(cursor, "DN") if cursor.at("NM1", "DN") else None,
        rendering=_rendering(cursor),
        facility=_facility(cursor) if cursor.at("NM1", "77") else None,
        supervising=_physician(cursor, "DQ") if cursor.at("NM1", "DQ") else None,
        others=tuple(other_payers(cursor)),
        lines=tuple(_lines(cursor)),
    )
    if amount_in(clm, 2) != claim.charge:
        raise NotOurs("a CLM that charges the sum of its lines", clm)
    return claim


def _accident(clm: Segment, day: date | None) -> Accident | None:
    if not clm[11] and day is None:
        return None
    parts = [*clm.components(11), "", "", "", ""]
    accident = Accident(tuple(part for part in parts[:3] if part), day, parts[3]) if day else None
    if accident is None or causes(accident) != clm[11]:
        raise NotOurs("a cause with its day", clm)
    return accident


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
        day = day_in(cursor.take("DTP", {1: "472", 2: "D8"}, longest=3), 3)
        yield ClaimLine(
            reference=cursor.take("REF", {1: "6R"}, longest=2)[2],
            cpt=cpt,
            modifiers=tuple(modifiers[:-1]),
            charge=amount_in(sv1, 2),
            units=number_in(sv1, 4),
            pointers=tuple([whole(sv1, pointer) for pointer in sv1.components(7)]),
            emergency=sv1[9] == "Y",
            service_date=day,
            note=optional(cursor, "NTE", "ADD"),
            ordering=_physician(cursor, "DK") if cursor.at("NM1", "DK") else None,
            decided=tuple(decisions(cursor)),
        )


def _physician(cursor: Cursor, role: str) -> Physician:
    segment = cursor.take("NM1", {1: role, 2: "1", 8: "XX"}, longest=9)
    return Physician(person_in(segment), segment[9])


def _address(cursor: Cursor) -> Address:
    lines = cursor.take("N3", longest=2).parts[1:]
    place = cursor.take("N4", longest=4)
    return Address(lines, place[1], place[2], place[3], place[4])


def _demographics(cursor: Cursor) -> tuple[date, str]:
    segment = cursor.take("DMG", {1: "D8"}, longest=3)
    return day_in(segment, 2), segment[3]
