"""The time zones that the books were last applied with, as tzdata had them: to price issued months as they were (spec 3.9)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from invoicing.contracts.model import AppliedContract
from reads.core.actor_and_moment import By
from reads.directory.directory import Directory
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

Zones = Mapping[str, ZoneInfo]
"""Zones by their names."""


def applied_zones(reading: Reading) -> dict[str, ZoneInfo]:
    """The zones as they were when the books were last applied."""
    return {
        name: ZoneInfo.from_file(io.BytesIO(base64.b64decode(content)), key=name)
        for name, content in _stored(reading).items()
    }


def keep_zones(session: Session, directory: Directory, contracts: list[AppliedContract], by: By) -> None:
    """Records the zones of all facilities and contracts, where they are others than were recorded."""
    from invoicing.papers.tables import TimeZoneRow

    stored = _stored(session)
    for name in sorted({*_names(directory), *(each.contract.timezone for each in contracts if each.contract.timezone)}):
        content = base64.b64encode(_content(name)).decode()
        if stored.get(name) != content:
            session.add(TimeZoneRow(name=name, content=content, at=by.at, actor=by.actor))
    session.flush()


def with_zones(directory: Directory, zones: Zones) -> Directory:
    """The directory with its facilities in these zones; those that aren't there stay as they are."""
    facilities = {
        facility: tuple(replace(row, zone=zones.get(row.zone.key, row.zone)) for row in rows)
        for facility, rows in directory.facilities.items()
    }
    return replace(directory, facilities=facilities)


def _names(directory: Directory) -> Iterator[str]:
    return (row.zone.key for rows in directory.facilities.values() for row in rows if row.zone.key)


def _content(name: str) -> bytes:
    return (files("tzdata.zoneinfo").joinpath(*name.split("/"))).read_bytes()


def _stored(reading: Reading) -> dict[str, str]:
    return dict(map(tuple, rows(reading, "SELECT name, content FROM time_zones ORDER BY id")))
