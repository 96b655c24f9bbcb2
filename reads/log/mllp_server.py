"""A live feed of HL7 messages over MLLP: each is committed before it is acknowledged (spec 2.3, 7.1).

    AA  recorded, known already, or nothing to record        AE  in quarantine since now, with the reason
    AR  not a message: nothing was kept of it                none, and the connection closed: the database can't be reached

Messages that wait at the same time are committed together, each sender in its turn. A sender that got no answer sends again:
what was recorded is then known already, and acknowledged. What the feed refuses, and who falls silent, is said.
"""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from reads.core.times import rfc3339
from reads.intake.hl7.mllp import AckCode, Frames, MllpFrame, acknowledgement
from reads.intake.profiles.hl7 import Hl7Profiles
from reads.intake.size_limits import LARGEST_FED_MESSAGE
from reads.log.feed_recorder import Bring, Recorder, Reply
from reads.log.heartbeat import SILENCE, Heartbeat, write_heartbeat
from reads.log.outcome import Counts
from reads.log.sender_turns import Turns
from reads.store.engine import Store

MOST_CONNECTIONS = 32
HALF_RECEIVED = 60
"""Seconds that a message may take from its first byte to its last, and an answer until it is taken."""

_TOGETHER = 200
_READ = 1 << 16
_KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 20, "TCP_KEEPCNT": 6}
"""A dead line is noticed after three minutes; not every system has all of these."""


@dataclass(slots=True)
class Received:
    """What came so far: messages by answer, and what became of their reports."""

    accepted: int = 0
    errors: int = 0
    rejected: int = 0
    counts: Counts = field(default_factory=Counts)

    def as_json(self) -> dict[str, object]:
        """For `--json` and the heartbeat."""
        return {"AA": self.accepted, "AE": self.errors, "AR": self.rejected, **self.counts.as_json()}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long in seconds a connection may be idle (0: for ever), a message half received, a facility silent (0: for ever)."""

    idle: float = 0
    half_received: float = HALF_RECEIVED
    silence: float = SILENCE.total_seconds()
    beat: float = 30
    heartbeat: Path | None = None


@dataclass(eq=False, slots=True)
class _Line:
    """One connection: who is at its other end, and since when nothing came over it."""

    peer: str
    writer: asyncio.StreamWriter
    since: float
    idle: bool = False


_Waiting = tuple[MllpFrame, str, "asyncio.Future[Reply | None]"]


class FeedReceiver:
    """Listens until it is told to stop; `say` is told where it listens, what could not be taken, and who fell silent."""

    def __init__(
        self,
        store: Store,
        profiles: Hl7Profiles,
        bring: Bring,
        *,
        actor: str,
        say: Callable[[str], None],
        limits: Limits | None = None,
    ) -> None:
        self.received = Received()
        self._limits = limits or Limits()
        self._recorder = Recorder(store, profiles, bring, actor)
        self._clock = store.clock
        self._say = say
        self._heartbeat = Heartbeat(store.clock, timedelta(seconds=self._limits.silence) or None)
        self._turns: Turns[_Waiting] = Turns()
        self._lines: dict[asyncio.Task[None], _Line] = {}
        self._stopping = False

    async def serve(self, host: str, port: int, stop: asyncio.Event) -> None:
        """Takes connections until `stop` is set, then answers what was received whole and returns."""
        server = await asyncio.start_server(self._connected, host, port, limit=_READ)
        place = server.sockets[0].getsockname()
        self._say(f"listening on {place[0]}:{place[1]}")
        working = [asyncio.create_task(work) for work in (self._record_waiting(), self._beat())]
        ending = asyncio.create_task(stop.wait())
        await asyncio.wait({*working, ending}, return_when=asyncio.FIRST_COMPLETED)
        self._stopping = True
        server.close()
        for line in self._lines.values():
            if line.idle:
                line.writer.close()
        if self._lines:
            await asyncio.wait(self._lines, timeout=self._limits.half_received)
        ending.cancel()
        for work in working:
            if work.done():
                work.result()
            work.cancel()
        self._write_heartbeat()

    def state(self) -> dict[str, object]:
        """What came, and what was heard of each facility: the heartbeat's document, and that of `--json` at the end."""
        return {
            "at": rfc3339(self._clock.now()),
            "listening": not self._stopping,
            "connections": len(self._lines),
            **self.received.as_json(),
            "facilities": self._heartbeat.as_json(),
        }

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        peer = str((writer.get_extra_info("peername") or ("",))[0])
        if task is None or self._stopping or not self._has_room(peer):
            writer.close()
            return
        _keep_alive(writer)
        line = _Line(peer, writer, asyncio.get_running_loop().time())
        self._lines[task] = line
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._converse(reader, line)
        except TimeoutError as late:
            self._say(f"the connection from {peer} was closed: {late}")
        finally:
            await _closed(writer)
            del self._lines[task]

    def _has_room(self, peer: str) -> bool:
        """Whether one more may be taken; for a newcomer, whoever has most connections gives its idlest up."""
        if len(self._lines) < MOST_CONNECTIONS:
            return True
        held = Counter(line.peer for line in self._lines.values())
        most, number = held.most_common(1)[0]
        idle = [line for line in self._lines.values() if line.peer == most and line.idle]
        if peer in held or number == 1 or not idle:
            self._say(
                f"a connection from {peer} was refused: {MOST_CONNECTIONS} are open, {number} of them from {most}"
            )
            return False
        oldest = min(idle, key=lambda line: line.since)
        self._say(f"a connection from {most}, which has {number}, was closed to let {peer} in")
        oldest.idle = False
        oldest.writer.close()
        return True

    async def _converse(self, reader: asyncio.StreamReader, line: _Line) -> None:
        """Frames in, answers out, in the same order, until either side ends it."""
        frames, clock = Frames(LARGEST_FED_MESSAGE), asyncio.get_running_loop().time
        deadline = None
        while not self._stopping:
            line.idle, line.since = True, clock()
            data = await self._read(reader, deadline)
            line.idle = False
            if not data:
                return
            waiting = [(frame, self._queued(frame, line)) for frame in frames.feed(data)]
            for frame, future in waiting:
                reply = await future
                if reply is None:
                    return
                line.writer.write(self._answer(frame, reply))
                await self._drained(line.writer)
            if frames.is_empty:
                deadline = None
            elif deadline is None or waiting:
                deadline = clock() + self._limits.half_received

    async def _read(self, reader: asyncio.StreamReader, deadline: float | None) -> bytes:
        """What comes next; TimeoutError, with what to say, past the message's deadline or the idle limit."""
        idle = asyncio.get_running_loop().time() + self._limits.idle if self._limits.idle else None
        try:
            async with asyncio.timeout_at(idle if deadline is None else deadline):
                return await reader.read(_READ)
        except TimeoutError:
            if deadline is None:
                raise TimeoutError(f"nothing came for {self._limits.idle:,.0f} s") from None
            raise TimeoutError(f"a message was not whole after {self._limits.half_received:,.0f} s") from None

    async def _drained(self, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self._limits.half_received):
                await writer.drain()
        except TimeoutError:
            raise TimeoutError(f"no answer was taken for {self._limits.half_received:,.0f} s") from None

    def _queued(self, frame: MllpFrame, line: _Line) -> asyncio.Future[Reply | None]:
        future: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._turns.put(line, (frame, line.peer, future))
        return future

    def _answer(self, frame: MllpFrame, reply: Reply) -> bytes:
        received, told = self.received, reply.told
        received.accepted += told.answer is AckCode.ACCEPTED
        received.errors += told.answer is AckCode.ERROR
        received.rejected += told.answer is AckCode.REJECTED
        received.counts += reply.counts
        if told.reason:
            self._say(f"{told.answer.value}: {told.reason}")
        if reply.facility and (again := self._heartbeat.note(reply.facility)):
            self._say(again)
        number = received.accepted + received.errors + received.rejected
        return acknowledgement(frame.data, told, self._clock.now(), number, enhanced=reply.enhanced)

    async def _record_waiting(self) -> None:
        """Commits what waits, together, on a thread of its own; only then the answers go out."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "recorder") as thread:
            self._heartbeat.facilities |= await loop.run_in_executor(thread, self._recorder.heard_before)
            while True:
                together = await self._turns.take(_TOGETHER)
                work = [(frame, peer) for frame, peer, _ in together]
                replies = await loop.run_in_executor(thread, self._recorder.record, work)
                for (_, _, future), reply in zip(together, replies, strict=True):
                    if not future.done():
                        future.set_result(reply)
                if None in replies:
                    self._say("the database can't be written: messages are not acknowledged until it can")

    async def _beat(self) -> None:
        """Writes the heartbeat and says who fell silent, as long as it listens."""
        while True:
            for silent in self._heartbeat.newly_silent():
                self._say(silent)
            self._write_heartbeat()
            await asyncio.sleep(self._limits.beat)

    def _write_heartbeat(self) -> None:
        if self._limits.heartbeat is None:
            return
        try:
            write_heartbeat(self._limits.heartbeat, self.state())
        except OSError as error:
            self._say(f"the heartbeat can't be written: {error.strerror}")


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Closes the connection; what its other end does not take any more is given up."""
    writer.close()
    try:
        async with asyncio.timeout(1):
            await writer.wait_closed()
    except TimeoutError:
        writer.transport.abort()
    except ConnectionError:
        pass


def _keep_alive(writer: asyncio.StreamWriter) -> None:
    """Asks the system to notice a line that is dead, which MLLP itself can't."""
    line = writer.get_extra_info("socket")
    if line is None:
        return
    with suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, seconds in _KEEP_ALIVE.items():
            if hasattr(socket, name):
                line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), seconds)
