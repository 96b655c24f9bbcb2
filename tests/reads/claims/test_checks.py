"""Every check of spec 5.2, a case a line: what is changed in a final that passes them all, and what it is held for."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from reads.claims.checks.all_checks import CHECKS, objections
from reads.core.codes import PatientClass
from reads.directory.model import Charge, Enrollment, Exam, License, PayerKind
from tests.reads.claims.cases import (
    BLUE,
    GROUND,
    GROUP,
    HARBOR,
    HEAD,
    IN_TAMPA,
    MEDICAID,
    MEDICARE,
    SINCE,
    SPRINGFIELD,
    codes,
    directory,
    final,
)

MEMBER = {"member_id": "HM-1"}
MORNING = {"signed_at": datetime.fromisoformat("2026-10-06T14:20:00Z")}
IN_MADISON = replace(IN_TAMPA, state="WI", zip="53705-2214", city="Madison", zone=ZoneInfo("America/Chicago"))


def ground(**changes):
    return replace(GROUND, directory=directory(**changes))


def payer(kind=HARBOR, **changes):
    return {"payer": replace(kind, **changes), "said": MEMBER}


MAMMOGRAM = {
    "exam": Exam("*", "MGSCR", ("77067",), "MG"),
    "modality": "MG",
    "ground": ground(charges=[Charge("77067", Decimal("120.00"))]),
}


def visit(modifiers):
    said = {"service_type": "consult", "modifiers_by_code": modifiers, "consent": "verbal", "consent_by": "Roe",
            "consent_at": "2026-10-05T20:00:00-05:00"}  # fmt: skip
    charges = ground(charges=[Charge("99213", Decimal("90.00"))])
    return {"exam": replace(HEAD, cpt=("99213",)), "ground": charges, "said": said}


SAN_JUAN = {"patient_country": "PR", "patient_state": "", "patient_zip": "00901", "patient_city": "San Juan"}

CASES = {
    "nothing is wrong": ({}, []),
    "no address where it was read": ({"location": replace(IN_TAMPA, address="")}, ["cms_state_of_reading"]),
    "a ZIP of five digits": ({"location": replace(IN_TAMPA, zip="33602")}, ["cms_state_of_reading"]),
    "a PO box to read from": ({"location": replace(IN_TAMPA, address="PO Box 7")}, ["cms_state_of_reading"]),
    "others take the facility's address": ({**payer(), "location": replace(IN_TAMPA, zip="33602")}, []),
    "enrolled in another state": ({"ground": ground(enrollments=[Enrollment("okafor", "medicare", "IL", SINCE)])}, ["not_enrolled"]),
    "an enrolment that has ended": (
        {"ground": ground(enrollments=[Enrollment("okafor", "medicare", "FL", SINCE, date(2026, 10, 6))])}, ["not_enrolled"]),
    "no licence where it was read": ({"ground": ground(licenses=[License("okafor", "IL", "1", SINCE)])}, ["not_licensed"]),
    "no licence where the patient was": ({"ground": ground(licenses=[License("okafor", "FL", "1", SINCE)])}, ["not_licensed"]),
    "a programme that takes its own state only": (payer(MEDICAID, out_of_state="no"), ["medicaid_out_of_state"]),
    "a programme that takes neighbours, and Florida is none": (payer(MEDICAID, out_of_state="border"), ["medicaid_out_of_state"]),
    "a programme that takes all": (payer(MEDICAID, out_of_state="yes"), []),
    "a programme of which nothing is certain": (payer(MEDICAID), ["medicaid_out_of_state"]),
    "a Blue plan that nobody asked": (payer(BLUE, filing_plan=""), ["bcbs_filing_plan"]),
    "another plan than the read names": (payer(BLUE, filing_plan="reading"), ["not_enrolled", "bcbs_filing_plan"]),
    "the plan of the group's state": (payer(BLUE, filing_plan="group"), []),
    "a payer whose day isn't known, where it matters": ({**payer(dos=""), **MORNING}, ["dos_basis"]),
    "the exam's day without exam_at": ({**payer(), "exam_at": None}, ["dos_basis"]),
    "no patient class": ({"patient_class": None}, ["pos_code"]),
    "a facility of telehealth": (
        {"patient_class": PatientClass.OUTPATIENT, "facility": replace(SPRINGFIELD, pos_outpatient="02")}, ["pos_code"]),
    "26 on a code without components": ({"exam": replace(HEAD, cpt=("76376",)), "modifiers": ("26",)}, ["modifier_26"]),
    "a technical code": ({"exam": replace(HEAD, cpt=("36415",))}, ["modifier_26", "no_charge"]),
    "a global code": ({"exam": replace(HEAD, cpt=("93000",))}, ["modifier_26", "no_charge"]),
    "modifier PC": ({"modifiers": ("PC",)}, ["modifier_26"]),
    "modifier TC": ({"modifiers": ("TC",)}, ["modifier_26"]),
    "26 of one code that is without components": (
        {"exam": replace(HEAD, cpt=("70450", "76376")), "said": {"modifiers_by_code": "70450:26 76376:26"}}, ["modifier_26"]),
    "modifier PC of one code": ({"said": {"modifiers_by_code": "70450:PC"}}, ["modifier_26"]),
    "modifier TC of one code": ({"said": {"modifiers_by_code": "70450:TC"}}, ["modifier_26"]),
    "five modifiers, some of one code": (
        {"modifiers": ("LT", "59"), "said": {"modifiers_by_code": "70450:XS+GC"}}, ["modifier_26"]),
    "telehealth's modifier of one code": ({"said": {"modifiers_by_code": "70450:95"}}, ["consult_modifier"]),
    "sound's modifier of one code": ({"said": {"modifiers_by_code": "70450:93"}}, ["consult_modifier"]),
    "26 on a consult": (visit("99213:95+26"), ["modifier_26"]),
    "a consult whose code says how it was given": (visit("99213:95"), []),
    "a consult whose codes say two ways": (visit("99213:95+93"), ["consult_modifier"]),
    "five modifiers": ({"modifiers": ("LT", "59", "XS", "GC")}, ["modifier_26"]),
    "no release": ({"signed_at": datetime.fromisoformat("2026-09-06T04:20:00Z")}, ["modifier_26"]),
    "telehealth's modifier": ({"modifiers": ("95",)}, ["consult_modifier"]),
    "a CT code on an MR study": ({"modality": "MR"}, ["modality_mismatch"]),
    "an MR code under a CT exam": ({"exam": Exam("*", "X", ("70540",), "CT")}, ["modality_mismatch", "no_charge"]),
    "no charge": ({"ground": ground(charges=[])}, ["no_charge"]),
    "a charge of later": ({"ground": ground(charges=[Charge("70450", GROUND.directory.charges["70450"][0].amount, date(2026, 11, 1))])},
                          ["no_charge"]),
    "unsigned": ({"said": {"documentation": "indication+findings+impression"}}, ["documentation_incomplete"]),
    "nobody ordered it": ({"said": {"ordering_npi": "", "ordering_last": ""}}, ["documentation_incomplete"]),
    "a wrong NPI": ({"said": {"ordering_npi": "1450136002"}}, ["bad_npi"]),
    "no diagnosis": ({"said": {"diagnoses": ""}}, ["no_diagnosis"]),
    "a diagnosis that is none": ({"said": {"diagnoses": "headache"}}, ["no_diagnosis"]),
    "thirteen diagnoses": ({"said": {"diagnoses": "+".join(f"R10.{n}{m}" for n in range(5) for m in range(3))}}, ["no_diagnosis"]),
    "no MBI": ({"said": {"member_id": "123456789A"}}, ["bad_member_id"]),
    "no member id": ({**payer(), "said": {"member_id": ""}}, ["bad_member_id"]),
    "no ZIP": ({"said": {"patient_zip": "627"}}, ["bad_zip"]),
    "the group at a PO box": ({"ground": ground(group=replace(GROUP, address=("PO Box 1", "Chicago, IL 60611-2210")))}, ["bad_zip"]),
    "the group at a box alone, which the 837P refuses too": ({"ground": ground(group=replace(GROUP, address=("Box 1", "Chicago, IL 60611-2210")))}, ["bad_zip"]),
    "the group's ZIP of five digits": ({"ground": ground(group=replace(GROUP, address=("1 Main St", "Chicago, IL 60611")))}, ["bad_zip"]),
    "no birth date": ({"said": {"patient_dob": "unknown"}}, ["patient_incomplete"]),
    "born after the scan": ({"said": {"patient_dob": "2027-01-01"}}, ["patient_incomplete"]),
    "an unknown relation": ({"said": {"subscriber_relation": "neighbour"}}, ["patient_incomplete"]),
    "a spouse without the subscriber": ({"said": {"subscriber_relation": "spouse"}}, ["patient_incomplete"]),
    "a major discrepancy, undocumented": ({"said": {"discrepancy": "major"}}, ["discrepancy_undocumented"]),
    "a major discrepancy, told": (
        {"said": {"discrepancy": "major", "communicated_to": "Dr. Marlowe", "communicated_at": "2026-10-06T05:00:00Z",
                  "communicated_how": "telephone"}}, []),
    "a minor discrepancy": ({"said": {"discrepancy": "minor"}}, []),
    "a score of 3b, undocumented": ({"said": {"discrepancy": "3b"}}, ["discrepancy_undocumented"]),
    "a score of 2b": ({"said": {"discrepancy": "2b"}}, []),
    "a word that nobody knows for the discrepancy": ({"said": {"discrepancy": "significant"}}, ["unknown_word"]),
    "a word that nobody knows for what it is": ({"said": {"service_type": "phone call"}}, ["unknown_word"]),
    "a visit's code on a read of images": ({"exam": replace(HEAD, cpt=("99213",))}, ["modifier_26", "service_mismatch", "no_charge"]),
    "an image's code on a consult": (
        {"modifiers": ("95",), "said": {"service_type": "tele-health", "consent": "verbal", "consent_by": "Roe",
                                        "consent_at": "2026-10-05T20:00:00-05:00"}}, ["service_mismatch"]),
    "a word with a hyphen": ({"said": {"service_type": "e-consult"}}, ["consult_modifier", "service_mismatch", "consent_missing"]),
    "two sources that differ": ({"conflicting": ("diagnoses",)}, ["fields_conflict"]),
    "the same service twice": ({"doubles": ("claim C1",)}, ["duplicate_claim"]),
    "a year too late": ({"ground": replace(GROUND, today=date(2027, 10, 7))}, ["timely_filing"]),
    "a contractor without its payer id": ({**payer(MEDICARE, edi_ids=()), "said": {"member_id": "1EG4-TE5-MK73"}}, ["no_payer_id"]),
    "an inpatient without the day of admission": ({"patient_class": PatientClass.INPATIENT}, ["no_admission"]),
    "an inpatient": ({"patient_class": PatientClass.INPATIENT, "said": {"admitted_on": "2026-10-04"}}, []),
    "admitted after it was read": (
        {"patient_class": PatientClass.INPATIENT, "said": {"admitted_on": "2026-10-14"}}, ["no_admission"]),
    "an accident without its day": ({"said": {"accident": "other"}}, ["accident_incomplete"]),
    "a car's accident without a state": ({"said": {"accident": "auto", "accident_date": "2026-10-05"}}, ["accident_incomplete"]),
    "an accident of a kind nobody knows": ({"said": {"accident": "meteor", "accident_date": "2026-10-05"}}, ["accident_incomplete"]),
    "a fall": ({"said": {"accident": "other", "accident_date": "2026-10-05"}}, []),
    "workers' compensation without the accident": (payer(replace(HARBOR, kind=PayerKind.WORKERS_COMP)), ["accident_incomplete"]),
    "a second payer that nobody knows": ({"said": {"payer2": "acme", "payer2_member_id": "A1"}}, ["other_payer_incomplete"]),
    "a second payer without a member id": ({"said": {"payer2": "harbor"}}, ["other_payer_incomplete"]),
    "a second payer": ({"said": {"payer2": "harbor", "payer2_member_id": "A1"}}, []),
    "the same payer twice": ({"said": {"payer2": "medicare", "payer2_member_id": "A1"}}, ["other_payer_incomplete"]),
    "Medicare second, and nobody says why": (
        {**payer(), "said": {**MEMBER, "payer2": "medicare", "payer2_member_id": "1HR2KT3MW41"}}, ["other_payer_incomplete"]),
    "a supervisor without an NPI": ({"said": {"supervising_last": "Roe"}}, ["supervising_incomplete"]),
    "a modifier of another code": ({"said": {"modifiers_by_code": "70551:LT"}}, ["modifiers_of_codes"]),
    "modifiers that are none": ({"said": {"modifiers_by_code": "left"}}, ["modifiers_of_codes"]),
    "a mammogram without a certificate": (MAMMOGRAM, ["no_certification"]),
    "a screening that nobody ordered": (
        {**MAMMOGRAM, "facility": replace(SPRINGFIELD, mammography="123456"), "said": {"ordering_npi": "", "ordering_last": ""}}, []),
    "an address abroad": (
        {"said": {"patient_country": "CH", "patient_state": "", "patient_zip": "8001", "patient_city": "Zürich"}}, []),
    "a patient in Puerto Rico": ({"said": SAN_JUAN}, []),
    "a patient in Puerto Rico, with the state too": ({"said": SAN_JUAN | {"patient_state": "PR", "patient_country": "PRI"}}, []),
    "a patient in Puerto Rico without a ZIP": ({"said": SAN_JUAN | {"patient_zip": "009"}}, ["bad_zip"]),
    "a patient in Puerto Rico, Florida": ({"said": SAN_JUAN | {"patient_state": "FL"}}, ["patient_incomplete"]),
    "the last day": ({"ground": replace(GROUND, today=date(2027, 10, 6))}, []),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "held"), CASES.values(), ids=CASES.keys())
def test_a_final_is_held_for(changes, held):
    assert codes(final(**changes)) == held


def test_every_check_holds_something():
    """A check that no case here can reach would be no check."""
    elsewhere = {
        "draft_from_abroad",
        "telehealth_ended",
        "consent_missing",
        "consult_modifier",
        "diagnosis_not_valid",
        "ncci_pair",
        "mue_exceeded",
    }
    assert {check.code for check in CHECKS} - {code for _, held in CASES.values() for code in held} <= elsewhere


def test_without_its_own_fields_a_final_has_one_reason_and_not_six():
    bare = replace(final(), fields=type(final().fields)())
    assert codes(bare) == ["patient_incomplete"]


def test_a_neighbour_may_read_where_borders_are_open():
    licensed = ground(licenses=[License("okafor", state, "1", SINCE) for state in ("WI", "IL")])
    assert codes(final(MEMBER, licensed, payer=replace(MEDICAID, out_of_state="border"), location=IN_MADISON)) == []


@pytest.mark.parametrize("kind", [MEDICAID, replace(BLUE, filing_plan="")])
def test_what_is_uncertain_a_person_may_decide_and_the_rest_nobody(kind):
    (reason,) = objections(final(MEMBER, payer=kind))
    assert reason.decidable
    assert reason.confidence == "uncertain"
    assert objections(final(MEMBER, payer=kind), released={reason.code}) == ()
    (certain,) = objections(final({"diagnoses": ""}), released={"no_diagnosis"})
    assert not certain.decidable


def test_the_day_is_that_of_the_place_it_belongs_to():
    """23:20 in Chicago is past midnight in Tampa: Medicare counts the interpretation, Harbor the exam."""
    assert final().service_date == date(2026, 10, 6)
    assert final(MEMBER, payer=HARBOR).service_date == date(2026, 10, 5)
    honolulu = replace(IN_TAMPA, state="HI", zone=ZoneInfo("Pacific/Honolulu"))
    assert final(location=honolulu).service_date == date(2026, 10, 5)


@pytest.mark.parametrize(("patient_class", "place"), [("E", "23"), ("I", "21"), ("O", "22")])
def test_the_place_of_service_is_the_patients(patient_class, place):
    assert final(patient_class=PatientClass(patient_class)).place_of_service == place


@pytest.mark.parametrize(
    ("code", "given", "all_of_them"),
    [
        ("70450", (), ("26",)),
        ("70450", ("LT",), ("26", "LT")),
        ("70450", ("77", "26"), ("26", "77")),
        ("76376", ("59",), ("59",)),
    ],
)
def test_26_stands_first_where_it_stands(code, given, all_of_them):
    assert final(exam=replace(HEAD, cpt=(code,)), modifiers=given).modifiers(code) == all_of_them


@pytest.mark.parametrize(
    ("each", "state"),
    [(MEDICARE, "FL"), (MEDICAID, "IL"), (BLUE, "IL"), (replace(BLUE, filing_plan="reading"), "FL"), (HARBOR, "IL")],
)
def test_the_state_that_a_claim_belongs_to(each, state):
    assert final(MEMBER, payer=each).filing_state == state


def test_messages_name_no_patient():
    """Whatever is wrong with a patient's field, what is said of it names the field alone."""
    canary = dict.fromkeys(
        ("patient_last", "patient_dob", "patient_sex", "patient_state", "patient_zip", "member_id", "diagnoses", "ordering_npi",
         "subscriber_relation", "documentation", "discrepancy"), "Canary*99")  # fmt: skip
    said = " ".join(f"{reason.message} {reason.remedy}" for reason in objections(final(canary)))
    assert said
    assert "canary" not in said.casefold()
