"""A decision needs a reason that says something."""

import pytest

from reads.core.reason import Because, NoReason


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u200b", "\u00a0"])
def test_a_reason_in_which_nothing_can_be_seen_is_refused(text: str):
    with pytest.raises(NoReason):
        Because(text)


def test_a_reason_has_no_blanks_around_it():
    assert Because("  retyped under another code ") == "retyped under another code"
    assert Because(Because("x")) == "x"
