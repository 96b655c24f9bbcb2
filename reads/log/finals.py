"""Finals beside finals: what else was signed as final under the same accessions, whenever that was."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from reads.core.codes import ReadType
from reads.core.read import LoggedRead
from reads.log.repository import any_case, reads_by_keys
from reads.log.tables import ReadVersionRow
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of


def other_finals(session: Session, finals: Collection[LoggedRead]) -> list[LoggedRead]:
    """The finals under the accessions of these, whatever their case, that are not among them."""
    known = {logged.key for logged in finals}
    found: set[str] = set()
    for some in portions(word for logged in finals for word in any_case(logged.read.accession)):
        keys = select(col(ReadVersionRow.read_key)).where(
            one_of(col(ReadVersionRow.accession), some), col(ReadVersionRow.read_type) == ReadType.FINAL.value
        )
        found.update(session.execute(keys).scalars())
    return list(reads_by_keys(session, found - known).values())
