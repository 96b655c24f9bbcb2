"""Whatever the bytes: candidates or rejections, never an exception, in bounded memory, and no patient in what is said."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.reads.intake.hl7.messages import HEADER, candidates, message, order, report

SEEDS = (
    message().encode(),
    message(report("F"), report("C", accession="A2"), "DG1|1||S06|x").encode(),
    (HEADER + "\r").encode(),
    order().encode(),
    b"\x0b" + message(report("X")).encode() + b"\x1c\r\x0b" + message().encode() + b"\x1c\r",
    b"FHS|^~\\&|A\rBHS|^~\\&|A\r" + message().encode() + b"BTS|1\rFTS|1\r",
)
PARTS = (
    b"\r", b"\n", b"|", b"^", b"~", b"\\", b"&", b"\x00", b"\x0b", b"\x1c", b"\xff\xfe", b"\xef\xbb\xbf", b"MSH|^~\\&|",
    b"OBR|", b"PID|", b"ORC|", b'""', b"\\X0D\\", b"\\X", b"\xc3\x28", b"20261399", b"\xe2\x80\xae", b"=cmd", b"A" * 70_000,
)  # fmt: skip


def mutants(count: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(SEEDS))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(12):
                case 0 | 1 | 2 | 3:
                    data[at:at] = chance.choice(PARTS)
                case 4 | 5 | 6 | 7:
                    del data[at : at + chance.randint(1, 40)]
                case 8 | 9 | 10:
                    data[at : at + 1] = bytes([chance.randrange(256)])
                case _:
                    data = data[:at] or data
        yield bytes(data)


def held(count: int, seed: int) -> None:
    """Every mutant gives at least one candidate: a read, a cancellation, something to ignore, or faults with codes."""
    for data in mutants(count, seed):
        found = candidates(data)
        assert found
        for each in found:
            said = " ".join(finding.message + finding.remedy for finding in each.findings)
            assert "DOE" not in said


def test_500_mutants():
    held(500, 7)


@pytest.mark.nightly
def test_20_000_mutants():
    held(20_000, 8)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 100_000,
        b"MSH",
        b"MSH|",
        b"MSH|^~\\&",
        message().encode()[:150],
        message().replace("|", ",").encode(),
        message().replace("\r", "").encode(),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
        message(report() + "\rOBX|2|TX|" + "x" * 10_000_000).encode(),
        message(report(accession="A" * 10_000_000)).encode(),
        message(report(exam="CT\x00HEAD")).encode(),
        message(report() + "^" * 3_000_000).encode(),
        message(*["OBX|1"] * 60_000).encode(),
        (message() * 500).encode(),
    ],
    ids=["nul", "three", "four", "header", "cut", "commas", "one line", "png", "10 MB text", "10 MB accession", "nul inside",
         "components", "segments", "many"],
)  # fmt: skip
def test_hostile_bytes(data):
    tracemalloc.start()
    try:
        found = candidates(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found
    assert peak < 250_000_000


def test_no_value_is_written_to_the_log_of_the_process(caplog):
    """python-hl7 logs fields that it can't decode."""
    candidates(message(report(exam="CTHEAD^DOE\\X0\\JANE\\Zq\\")))
    assert caplog.records == []
