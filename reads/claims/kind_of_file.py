"""What a file is before it is imported: which kind, by which profile of the books it can be read, whether it came before (spec 9.4)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from reads.claims.sources import File, How, Reader
from reads.core.errors import WetreadError
from reads.intake.errors import UnknownColumns
from reads.log.tables import ImportRow
from reads.log.undone_imports import standing_imports


@dataclass(frozen=True, slots=True)
class WhatItIs:
    """A file's kind as imports name it; `profiles` are those that fit a table, `before` the imports of the same bytes.

    `problem` is why it can't be read as it is; a table with other columns than the log's (`is_strange`) can be given a profile.
    """

    kind: str
    profiles: tuple[str, ...] = ()
    before: tuple[int, ...] = ()
    problem: WetreadError | None = None

    @property
    def is_strange(self) -> bool:
        """Whether it is a table whose columns are called otherwise than the fields."""
        return isinstance(self.problem, UnknownColumns)

    @property
    def can_come_in(self) -> bool:
        """Whether an import would read it, by itself or by a profile that fits."""
        return self.problem is None or (self.is_strange and bool(self.profiles))


def what_it_is(reader: Reader, file: File, sha256: str) -> WhatItIs:
    """The file told by its first bytes and its header; nothing is imported, and no fault is raised."""
    before = _imports_of(reader.session, sha256)
    try:
        kind = reader.reads_of(file, How()).kind
    except UnknownColumns as strange:
        return WhatItIs("table", tuple(reader.fitting(file, How())), before, strange)
    except WetreadError as error:
        return WhatItIs("", (), before, error)
    return WhatItIs(kind, (), before)


def _imports_of(session: Session, sha256: str) -> tuple[int, ...]:
    number = col(ImportRow.id)
    query = select(number).where(col(ImportRow.sha256) == sha256, standing_imports(session, number)).order_by(number)
    return tuple(session.scalars(query))
