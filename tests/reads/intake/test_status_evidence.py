"""What OBR-25, OBX-11 and ORC-5 together say of a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reads.core.codes import ReportStatus
from reads.intake.status_evidence import Evidence, Unclear

P, F, C, X = ReportStatus.PRELIMINARY, ReportStatus.FINAL, ReportStatus.CORRECTED, ReportStatus.CANCELLED


@pytest.mark.parametrize(
    ("result", "lines", "order", "meant"),
    [
        ("P", ["P"], "", P),
        ("F", ["F", "F"], "", F),
        ("C", ["C"], "", C),
        ("X", ["X"], "", X),
        ("Wet Read", ["Wet Read"], "Wet Read", P),
        ("Prelim", [], "", P),
        ("PRELIMINARY REPORT", [], "", P),
        ("Preliminary Read", ["Prelim Report"], "", P),
        ("Corrected Result", [], "", C),
        ("New Report", [], "", Unclear.UNKNOWN),
        ("Final", [], "", F),
        ("", ["F", "F"], "", F),
        ("", ["P"], "", P),
        ("", ["F", ""], "", F),
        ("", [], "Final", F),
        ("", [], "CA", X),
        ("", [], "IP", ReportStatus.PENDING),
        ("", [], "CM", Unclear.NONE),
        ("", [], "", Unclear.NONE),
        ("P", ["U"], "", F),
        ("R", ["U"], "", F),
        ("", ["U"], "", F),
        ("F", ["F", "P"], "", Unclear.DISAGREES),
        ("", ["F", "P"], "", Unclear.DISAGREES),
        ("F", ["B"], "", ReportStatus.ADDENDUM),
        ("", ["F", "B"], "", ReportStatus.ADDENDUM),
        ("", ["F", "C"], "", C),
        ("", ["D", "F"], "", Unclear.DISAGREES),
        *(
            ("F", [taken_back, other], "", Unclear.DISAGREES)
            for taken_back in "XDW"
            for other in ("", "N", "O", "V", "F")
        ),
        ("F", ["", "X"], "", Unclear.DISAGREES),
        ("P", ["X", ""], "", Unclear.DISAGREES),
        ("", ["X", ""], "", Unclear.DISAGREES),
        ("", ["X", "N"], "", Unclear.DISAGREES),
        ("F", ["X", "D"], "", X),
        ("", ["X", "X"], "", X),
        ("X", ["X", ""], "", X),
        ("F", ["X", ""], "CA", X),
        ("P", ["F"], "", P),
        ("Half done", ["F"], "", Unclear.UNKNOWN),
        ("", ["Half done"], "", Unclear.UNKNOWN),
        *((code, [], "", ReportStatus.PENDING) for code in "RAMISO"),
    ],
)
def test_status(result, lines, order, meant):
    assert Evidence(result, lines, lines, order).told() is meant


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        (Evidence("P", ["P", "Zapped"]), "Zapped"),
        (Evidence("F", ["F"], completion="ZZ"), "ZZ"),
        (Evidence("Half done", ["P"]), "Half done"),
        (Evidence("P", ["P"], order="Annulled"), "Annulled"),
        (Evidence("P", ["P"], control="ZX"), "ZX"),
        (Evidence(order="Annulled"), "Annulled"),
    ],
)
def test_a_word_that_nobody_knows_beside_one_that_is_known_may_take_it_back(sent, word):
    assert sent.told() is Unclear.UNKNOWN
    assert sent.unknown == word
    assert replace(sent, own={word.casefold(): P}).told() is not Unclear.UNKNOWN


def test_a_documents_completion_is_asked_for_only_where_it_stands():
    assert Evidence("P", completion="ZZ").told() is P
    assert Evidence("F", completion=" la ").told() is F


def test_a_profiles_words_go_before_those_that_are_known():
    assert Evidence("Half done", own={"half done": P}).told() is P
    assert Evidence("F", own={"f": P}).told() is P
