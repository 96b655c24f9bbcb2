"""The one table of segments: each of its lines, and what it says of an element that doesn't fit."""

from dataclasses import replace

import pytest

from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import unfit
from reads.claims.x12.segment_line import SegmentLine
from reads.claims.x12.segments import BILLING, CLAIM, INSURED, PATIENT
from tests.reads.claims.x12.words import DR_SMITH, JANE, TED, claim


def test_an_element_is_named_by_where_it_stands():
    line = SegmentLine("2400 SV1*HC:{cpt:cpt}{modifiers:modifiers}*{charge:amount}*UN*{units:units}")
    assert [field.element for field in line.fields] == ["2400 SV101-2", "2400 SV101-3", "2400 SV102", "2400 SV104"]
    (number,) = SegmentLine("2300 REF*G1*{prior_authorization:50}  ? prior_authorization").fields
    assert number.element == "2300 REF*G1"
    *_, member = SegmentLine("2010BA NM1*IL*{is_employer:employer}*{name:person}*MI*{member_id:member}").fields
    assert member.element == "2010BA NM109"


@pytest.mark.parametrize("table", [BILLING, INSURED, PATIENT, CLAIM])
def test_every_line_names_its_loop(table):
    assert all(entry.loop for entry in table.entries if isinstance(entry, SegmentLine))


@pytest.mark.parametrize("long", ["L" * 300, "", " x", "a~b", "ÿ", "\n"])
def test_what_a_line_refuses_is_explained_by_an_element(long):
    """No segment is refused that no element answers for, whatever stands in the fields of a claim."""
    name = replace(JANE.name, last=long, first=long, middle=long, suffix=long)
    address = replace(TED.address, lines=(long, long), city=long, state=long, zip=long)
    odd = replace(
        filed(claim(patient=TED)),
        subscriber=replace(JANE, name=name, member_id=long, address=address, group_number=long, plan_name=long),
        patient=replace(TED, name=name, address=address, sex=long, casualty_number=long),
        referring=replace(DR_SMITH, name=name, npi=long),
        control_number=long,
        place_of_service=long,
        note=long,
        mammography=long,
        diagnoses=(long,),
        lines=(replace(claim().lines[0], reference=long, cpt=long, modifiers=(long,), units=0, note=long),),
    )
    found = unfit(odd)
    assert {finding.code for finding in found} <= {
        "bad_element",
        "bad_length",
        "bad_character",
        "bad_member_id",
        "bad_npi",
        "bad_zip",
    }
    assert len(found) > 10
    assert not any("as a file has it" in finding.message for finding in found)
