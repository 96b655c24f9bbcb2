"""A file of corrections that is brought in again: what it says is known, unless another file came between."""

import pytest

from reads.store.engine import Store
from tests.reads.log.histories import brought, counted, descriptions, read
from tests.reads.log.test_record_reads import sizes


@pytest.mark.parametrize(
    "told",
    [
        (("x", False), ("x", True), ("y", True)),
        (("x", True), ("y", True)),
        (("x", False), ("y", True), ("x", True), ("z", True)),
        (("y", True), ("x", True)),
    ],
)
def test_a_file_of_corrections_without_times_is_no_news_the_second_time(store: Store, told):
    """Also where its first row only said what another file had said before."""
    brought(store, read(description="x"), file="earlier.csv")
    rows = [read(description=said, corrects=corrects, line=at) for at, (said, corrects) in enumerate(told, 2)]
    brought(store, *rows)
    before = sizes(store)
    assert brought(store, *rows) == counted(duplicate=len(rows))
    assert (sizes(store), descriptions(store)) == (before, [told[-1][0]])


def test_a_file_may_be_corrected_back_by_bringing_it_in_again(store: Store):
    """What came between, out of another file, is corrected; a file's own later row is not."""
    rows = [read(description="x", corrects=True, line=2)]
    brought(store, *rows)
    brought(store, read(description="y", corrects=True, line=9), file="other.csv")
    assert brought(store, *rows) == counted(amended=1)
    assert descriptions(store) == ["x"]
