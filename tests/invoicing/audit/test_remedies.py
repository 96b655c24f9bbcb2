"""What to do about what verify finds: what the files alone explain is mended, all else is kept and compared."""

import pytest

from invoicing.audit.verify import Verified
from reads.store.damage import Damage


def remedies(*found: str) -> list[str]:
    return Verified(damage=[Damage(what, "here", "something") for what in found]).remedies


def test_where_nothing_is_wrong_nothing_is_to_be_done():
    assert remedies() == []


@pytest.mark.parametrize(
    "found, said",
    [
        (("file_missing", "file_missing"), ("pdf --missing",)),
        (("file_missing", "file_unrecorded", "books_faulty"), ("pdf --missing", "apply --dry-run")),
        (("books_differ",), ("`wetread apply` loads",)),
        (("file_stray", "file_missing"), ("restore --forget", "pdf --missing")),
    ],
)
def test_what_the_files_alone_explain_is_mended(found, said):
    assert [word in remedy for word, remedy in zip(said, remedies(*found), strict=True)] == [True] * len(said)


@pytest.mark.parametrize(
    "what", ["row_changed", "guard_missing", "history_rolled_back", "file_changed", "number_twice"]
)
def test_beside_anything_else_all_is_kept_and_compared_with_a_backup(what: str):
    """Nobody writes files anew, or loads them, over what somebody may have changed."""
    (said,) = remedies("file_missing", "books_differ", "file_stray", what)
    assert said.startswith("keep everything as it is, and compare with a backup")
