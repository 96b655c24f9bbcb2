"""A live feed: what is acknowledged is in the log, whatever else comes over the connection."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from reads.intake.profiles.hl7 import Hl7Profiles
from reads.intake.size_limits import LARGEST_FED_MESSAGE
from reads.log.mllp_server import MOST_CONNECTIONS, FeedReceiver
from reads.log.read_versions import reads_of
from reads.log.record_reads import import_candidates
from reads.log.repository import waiting
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.reads.intake.hl7.messages import message, order, report


class Line:
    """A sender's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int):
        self.reader, self.writer, self.port = reader, writer, port

    async def send(self, text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        self.writer.write(b"\x0b" + data + b"\x1c\r")
        await self.writer.drain()

    async def answer(self) -> str:
        return (await asyncio.wait_for(self.reader.readuntil(b"\x1c\r"), 20)).decode()

    async def asked(self, text: str | bytes) -> str:
        await self.send(text)
        return (await self.answer()).split("MSA|")[1][:2]


def live(store, talk, bring=import_candidates, limits=None, profiles=None):
    """Runs a receiver for as long as `talk` does; gives what it received and what it said."""
    said: list[str] = []
    listening = asyncio.Event()

    def say(text: str) -> None:
        said.append(text)
        listening.set()

    receiver = FeedReceiver(store, profiles or Hl7Profiles(), bring, actor="tester", say=say, limits=limits)

    async def both():
        stop, lines = asyncio.Event(), []
        serving = asyncio.create_task(receiver.serve("127.0.0.1", 0, stop))
        await asyncio.wait_for(listening.wait(), 20)

        async def connect():
            port = int(said[0].rpartition(":")[2])
            lines.append(Line(*await asyncio.open_connection("127.0.0.1", port), port))
            return lines[-1]

        try:
            await talk(connect, stop)
        finally:
            stop.set()
            for line in lines:
                line.writer.close()
                with suppress(ConnectionError):
                    await line.writer.wait_closed()
            await asyncio.wait_for(serving, 20)

    asyncio.run(both())
    return receiver.received, said


def accessions(store, *wanted):
    with store.read() as session:
        return [wanted for wanted in wanted if reads_of(session, wanted)]


def test_each_message_has_its_answer(store):
    async def talk(connect, stop):
        line = await connect()
        assert await line.asked(message()) == "AA"
        assert await line.asked(message()) == "AA"
        assert await line.asked(order(accession="A7")) == "AA"
        assert await line.asked(message(report(signed=""))) == "AE"
        assert await line.asked(message(report(signed=""))) == "AA"
        assert await line.asked(message(report(signed="20261003091200-0500"))) == "AE"
        assert await line.asked("no message at all") == "AR"
        assert await line.asked(b"") == "AR"
        assert await line.asked(message(report(accession="A2"))) == "AA"

    received, _ = live(store, talk)
    assert (received.accepted, received.errors, received.rejected) == (5, 2, 2)
    assert (received.counts.recorded, received.counts.duplicate, received.counts.conflict) == (2, 2, 1)
    assert accessions(store, "A100", "A2") == ["A100", "A2"]
    with store.read() as session:
        assert [row.kind for row in waiting(session)] == ["rejected", "conflict"]


def test_the_reason_is_told_and_names_nobody(store):
    async def talk(connect, stop):
        line = await connect()
        await line.send(message(report(signed="")))
        text = await line.answer()
        assert "signed_at is empty" in text
        assert "DOE" not in text

    _, said = live(store, talk)
    assert "signed_at is empty" in said[1]
    assert "DOE" not in "".join(said)


def test_several_connections_and_messages_sent_ahead_are_answered_in_their_order(store):
    async def sender(connect, name):
        line = await connect()
        for number in range(10):
            await line.send(message(report(accession=f"{name}{number}")).replace("|M1|", f"|{name}{number}|"))
        return [(await line.answer()).split("MSA|AA|")[1].split("|")[0] for _ in range(10)]

    async def talk(connect, stop):
        found = await asyncio.gather(*(sender(connect, name) for name in "XYZ"))
        assert found == [[f"{name}{number}" for number in range(10)] for name in "XYZ"]

    received, _ = live(store, talk)
    assert received.counts.recorded == 30


def test_a_message_of_many_megabytes_is_refused_and_the_next_taken(store):
    async def talk(connect, stop):
        line = await connect()
        assert await line.asked(message() + "x" * (LARGEST_FED_MESSAGE + 1)) == "AR"
        assert await line.asked(message()) == "AA"

    live(store, talk)
    assert accessions(store, "A100") == ["A100"]


def test_a_connection_that_breaks_off_leaves_nothing_and_harms_no_other(store):
    async def talk(connect, stop):
        broken, line = await connect(), await connect()
        broken.writer.write(b"\x0b" + message(report(accession="HALF")).encode())
        await broken.writer.drain()
        broken.writer.close()
        assert await line.asked(message()) == "AA"

    live(store, talk)
    assert accessions(store, "HALF", "A100") == ["A100"]


def test_surplus_connections_are_closed(store):
    async def talk(connect, stop):
        lines = [await connect() for _ in range(MOST_CONNECTIONS)]
        assert await lines[-1].asked(message()) == "AA"
        surplus = await connect()
        assert await asyncio.wait_for(surplus.reader.read(), 20) == b""

    live(store, talk)


def test_what_was_sent_before_the_stop_is_answered(store):
    async def talk(connect, stop):
        line = await connect()
        await line.asked(message())
        await line.send(message(report(accession="LAST")))
        await asyncio.sleep(0)
        stop.set()
        rest = await asyncio.wait_for(line.reader.read(), 20)
        assert rest.count(b"MSA|AA") == len(accessions(store, "LAST"))

    live(store, talk)


def test_without_a_database_nothing_is_acknowledged(tmp_path, clock):
    store = Store.open(sqlite_url(tmp_path / "gone.db"), clock=clock)

    async def talk(connect, stop):
        line = await connect()
        await line.send(message())
        assert await asyncio.wait_for(line.reader.read(), 20) == b""

    received, said = live(store, talk)
    store.close()
    assert received.accepted == received.errors == 0
    assert "the database can't be written" in said[-1]


def test_a_message_that_meets_a_fault_of_ours_is_refused_alone(store):
    def bring(session, candidates, source, directory, *, actor, at):
        found = list(candidates)
        if any(each.read and each.read.accession == "BOOM" for each in found):
            raise ZeroDivisionError
        return import_candidates(session, found, source, directory, actor=actor, at=at)

    async def talk(connect, stop):
        line = await connect()
        for accession in ("A1", "BOOM", "A2"):
            await line.send(message(report(accession=accession)))
        assert [(await line.answer()).split("MSA|")[1][:2] for _ in range(3)] == ["AA", "AE", "AA"]

    live(store, talk, bring)
    assert accessions(store, "A1", "BOOM", "A2") == ["A1", "A2"]
