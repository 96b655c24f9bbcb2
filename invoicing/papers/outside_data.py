"""Outside data that decides a price: which version is installed, and which the books were last applied with (spec 3.9)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Severity
from reads.core.time_zones import tzdata_version
from reads.fees.codes.loaded_files import newest_files
from reads.fees.loaded_releases import newest_revisions
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_REMEDY = "`wetread apply` shows what that changes, and takes it into use"


@dataclass(frozen=True, slots=True)
class MovedData:
    """A kind of outside data that is installed in another version than the books were applied with."""

    name: str
    applied: str
    installed: str

    def __str__(self) -> str:
        return f"{self.name} {self.installed} is installed, and the books were applied with {self.applied}"


class DataMoved(WetreadError):
    """Another version of outside data is installed than the books were applied with: prices may be others."""

    code: ClassVar[str] = "data_moved"

    def __init__(self, moved: Collection[MovedData]) -> None:
        super().__init__("; ".join(map(str, moved)), _REMEDY)


@cache
def installed() -> dict[str, str]:
    """The versions that this process works with: time zones, holiday calendars, the shipped rules of payers."""
    rules = (files("reads.claims.rules") / "shipped_rules.toml").read_bytes()
    return {
        "tzdata": tzdata_version(),
        "holidays": version("holidays"),
        "rules": hashlib.sha256(rules).hexdigest()[:12],
    }


def moved_data(reading: Reading) -> list[MovedData]:
    """What is installed in another version than was last applied; nothing for books that were applied before that was kept."""
    applied = _applied(reading)
    now = installed()
    return [MovedData(name, applied[name], now[name]) for name in now if name in applied and applied[name] != now[name]]


def refuse_moved(reading: Reading) -> None:
    """DataMoved where papers or exports would be made under another version than the books were applied with."""
    if moved := moved_data(reading):
        raise DataMoved(moved)


def moved_warnings(reading: Reading) -> tuple[Finding, ...]:
    """The same for a look, which says so and goes on."""
    return tuple(Finding(DataMoved.code, str(each), _REMEDY, severity=Severity.WARNING) for each in moved_data(reading))


def keep_versions(session: Session, by: By) -> None:
    """Records the installed versions as those that the books were applied with, where they are others."""
    from invoicing.papers.tables import DataVersionRow

    applied = _applied(session)
    for name, now in installed().items():
        if applied.get(name) != now:
            session.add(DataVersionRow(name=name, version=now, at=by.at, actor=by.actor))
    session.flush()


@dataclass(frozen=True, slots=True)
class DataAtHand:
    """The outside data that papers are made with by now, each with its version; `releases` are CMS's, by name."""

    kinds: Mapping[str, str]
    releases: Mapping[str, str]

    @classmethod
    def of(cls, reading: Reading) -> DataAtHand:
        """What is installed, and the codes and releases that were imported."""
        codes = {f"{row.kind} {row.edition}": _revision(row.revision, row.sha256) for row in newest_files(reading)}
        releases = {row.name: _revision(row.revision, row.sha256) for row in newest_revisions(reading)}
        return cls({**installed(), **codes}, releases)

    def of_paper(self, releases: Collection[str]) -> tuple[tuple[str, str], ...]:
        """What a paper says of the data that it was made with: each kind and set of codes, and of the releases those it used."""
        used = {f"CMS {name}": said for name, said in self.releases.items() if name in releases}
        return tuple(sorted({**self.kinds, **used}.items()))


def _revision(number: int, sha256: str) -> str:
    return f"revision {number}, {sha256[:12]}"


def _applied(reading: Reading) -> dict[str, str]:
    return dict(map(tuple, rows(reading, "SELECT name, version FROM data_versions ORDER BY id")))
