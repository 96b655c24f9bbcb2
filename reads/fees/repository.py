"""The stored releases, factors and indices: queries of what is imported, and how a release's values are added."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select
from sqlmodel import Session

from reads.fees.release import FeeValue
from reads.fees.tables import FeeFactorRow, FeeIndicesRow, FeeReleaseRow, FeeValueRow

_RELEASE = FeeReleaseRow.__table__.c  # type: ignore[attr-defined]
_FACTOR = FeeFactorRow.__table__.c  # type: ignore[attr-defined]
_INDICES = FeeIndicesRow.__table__.c  # type: ignore[attr-defined]


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


def factors_of(session: Session, name: str) -> list[FeeFactorRow]:
    """The conversion factors that were imported for a quarter, the newest last."""
    return list(session.scalars(select(FeeFactorRow).where(_FACTOR.name == name).order_by(_FACTOR.id)).all())


def indices_of(session: Session, year: str) -> FeeIndicesRow | None:
    """The newest indices of a year."""
    newest = select(FeeIndicesRow).where(_INDICES.year == year).order_by(_INDICES.id.desc()).limit(1)
    return session.scalars(newest).first()
