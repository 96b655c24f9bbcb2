"""What a terminal shows of work that takes more than a second: a bar where its size is known, else for how long it goes on.

Nothing of it is shown where standard error is no terminal, under `--quiet` and `--json`, and none of it stays on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Any, TextIO, cast

from reads.cli.desk import Desk

PATIENCE = 1
"""Seconds without a word before it is said that the work goes on."""

_TICKS_A_SECOND = 4
_TICK = 1 / _TICKS_A_SECOND
_SIGNS = "|/-\\"


def shows_progress(desk: Desk) -> bool:
    """Whether progress makes sense: on a terminal that is not told to be quiet."""
    return sys.stderr.isatty() and not desk.quiet and not desk.json


@contextmanager
def bar(desk: Desk, label: str, total: int) -> Iterator[Callable[[int | None], object]]:
    """A bar; the function it gives is told how much is done in all, or None for one more."""
    if not shows_progress(desk) or not total:
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=total)
        yield lambda done: shown.advance(task) if done is None else shown.update(task, completed=done)


@contextmanager
def waiting(desk: Desk) -> Iterator[None]:
    """Says during the block that the work goes on, until the command itself says something or draws a bar."""
    if not shows_progress(desk):
        yield
        return
    line = _Line(desk, sys.stdout, sys.stderr)
    sys.stdout, sys.stderr = (cast("TextIO", _Heard(stream, line.end)) for stream in (line.out, line.err))
    Thread(target=line.tick, daemon=True).start()
    try:
        yield
    finally:
        line.end()


class _Line:
    """The line that says so, and the streams as they were."""

    def __init__(self, desk: Desk, out: TextIO, err: TextIO) -> None:
        self.desk, self.out, self.err = desk, out, err
        self._over, self._one_by_one, self._shown = Event(), Lock(), ""

    def tick(self) -> None:
        """Writes the line anew four times a second, once the patience is at its end."""
        if self._over.wait(PATIENCE) or not shows_progress(self.desk):  # options after the noun are known by now
            return
        ticks = 0
        while not self._over.wait(_TICK):
            ticks += 1
            seconds = PATIENCE + ticks // _TICKS_A_SECOND
            with self._one_by_one:
                if not self._over.is_set():
                    self._show(f"{_SIGNS[ticks % len(_SIGNS)]} working, {seconds} s")

    def end(self) -> None:
        """Takes the line away, and puts the streams back; whoever asks first."""
        with self._one_by_one:
            if not self._over.is_set():
                self._over.set()
                sys.stdout, sys.stderr = self.out, self.err
                self._show("")

    def _show(self, text: str) -> None:
        if text or self._shown:
            self.err.write(f"\r{text.ljust(len(self._shown))}" + ("" if text else "\r"))
            self.err.flush()
            self._shown = text


class _Heard:
    """A stream that tells before something is written to it."""

    def __init__(self, stream: TextIO, told: Callable[[], None]) -> None:
        self._stream, self._told = stream, told

    def write(self, text: str) -> int:
        """Tells, then writes."""
        self._told()
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "writelines"):
            self._told()
        return getattr(self._stream, name)
