"""What imported code sets say of a final (spec 5.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reads.claims.checks.code_set_checks import diagnosis_not_valid, mue_exceeded, ncci_pair, no_payer_id
from reads.claims.contractor import id_for, of_carrier, of_zip
from reads.claims.same_day_claims import beside_each_other
from reads.core.date_span import DateSpan
from reads.directory.model import Exam, PayerKind
from reads.fees.codes.code_set import CodeEntry, CodeKind
from reads.fees.codes.code_sets import NO_CODE_SETS, CodeSets, Edition, by_code
from tests.reads.claims.cases import MEDICARE, final
from tests.reads.claims.practice import FINAL, Practice

SINCE = DateSpan(date(2026, 1, 1), None)


def sets(**entries: list[CodeEntry]) -> CodeSets:
    kinds = {each.name.lower(): each for each in CodeKind}
    return CodeSets(
        tuple(
            Edition(kinds[name], "test", SINCE, by_code(some, on_other=name == "replaced_diagnoses"))
            for name, some in entries.items()
        )
    )


def looked_at(codes: CodeSets, diagnoses: str = "R51.9", modifiers: tuple[str, ...] = ()):
    made = final({"diagnoses": diagnoses}, modifiers=modifiers)
    return replace(made, ground=replace(made.ground, codes=codes))


def test_without_code_sets_nothing_is_held():
    for check in (diagnosis_not_valid, ncci_pair, mue_exceeded):
        assert list(check(looked_at(NO_CODE_SETS, diagnoses="Q99ZZZ;R51"))) == []


def test_a_diagnosis_that_went_is_held_with_what_took_its_place():
    codes = sets(
        diagnoses=[CodeEntry("R519", value="1"), CodeEntry("R51", value="0")],
        replaced_diagnoses=[CodeEntry("R519", "Q99ZZZ")],
    )
    problems = list(diagnosis_not_valid(looked_at(codes, diagnoses="R51.9;R51;Q99ZZZ;A00.0")))
    assert [each.message.partition(" on ")[0] for each in problems] == [
        "diagnosis 2 is a heading",
        "diagnosis 3 is no ICD-10-CM code",
        "diagnosis 4 is no ICD-10-CM code",
    ]
    assert problems[1].remedy.startswith("R519 took its place")


@pytest.mark.parametrize(
    ("value", "modifiers", "held"), [("1", "", 1), ("1", "59", 0), ("1", "LT", 0), ("0", "59", 1), ("9", "", 0)]
)
def test_a_pair_is_held_unless_a_modifier_may_part_it(value: str, modifiers: str, held: int):
    codes = sets(pairs=[CodeEntry("71046", "70450", value, date(2018, 1, 1))])
    made = replace(looked_at(codes, modifiers=tuple(filter(None, [modifiers]))), same_day=("71046",))
    assert len(list(ncci_pair(made))) == held


def test_a_pair_is_parted_by_the_other_s_modifier_too():
    codes = sets(pairs=[CodeEntry("71046", "70450", "1", date(2018, 1, 1))])
    made = replace(looked_at(codes), same_day=("71046",), same_day_modifiers={"71046": (frozenset({"XS"}),)})
    assert list(ncci_pair(made)) == []


@pytest.mark.parametrize("order", [("XS", ""), ("", "XS")])
def test_of_several_services_of_the_other_code_each_needs_the_modifier(order: tuple[str, ...]):
    """In whichever order they come."""
    codes = sets(pairs=[CodeEntry("71046", "70450", "1", date(2018, 1, 1))])
    film = Exam("*", "XRCHEST2", ("71046",), "XR")
    films = [
        final(exam=film, exam_code="XRCHEST2", modifiers=tuple(filter(None, [given])), sequence=str(number))
        for number, given in enumerate(order)
    ]
    head, *_ = beside_each_other([looked_at(codes), *films])
    assert len(list(ncci_pair(head))) == 1
    parted, *_ = beside_each_other([looked_at(codes), films[order.index("XS")]])
    assert list(ncci_pair(parted)) == []


def test_a_modifier_of_one_code_alone_parts_its_pair():
    codes = sets(pairs=[CodeEntry("70486", "70450", "1", date(2018, 1, 1))])
    both = Exam("*", "CTBOTH", ("70450", "70486"), "CT")
    for said, held in (("", 1), ("70486:59", 0), ("70486:26", 1)):
        made = final({"modifiers_by_code": said}, exam=both)
        made = replace(made, ground=replace(made.ground, codes=codes))
        assert len(list(ncci_pair(made))) == held, said


def import_pair(practice: Practice) -> None:
    """71045 is part of 71046."""
    pairs = practice.books / "ccipra-v323r0-f1.txt"
    pairs.write_text(
        "Column 1\tColumn 2\t*\tEffective Date\tDeletion Date *=no data\tModifier 0=not allowed 1=allowed 9=not applicable\n"
        "71046\t71045\t\t20180101\t*\t1\n"
    )
    practice.wetread("codes", "import", str(pairs))


def test_finals_of_one_day_meet_whatever_list_or_claim_they_stand_on(practice: Practice):
    """And only those of the same patient, payer, day and reader."""
    import_pair(practice)
    xray = {"exam_code": "XRCHEST2", "modality": "XR"}
    practice.bring_in(xray)
    practice.export()
    film = xray | {"exam_code": "XRCHEST1"}
    other_patient = film | {"member_id": "1HR2KT3MW42", "patient_first": "Ida"}
    day_before = film | {name: f"2026-10-04{FINAL[name][10:]}" for name in ("exam_at", "received_at", "signed_at")}
    practice.bring_in(xray, film, other_patient, film | {"radiologist": "r-chen"}, day_before)
    held = {accession: codes for accession, codes in practice.held().items() if "ncci_pair" in codes}
    assert list(held) == ["A2"]
    (listed,) = [each for each in practice.run("claims", "check", "--json").json["held"] if each["accession"] == "A2"]
    refused = practice.run("held", "release", str(listed["id"]), "--because", "asked")
    assert refused.status == 3
    assert "held for ncci_pair" in refused.stderr


def test_a_final_that_was_signed_weeks_later_meets_those_of_its_day(practice: Practice):
    """Harbor goes by the day of the exam: one film was read the next month, another a year before."""
    import_pair(practice)
    xray = {"modality": "XR", "exam_code": "XRCHEST2", "payer": "harbor-commercial", "member_id": "HM-1"}
    days = {name: f"2026-10-02{FINAL[name][10:]}" for name in ("exam_at", "received_at", "signed_at")}
    read = {"received_at": "2026-11-01T08:00:00-06:00", "signed_at": "2026-11-01T09:00:00-06:00"}
    long_ago = {name: f"2025-10-04{FINAL[name][10:]}" for name in days}
    practice.bring_in(xray | days, xray | days | read | {"exam_code": "XRCHEST1"}, xray | long_ago, status=1)
    month = practice.run("claims", "check", "--month", "2026-11", "--json").json
    (held,) = month["held"]
    assert (held["accession"], "ncci_pair" in [reason["code"] for reason in held["reasons"]]) == ("A2", True)


def test_a_replacement_meets_what_stands_on_other_claims(practice: Practice):
    """Two films went out on one day before the edits were imported; a replacement of one is asked beside the other."""
    xray = {"modality": "XR", "exam_code": "XRCHEST2"}
    practice.bring_in(xray, xray | {"exam_code": "XRCHEST1", "patient_class": "I", "admitted_on": "2026-10-04"})
    practice.export()
    claims = practice.wetread("claims", "list")
    assert len(claims) == 2
    import_pair(practice)
    for each in claims:
        refused = practice.run("claims", "replace", each["claim"], "--because", "asked", "--payer-number", "ICN1")
        assert (refused.status, refused.stdout) == (1, "")
        assert "71045 is part of 71046" in refused.stderr
    assert len(practice.wetread("claims", "list")) == 2


def test_an_edit_that_was_deleted_holds_nothing():
    codes = sets(pairs=[CodeEntry("71046", "70450", "0", date(2018, 1, 1), date(2020, 1, 1))])
    assert list(ncci_pair(replace(looked_at(codes), same_day=("71046",)))) == []


def test_units_of_a_day_are_counted_over_all_of_the_patient_s_finals_and_those_of_a_line_are_not():
    by_day, by_line = sets(units=[CodeEntry("70450", "3", "1")]), sets(units=[CodeEntry("70450", "1", "1")])
    for codes, held in ((by_day, 1), (by_line, 0)):
        assert len(list(mue_exceeded(replace(looked_at(codes), same_day=("70450",))))) == held


def test_arlington_is_novitas_and_richmond_palmetto():
    assert (of_zip("VA", "22201-1234"), of_zip("VA", "22314"), of_zip("VA", "22030")) == ("Novitas (JL)",) * 3
    assert of_zip("VA", "23220") == ""
    assert (of_carrier("12202"), of_carrier("11302"), of_carrier("99999")) == ("Novitas (JL)", "Palmetto (JM)", "")


def test_the_payer_id_is_that_of_the_contractor_and_of_no_other():
    ids = (("JL", "12202X"), ("Palmetto (JM)", "11302X"), ("13202", "NYC"))
    assert id_for("Novitas (JL)", "", ids) == "12202X"
    assert id_for("Palmetto (JM)", "", ids) == "11302X"
    assert id_for("NGS (JK)", "13202", ids) == "NYC"
    assert id_for("NGS (JK)", "14212", ids) == ""


def test_a_medicare_claim_without_its_contractor_s_id_is_held():
    made = final(payer=replace(MEDICARE, edi_ids=(("JE", "01202"),)))
    assert made.payer.kind is PayerKind.MEDICARE
    assert (made.edi_id, [each.message.partition(",")[0] for each in no_payer_id(made)][:1]) == (
        "",
        [f"medicare has no payer id of {made.contractor}"],
    )


def test_railroad_medicare_is_one_contractor_everywhere():
    made = final(payer=replace(MEDICARE, edi_id="00882", edi_ids=()))
    assert (made.contractor, made.edi_id, list(no_payer_id(made))) == ("Palmetto (RRB)", "00882", [])
