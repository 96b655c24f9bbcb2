"""The releases that were imported, and their values: what pricing loads of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reads.fees.release import FeeValue, Indices, Release, Releases
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_VALUES = (
    "SELECT release_id, code, modifier, work_rvu, status, pctc, facility_pe, malpractice FROM fee_values "
    "WHERE release_id IN :releases "
)


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """One imported revision of a quarter's release, and the file that it came from."""

    id: int
    name: str
    revision: int
    starts: date
    ends: date
    variant: str
    released_on: str
    path: str
    sha256: str


def newest_revisions(reading: Reading) -> list[StoredRelease]:
    """Each imported quarter's newest revision, by name."""
    query = (
        "SELECT id, name, revision, starts, ends, variant, released_on, path, sha256 FROM fee_releases "
        "ORDER BY name, revision"
    )
    found = (StoredRelease(*row[:3], *map(date.fromisoformat, row[3:5]), *row[5:]) for row in rows(reading, query))
    return list({each.name: each for each in found}.values())


def values_of(reading: Reading, release_id: int) -> dict[tuple[str, str], FeeValue]:
    """All values of one release."""
    found = _read(rows(reading, _VALUES + "ORDER BY id", releases=[release_id]))
    return {(value.code, value.modifier): value for _, value in found}


def load_releases(reading: Reading, codes: Collection[str] | None = None) -> Releases:
    """The newest revision of every quarter, with the values of the codes given (of all codes for None).

    A command that prices some reads gives their codes, so that it stays fast whatever the number of releases.
    """
    newest = newest_revisions(reading)
    values: dict[int, dict[tuple[str, str], FeeValue]] = {each.id: {} for each in newest}
    for release_id, value in _values(reading, list(values), codes):
        values[release_id][value.code, value.modifier] = value
    factors, localities = _factors(reading), _localities(reading)
    return Releases(
        {
            each.name: Release(
                each.name,
                each.starts,
                each.ends,
                values[each.id],
                factors.get(each.name, {}),
                localities.get(each.name[:4], {}),
            )
            for each in newest
        }
    )


def _values(reading: Reading, releases: Sequence[int], codes: Collection[str] | None) -> Iterator[tuple[int, FeeValue]]:
    """The values of the codes, or of all, each with its release."""
    if codes is None:
        yield from _read(rows(reading, _VALUES + "ORDER BY id", releases=releases))
        return
    for some in portions(sorted(codes)):
        yield from _read(rows(reading, _VALUES + "AND code IN :some ORDER BY id", releases=releases, some=some))


def _read(found: Sequence[Any]) -> Iterator[tuple[int, FeeValue]]:
    for release, code, modifier, work_rvu, status, pctc, facility_pe, malpractice in found:
        practice, risk = (None if each is None else Decimal(each) for each in (facility_pe, malpractice))
        yield release, FeeValue(code, modifier, Decimal(work_rvu), status, pctc, practice, risk)


def _factors(reading: Reading) -> Mapping[str, dict[str, Decimal]]:
    """By quarter and file, the newest factor."""
    found: dict[str, dict[str, Decimal]] = {}
    for name, variant, factor in rows(reading, "SELECT name, variant, factor FROM fee_factors ORDER BY id"):
        found.setdefault(name, {})[variant] = Decimal(factor)
    return found


def _localities(reading: Reading) -> Mapping[str, dict[str, Indices]]:
    """By year and locality, the newest indices."""
    return {
        year: {key: Indices(*map(Decimal, values)) for key, values in json.loads(localities).items()}
        for year, localities in rows(reading, "SELECT year, localities FROM fee_indices ORDER BY id")
    }
