"""Finals beside finals: what else was signed as final under the same accessions, whenever that was."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from reads.core.codes import ReadType
from reads.core.read import LoggedRead
from reads.log.repository import reads_by_keys
from reads.log.tables import ReadVersionRow

_AT_ONCE = 5_000


def other_finals(session: Session, finals: Collection[LoggedRead]) -> list[LoggedRead]:
    """The finals under the accessions of these, spelled alike, that are not among them."""
    known = {logged.key for logged in finals}
    accessions = sorted({logged.read.accession for logged in finals})
    found: set[str] = set()
    for start in range(0, len(accessions), _AT_ONCE):
        keys = select(col(ReadVersionRow.read_key)).where(
            col(ReadVersionRow.accession).in_(accessions[start : start + _AT_ONCE]),
            col(ReadVersionRow.read_type) == ReadType.FINAL.value,
        )
        found.update(session.execute(keys).scalars())
    return list(reads_by_keys(session, found - known).values())
