"""City, state and ZIP code of an address: claims and papers take the same lines apart."""

import pytest

from invoicing.papers.postal_address import NoPostalAddress, PostalAddress
from reads.claims.person import address_of

LINES = ["Chicago, IL 60611-2210", "Chicago IL 60611", "Chicago, IL 606112210", "St. Louis, MO  63110 "]
OTHERS = ["Chicago", "Chicago, Illinois 60611", "IL 60611", "Chicago, IL 6061", "60 Main St, IL 60611-22"]


@pytest.mark.parametrize("line", LINES)
def test_what_a_claim_takes_apart_a_paper_does_too(line: str):
    claim, paper = address_of(("1 Elm St", line)), PostalAddress.of(("1 Elm St", line), "mercy")
    assert claim is not None
    assert (claim.lines, claim.city, claim.state, claim.zip) == (paper.street, paper.city, paper.state, paper.zip)


@pytest.mark.parametrize("line", OTHERS)
def test_neither_guesses_at_another_line(line: str):
    assert address_of(("1 Elm St", line)) is None
    with pytest.raises(NoPostalAddress):
        PostalAddress.of(("1 Elm St", line), "mercy")
