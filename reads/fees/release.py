"""A CMS relative value release, and the one look-up that prices and claims need of it (spec 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FeeValue:
    """One row of a release; the modifier is empty, 26, TC or 53.

    Practice expense (of a facility) and malpractice RVU are None where the release was imported without them.
    """

    code: str
    modifier: str
    work_rvu: Decimal
    status: str
    pctc: str
    facility_pe: Decimal | None = None
    malpractice: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indices:
    """The geographic practice cost indices of a locality: what each part of a fee is multiplied with there."""

    work: Decimal
    practice: Decimal
    malpractice: Decimal


NATIONAL = Indices(Decimal(1), Decimal(1), Decimal(1))
"""The national amounts, which no locality changes."""

_PAIR_SINCE = "2026"


@dataclass(frozen=True, slots=True)
class Release:
    """One quarter's release, in force from `starts` to before `ends`; "2026C" is July 2026.

    `factors` are the conversion factors by file (QPP, nonQPP, empty where the quarter has one file), `localities` the
    geographic indices of its year by contractor and locality number ("0610216").
    """

    name: str
    starts: date
    ends: date
    values: Mapping[tuple[str, str], FeeValue]
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    localities: Mapping[str, Indices] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """Its calendar year."""
        return self.name[:4]

    def factor(self, *, qpp: bool) -> Decimal | None:
        """The conversion factor: since 2026 that of the QPP or nonQPP file, before that the one there was."""
        if self.year >= _PAIR_SINCE:
            return self.factors.get("QPP" if qpp else "nonQPP")
        return next((self.factors[file] for file in ("", "nonQPP", "QPP") if file in self.factors), None)

    def indices(self, locality: str) -> Indices | None:
        """The indices of a locality, those of the nation for an empty text; None where they are not imported."""
        return self.localities.get(locality) if locality else NATIONAL

    def professional(self, code: str) -> FeeValue | None:
        """The row of the code's professional part: that of modifier 26, else the one without a modifier.

        None where the code is not there, its only row has status C, or it has no professional work (PC/TC indicator 3
        or 9 with 0.00): such a read is held `no_wrvu`. TC and 53 rows never count.
        """
        row = self.values.get((code, "26")) or self.values.get((code, ""))
        if row is None or row.status == "C":
            return None
        if row.pctc in ("3", "9") and row.work_rvu == 0:
            return None
        return row


@dataclass(frozen=True, slots=True)
class NoRelease:
    """That no release answers for a day, or not the one that was asked for; `wanted` names the CMS file to download."""

    wanted: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The release that answers for a day; `older` where it is an earlier quarter of the same year, which warns."""

    release: Release
    older: bool = False


@dataclass(frozen=True, slots=True)
class Releases:
    """All imported releases, by name; of several revisions of a quarter the newest."""

    by_name: Mapping[str, Release]

    def on(self, day: date, pinned: str | None = None) -> Chosen | NoRelease:
        """The release for a service date: the pinned one, else the one in force, else an older quarter of the year."""
        quarter = f"{day.year}{'ABCD'[(day.month - 1) // 3]}"
        if pinned is not None:
            release = self.by_name.get(pinned)
            return Chosen(release) if release else NoRelease(pinned)
        if quarter in self.by_name:
            return Chosen(self.by_name[quarter])
        older = [name for name in self.by_name if name[:4] == quarter[:4] and name < quarter]
        return Chosen(self.by_name[max(older)], older=True) if older else NoRelease(quarter)
