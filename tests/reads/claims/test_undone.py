"""Finals of an import that is undone: what it said of patients counts as never said; one on a claim stays."""

from __future__ import annotations

from tests.reads.claims.practice import Practice


def test_the_right_patients_come_in_as_if_they_were_the_first(practice: Practice):
    """A profile had last and first name the wrong way round: with the right one nothing is held `fields_conflict`."""
    practice.bring_in({"patient_last": "Iris", "patient_first": "Abernathy"})
    practice.wetread("reads", "undo", "1", "--because", "names the wrong way round")
    assert practice.check()["ready"] == 0
    practice.bring_in({})
    assert practice.check()["ready"] == 1
    [claim] = practice.export()
    assert "NM1*IL*1*ABERNATHY*IRIS*" in claim.upper()


def test_an_import_whose_final_is_on_a_claim_stays(practice: Practice):
    practice.bring_in({})
    practice.export()
    refused = practice.run("reads", "undo", "1", "--because", "too late")
    assert refused.status == 3
    assert "1 of its reads on claim" in refused.stderr
    assert practice.check()["ready"] == 0
