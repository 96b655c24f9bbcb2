"""Frames from bytes as they arrive, and the answers to messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reads.intake.hl7.message import Message
from reads.intake.hl7.mllp import AckCode, Frames, MllpFrame, ToldSender, acknowledgement
from tests.reads.intake.hl7.messages import message

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_frames_come_out_whole_however_the_bytes_come_in(size):
    sent = b"\x0bMSH|one\rPID|1\r\x1c\r\x0bMSH|two\r\x1c\rnoise\r\n\x0bMSH|three\x1c"
    frames = Frames(1_000)
    found = [frame for at in range(0, len(sent), size) for frame in frames.feed(sent[at : at + size])]
    assert [frame.data for frame in found if frame.framed] == [b"MSH|one\rPID|1\r", b"MSH|two\r", b"MSH|three"]
    assert [frame.data for frame in found if not frame.framed] == [b"noise"]
    assert frames.is_empty


def test_a_frame_that_is_too_long_is_told_without_being_held():
    frames = Frames(100)
    found = frames.feed(b"\x0b" + b"x" * 60) + frames.feed(b"x" * 60) + frames.feed(b"x" * 60 + b"\x1c\r\x0bMSH\x1c\r")
    assert found == [MllpFrame(b"", too_long=True), MllpFrame(b"MSH")]


def test_a_frame_begun_anew_forgets_what_was_half_sent():
    assert Frames(100).feed(b"\x0bhalf\x0bMSH\x1c\r") == [MllpFrame(b"MSH")]


def answered(text: str, answer: AckCode = AckCode.ACCEPTED, reason: str = ""):
    sent = acknowledgement(text.encode(), ToldSender(answer, reason), AT, 7)
    assert sent.startswith(b"\x0bMSH")
    assert sent.endswith(b"\r\x1c\r")
    return Message.of(sent[1:-2].decode())


def test_an_answer_goes_back_to_the_sender_by_the_messages_own_number():
    found = answered(message())
    assert [found.header.at(f"MSH-{number}") for number in (3, 4, 5, 6, 9, 11, 12)] == [
        "WETREAD", "GROUP", "RIS", "mercy-main", "ACK", "P", "2.4",
    ]  # fmt: skip
    assert [segment.raw(2) for segment in found.segments if segment.name == "MSA"] == ["M1"]
    assert found.header.at("MSH-9.2") == "R01"


def test_an_answer_uses_the_senders_delimiters_and_none_of_them_in_the_reason():
    other = message().translate(str.maketrans({"|": "#", "^": "!", "~": "*", "\\": "?", "&": "%"}))
    found = answered(other, AckCode.ERROR, "bad # field ! here\r\n")
    reasons = {segment.name: segment.raw(3 if segment.name == "MSA" else 8) for segment in found.segments}
    assert reasons["MSA"] == reasons["ERR"] == "bad   field   here"


@pytest.mark.parametrize("text", ["", "garbage", "MSH", "MSH|", "MSH|^~\\&", "\x00\xff", "MSH|" + "|" * 50])
def test_even_what_is_no_message_gets_an_answer(text):
    assert b"MSA" in acknowledgement(text.encode(), ToldSender(AckCode.REJECTED, "no message"), AT, 7)
