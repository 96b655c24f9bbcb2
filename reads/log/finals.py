"""Finals beside finals: what else was signed as final under the same accessions, whenever that was."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from reads.core.codes import ReadType
from reads.core.read import LoggedRead
from reads.log.read_versions import any_case, reads_by_keys
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


def other_finals(reading: Reading, finals: Collection[LoggedRead]) -> list[LoggedRead]:
    """The finals under the accessions of these, whatever their case, that are not among them."""
    query = "SELECT read_key FROM read_versions WHERE accession IN :some AND read_type = :final"
    known = {logged.key for logged in finals}
    found: set[str] = set()
    for some in portions(word for logged in finals for word in any_case(logged.read.accession)):
        found.update(key for (key,) in rows(reading, query, some=some, final=ReadType.FINAL.value))
    return list(reads_by_keys(reading, found - known).values())
