"""What OBR-25, OBX-11 and ORC-5 together say of a report."""

from __future__ import annotations

import pytest

from reads.intake.hl7.status import Report, Unclear, told

P, F, C, X = Report.PRELIMINARY, Report.FINAL, Report.CORRECTED, Report.CANCELLED


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
        ("", [], "IP", Report.PENDING),
        ("", [], "CM", Unclear.NONE),
        ("", [], "", Unclear.NONE),
        ("P", ["U"], "", F),
        ("R", ["U"], "", F),
        ("", ["U"], "", F),
        ("F", ["F", "P"], "", Unclear.DISAGREES),
        ("", ["F", "P"], "", Unclear.DISAGREES),
        ("F", ["B"], "", Report.ADDENDUM),
        ("", ["F", "B"], "", Report.ADDENDUM),
        ("", ["F", "C"], "", C),
        ("", ["D", "F"], "", F),
        ("P", ["F"], "", P),
        ("Half done", ["F"], "", Unclear.UNKNOWN),
        ("", ["Half done"], "", Unclear.UNKNOWN),
        *((code, [], "", Report.PENDING) for code in "RAMISO"),
    ],
)
def test_status(result, lines, order, meant):
    assert told(result, lines, order, {}) is meant


def test_a_profiles_words_go_before_those_that_are_known():
    assert told("Half done", [], "", {"half done": P}) is P
    assert told("F", [], "", {"f": P}) is P
