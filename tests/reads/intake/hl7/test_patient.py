"""A final carries its patient, insurance, order and report past the log; a wet read carries nobody."""

from __future__ import annotations

from tests.reads.intake.hl7.messages import message, only, reading, report

INSURED = "IN1|1|PLAN|AETNA|Aetna||||||||||AUTH9||DOE^JOHN|SPO|||||||||||||||||||W123456"
REPORT = "OBX|2|TX|1^R||CLINICAL HISTORY: fall~TECHNIQUE: axial~COMPARISON: none~FINDINGS: clear||||||F"


def final(*more: str) -> str:
    return message(
        INSURED, report("F").replace("|||20261003", "|||20261003", 1), *more, "DG1|1|I10|S06.0X0A^Concussion^I10"
    )


def test_a_finals_fields_are_carried_by_name():
    text = final(REPORT).replace("|" * 15, "|" * 9 + "1467560003^HOUSE^GREG" + "|" * 6)
    assert dict(only(text).carried.texts) == {
        "patient_id": "MRN77",
        "patient_last": "DOE",
        "patient_first": "JANE",
        "patient_dob": "1950-01-01",
        "patient_sex": "F",
        "patient_address": "1 ELM ST",
        "patient_city": "TAMPA",
        "patient_state": "FL",
        "patient_zip": "33602",
        "member_id": "W123456",
        "subscriber_relation": "spouse",
        "subscriber_last": "DOE",
        "subscriber_first": "JOHN",
        "authorization": "AUTH9",
        "ordering_npi": "1467560003",
        "ordering_last": "HOUSE",
        "ordering_first": "GREG",
        "diagnoses": "S06.0X0A",
        "documentation": "indication+technique+comparison+findings+signature",
    }


def test_a_diagnosis_without_a_system_is_told_by_its_form_whatever_its_letter():
    """U07.1 is COVID-19; what is no code, as words of a reason are none, is left out."""
    text = message(report("F"), "DG1|1||U07.1^COVID-19", "DG1|2||R519", "DG1|3||fall from bed")
    assert only(text).carried.texts["diagnoses"] == "U07.1+R519"


def test_a_report_without_headings_documents_its_signature_only():
    assert only(message(report("F"))).carried.texts["documentation"] == "signature"


def test_a_wet_reads_patient_is_dropped_and_counted():
    found = reading(message(INSURED, report()))
    assert [each.carried for each in found] == [None]
    assert found.patients == 1


def test_nothing_carried_shows_in_a_repr():
    assert "DOE" not in repr(only(final()))
