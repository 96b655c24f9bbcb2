"""`make nightly`: the long tests, each in a process of its own; says how far it is, and goes on after a stop.

python -m tests.nightly                 goes on where it stopped on this very state of the tree, else begins
python -m tests.nightly --fresh         begins anew
python -m tests.nightly PART ...        only the tests whose names have one of the words

What was found is kept in .nightly/ by the state of the tree: a line a test. At the end comes the table of promises.

WETREAD_LANES         how many run side by side; one for each core where it isn't said
WETREAD_SOAK_HOURS    for how many hours the feed is soaked; 8 where it isn't said
WETREAD_SOAK_HURRY    how many times as fast these hours pass, with the same messages; 1 where it isn't said
WETREAD_KILLS         at how many random moments a closing is killed, on each database; 1,000 where it isn't said
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".nightly"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-m", "nightly", "-p", "no:cacheprovider")
PROMISES = {
    "tests/promises/test_closing_killed.py": "what was reported as issued survives a killed process",
    "tests/promises/test_adjusting_killed.py": "a memo is issued once and printed, whatever kills its command",
    "tests/promises/test_mailing_killed.py": "no mail goes out twice, whatever kills the sending",
    "tests/promises/test_migrating_killed.py": "an upgrade that is killed is not begun or done",
    "tests/promises/test_power_cut.py": "what was reported as issued survives a power cut",
    "tests/promises/test_closing_together.py": "a read is billed once, whoever closes beside whom",
    "tests/promises/test_closing_unchanged.py": "an issued paper never changes",
    "tests/promises/test_damage_found.py": "damage is found",
    "tests/promises/test_tree.py": "a change of any stored fact is noticed",
    "tests/promises/test_order_of_arrival.py": "order of arrival doesn't matter",
    "tests/promises/test_disk_full.py": "a full disk leaves nothing half done",
    "tests/promises/test_backups_restore.py": "backups restore",
    "tests/reads/log/test_feed_shuffles.py": "a feed's order doesn't matter",
    "tests/reads/log/test_hostile_feed.py": "bad messages harm nothing",
    "tests/reads/cli/test_feed_soak.py": "a feed of eight hours, memory flat",
    "tests/reads/cli/test_listen.py": "every acknowledged message is there",
    "tests/reads/cli/test_watch.py": "a watched file is taken once",
    "tests/reads/intake/test_mutants.py": "bad input harms nothing",
    "tests/reads/intake/hl7/test_hostile.py": "bad HL7 harms nothing",
    "tests/properties/test_papers.py": "the papers of a month add up to its price, after long histories too",
    "tests/properties/test_papers_stored.py": "long lives of papers add up in the database",
    "tests/properties/test_pricing.py": "prices and their explanations agree",
    "tests/reads/core/test_libreoffice.py": "what LibreOffice saves is read as it shows it",
    "tests/reads/directory/test_libreoffice.py": "books that LibreOffice saves are read",
    "tests/house/test_purity.py": "every module imports alone",
}
"""What the tests of a file promise; another file stands under its own name."""

LONGEST = "test_feed_soak"
"""Begins first, so that the others run beside it."""
PAUSE = 0.2
"""Seconds between two looks at what runs."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A test that came to its end."""

    test: str
    passed: bool
    seconds: float


class Run:
    """A test on its way, in a group of processes that ends as a whole, in a folder that is gone afterwards."""

    def __init__(self, test: str, lane: int) -> None:
        self.test, self._began, self._folder = test, time.monotonic(), FOLDER / f"tmp{lane}"
        environment = {**os.environ, "HYPOTHESIS_PROFILE": "nightly"}
        command = [*PYTEST, f"--basetemp={self._folder}", test]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)

    def ended(self) -> Ran | None:
        """What came of it; none while it runs."""
        status = self._process.poll()
        if status is None:
            return None
        self.stop()
        return Ran(self.test, status == 0, round(time.monotonic() - self._began, 1))

    def stop(self) -> None:
        """Nothing is left of it: no process, no folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Runs what is left; the exit status is 1 where a test failed, 130 where it was stopped."""
    parts = [word for word in words if not word.startswith("-")]
    kept = FOLDER / f"{_state()}.jsonl"
    if "--fresh" in words:
        kept.unlink(missing_ok=True)
    FOLDER.mkdir(exist_ok=True)
    tests = [test for test in _collected() if not parts or any(part in test for part in parts)]
    done = {ran.test: ran for ran in _kept(kept)}
    ours: list[Ran] = [done[test] for test in tests if test in done]
    left = sorted((test for test in tests if test not in done), key=lambda test: LONGEST not in test)
    _say(f"{len(tests)} tests, {len(ours)} of them done before, {len(left)} left; they are kept in {kept.name}")
    began = time.monotonic()
    try:
        for ran in _side_by_side(left):
            ours.append(ran)
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(ran)) + "\n")
            how = "passed" if ran.passed else "FAILED"
            _say(f"[{len(ours)}/{len(tests)}] {ran.test} {how} in {_spoken(ran.seconds)}")
    except KeyboardInterrupt:
        _say(f"stopped after {_spoken(time.monotonic() - began)}: the same command goes on from here")
        return 130
    _say("")
    _say("\n".join(_table(ours)))
    return int(not all(ran.passed for ran in ours))


def _side_by_side(tests: Sequence[str]) -> Generator[Ran, None, None]:
    """Runs the tests, as many at a time as there are lanes; in the order in which they end."""
    waiting, lanes = deque(tests), int(os.environ.get("WETREAD_LANES", "0")) or os.cpu_count() or 1
    running: dict[int, Run] = {}
    try:
        while waiting or running:
            for lane in range(lanes):
                if waiting and lane not in running:
                    running[lane] = Run(waiting.popleft(), lane)
                    _say(f"{running[lane].test} …")
            for lane, run in list(running.items()):
                if ran := run.ended():
                    del running[lane]
                    yield ran
            time.sleep(PAUSE)
    finally:
        for run in running.values():
            run.stop()


def _state() -> str:
    """A digest of all that is tracked or new, as it is now: what was found of another state counts for nothing."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    digest = hashlib.sha256()
    for name in sorted(listed.splitlines()):
        if (ROOT / name).is_file():
            digest.update(f"{name}\0".encode() + hashlib.sha256((ROOT / name).read_bytes()).digest())
    return digest.hexdigest()[:12]


def _collected() -> list[str]:
    listed = subprocess.run([*PYTEST, "--collect-only"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if "::" in line]


def _kept(path: Path) -> Iterator[Ran]:
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            yield Ran(**json.loads(line))
        except (ValueError, TypeError):
            continue  # cut short by a stop


def _table(ran: Sequence[Ran]) -> Iterator[str]:
    """A line a promise: how many tests, how long, and whether all passed."""
    yield f"{'promise':<58} {'tests':>5} {'time':>11}  held"
    by_file: dict[str, list[Ran]] = {}
    for each in ran:
        by_file.setdefault(each.test.partition("::")[0], []).append(each)
    for file, of in by_file.items():
        held = "yes" if all(each.passed for each in of) else "NO"
        yield f"{PROMISES.get(file, file):<58} {len(of):>5} {_spoken(sum(each.seconds for each in of)):>11}  {held}"


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _say(text: str) -> None:
    print(text, flush=True)


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stopped)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        _say("stopped: the same command goes on from here")
        sys.exit(130)
