"""The claims that ready finals become, day of service by day of service: numbered, sealed, and on the disk until they are kept.

Numbers go by the order of all claims of the month (build.placed); a claim gets its own as soon as no day to come has an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from sqlmodel import Session

from reads.claims.build import Draft, Place, placed
from reads.claims.claim import Claim
from reads.claims.keep_claims import Columns, claim_row, control_number, keep_rows, line_rows, of_finals
from reads.claims.office import Office
from reads.claims.worklist import DayOfService
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import ClaimForFile
from reads.core.actor_and_moment import By
from reads.store.patient_fields import Sealed
from reads.store.sealed_spool import SealedSpool

_AT_ONCE = 500


class NewClaim(NamedTuple):
    """A claim to a payer, and what its file needs of it."""

    payer: str
    claim: Claim
    filed: ClaimForFile


class _Waiting(NamedTuple):
    """A claim that has no number yet, without its finals: they are more than it is."""

    draft: Draft
    columns: Columns
    lines: list[Columns]


class NewClaims:
    """Claims under numbers from `first` on."""

    def __init__(self, office: Office, first: int, by: By) -> None:
        self._office, self._first, self._by = office, first, by
        self.count = 0
        self._rows: list[tuple[Columns, list[Columns]]] = []
        self._spool = SealedSpool()

    def of(self, days: Iterable[DayOfService]) -> Iterator[NewClaim]:
        """The claims of these days, in their order."""
        waiting: list[tuple[Place, _Waiting]] = []
        for day in days:
            for place, draft in placed(day.drafts, self._office.prefix or ""):
                lines = line_rows(self._office, draft)
                heappush(waiting, (place, _Waiting(replace(draft, finals=()), of_finals(draft), lines)))
            day.drafts.clear()  # its finals are more than all claims that wait
            while waiting and (day.following is None or waiting[0][0] < day.following):
                yield self._numbered(*heappop(waiting)[1])
        self._flush()

    def _numbered(self, draft: Draft, columns: Columns, lines: list[Columns]) -> NewClaim:
        draft = draft.numbered(control_number(self._office.prefix or "", self._first + self.count))
        row = claim_row(self._office, draft.claim, self._by) | columns
        self.count += 1
        said = {"service_date": row["service_date"].isoformat(), "snapshot": row["snapshot"].text}
        del row["at"], row["actor"]
        self._rows.append((row | said, lines))
        if len(self._rows) == _AT_ONCE:
            self._flush()
        return NewClaim(row["payer"], draft.claim, draft.for_file or ClaimForFile.of(filed(draft.claim)))

    def _flush(self) -> None:
        self._spool.put(json.dumps(self._rows))
        self._rows.clear()

    def keep(self, session: Session) -> dict[str, int]:
        """Keeps them with their lines; their ids, by control number."""
        ids: dict[str, int] = {}
        own = {"at": self._by.at, "actor": self._by.actor}
        for some in map(json.loads, self._spool):
            ids |= keep_rows(session, [(row | _typed(row) | own, lines) for row, lines in some])
        return ids


def _typed(row: Columns) -> Columns:
    return {"service_date": date.fromisoformat(row["service_date"]), "snapshot": Sealed(row["snapshot"])}
