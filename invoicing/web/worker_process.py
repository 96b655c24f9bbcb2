"""Heavy work in processes of its own, so that no page waits for another (spec 9.2); a person may stop it at any time."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from invoicing.audit.verify import PARTS, Verified
from invoicing.audit.verify_books import Outside, verify_books
from invoicing.web.long_work import Work, told_fault
from invoicing.web.site import Site
from reads.core.clock import FixedClock, SystemClock
from reads.core.errors import WetreadError
from reads.store.backup import Backup, back_up
from reads.store.damage import Damage
from reads.store.engine import Store

T = TypeVar("T")
Tell = Callable[[str], object]

ASKED_EVERY = 1
"""Seconds after which it is looked whether a person has stopped the work."""

PATIENCE = 10
"""Seconds that a process has to clear up after itself."""

COPIED, PACKED = "the database's copy", "its file"


class WorkDied(WetreadError):
    """The process that did the work ended without a word: killed, or out of memory."""

    code = "work_died"

    def __init__(self) -> None:
        super().__init__(
            "the work ended without a word", "look whether this machine's memory is full, and begin it again"
        )


def beside(work: Callable[..., T], *given: object) -> T:
    """What the function gives, run in a process of its own that ends with it; what it raises is raised."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(work, *given).result()


def reckoned(run: Callable[..., T], site: Site, *given: object) -> T:
    """What the function gives, which is called with a store of the books and what is given; in a process that ends with us."""
    found: T = _awaited(
        Work("", "", "", "", site.clock.now()), _opened, run, site.store.url, site.clock.now(), site.books, given
    )
    return found


def _opened(_tell: Tell, run: Callable[..., T], url: str, at: datetime, books: Path, given: tuple[object, ...]) -> T:
    store = Store.open(url, clock=FixedClock(at), books=books)
    try:
        return run(store, *given)
    finally:
        store.close()


def watched(work: Work, parts: tuple[str, ...], run: Callable[..., T], *given: object) -> T:
    """What the function gives, in a process of its own that a stop ends; each part that it tells is a step of the work.

    It is called with what tells a part, then with what is given. WorkStopped, WorkDied, or what it raises.
    """
    work.left, work.total = parts, len(parts)
    return _awaited(work, run, *given)


def _awaited(work: Work, run: Callable[..., T], *given: object) -> T:
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, run, given), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            work.go_on()
            if not ours.poll(ASKED_EVERY):
                continue
            try:
                said = ours.recv()
            except EOFError:
                raise WorkDied from None
            if isinstance(said, str):
                work.step(f"done: {said}", [part for part in work.left if part != said])
                continue
            process.join(PATIENCE)
            if isinstance(said[0], WetreadError):
                raise said[0]
            found: T = said[1]
            return found
    finally:
        _end(process)
        ours.close()


def _end(process: SpawnProcess) -> None:
    process.terminate()
    process.join(PATIENCE)
    process.kill()
    process.join()


def _run(end: Connection, run: Callable[..., object], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it has begun is cleared up
    try:
        end.send((None, run(end.send, *given)))
    except Exception as error:  # noqa: BLE001 (told where the work is shown)
        end.send((told_fault(error), None))


def verified(site: Site, work: Work) -> Verified:
    """What `wetread audit verify` finds, in a process of its own."""
    return watched(work, PARTS, _verified, site.store.url, site.books.absolute())


def _verified(tell: Tell, url: str, books: Path) -> Verified:
    store = Store.open(url, clock=SystemClock())
    try:
        return verify_books(store, books, tell=tell)
    finally:
        store.close()


def backed_up(site: Site, work: Work, path: Path, recipient: str | None) -> tuple[Backup, list[Damage]]:
    """The backup that was written, and the damage of the books that it holds; in a process of its own."""
    given = (site.store.url, site.books.absolute(), site.clock.now(), path, recipient)
    return watched(work, (COPIED, *PARTS, PACKED), _backed_up, *given)


def _backed_up(
    tell: Tell, url: str, books: Path, at: datetime, path: Path, recipient: str | None
) -> tuple[Backup, list[Damage]]:
    found, outside = list[Damage](), Outside.seen(url, books)
    store = Store.open(url, clock=FixedClock(at), books=books)

    def look(session: Session) -> None:
        tell(COPIED)
        found.extend(outside.verified(session, tell=tell).lasting)

    try:
        done = back_up(store, path, recipient=recipient, look=look)
    finally:
        store.close()
    tell(PACKED)
    return done, found
