"""Reads in the books' own words: names taught, modality by the codes, one study under two names (spec 2.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reads.core.codes import modality as normalised
from reads.core.modality_by_code import study_modality
from reads.directory.model import Name
from reads.directory.names import TaughtNames
from reads.routing.rules import route
from reads.routing.same_study import groups, held_twins
from tests.reads.routing.group import DIRECTORY, logged, terms_for, written


def test_a_word_that_nobody_knows_holds_a_read_as_long_as_its_contract_asks_for_it():
    priority = route(written("preliminary", priority="whenever", modality="CT"), DIRECTORY, terms_for)
    assert [reason.code for reason in priority.reasons] == ["unknown_word"]
    assert "kind priority, name whenever" in priority.reasons[0].remedy
    by_class = route(written("preliminary", patient_class="Prison"), DIRECTORY, terms_for)
    assert by_class.rule == "wet_read", "this contract doesn't price by class"


def test_names_csv_clears_a_hold_without_anything_imported_again():
    rows = [
        Name("priority", "Whenever", "stat"),
        Name("facility", "Mercy Hosp", "mercy"),
        Name("exam", "Head CT", "CTHEAD"),
    ]
    taught = replace(DIRECTORY, names=TaughtNames.of(rows))
    sent = logged(priority="whenever", facility="mercy hosp", exam_code="Head CT")
    assert route(sent, DIRECTORY, terms_for).rule == "held"
    found = route(sent, taught, terms_for)
    assert (found.rule, found.logged.read.priority, found.facility.id, found.exam.cpt) == (
        "wet_read",
        "stat",
        "mercy",
        ("70450",),
    )


@pytest.mark.parametrize(
    ("sent", "codes", "modality"),
    [("CT", ("71045",), "XR"), ("", ("70551",), "MR"), ("XR", ("70551",), "MR"), ("CR", ("71045",), "XR"),
     ("CT", ("78815",), "CT"), ("OT", ("70450",), "CT"), ("ZZ", ("99999",), "ZZ"), ("", ("70450", "70551"), "")],
)  # fmt: skip
def test_the_codes_tell_the_modality_where_the_source_does_not_or_contradicts_them(sent, codes, modality):
    assert study_modality(normalised(sent), "", codes) == modality


def test_two_reads_of_one_study_under_two_names_wait_until_a_person_says():
    first = written("preliminary", modifiers=("26",))
    second = replace(written("preliminary"), version_id=77, key="another")
    routes = [route(each, DIRECTORY, terms_for) for each in (first, second)]
    studies = groups(routes)
    assert held_twins(studies, (), {}).keys() == {first.key, "another"}
    assert held_twins(studies, {first.key}, {}).keys() == {"another"}
    assert held_twins(studies, (), {"another": {"same_study"}}).keys() == {first.key}
    sides = [route(written("preliminary", modifiers=(side,)), DIRECTORY, terms_for) for side in ("LT", "RT")]
    assert groups(sides) == []
