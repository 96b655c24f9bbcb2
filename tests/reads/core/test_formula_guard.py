"""A text that a spreadsheet would run is marked, whatever file it goes into."""

import pytest

from reads.core.formula_guard import guarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_begins_like_a_formula_is_marked_as_a_text(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "CT head", "A=1", "'=1"])
def test_another_text_stays(text):
    assert guarded(text) == text
