"""Under which words the log has a reader's reads: as files sent them, by whatever the directory understands."""

from __future__ import annotations

from sqlmodel import Session

from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.log.facility_words import words_of_log


def words_for_reader(session: Session, directory: Directory, reader: str) -> frozenset[str]:
    """Every word of the log under which a read may be the reader's, at some facility, on some day."""
    named = directory.names.of_kind("radiologist")

    def may_be(word: str) -> bool:
        known = directory.radiologist(word)
        return (known is not None and known.id == reader) or reader in named.get(folded(word), ())

    return frozenset(word for word in words_of_log(session, "radiologist") if may_be(word))
