"""A routing number is checked by its own digit before payments are asked for to it."""

import pytest

from reads.core.findings import Wrong
from reads.directory.bank_routing import bank_routing


def test_a_routing_number_is_taken_as_it_is():
    assert bank_routing("091000019") == "091000019"


@pytest.mark.parametrize(
    ("text", "says"), [("091000018", "check digit"), ("91000019", "9 digits"), ("09100001x", "9 digits")]
)
def test_a_mistyped_routing_number_is_named(text: str, says: str):
    with pytest.raises(Wrong, match=says):
        bank_routing(text)
