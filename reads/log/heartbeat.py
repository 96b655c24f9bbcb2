"""That a feed lives, and what it heard last of each facility: silence is told, since a feed that starves makes no error (spec 7.1).

{"at": "…", "listening": true, "AA": 812, "AE": 3, "AR": 0, …, "connections": 4,
 "facilities": {"mercy-main": {"last": "…", "messages": 640, "silent": false}}}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session, col

from reads.core.clock import Clock
from reads.core.times import rfc3339
from reads.directory.directory import Directory
from reads.log.tables import ImportRow, OrderRow, ReadVersionRow
from reads.store.private_files import write_private

SILENCE = timedelta(hours=6)
"""A facility that sends nothing for so long is told, unless another time is said."""

_REMEMBERED = timedelta(days=30)
"""A facility that sent nothing for so long is no sender any more, and not missed."""


@dataclass(slots=True)
class Heard:
    """Of one facility: when its last message came, and how many did since the start."""

    last: datetime
    messages: int = 0
    told: bool = False


@dataclass(slots=True)
class Heartbeat:
    """What was heard of whom; `silence` is how long a facility may send nothing, None for ever."""

    clock: Clock
    silence: timedelta | None = None
    facilities: dict[str, Heard] = field(default_factory=dict)

    def note(self, facility: str) -> str:
        """A message of that facility came; what to say where it had been silent, else nothing."""
        now = self.clock.now()
        heard = self.facilities.setdefault(facility, Heard(now))
        silent_for, told = now - heard.last, heard.told
        heard.last, heard.messages, heard.told = now, heard.messages + 1, False
        return f"{facility} sends again, after {_hours(silent_for)}" if told else ""

    def newly_silent(self) -> Iterator[str]:
        """What to say of facilities that fell silent since this was asked last, each once."""
        if self.silence is None:
            return
        now = self.clock.now()
        for facility, heard in sorted(self.facilities.items()):
            if not heard.told and now - heard.last >= self.silence:
                heard.told = True
                yield f"{facility} has sent nothing for {_hours(now - heard.last)}"

    def as_json(self) -> dict[str, object]:
        """The facilities, by name."""
        return {
            facility: {"last": rfc3339(heard.last), "messages": heard.messages, "silent": heard.told}
            for facility, heard in sorted(self.facilities.items())
        }


def heard_before(session: Session, now: datetime, directory: Directory) -> dict[str, Heard]:
    """When each facility sent its last read or order over a live feed, those of the last 30 days: a restart forgets no silence.

    A word that the directory has learnt since is the facility that it means.
    """
    found: dict[str, Heard] = {}
    for rows in (ReadVersionRow, OrderRow):
        query = (
            select(col(rows.facility), func.max(col(ImportRow.at)))
            .join(ImportRow, col(ImportRow.id) == col(rows.import_id))
            .where(col(ImportRow.path).like("mllp:%"), col(ImportRow.at) >= now - _REMEMBERED)
            .group_by(col(rows.facility))
        )
        for word, last in session.execute(query):
            heard = found.setdefault(directory.facility_named(word) or word, Heard(last))
            heard.last = max(heard.last, last)
    return found


def write_heartbeat(path: Path, document: Mapping[str, object]) -> None:
    """Writes the document, whole or not at all: who watches it never reads half of one."""
    write_private(path, json.dumps(document, indent=2).encode() + b"\n")


def _hours(silent: timedelta) -> str:
    minutes = int(silent.total_seconds()) // 60
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"
