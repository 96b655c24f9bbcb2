"""What finals of one reader, place, day, facility and payer share is asked once, and of no other final (SCALE, Claims)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from reads.claims.build import UNNUMBERED, alone, assembled
from reads.claims.checks.all_checks import CHECKS
from reads.claims.checks.problem import Problem, of_kind, of_sitting
from reads.claims.final_fields import FinalFields
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import ClaimForFile
from reads.directory.model import Charge, Payer, PayerKind
from reads.fees.codes.code_sets import CodeSets
from tests.reads.claims.cases import (
    FIELDS,
    GROUND,
    HARBOR,
    HEAD,
    IN_TAMPA,
    OKAFOR,
    SPRINGFIELD,
    codes,
    directory,
    final,
)
from tests.reads.claims.x12.words import claim

OTHER = {"patient_last": "Doe", "member_id": "2HR2KT3MW42"}


def test_finals_of_one_sitting_are_looked_at_once():
    looked = []

    @of_sitting
    def missing_hat(sitting):
        looked.append(sitting)
        yield Problem("the reader has no hat", "put one on")

    found = [list(missing_hat(final())), list(missing_hat(final(OTHER)))]
    assert found == [[Problem("the reader has no hat", "put one on")]] * 2
    assert looked == [final().sitting]


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_at": datetime.fromisoformat("2026-10-07T04:20:00Z")},
        {"exam_at": datetime.fromisoformat("2026-10-04T03:40:00Z")},
        {"exam_at": None},
        {"payer": HARBOR},
        {"facility": replace(SPRINGFIELD, state="WI")},
        {"radiologist": replace(OKAFOR, npi="1450136001")},
        {"location": replace(IN_TAMPA, state="IL")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_differs_in_one_of_them_is_a_sitting_of_its_own(changes):
    assert final(OTHER).sitting is final().sitting
    assert final(**changes).sitting is not final().sitting


def test_other_code_sets_and_other_charges_answer_anew():
    assert final(ground=replace(GROUND, codes=CodeSets())).sitting is not final().sitting
    dearer = replace(GROUND, directory=directory(charges=[Charge("70450", 200)]))
    assert [str(alone(final(ground=ground)).claim.charge) for ground in (GROUND, dearer)] == ["165.00", "200.00"]


def test_the_id_of_a_second_payer_is_its_own_and_the_first_one_keeps_its():
    second = Payer("second", "Second", PayerKind.COMMERCIAL, "12345")
    sitting = final().sitting
    assert (sitting.of_payer(second).edi_id, sitting.edi_id) == ("12345", "09102")


def test_the_trial_claim_of_a_final_is_the_claim_where_it_stands_alone():
    trial, other = alone(final()), alone(final(OTHER))
    assert list(assembled([trial, other])) == [trial, other]


def test_finals_that_belong_together_get_a_claim_and_text_of_their_own():
    (joint,) = assembled([alone(final(), "K7"), alone(final(accession="A2"), "K7")], "K7")
    assert [line.reference for line in joint.claim.lines] == ["K7R7", "K7R7"]
    assert joint.for_file == ClaimForFile.of(filed(joint.claim))


def test_a_claim_that_gets_its_number_says_it_where_it_stands_and_nowhere_else():
    unnumbered = claim(control_number=UNNUMBERED, prior_authorization=UNNUMBERED)
    numbered = replace(unnumbered, control_number="C000000017")
    text = ClaimForFile.of(filed(unnumbered)).numbered("C000000017")
    assert text == ClaimForFile.of(filed(numbered))


def test_the_day_of_service_is_the_payers_whoever_else_is_of_that_day():
    days = [final(payer=payer).service_date for payer in (final().payer, HARBOR)]
    assert days == [date(2026, 10, 6), date(2026, 10, 5)]


def test_finals_of_one_kind_are_looked_at_once_whoever_their_patients_are():
    looked = []

    @of_kind
    def missing_hat(kind):
        looked.append(kind)
        yield Problem("the patient has no hat", "put one on")

    some = [final(), final(OTHER), final(OTHER | {"diagnoses": "I10"}), final(exam=replace(HEAD, cpt=("70460",)))]
    assert [list(missing_hat(each)) for each in some] == [[Problem("the patient has no hat", "put one on")]] * 4
    assert looked == [some[0].kind, some[2].kind, some[3].kind]


def test_a_kind_has_nothing_that_names_the_patient():
    kind = final(OTHER).kind
    assert {name for name in FIELDS if kind.fields[name]} == {
        name for name in FIELDS if name != "member_id" and not name.startswith("patient_")
    }


def test_what_is_found_of_a_kind_and_of_a_final_alone_comes_in_the_order_of_the_checks():
    both = final(OTHER | {"ordering_npi": "123", "diagnoses": "", "member_id": "?"})
    order = [check.code for check in CHECKS]
    assert codes(both) == sorted(codes(both), key=order.index) == ["no_diagnosis", "bad_npi", "bad_member_id"]
    assert codes(final(OTHER | {"member_id": "?"})) == ["bad_member_id"]


def test_a_final_without_any_fields_has_one_reason_though_others_of_its_sitting_have_them():
    bare = replace(final(), fields=FinalFields())
    assert (codes(bare), codes(final(OTHER))) == (["patient_incomplete"], [])
