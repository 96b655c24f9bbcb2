"""Books of which one claim has gone out."""

import pytest

from tests.reads.claims.practice import Practice, opened
from tests.reads.claims.remittances import COMMERCIAL


@pytest.fixture
def exported(books, run, reach) -> Practice:
    """One claim of 165.00 has gone out: C000000001."""
    practice = Practice(books, run)

    def one_claim() -> None:
        opened(books, run)
        practice.bring_in(COMMERCIAL)
        practice.export()

    reach("exported", one_claim)
    return practice
