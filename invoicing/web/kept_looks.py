"""What takes long to reckon is kept with the state of the books that it was reckoned in (spec 9.3).

Nothing moved      what is kept is shown
something moved    it is reckoned anew in the background; whoever asks waits a moment for it, then sees what is kept, with its time
nothing kept       whoever asks waits a moment, then is told that it is being reckoned
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYetDone
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlmodel import Session, col, func, select

from invoicing.closing.months_to_recheck import known_now
from reads.claims.tables import ClaimLineRow
from reads.store.events import EventRow

T = TypeVar("T")

LONG = 600_000
"""Milliseconds to wait for a reckoning where nobody said how long a page may take."""

MOST = 40
"""So many different looks are kept, those asked for last."""


class BeingReckoned(Exception):  # it is no failure
    """Nothing is kept yet: it is being reckoned, and is there when the page is opened again."""


@dataclass(frozen=True, slots=True)
class KeptLook(Generic[T]):
    """What was reckoned and when; `is_old` where something has moved since, and it is being reckoned anew."""

    value: T
    at: datetime
    is_old: bool = False


@dataclass
class Looks:
    """The looks that are kept; each is reckoned once at a time, however many ask for it."""

    patience: int = LONG
    """Milliseconds that a page waits."""
    _kept: dict[Hashable, tuple[Hashable, KeptLook[Any]]] = field(default_factory=dict)
    _running: dict[Hashable, Future[KeptLook[Any]]] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def of(self, name: Hashable, state: Hashable, now: datetime, reckon: Callable[[], T]) -> KeptLook[T]:
        """The look of that name in a state of the books; BeingReckoned, or what reckoning it raises."""
        with self._guard:
            seen, kept = self._kept.get(name, (None, None))
            if kept is not None and seen == state:
                self._kept[name] = self._kept.pop(name)
                return kept
            running = self._running.get(name)
            if running is None:
                running = self._running[name] = Future()
                given = (name, state, now, reckon, running)
                threading.Thread(target=self._reckon, args=given, name="look", daemon=True).start()
        try:
            return running.result(self.patience / 1000)
        except NotYetDone:
            if kept is None:
                raise BeingReckoned from None
            return KeptLook(kept.value, kept.at, is_old=True)

    def _reckon(
        self, name: Hashable, state: Hashable, now: datetime, reckon: Callable[[], T], running: Future[KeptLook[T]]
    ) -> None:
        try:
            found = KeptLook(reckon(), now)
        except BaseException as error:  # noqa: BLE001 (raised where it is waited for)
            with self._guard:
                del self._running[name]
            running.set_exception(error)
            return
        with self._guard:
            self._kept[name] = (state, found)
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
            del self._running[name]
        running.set_result(found)


def state_of(session: Session) -> tuple[Hashable, ...]:
    """What changes whenever anything does that a look depends on: the newest event, and the extent of what months stand on."""
    newest = session.exec(select(func.max(col(EventRow.id)))).one() or 0
    return (newest, *sorted(known_now(session).items()))


def ground_state(session: Session) -> tuple[Hashable, ...]:
    """What changes whenever anything does that the ground of routing depends on; reads that come in are none of it."""
    known = known_now(session)
    claims = session.exec(select(func.max(col(ClaimLineRow.id)))).one() or 0
    return (claims, *(known[name] for name in _GROUND))


_GROUND = ("book_records", "contract_versions", "fee_releases", "holiday_calendars", "held_releases", "import_undos")


def is_large(session: Session) -> bool:
    """Whether the log is so long that a look at it is no work for the server's own process."""
    return known_now(session)["read_versions"][0] > LARGE


LARGE = 20_000
"""Versions of reads: a second's work, and what it takes to start a process."""
