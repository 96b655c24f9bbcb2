"""A group's own templates, filled in by a process that has bounds of time and memory (spec 7.1).

Jinja2's sandbox keeps a template from the machine, not from a loop without end or a text of a gigabyte. One warm process
serves all papers of ours; it ends with us, or when a template passes a bound, and the next paper gets a new one.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.filled_template import fill

SECONDS = 30
"""How long one paper's markup may take."""

MEBIBYTES = 1024
"""How much memory the process may have, where the system can hold it to that."""


@dataclass
class _Filler:
    """The process, begun when it is first needed."""

    _process: SpawnProcess | None = None
    _line: Connection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fill(self, template: str, own: Path, values: Mapping[str, object]) -> str:
        """The markup; FaultyTemplate where the template has a fault, or passes a bound."""
        with self._lock:
            line = self._begun()
            try:
                line.send((template, own, dict(values)))
                in_time = line.poll(SECONDS)
                fault, markup = line.recv() if in_time else (f"it takes longer than {SECONDS} seconds", "")
            except (EOFError, OSError):
                in_time, fault, markup = False, f"it needs more memory than {MEBIBYTES} MB", ""
            if not in_time:
                self._end()
        if fault:
            raise FaultyTemplate(template, fault)
        return str(markup)

    def _begun(self) -> Connection:
        if self._process is None or self._line is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, MEBIBYTES), daemon=True)
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _serve(line: Connection, mebibytes: int) -> None:
    """What the process does: fills in what comes, until nobody is at the other end."""
    with suppress(ImportError, ValueError, OSError):  # no such bound on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
    with suppress(EOFError, BrokenPipeError):
        while True:
            template, own, values = line.recv()
            try:
                answer = ("", fill(template, own, values))
            except FaultyTemplate as fault:
                answer = (fault.why, "")
            except MemoryError:
                answer = (f"it needs more memory than {mebibytes} MB", "")
            line.send(answer)


_FILLER = _Filler()


def fill_bounded(template: str, own: Path, values: Mapping[str, object]) -> str:
    """A template with the books' own before the project's, filled in within the bounds."""
    return _FILLER.fill(template, own, values)
