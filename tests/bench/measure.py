"""Times a piece of work beside its yardstick: each run in a process of its own, in turns, the median told.

Seconds are the processor's, of the process and all that it started, so that what else runs on the machine doesn't count; with
them those of the PostgreSQL process that serves it. By the clock where the work is that of several processes at once.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection


@dataclass(frozen=True)
class Work:
    """A function `module:name` called with texts; what it does before it calls `start()` is not timed."""

    name: str
    function: str
    arguments: tuple[str, ...] = ()
    by_clock: bool = False


@dataclass(frozen=True)
class Measured:
    """Median seconds and peak memory of one piece of work."""

    name: str
    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Row:
    """One line of the table: the work, and the yardsticks it is held against."""

    work: Measured
    against: tuple[Measured, ...]
    goal: str


def measured(works: Sequence[Work], runs: int = 3) -> list[Measured]:
    """Each piece of work, run in turns A B A B, in fresh processes."""
    taken: dict[str, list[tuple[float, float]]] = {work.name: [] for work in works}
    for _ in range(runs):
        for work in works:
            taken[work.name].append(_run(work))
    return [
        Measured(name, statistics.median(s for s, _ in results), max(peak for _, peak in results))
        for name, results in taken.items()
    ]


_SMALL = ("sh", "-c", '"$@"; exit $?', "measured")
"""A shell between: Linux counts as a program's peak what the process had that it was started from."""


def _run(work: Work) -> tuple[float, float]:
    command = [*_SMALL, sys.executable, "-m", "tests.bench.measure", work.function, *work.arguments]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    return result["by_clock" if work.by_clock else "seconds"], result["peak_mib"]


class Stopwatch:
    """Starts when the work proper starts."""

    def __init__(self) -> None:
        self.start()

    def start(self, served_by: Connection[Any] | None = None) -> None:
        """Leaves what came before out of the measure; from here on the process at a connection's other end counts, too."""
        self._served_by = served_by
        self._began, self._spent = time.perf_counter(), self._so_far()

    @property
    def by_clock(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._began

    @property
    def seconds(self) -> float:
        """The processor's seconds since the start, of this process, those that it has ended and the server's."""
        return self._so_far() - self._spent

    def _so_far(self) -> float:
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        ours = sum(usage.ru_utime + usage.ru_stime for usage in usages)
        return ours + (_spent_by(self._served_by.info.backend_pid) if self._served_by else 0.0)


def _spent_by(process: int) -> float:
    """The processor's seconds of another process that is running, as Linux tells them (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(function: str, *arguments: str) -> None:
    """Runs one piece of work and prints what it took."""
    module, _, name = function.partition(":")
    watch = Stopwatch()
    getattr(import_module(module), name)(watch, *arguments)
    seconds, by_clock = watch.seconds, watch.by_clock
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({"seconds": seconds, "by_clock": by_clock, "peak_mib": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
