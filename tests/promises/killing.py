"""Processes that are killed at one of their steps: a statement, a commit, a change of a file, a word to a mail server.

A run that comes to its end tells how many steps it has; then others can be killed before each of them, and none waits
for chance to find the few moments that matter.
"""

from __future__ import annotations

import os
import random
import signal
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.promises.closers import COMMAND, Sabotage, start

_FILES = ("fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir")


def dies_at(step: int, notes: Path) -> None:
    """From here on this process notes its steps, a line each, and is killed before that one; 0: before none."""
    steps, file = count(1), os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def before(what: str) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(file, f"{what}\n".encode())

    def noting(does: Callable[..., Any], name: str) -> Callable[..., Any]:
        def noted(*given: Any, **more: Any) -> Any:
            before(name)
            return does(*given, **more)

        return noted

    event.listen(Engine, "before_cursor_execute", lambda _, __, said, *___: before(" ".join(said.split())[:80]))
    event.listen(Engine, "commit", lambda _: before("COMMIT"))
    for name in _FILES:
        setattr(os, name, noting(getattr(os, name), name))
    for name in ("send", "getreply"):
        setattr(smtplib.SMTP, name, noting(getattr(smtplib.SMTP, name), f"smtp {name}"))


@dataclass(frozen=True)
class Killer:
    """Runs one command on books: to its end, or killed before a step."""

    folder: Path
    words: Sequence[str] = COMMAND
    sabotage: Sabotage | None = None

    def run(self, books: Path, step: int = 0) -> int:
        """The exit status, negative where it was killed; `steps` and `said` tell of it."""
        for path in (self._notes, self.said):
            path.unlink(missing_ok=True)
        return start(books, self.said, partial(self._begin, step), self.words).status()

    @property
    def steps(self) -> list[str]:
        """What the last run did before it ended or was killed."""
        return self._notes.read_text().splitlines() if self._notes.exists() else []

    @property
    def said(self) -> Path:
        """What the last run said."""
        return self.folder / "said"

    @property
    def _notes(self) -> Path:
        return self.folder / "steps"

    def _begin(self, step: int) -> None:
        if self.sabotage:
            self.sabotage()
        dies_at(step, self._notes)


def spread(steps: int, kills: int) -> list[int]:
    """So many of the steps, one out of each stretch of the run, always the same ones; all where there are no more."""
    chance = random.Random(steps)
    ends = [1 + steps * number // kills for number in range(kills + 1)]
    return [chance.randrange(one, other) for one, other in pairwise(ends) if one < other]
