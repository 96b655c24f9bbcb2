"""What a file can't carry is refused by element, with what to do, and without the value."""

from dataclasses import replace
from datetime import date

import pytest

from reads.claims.claim import Address, Frequency, PersonName, Physician, ServiceFacility
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import unfit
from reads.claims.x12.validate_837p import unfit_envelope
from reads.core.money import Money
from reads.directory.model import PayerKind
from tests.reads.claims.x12.words import ENVELOPE, GROUP, JANE, MEDICARE, TAMPA, TED, claim, lines

LINE = claim().lines[0]


def line(**changes):
    return claim(lines=(replace(LINE, **changes),))


def group(**changes):
    return claim(billing=replace(GROUP, **changes))


def jane(**changes):
    return claim(subscriber=replace(JANE, **changes))


BOX = replace(GROUP.address, lines=("P.O. Box 12",))

CASES = [
    (claim(control_number="C" * 21), "bad_length", "2300 CLM01"),
    (claim(control_number=""), "bad_element", "2300 CLM01"),
    (claim(control_number="A~B", lines=lines("74177-26 1")), "bad_character", "2300 CLM01"),
    (claim(place_of_service="ER"), "bad_element", "2300 CLM05-1"),
    (claim(frequency=Frequency.REPLACEMENT), "bad_element", "2300 REF*F8"),
    (claim(frequency=Frequency.VOID), "bad_element", "2300 REF*F8"),
    (claim(payer_claim_number="ICN1"), "bad_element", "2300 REF*F8"),
    (claim(prior_authorization="A" * 51), "bad_length", "2300 REF*G1"),
    (claim(note="N" * 81), "bad_length", "2300 NTE02"),
    (claim(note="see: report"), "bad_character", "2300 NTE02"),
    (claim(diagnoses=()), "no_diagnosis", "2300 HI01"),
    (claim(diagnoses=("R10.9", "broken")), "bad_element", "2300 HI02"),
    (claim(diagnoses=("R10.9", "R109")), "bad_element", "2300 HI"),
    (claim(diagnoses=tuple(f"R{number}" for number in range(10, 23))), "bad_element", "2300 HI"),
    (claim(lines=()), "bad_element", "2400 LX"),
    (claim(", ".join(["74177-26 1"] * 51)), "bad_element", "2400 LX"),
    (claim(lines=lines("74177-26 1", "SAME") * 2), "bad_element", "2400 REF*6R"),
    (line(reference="R" * 31), "bad_length", "2400 line 1 REF*6R"),
    (line(cpt="7417"), "bad_element", "2400 line 1 SV101-2"),
    (line(modifiers=("26", "59", "LT", "RT", "77")), "bad_element", "2400 line 1 SV101-3"),
    (line(modifiers=("2",)), "bad_element", "2400 line 1 SV101-3"),
    (line(charge=Money(0)), "no_charge", "2400 line 1 SV102"),
    (line(charge=Money(100, "EUR")), "no_charge", "2400 line 1 SV102"),
    (line(units=0), "bad_element", "2400 line 1 SV104"),
    (line(pointers=(2,)), "bad_element", "2400 line 1 SV107"),
    (line(pointers=()), "bad_element", "2400 line 1 SV107"),
    (line(pointers=(1, 1)), "bad_element", "2400 line 1 SV107"),
    (line(note="N" * 81), "bad_length", "2400 line 1 NTE02"),
    (line(service_date=date(1026, 1, 1)), "bad_element", "2400 line 1 DTP*472"),
    (line(ordering=Physician(PersonName("Smith"), "1234567890")), "bad_npi", "2420E line 1 NM109"),
    (group(npi="1245319590"), "bad_npi", "2010AA NM109"),
    (group(tax_id="31123456"), "bad_element", "2010AA REF*EI"),
    (group(taxonomy="2085R"), "bad_element", "2000A PRV03"),
    (group(address=BOX), "po_box", "2010AA N301"),
    (group(address=replace(GROUP.address, lines=("100 Main St", "POST OFFICE BOX 4"))), "po_box", "2010AA N301"),
    (group(address=replace(GROUP.address, zip="43215")), "bad_zip", "2010AA N403"),
    (group(address=replace(GROUP.address, lines=())), "bad_element", "2010AA N301"),
    (group(pay_to=Address(("PO Box 1",), "Columbus", "Ohio", "43215")), "bad_element", "2010AB N402"),
    (claim(insurer=replace(MEDICARE, id="")), "bad_element", "2010BB NM109"),
    (claim(insurer=replace(MEDICARE, kind=PayerKind.SELF_PAY)), "no_insurer", "2000B SBR09"),
    (jane(member_id="X"), "bad_member_id", "2010BA NM109"),
    (jane(name=PersonName("D" * 61)), "bad_length", "2010BA NM103"),
    (jane(name=PersonName("")), "bad_element", "2010BA NM103"),
    (jane(address=None), "bad_element", "2010BA N301"),
    (jane(born=None), "bad_element", "2010BA DMG02"),
    (jane(sex="X"), "bad_element", "2010BA DMG03"),
    (claim(patient=replace(TED, sex="")), "bad_element", "2010CA DMG03"),
    (claim(patient=replace(TED, name=PersonName("Дое"))), "bad_character", "2010CA NM103"),
    (claim(facility=ServiceFacility("Reading Site", BOX)), "po_box", "2310C N301"),
    (claim(facility=replace(TAMPA, npi="1")), "bad_npi", "2310C NM109"),
    (claim(facility=replace(TAMPA, address=replace(TAMPA.address, zip="33602"))), "bad_zip", "2310C N403"),
    (claim(rendering=Physician(PersonName("Lee"), "")), "bad_npi", "2310B NM109"),
    (claim(referring=Physician(PersonName("Lee"), "1234567893", "2085R0202X")), "bad_element", "2310A PRV03"),
]


def test_a_good_claim_has_no_fault():
    assert unfit(filed(claim())) == []
    assert unfit(filed(claim(patient=TED))) == []


@pytest.mark.parametrize("faulty, code, element", CASES, ids=[f"{code} {element}" for _, code, element in CASES])
def test_each_fault_is_named_by_its_element(faulty, code, element):
    found = unfit(filed(faulty))
    assert [(finding.code, finding.where.field) for finding in found] == [(code, element)]
    assert found[0].remedy


def test_no_finding_shows_a_value():
    """Canaries in every field of a patient: none is in a message or a remedy, nor is a control number's odd character."""
    canary = "CANARY~"
    name = PersonName(canary * 10, canary * 10, canary * 10, canary * 10)
    address = Address((canary * 10, canary * 10), canary * 10, canary, canary)
    hostile = replace(
        filed(claim()),
        subscriber=replace(JANE, name=name, member_id=canary, address=address, sex=canary, group_number=canary),
        patient=replace(TED, name=name, address=address, sex=canary),
        note=canary,
        diagnoses=(canary,),
        control_number="\x1b[31m",
    )
    found = unfit(hostile)
    assert len(found) == 25
    assert not any("CANARY" in f"{finding.message}{finding.remedy}{finding.where}" for finding in found)
    assert not any("\x1b" in finding.message for finding in found)


@pytest.mark.parametrize(
    "faulty, element",
    [
        (replace(ENVELOPE, usage="X"), "ISA15"),
        (replace(ENVELOPE, interchange=0), "ISA13"),
        (replace(ENVELOPE, group=1_000_000_000), "GS06"),
        (replace(ENVELOPE, submitter=replace(ENVELOPE.submitter, id="")), "1000A NM109"),
        (replace(ENVELOPE, submitter=replace(ENVELOPE.submitter, id="S" * 16)), "1000A NM109"),
        (replace(ENVELOPE, submitter=replace(ENVELOPE.submitter, phone="", email="")), "1000A PER04"),
        (replace(ENVELOPE, receiver=replace(ENVELOPE.receiver, name="A~B")), "1000B NM103"),
    ],
)
def test_an_envelope_has_to_fit_too(faulty, element):
    faulty = replace(faulty, submitter=replace(faulty.submitter, phone=faulty.submitter.phone and "5555550100"))
    assert [finding.where.field for finding in unfit_envelope(faulty)] == [element]
