"""A feed for hours: senders that come and go, some of them wrong; memory stays flat, and what was acknowledged is there.

WETREAD_SOAK_HOURS    for how many hours the nightly one sends; 8 where it isn't said
WETREAD_SOAK_HURRY    how many times as fast these hours pass: the same messages with shorter pauses; 1 where it isn't said
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.reads.cli.test_listen import Sender, _none_left, started, stored
from tests.reads.intake.hl7.messages import message, report

HOURS = float(os.environ.get("WETREAD_SOAK_HOURS", "8"))
HURRY = float(os.environ.get("WETREAD_SOAK_HURRY", "1"))
"""Asked when the file is read: within a test no setting of whoever runs it is left."""

__all__ = ["_none_left"]
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


class Nuisance(threading.Thread):
    """Trickles, breaks off, sends blanks and noise, opens and closes connections, until it is stopped."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.chance, self.stopped = port, random.Random(seed), False

    def run(self) -> None:
        """One bad connection after the other."""
        half = b"\x0b" + message(report(accession="HALF")).encode()
        ways = (b"", b"\x00\x00\r\n  ", half[:40], b"noise\x1c\r", half, b"\x0b\x1c\r")
        while not self.stopped:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(self.chance.choice(ways))
                time.sleep(self.chance.uniform(0, 0.05))


def memory(process: int) -> int:
    """Kilobytes that are its own, pages of files apart."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def soaked(books: Path, rounds: int, each: int, pause: float) -> list[int]:
    """The memory after each round of messages; at the end every acknowledged message is there, once."""
    (books / "wetread.toml").write_text("")
    beat = books / "feed.json"
    process, port = started(books, more=("--heartbeat", str(beat)))
    listening = threading.Thread(target=process.communicate, daemon=True)  # a full pipe would hold the listener
    listening.start()
    nuisances = [Nuisance(port, seed) for seed in range(3)]
    for nuisance in nuisances:
        nuisance.start()
    acknowledged, found = [], []
    for number in range(rounds):
        senders = [Sender(f"{name}{number}X", each, [port]) for name in "ABC"]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(timeout=300)
            assert sender.acknowledged == sender.accessions
            acknowledged += sender.acknowledged
        found.append(memory(process.pid))
        time.sleep(pause)
    for nuisance in nuisances:
        nuisance.stopped = True
        nuisance.join(timeout=20)
    process.send_signal(signal.SIGTERM)
    listening.join(timeout=120)
    assert process.returncode == 0
    assert stored(books) == dict.fromkeys(acknowledged, 1)
    said = json.loads(beat.read_text())
    assert (said["listening"], said["AA"]) == (False, len(acknowledged))
    assert said["facilities"]["mercy-main"]["messages"] == len(acknowledged)
    return found


def test_a_feed_under_bad_company_keeps_what_it_acknowledged_in_flat_memory(books):
    found = soaked(books, rounds=4, each=15, pause=0)
    assert found[-1] - found[1] < 10_000, found


@pytest.mark.nightly
def test_a_feed_of_eight_hours(books):
    """A round a minute; what the last hour holds is what the second held, but for SQLite's own pages (64 MB at most)."""
    rounds = max(10, int(HOURS * 60))
    found = soaked(books, rounds=rounds, each=40, pause=55 / HURRY if HOURS >= 1 else 0)
    settled = found[rounds // 4]
    assert max(found[rounds // 4 :]) - settled < 75_000, found
    assert max(found[-rounds // 8 :]) - min(found[-rounds // 4 : -rounds // 8]) < 20_000, found
