"""The small facts that checks stand on: addresses, borders, names, modalities of codes, dates, and a claim's text form."""

from datetime import date

import pytest
from hypothesis import given

from reads.claims.claim import Address, PersonName
from reads.claims.final_fields import FinalFields, day_of, differing
from reads.claims.person import address_of, reader_name
from reads.claims.rules.lookup import default_rules
from reads.claims.snapshot import claim_of, envelope_of, text_of
from reads.core.modality_by_code import agree, modality_of
from reads.core.postal_line import has_zip4, is_box
from reads.directory.group_and_rules import CONFIDENCES
from reads.directory.united_states import US_STATES, are_neighbours, us_code
from tests.conftest import TESTS
from tests.reads.claims.x12.claims_of_all_kinds import claims
from tests.reads.claims.x12.words import ENVELOPE


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (("500 N Shore Dr", "Suite 210", "Chicago, IL 60611-2210"),
         Address(("500 N Shore Dr", "Suite 210"), "Chicago", "IL", "60611-2210")),
        (("1 Main St", "St. Louis MO 63101"), Address(("1 Main St",), "St. Louis", "MO", "63101")),
        (("1 Main St", "London W1"), None),
        (("Chicago, IL 60611",), None),
    ],
)  # fmt: skip
def test_an_address_is_read_from_its_lines(lines, address):
    assert address_of(lines) == address


@pytest.mark.parametrize(
    ("zip_code", "whole"), [("60611-2210", True), ("606112210", True), ("60611", False), ("6061-12210", False)]
)
def test_zip_plus_four(zip_code, whole):
    assert has_zip4(zip_code) is whole


@pytest.mark.parametrize("line", ["PO Box 7", "P.O. Box 7", "p o box 12", "Post Office Box 3", "Box 12"])
def test_a_box_is_no_street(line):
    assert is_box(line)
    assert not is_box("7 Boxwood Ln")
    assert not is_box("12 Black Box 4 Way")


@pytest.mark.parametrize(("one", "other"), [("IL", "WI"), ("TX", "LA"), ("DC", "MD"), ("MI", "WI"), ("ME", "NH")])
def test_neighbours_touch_both_ways(one, other):
    assert are_neighbours(one, other)
    assert are_neighbours(other, one)


@pytest.mark.parametrize(("one", "other"), [("IL", "FL"), ("AK", "WA"), ("HI", "CA"), ("GU", "HI"), ("RI", "NH")])
def test_others_do_not(one, other):
    assert not are_neighbours(one, other)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Chen, Mei-Lin", PersonName("Chen", "Mei-Lin")),
        ("Mei-Lin Q. Chen, MD", PersonName("Chen", "Mei-Lin", "Q.")),
        ("Okafor, Daniel M.D.", PersonName("Okafor", "Daniel")),
        ("Madonna", PersonName("Madonna")),
        ("Ravi Rao, MBBS, FRCR", PersonName("Rao", "Ravi")),
        ("Ravi Rao, MD, MPH", PersonName("Rao", "Ravi")),
        ("Ravi Rao MD PhD", PersonName("Rao", "Ravi")),
        ("Dr. Ravi Rao", PersonName("Rao", "Ravi")),
        ("Prof. Dr. Rao, Ravi, M. D., Ph. D.", PersonName("Rao", "Ravi")),
        ("Rao, Ravi K. MD/PhD, FACR", PersonName("Rao", "Ravi", "K.")),
        ("Smith, Robert Jr.", PersonName("Smith", "Robert", "", "Jr")),
        ("Robert B. Smith III, M.D.", PersonName("Smith", "Robert", "B.", "III")),
        ("Smith Sr, Robert", PersonName("Smith", "Robert", "", "Sr")),
        ("Do, Anh", PersonName("Do", "Anh")),
        ("Anh Do, DO", PersonName("Do", "Anh")),
        ("Liam D. O'Brien M. D. Ph. D.", PersonName("O'Brien", "Liam", "D.")),
        ("John D. O. Smith", PersonName("Smith", "John", "D. O.")),
        ("Md. Rahman, MD", PersonName("Rahman", "Md.")),
    ],
)
def test_a_readers_name(written, name):
    assert reader_name(written) == name


@pytest.mark.parametrize(
    ("country", "code"),
    [("US", "US"), ("usa", "US"), ("U.S.A.", "US"), ("United States of America", "US"), ("PR", "PR"), ("PRI", "PR"),
     ("Puerto Rico", "PR"), ("gum", "GU"), ("U.S. Virgin Islands", "VI"), ("", ""), ("CH", ""), ("AU", ""), ("Perú", "")],
)  # fmt: skip
def test_words_for_the_united_states_and_its_territories(country, code):
    assert us_code(country) == code


@pytest.mark.parametrize(
    ("code", "modality"),
    [("70450", "CT"), ("70551", "MR"), ("74177", "CT"), ("76705", "US"), ("93970", "US"), ("78582", "NM"), ("78815", "PT"),
     ("77067", "MG"), ("71045", "XR"), ("G0279", "MG"), ("76376", ""), ("G0425", ""), ("99446", "")],
)  # fmt: skip
def test_the_modality_of_a_code(code, modality):
    assert modality_of(code) == modality


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("CT", "MR", False), ("CT", "", True), ("PT", "CT", True), ("US", "XR", False)]
)
def test_modalities_that_one_study_can_have(one, other, alike):
    assert agree(one, other) is agree(other, one) is alike


@pytest.mark.parametrize("text", ["1948-03-02", "19480302", "03/02/1948", "3/2/1948", "1948-03-02T00:00:00"])
def test_a_birth_date_is_understood(text):
    assert day_of(text) == date(1948, 3, 2)


@pytest.mark.parametrize("text", ["", "1948", "1948-13-02", "02.03.1948", "31/31/1948", "194803"])
def test_what_is_no_date_is_none(text):
    assert day_of(text) is None


def test_fields_come_back_from_what_is_sealed_and_show_nothing():
    fields = FinalFields({"patient_last": "Doe", "diagnoses": "r10.9, R51.9;R10.9", "member_id": ""})
    again = FinalFields.of(fields.stored)
    assert again.diagnoses == ("R109", "R519")
    assert differing(fields, again) == ()
    assert "Doe" not in repr(fields)


@given(claims())
def test_a_claim_comes_back_from_its_text_whatever_it_holds(claim):
    assert claim_of(text_of(claim)) == claim


def test_a_claim_that_was_kept_in_full_is_the_same_as_one_kept_without_what_is_by_default(golden):
    """0.1.0 wrote every field; a default that changed would change claims that are kept without it."""
    full = (TESTS / "golden" / "claims" / "kept-in-full.json").read_text()
    kept = claim_of(full)
    assert (kept.frequency, kept.note, kept.accident, kept.others) == ("1", "", None, ())
    golden(text_of(kept), "claims/kept.json")
    assert claim_of(text_of(kept)) == kept


def test_an_envelope_comes_back_too():
    assert envelope_of(text_of(ENVELOPE)) == ENVELOPE


def test_the_shipped_rules_have_sources_and_confidences_and_each_question_an_answer():
    rules = default_rules()
    assert len(rules) > 50
    assert all(rule.source and rule.confidence in CONFIDENCES for rule in rules)
    for check in ("dos_basis", "facility_loop", "not_enrolled", "timely_filing", "frequency"):
        assert any(rule.check == check and not (rule.kind or rule.state or rule.payer) for rule in rules), check
    contractors = {rule.state for rule in rules if rule.check == "contractor"}
    assert contractors - {""} == US_STATES
