"""Under which words the log has a reader's reads: as files sent them, by whatever the directory understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.log.facility_words import words_of_log

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


def words_for_reader(reading: Reading, directory: Directory, reader: str) -> frozenset[str]:
    """Every word of the log under which a read may be the reader's, at some facility, on some day."""
    named = directory.names.of_kind("radiologist")

    def may_be(word: str) -> bool:
        known = directory.radiologist(word)
        return (known is not None and known.id == reader) or reader in named.get(folded(word), ())

    return frozenset(word for word in words_of_log(reading, "radiologist") if may_be(word))
