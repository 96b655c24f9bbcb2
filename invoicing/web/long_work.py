"""Long work: what runs beside the pages, how far it is, and what it came to; the books say the rest after a restart (spec 9.3)."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reads.core.errors import InternalFault, WetreadError, reason_of

KEPT = timedelta(hours=12)


class WorkStopped(WetreadError):
    """A person stopped the work."""

    code = "work_stopped"

    def __init__(self) -> None:
        super().__init__("it was stopped; what was done by then stays done", "go on from the page that began it")


@dataclass
class Work:
    """One piece of work: whose, what about, how much of how much, a line for each step, what of it is left, and why it ended."""

    id: str
    actor: str
    title: str
    outcome: str
    begun: datetime
    done: int = 0
    total: int = 0
    lines: list[str] = field(default_factory=list)
    left: Sequence[str] = ()
    error: WetreadError | None = None
    ended: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    def step(self, line: str = "", left: Sequence[str] | None = None) -> None:
        """One more is done, told by a line where there is one; WorkStopped where a person has stopped the work.

        `left` names what comes after it, so that the page says what wasn't done where the work ends early.
        """
        self.done += 1
        self.lines += [line] if line else []
        if left is not None:
            self.left, self.total = left, self.done + len(left)
        if self.done != self.total:
            self.go_on()

    def go_on(self) -> None:
        """WorkStopped where a person has stopped the work."""
        if self.stop.is_set():
            raise WorkStopped

    @property
    def percent(self) -> int:
        """How much of it is done, in whole percent."""
        return 100 if self.ended else 100 * self.done // max(self.total, 1)


@dataclass
class Works:
    """All work of this server; one piece runs at a time, others wait behind it."""

    _works: dict[str, Work] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, work: Work, run: Callable[[Work], None]) -> Work:
        """Starts the work in a thread of its own; what it raises is kept for its page."""
        self._works = {id_: each for id_, each in self._works.items() if work.begun - each.begun < KEPT}
        self._works[work.id] = work
        threading.Thread(target=self._run, args=(work, run), name=f"work-{work.id[:8]}").start()
        return work

    def told(self, work: Work) -> str:
        """Keeps what was done at once, for the page that it is shown on; that page's address."""
        work.ended = True
        self._works[work.id] = work
        page, mark, part = work.outcome.partition("#")
        return f"{page}{'&' if '?' in page else '?'}told={work.id}{mark}{part}"

    def of(self, id_: str, actor: str) -> Work | None:
        """The work of that name, of this person."""
        found = self._works.get(id_)
        return found if found is not None and found.actor == actor else None

    def listed(self, actor: str) -> list[Work]:
        """All work of this person, the newest first."""
        return [each for each in reversed(self._works.values()) if each.actor == actor and each.title]

    def ahead(self, work: Work) -> list[Work]:
        """What has begun before and is not done: the work waits behind it."""
        return [
            each for each in self._works.values() if not each.ended and each.begun <= work.begun and each is not work
        ]

    def _run(self, work: Work, run: Callable[[Work], None]) -> None:
        with self._turn:
            try:
                work.go_on()
                run(work)
            except Exception as error:  # noqa: BLE001 (whatever ended it, its page says so)
                work.error = told_fault(error)
            finally:
                work.ended = True


def told_fault(error: Exception) -> WetreadError:
    """What a page says of anything that went wrong; a fault of ours is shown whole where the server runs."""
    reason = reason_of(error)
    if isinstance(reason, InternalFault):
        logging.getLogger(__name__).error("a fault of wetread itself", exc_info=error)
    return reason


def new_id() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(12)
