"""Accessions of one facility that differ only by zeros in front: perhaps one study, under the number that a spreadsheet has left of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from reads.log.tables import ReadVersionRow
from reads.log.undone_imports import standing_imports

MOST = 200


@dataclass(frozen=True, slots=True)
class NearTwins:
    """Two accessions of a facility, with zeros in front and without, or with marks between and without; `because` is why one would be void."""

    facility: str
    longer: str
    shorter: str
    because: str = "zeros lost in a spreadsheet"

    @property
    def message(self) -> str:
        """What is doubtful."""
        return f"{self.facility}: {self.longer} and {self.shorter}"

    @property
    def remedy(self) -> str:
        """What takes the doubt away."""
        return (
            f'if that is one study: `wetread reads void {self.shorter} --because "{self.because}"`; '
            "if those are two, nothing"
        )


def near_twins(session: Session, since: int) -> Iterator[NearTwins]:
    """Those of which one came in after the version of this number, at most `MOST`."""
    long, short = aliased(ReadVersionRow), aliased(ReadVersionRow)
    pairs = (
        select(long.facility, long.accession, short.accession)
        .join(
            short,
            (col(short.accession) == func.ltrim(col(long.accession), "0"))
            & (col(short.facility) == col(long.facility)),
        )
        .where(col(long.accession) >= "0", col(long.accession) < "1")
        .where(standing_imports(session, col(long.import_id)), standing_imports(session, col(short.import_id)))
        .where(or_(col(long.id) > since, col(short.id) > since))
        .distinct()
        .order_by(col(long.facility), col(long.accession))
        .limit(MOST)
    )
    for facility, longer, shorter in session.exec(pairs):
        yield NearTwins(facility, longer, shorter)
