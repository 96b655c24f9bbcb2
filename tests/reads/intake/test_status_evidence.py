"""What OBR-25, OBX-11 and ORC-5 together say of a report."""

from __future__ import annotations

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
        ("P", ["F"], "", P),
        ("Half done", ["F"], "", Unclear.UNKNOWN),
        ("", ["Half done"], "", Unclear.UNKNOWN),
        *((code, [], "", ReportStatus.PENDING) for code in "RAMISO"),
    ],
)
def test_status(result, lines, order, meant):
    assert Evidence(result, lines, lines, order).told() is meant


def test_a_profiles_words_go_before_those_that_are_known():
    assert Evidence("Half done", own={"half done": P}).told() is P
    assert Evidence("F", own={"f": P}).told() is P
