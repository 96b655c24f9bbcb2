"""The demonstration's books, in which October was issued and reads have come late: made once a run, for all its workers."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.clock import FixedClock

NOON = FixedClock(datetime(2026, 11, 28, 18, 0, tzinfo=UTC))


def demonstrated(run: Path) -> Path:
    """The books below the run's own folder; whoever comes first makes them, and the others wait for it."""
    root = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    books, made = root / "demonstration" / "books", root / "demonstration" / "made"
    books.parent.mkdir(exist_ok=True)
    with (root / "demonstration" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(books)
            made.touch()
    return books


def _make(books: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WETREAD_ACTOR", "tester")
        patch.setenv("XDG_STATE_HOME", str(books.parent / "state"))
        patch.setattr("reads.core.system_user.system_user", lambda: "tester")
        done = CliRunner().invoke(main, ["demo", str(books)], obj=Desk(clock=NOON), catch_exceptions=False)
    assert done.exit_code == 0, done.output
