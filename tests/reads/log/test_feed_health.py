"""A feed that never starves silently: who trickles, idles, crowds others out or falls silent is told (spec 7.1)."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click
import pytest

from reads.cli.listen import listen
from reads.directory.directory import Directory
from reads.directory.model import Name, NamedKind
from reads.directory.names import TaughtNames
from reads.intake.hl7.mllp import AckCode, Frames, MllpFrame, ToldSender, acknowledgement, sender_of
from reads.intake.profiles.hl7 import Hl7Profile, Hl7Profiles
from reads.log.feed_recorder import Recorder
from reads.log.heartbeat import SILENCE, Heartbeat, heard_before
from reads.log.mllp_server import MOST_CONNECTIONS, Limits
from reads.log.record_reads import import_candidates
from reads.log.sender_turns import Turns
from tests.reads.directories import MERCY
from tests.reads.intake.hl7.messages import message, order, report
from tests.reads.log.test_receiver import live


@pytest.mark.parametrize("between", [b"\x00", b"\x00\x00\r\n", b"   ", b"\t\r\n \x00\r"])
def test_nuls_and_blanks_between_frames_get_no_answer(store, between):
    async def talk(connect, stop):
        line = await connect()
        line.writer.write(between)
        assert await line.asked(message()) == "AA"
        line.writer.write(between)
        assert await line.asked(message(report(accession="A2"))) == "AA"
        line.writer.write(between)
        line.writer.write_eof()
        assert await asyncio.wait_for(line.reader.read(), 20) == b""

    received, _ = live(store, talk)
    assert (received.accepted, received.rejected) == (2, 0)


def test_blanks_within_a_message_stay():
    assert Frames(100).feed(b"\x0b MSH \x00\x1c\r")[0].data == b" MSH \x00"


@pytest.mark.parametrize("trickle", [b"x", b"noise"])
def test_a_message_that_trickles_in_has_one_deadline(store, trickle):
    """Each byte comes in time, the message doesn't; the next sender is answered meanwhile."""

    async def talk(connect, stop):
        slow, other = await connect(), await connect()
        slow.writer.write(b"\x0b" if trickle == b"x" else b"n")
        begun = time.monotonic()
        while not slow.reader.at_eof() and time.monotonic() - begun < 10:
            slow.writer.write(trickle)
            try:
                await asyncio.wait_for(slow.reader.read(1), 0.05)
            except TimeoutError:
                continue
        assert time.monotonic() - begun < 5
        assert await other.asked(message()) == "AA"

    _, said = live(store, talk, limits=Limits(half_received=0.5))
    assert any("a message was not whole after" in text for text in said)


def test_an_idle_connection_is_closed_and_that_is_said(store):
    async def talk(connect, stop):
        line = await connect()
        assert await line.asked(message()) == "AA"
        assert await asyncio.wait_for(line.reader.read(), 20) == b""

    _, said = live(store, talk, limits=Limits(idle=0.2))
    assert said[-1].startswith("the connection from 127.0.0.1 was closed: nothing came for")


def test_a_refused_connection_is_said(store):
    async def talk(connect, stop):
        for _ in range(MOST_CONNECTIONS):
            await connect()
        surplus = await connect()
        assert await asyncio.wait_for(surplus.reader.read(), 20) == b""

    _, said = live(store, talk)
    assert said[1] == "a connection from 127.0.0.1 was refused: 32 are open, 32 of them from 127.0.0.1"


def test_a_newcomer_gets_a_place_from_who_holds_most(store):
    """One engine that opens all connections there are must not keep another hospital out."""

    async def talk(connect, stop):
        lines = [await connect() for _ in range(MOST_CONNECTIONS)]
        assert await lines[0].asked(message()) == "AA"
        reader, writer = await asyncio.open_connection("127.0.0.1", lines[0].port, local_addr=("127.0.0.2", 0))
        writer.write(b"\x0b" + message(report(accession="NEW")).encode() + b"\x1c\r")
        assert b"MSA|AA" in await asyncio.wait_for(reader.readuntil(b"\x1c\r"), 20)
        writer.close()

    _, said = live(store, talk)
    assert said[1] == "a connection from 127.0.0.1, which has 32, was closed to let 127.0.0.2 in"


def test_each_sender_has_its_turn():
    async def taken():
        turns: Turns[str] = Turns()
        for number in range(5):
            turns.put("many", f"many{number}")
        turns.put("one", "one0")
        return [await turns.take(3), await turns.take(3)]

    assert asyncio.run(taken()) == [["many0", "one0", "many1"], ["many2", "many3", "many4"]]


def test_the_heartbeat_has_the_last_message_of_each_facility(store, tmp_path):
    beat = tmp_path / "feed.json"

    async def talk(connect, stop):
        line = await connect()
        await line.asked(message())
        for _ in range(200):
            found = json.loads(beat.read_text()) if beat.exists() else {}
            if found.get("facilities"):
                break
            await asyncio.sleep(0.05)
        assert found["facilities"]["mercy-main"] == {"last": "2026-11-02T09:00:00Z", "messages": 1, "silent": False}
        assert (found["listening"], found["AA"], found["connections"]) == (True, 1, 1)

    live(store, talk, limits=Limits(beat=0.05, heartbeat=beat))
    assert json.loads(beat.read_text())["listening"] is False


def test_silence_is_told_once_also_after_a_restart_and_its_end_too(store, clock):
    async def first(connect, stop):
        assert await (await connect()).asked(message()) == "AA"

    live(store, first)
    clock.instant = clock.now() + timedelta(hours=7)

    async def second(connect, stop):
        line = await connect()
        await asyncio.sleep(0.5)
        assert await line.asked(message(report(accession="A2"))) == "AA"

    _, said = live(store, second, limits=Limits(silence=6 * 3_600, beat=0.05))
    assert said[1:] == ["mercy-main has sent nothing for 7 h", "mercy-main sends again, after 7 h"]


NORTH = Hl7Profiles(other=Hl7Profile(facility="mercy-north"))


@pytest.mark.parametrize(
    "sent",
    [
        message(report("R")),
        message(report("X")),
        message(report("F", "P")),
        message(report(signed="yesterday")),
        message(report()),
        order(),
        "MSH|^~\\&|RIS|mercy-main|||20261003061300-0500||ADT^A08|M1|P|2.4\rPID|1||77",
    ],
    ids=["pending", "cancelled", "disagrees", "rejected", "recorded", "order", "another type"],
)
@pytest.mark.parametrize("profiles, facility", [(NORTH, "mercy-north"), (Hl7Profiles(), "mercy-main")])
def test_a_facility_has_one_name_whatever_its_messages_say(store, sent, profiles, facility):
    recorder = Recorder(store, profiles, import_candidates, "tester")
    (reply,) = recorder.record([(MllpFrame(sent.encode()), "127.0.0.1")])
    assert reply.facility == facility


def test_a_restart_hears_orders_and_words_that_the_directory_has_learnt_since(store):
    recorder = Recorder(store, Hl7Profiles(), import_candidates, "tester")
    learnt = [message(report(accession="B1")).replace("|mercy-main|", "|Old Hosp|", 1), order(accession="B2")]
    for text in learnt:
        (reply,) = recorder.record([(MllpFrame(text.encode()), "127.0.0.1")])
        assert (reply.told.answer, reply.told.reason) == (AckCode.ACCEPTED, "")
    names = [Name(NamedKind.FACILITY, "old hosp", "mercy-main")]
    with store.read() as session:
        assert set(heard_before(session, _NOW, Directory.of())) == {"old hosp", "mercy-main"}
        assert set(heard_before(session, _NOW, replace(MERCY, names=TaughtNames.of(names)))) == {"mercy-main"}


def test_a_receiver_tells_of_silence_as_the_command_does(store):
    shown = listen.get_params(click.Context(listen))
    (hours,) = [each.default for each in shown if each.name == "silence"]
    assert timedelta(hours=hours) == timedelta(seconds=Limits().silence) == SILENCE


def test_silence_begins_at_its_limit(clock):
    beat = Heartbeat(clock, timedelta(hours=1))
    beat.note("mercy")
    clock.instant = clock.now() + timedelta(minutes=59, seconds=59)
    assert list(beat.newly_silent()) == []
    clock.instant = clock.now() + timedelta(seconds=1)
    assert list(beat.newly_silent()) == ["mercy has sent nothing for 1 h"]
    assert list(beat.newly_silent()) == []


def answers(accept: str, application: str, told: ToldSender, *, enhanced: bool = True) -> list[str]:
    """The codes that go back for a message with this MSH-15 and MSH-16."""
    header, _, rest = message().partition("\r")
    fields = header.split("|") + [""] * 20
    fields[14], fields[15] = accept, application
    text = "|".join(fields[:16]) + "\r" + rest
    sent = acknowledgement(text.encode(), told, _NOW, 7, enhanced=enhanced).decode()
    return [part[:2] for part in sent.split("MSA|")[1:]]


_NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
GOOD = ToldSender(AckCode.ACCEPTED)
WAITS = ToldSender(AckCode.ERROR, "signed_at is empty")
NONE = ToldSender(AckCode.REJECTED, "no message", kept=False)
LOST = ToldSender(AckCode.ERROR, "a fault", kept=False)


@pytest.mark.parametrize(
    "accept, application, told, codes",
    [
        ("AL", "NE", GOOD, ["CA"]),
        ("AL", "AL", GOOD, ["CA", "AA"]),
        ("AL", "AL", WAITS, ["CA", "AE"]),
        ("AL", "AL", NONE, ["CR", "AR"]),
        ("AL", "AL", LOST, ["CE", "AE"]),
        ("NE", "NE", GOOD, []),
        ("ER", "ER", GOOD, []),
        ("ER", "ER", WAITS, ["AE"]),
        ("SU", "SU", WAITS, ["CA"]),
        ("SU", "SU", GOOD, ["CA", "AA"]),
        ("AL", "", GOOD, ["CA"]),
        ("", "AL", GOOD, ["AA"]),
        ("", "", GOOD, ["AA"]),
    ],
)
def test_in_enhanced_mode_the_sender_says_which_answers_it_wants(accept, application, told, codes):
    assert answers(accept, application, told) == codes
    assert answers(accept, application, told, enhanced=False) == [told.answer.value]


def test_a_profile_makes_a_feed_answer_in_enhanced_mode(store):
    text = message().replace("|P|2.4", "|P|2.4|||AL|AL", 1)
    assert sender_of(text.encode()) == "mercy-main"

    async def talk(connect, stop):
        line = await connect()
        await line.send(text)
        assert [(await line.answer()).split("MSA|")[1][:2] for _ in range(2)] == ["CA", "AA"]

    live(store, talk, profiles=Hl7Profiles(other=Hl7Profile(enhanced=True)))
