"""A live feed of HL7 messages over MLLP: each is committed before it is acknowledged (spec 2.3).

    AA  recorded, known already, or nothing to record        AE  in quarantine, with the reason
    AR  not a message: nothing was kept of it                none, and the connection closed: the database can't be reached

Messages that wait at the same time are committed together. A sender that got no answer sends again: what was recorded is then
known already, and acknowledged.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Protocol

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from reads.core.errors import WetreadError
from reads.directory.directory import Directory
from reads.directory.repository import newest_record
from reads.directory.service import load_directory
from reads.intake.candidate import Candidate
from reads.intake.hl7.file import Hl7Reads
from reads.intake.hl7.mllp import Answer, Frame, Frames, acknowledgement
from reads.intake.profiles.hl7 import Hl7Profiles
from reads.intake.read_fields import Fields
from reads.log.orders import find_order
from reads.log.outcome import Counts, Imported, Source
from reads.store.engine import Store

LARGEST_MESSAGE = 8 << 20
"""Bytes of one message; times the connections, that is what a receiver may hold at most."""
MOST_CONNECTIONS = 32
HALF_RECEIVED = 60
"""Seconds that a message may take from its first byte to its last."""

_TOGETHER = 200
_READ = 1 << 16


@dataclass(slots=True)
class Received:
    """What came so far: messages by answer, and what became of their reports."""

    accepted: int = 0
    errors: int = 0
    rejected: int = 0
    counts: Counts = field(default_factory=Counts)

    def as_json(self) -> dict[str, object]:
        """For `--json`, at the end."""
        return {"AA": self.accepted, "AE": self.errors, "AR": self.rejected, **self.counts.as_json()}


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one frame, and its reason, which names no patient."""

    answer: Answer
    reason: str = ""
    counts: Counts = field(default_factory=Counts)


class Bring(Protocol):
    """Brings the candidates of one message into the log, and what they carry to the room that keeps it."""

    def __call__(
        self,
        session: Session,
        candidates: Iterable[Candidate],
        source: Source,
        directory: Directory,
        *,
        actor: str,
        at: datetime,
    ) -> Imported:
        """As `reads.log.service.import_candidates`."""
        ...


_Waiting = tuple[Frame, str, "asyncio.Future[Reply | None]"]


class Receiver:
    """Listens until it is told to stop; `say` is told where it listens and what could not be taken."""

    def __init__(
        self, store: Store, profiles: Hl7Profiles, bring: Bring, *, actor: str, say: Callable[[str], None]
    ) -> None:
        self.received = Received()
        self._recorder = _Recorder(store, profiles, bring, actor)
        self._clock = store.clock
        self._say = say
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._idle: set[asyncio.StreamWriter] = set()
        self._connections: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def serve(self, host: str, port: int, stop: asyncio.Event) -> None:
        """Takes connections until `stop` is set, then answers what was received whole and returns."""
        server = await asyncio.start_server(self._connected, host, port, limit=_READ)
        place = server.sockets[0].getsockname()
        self._say(f"listening on {place[0]}:{place[1]}")
        recording = asyncio.create_task(self._record_waiting())
        ending = asyncio.create_task(stop.wait())
        await asyncio.wait({recording, ending}, return_when=asyncio.FIRST_COMPLETED)
        self._stopping = True
        server.close()
        for writer in tuple(self._idle):
            writer.close()
        if self._connections:
            await asyncio.wait(self._connections, timeout=HALF_RECEIVED)
        ending.cancel()
        if recording.done():
            recording.result()
        recording.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or self._stopping or len(self._connections) >= MOST_CONNECTIONS:
            writer.close()
            return
        self._connections.add(task)
        try:
            with suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError):
                await self._converse(reader, writer)
        finally:
            self._idle.discard(writer)
            writer.close()
            with suppress(ConnectionError, TimeoutError):
                await writer.wait_closed()
            self._connections.discard(task)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Frames in, answers out, in the same order, until either side ends it."""
        peer = str((writer.get_extra_info("peername") or ("",))[0])
        frames = Frames(LARGEST_MESSAGE)
        while not self._stopping:
            self._idle.add(writer)
            async with asyncio.timeout(None if frames.is_empty else HALF_RECEIVED):
                data = await reader.read(_READ)
            self._idle.discard(writer)
            if not data:
                return
            waiting = [(frame, self._queued(frame, peer)) for frame in frames.feed(data)]
            for frame, future in waiting:
                reply = await future
                if reply is None:
                    return
                writer.write(self._answer(frame, reply))
                await writer.drain()

    def _queued(self, frame: Frame, peer: str) -> asyncio.Future[Reply | None]:
        future: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((frame, peer, future))
        return future

    def _answer(self, frame: Frame, reply: Reply) -> bytes:
        received = self.received
        received.accepted += reply.answer is Answer.ACCEPTED
        received.errors += reply.answer is Answer.ERROR
        received.rejected += reply.answer is Answer.REJECTED
        received.counts += reply.counts
        if reply.reason:
            self._say(f"{reply.answer.value}: {reply.reason}")
        number = received.accepted + received.errors + received.rejected
        return acknowledgement(frame.data, reply.answer, reply.reason, self._clock.now(), number)

    async def _record_waiting(self) -> None:
        """Commits what waits, together, on a thread of its own; only then the answers go out."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "recorder") as thread:
            while True:
                together = [await self._queue.get()]
                while not self._queue.empty() and len(together) < _TOGETHER:
                    together.append(self._queue.get_nowait())
                work = [(frame, peer) for frame, peer, _ in together]
                replies = await loop.run_in_executor(thread, self._recorder.record, work)
                for (_, _, future), reply in zip(together, replies, strict=True):
                    if not future.done():
                        future.set_result(reply)
                if None in replies:
                    self._say("the database can't be written: messages are not acknowledged until it can")


class _Recorder:
    """Brings frames into the log; the only one who touches the database, from one thread."""

    def __init__(self, store: Store, profiles: Hl7Profiles, bring: Bring, actor: str) -> None:
        self._store = store
        self._bring = bring
        self._profiles = profiles
        self._actor = actor
        self._directory = Directory.of()
        self._as_of = -1

    def record(self, frames: Sequence[tuple[Frame, str]]) -> list[Reply | None]:
        """The answers, all of them committed; None where nothing could be. One that can't be recorded harms no other."""
        try:
            return list(self._together(frames))
        except Exception as error:  # noqa: BLE001  a live feed outlives every fault of one message
            if len(frames) > 1:
                return [self.record([frame])[0] for frame in frames]
            if isinstance(error, WetreadError | OperationalError | InterfaceError | OSError):
                return [None]
            return [Reply(Answer.ERROR, f"a fault of wetread itself ({type(error).__name__}); nothing was recorded")]

    def _together(self, frames: Sequence[tuple[Frame, str]]) -> list[Reply]:
        with self._store.write() as session:
            newest = newest_record(session)
            if newest != self._as_of:
                self._directory, self._as_of = load_directory(session), newest
            return [self._reply(session, frame, peer) for frame, peer in frames]

    def _reply(self, session: Session, frame: Frame, peer: str) -> Reply:
        if frame.too_long:
            return Reply(Answer.REJECTED, f"the message is longer than {LARGEST_MESSAGE >> 20} MB")
        if not frame.framed or not frame.data.strip().startswith((b"MSH", b"FHS", b"BHS", b"\xef\xbb\xbfMSH")):
            return Reply(Answer.REJECTED, "this is no HL7 message")
        now, place = self._store.clock.now(), f"mllp:{peer}"
        reads = Hl7Reads(
            BytesIO(frame.data),
            place,
            Fields(self._directory, now),
            self._directory,
            self._profiles,
            orders=partial(find_order, session),
        )
        source = Source("hl7", place, hashlib.sha256(frame.data).hexdigest())
        outcome = self._bring(session, reads, source, self._directory, actor=self._actor, at=now)
        return Reply(*_judged(outcome), outcome.counts)


def _judged(outcome: Imported) -> tuple[Answer, str]:
    if outcome.counts.rejected or outcome.refused:
        reasons = dict.fromkeys(finding.message for finding in outcome.refused)
        return Answer.ERROR, "; ".join(reasons)[:500] or "much of it can't be understood"
    if outcome.counts.conflict:
        return Answer.ERROR, "it contradicts the log and waits in quarantine"
    return Answer.ACCEPTED, ""
