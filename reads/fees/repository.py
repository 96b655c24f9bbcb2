"""The stored releases: their list, their values, and what pricing loads of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Select, insert, select
from sqlmodel import Session

from reads.fees.release import FeeValue, Indices, Release, Releases
from reads.fees.tables import FeeFactorRow, FeeIndicesRow, FeeReleaseRow, FeeValueRow

_AT_ONCE = 1_000
_Query = Select[tuple[int, str, str, Decimal, str, str, Decimal | None, Decimal | None]]

_RELEASE = FeeReleaseRow.__table__.c  # type: ignore[attr-defined]
_VALUE = FeeValueRow.__table__.c  # type: ignore[attr-defined]
_FACTOR = FeeFactorRow.__table__.c  # type: ignore[attr-defined]
_INDICES = FeeIndicesRow.__table__.c  # type: ignore[attr-defined]


def newest_revisions(session: Session) -> list[FeeReleaseRow]:
    """Each imported quarter's newest revision, by name."""
    rows = session.scalars(select(FeeReleaseRow).order_by(_RELEASE.name, _RELEASE.revision)).all()
    return list({row.name: row for row in rows}.values())


def release_with_hash(session: Session, sha256: str) -> FeeReleaseRow | None:
    """The release that was imported from a file of that content."""
    return session.scalars(select(FeeReleaseRow).where(_RELEASE.sha256 == sha256)).first()


def newest_revision(session: Session, name: str) -> FeeReleaseRow | None:
    """A quarter's newest revision."""
    newest = select(FeeReleaseRow).where(_RELEASE.name == name).order_by(_RELEASE.revision.desc()).limit(1)
    return session.scalars(newest).first()


def add_values(session: Session, release_id: int, values: Mapping[tuple[str, str], FeeValue]) -> None:
    """Stores the values of a new release."""
    rows = [
        {
            "release_id": release_id,
            "code": value.code,
            "modifier": value.modifier,
            "work_rvu": value.work_rvu,
            "status": value.status,
            "pctc": value.pctc,
            "facility_pe": value.facility_pe,
            "malpractice": value.malpractice,
        }
        for value in values.values()
    ]
    session.connection().execute(insert(FeeValueRow.__table__), rows)  # type: ignore[attr-defined]


def values_of(session: Session, release_id: int) -> dict[tuple[str, str], FeeValue]:
    """All values of one release."""
    found = _read(session, _values().where(_VALUE.release_id == release_id))
    return {(value.code, value.modifier): value for _, value in found}


def load_releases(session: Session, codes: Collection[str] | None = None) -> Releases:
    """The newest revision of every quarter, with the values of the codes given (of all codes for None).

    A command that prices some reads gives their codes, so that it stays fast whatever the number of releases.
    """
    newest = newest_revisions(session)
    values: dict[int, dict[tuple[str, str], FeeValue]] = {row.id: {} for row in newest if row.id is not None}
    for query in _in_parts(sorted(values), codes):
        for release_id, value in _read(session, query):
            values[release_id][value.code, value.modifier] = value
    factors, localities = _factors(session), _localities(session)
    return Releases(
        {
            row.name: Release(
                row.name,
                row.starts,
                row.ends,
                values[row.id or 0],
                factors.get(row.name, {}),
                localities.get(row.name[:4], {}),
            )
            for row in newest
        }
    )


def factors_of(session: Session, name: str) -> list[FeeFactorRow]:
    """The conversion factors that were imported for a quarter, the newest last."""
    return list(session.scalars(select(FeeFactorRow).where(_FACTOR.name == name).order_by(_FACTOR.id)).all())


def _factors(session: Session) -> dict[str, dict[str, Decimal]]:
    """By quarter and file, the newest factor."""
    found: dict[str, dict[str, Decimal]] = {}
    for row in session.scalars(select(FeeFactorRow).order_by(_FACTOR.id)):
        found.setdefault(row.name, {})[row.variant] = row.factor
    return found


def _localities(session: Session) -> dict[str, dict[str, Indices]]:
    """By year and locality, the newest indices."""
    return {
        row.year: {key: Indices(*map(Decimal, values)) for key, values in json.loads(row.localities).items()}
        for row in session.scalars(select(FeeIndicesRow).order_by(_INDICES.id))
    }


def indices_of(session: Session, year: str) -> FeeIndicesRow | None:
    """The newest indices of a year."""
    newest = select(FeeIndicesRow).where(_INDICES.year == year).order_by(_INDICES.id.desc()).limit(1)
    return session.scalars(newest).first()


def _in_parts(releases: Sequence[int], codes: Collection[str] | None) -> Iterator[_Query]:
    """One query for all codes, or one for every thousand: databases limit the parameters of a statement."""
    query = _values().where(_VALUE.release_id.in_(releases))
    if codes is None:
        yield query
        return
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), _AT_ONCE):
        yield query.where(_VALUE.code.in_(wanted[start : start + _AT_ONCE]))


def _values() -> _Query:
    columns = (_VALUE.release_id, _VALUE.code, _VALUE.modifier, _VALUE.work_rvu, _VALUE.status, _VALUE.pctc)
    return select(*columns, _VALUE.facility_pe, _VALUE.malpractice).order_by(_VALUE.id)


def _read(session: Session, query: _Query) -> Iterator[tuple[int, FeeValue]]:
    for row in session.connection().execute(query):
        yield (
            row.release_id,
            FeeValue(row.code, row.modifier, row.work_rvu, row.status, row.pctc, row.facility_pe, row.malpractice),
        )
