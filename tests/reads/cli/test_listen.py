"""`wetread reads listen` as a process of its own: killed at any moment it has kept what it acknowledged, once."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.reads.intake.hl7.messages import message, report

WETREAD = "from invoicing.cli.main import main; main()"
NAIVE = f"""
import threading, time
from reads.intake.hl7.mllp import AckCode, ToldSender
from reads.log import feed_recorder

honest = feed_recorder.Recorder.record

def early(self, frames):
    threading.Thread(target=lambda: (time.sleep(0.2), honest(self, frames))).start()
    return [feed_recorder.Reply(ToldSender(AckCode.ACCEPTED)) for _ in frames]

feed_recorder.Recorder.record = early
{WETREAD}
"""
"""Acknowledges first and records a moment later."""


STARTED: list[subprocess.Popen] = []


@pytest.fixture(autouse=True)
def _none_left():
    """No listener outlives its test, however that ends."""
    yield
    while STARTED:
        with STARTED.pop() as process:
            process.kill()


def started(books, port=0, program=WETREAD, more=()):
    """The process, and the port it listens on."""
    command = [sys.executable, "-c", program, "reads", "listen", "--port", str(port), "--books", str(books)]
    command += more
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    STARTED.append(process)
    line = process.stderr.readline()
    assert line.startswith("listening on 127.0.0.1:"), line + process.stderr.read()
    return process, int(line.rpartition(":")[2])


class Sender(threading.Thread):
    """Sends its messages one after the other, each again until it is acknowledged, to whoever listens."""

    def __init__(self, name, count, where):
        super().__init__(daemon=True)
        self.accessions = [f"{name}{number}" for number in range(count)]
        self.where = where
        self.acknowledged: list[str] = []
        self.stopped = False

    def run(self):
        connection = None
        for accession in self.accessions:
            text = b"\x0b" + message(report(accession=accession)).encode() + b"\x1c\r"
            while not self.stopped:
                try:
                    connection = connection or socket.create_connection(("127.0.0.1", self.where[0]), timeout=20)
                    connection.sendall(text)
                    answer = b""
                    while not answer.endswith(b"\x1c\r"):
                        part = connection.recv(4096)
                        if not part:
                            raise ConnectionError
                        answer += part
                    assert b"MSA|AA" in answer, answer
                    self.acknowledged.append(accession)
                    break
                except OSError:
                    if connection:
                        connection.close()
                    connection = None
                    time.sleep(0.05)
        if connection:
            connection.close()


def killed_under_load(books, rounds, count, seed, program=WETREAD):
    """Four senders, a listener killed some times; then every message is there, in one version, acknowledged or not."""
    (books / "wetread.toml").write_text("")
    chance = random.Random(seed)
    process, port = started(books, program=program)
    where = [port]
    senders = [Sender(name, count, where) for name in "ABCD"]
    for sender in senders:
        sender.start()
    for _ in range(rounds):
        time.sleep(chance.uniform(0.05, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        process.stderr.close()
        known = {accession for sender in senders for accession in list(sender.acknowledged)}
        if lost := known - stored(books).keys():
            for sender in senders:
                sender.stopped = True
            pytest.fail(f"acknowledged, and lost: {len(lost)}")
        process, _ = started(books, port, program)
    for sender in senders:
        sender.join(timeout=1_200)
        assert sender.acknowledged == sender.accessions
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "accepted" in out
    assert stored(books) == dict.fromkeys([a for sender in senders for a in sender.accessions], 1)


def stored(books):
    """How many versions the log has of each accession."""
    store = Store.open(sqlite_url(books / "wetread.db"))
    with store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT accession, count(*) FROM read_versions GROUP BY accession")
        found = {row[0]: row[1] for row in rows}
    store.close()
    return found


def test_killed_under_load_it_has_kept_what_it_acknowledged_and_nothing_twice(books):
    killed_under_load(books, rounds=6, count=120, seed=3)


def test_one_that_acknowledges_too_early_is_found_out(books):
    with pytest.raises(pytest.fail.Exception, match="acknowledged, and lost"):
        killed_under_load(books, rounds=6, count=120, seed=3, program=NAIVE)


@pytest.mark.nightly
def test_killed_under_load_many_times(books):
    killed_under_load(books, rounds=60, count=3_000, seed=4)


def test_it_ends_cleanly_and_says_what_came(books):
    (books / "wetread.toml").write_text("")
    process, port = started(books)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"\x0b" + message().encode() + b"\x1c\r")
        assert b"MSA|AA" in connection.recv(4096)
        process.send_signal(signal.SIGTERM)
        out, rest = process.communicate(timeout=20)
    assert (process.returncode, rest) == (0, "")
    assert out == "1 accepted, 0 in quarantine, 0 no messages\n"


def test_a_port_that_is_taken_is_one_line(books, run):
    (books / "wetread.toml").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = run("reads", "listen", "--port", str(taken.getsockname()[1]))
    assert found.status == 3
    assert "in use" in found.stderr


@pytest.mark.nightly
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_stays_flat_over_many_messages(books):
    """Ten thousand messages add less than 5 MB to what SQLite keeps of its file's pages, which is 64 MB at most."""
    (books / "wetread.toml").write_text("")
    process, port = started(books)

    def memory():
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    first = Sender("W", 1_000, [port])
    first.run()
    before, pages = memory(), (books / "wetread.db").stat().st_size
    Sender("M", 10_000, [port]).run()
    assert memory() - before < ((books / "wetread.db").stat().st_size - pages) // 1024 + 5_000
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
