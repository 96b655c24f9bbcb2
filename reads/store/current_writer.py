"""Who holds the write lock at the moment, for the one who waited for it in vain (spec 9.3).

SQLite's writer holds a lock of POSIX on a byte of the `-shm` file, and the system tells which process that is; PostgreSQL knows the
session that has the writers' advisory lock. Nothing is written down for it, so nothing is left by a process that was killed.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

WRITERS = 1465011251
"""PostgreSQL's advisory lock that one writer holds at a time."""

_WRITE_LOCK = 120
"""Where in the `-shm` file the writer's byte is (https://sqlite.org/walformat.html, "WAL Locks")."""
_LAYOUTS = {
    "linux": ("hhqqi4x", ("kind", "whence", "start", "length", "process")),
    "darwin": ("qqihh", ("start", "length", "process", "kind", "whence")),
}
"""`struct flock` of fcntl(2), by the system."""
_ASK = "import fcntl, sys; f = open(sys.argv[1], 'rb'); sys.stdout.buffer.write(fcntl.fcntl(f, fcntl.F_GETLK, bytes.fromhex(sys.argv[2])))"
_WORD = re.compile(r"[a-z]+(-[a-z]+)*")
_PROGRAM = "wetread"


def current_writer(engine: Engine) -> str:
    """The command that writes and its process, "`wetread reads import` (process 4711)"; empty where nobody can be named."""
    with suppress(SQLAlchemyError, OSError, subprocess.SubprocessError):
        if engine.dialect.name == "sqlite":
            process = _process_with_lock(Path(f"{engine.url.database}-shm"))
            return _named(_command_of(process), f"process {process}") if process else ""
        with engine.connect() as connection:
            return next((_named(name, f"session {session}") for name, session in connection.execute(_HOLDERS)), "")
    return ""


def command_in(words: Sequence[str]) -> str:
    """Noun and verb of a command line, without options and without what they are about: "wetread reads import"."""
    at = next((at for at, word in enumerate(words) if Path(word).stem == _PROGRAM), None)
    if at is None:
        return ""
    said = [_PROGRAM]
    for word in words[at + 1 :]:
        if not _WORD.fullmatch(word) or len(said) > 2:
            break
        said.append(word)
    return " ".join(said)


def _named(command: str, where: str) -> str:
    return f"`{command}` ({where})" if command else where


def _process_with_lock(shared: Path) -> int:
    """Asked by a process of its own: to open and close the file here would give up the locks that SQLite has in this process."""
    layout = _LAYOUTS.get(sys.platform)
    if layout is None or not shared.exists():
        return 0
    from fcntl import F_UNLCK, F_WRLCK

    form, names = layout
    asked = {"kind": F_WRLCK, "whence": 0, "start": _WRITE_LOCK, "length": 1, "process": 0}
    question = struct.pack(form, *(asked[name] for name in names)).hex()
    command = [sys.executable, "-I", "-S", "-c", _ASK, str(shared), question]
    told = subprocess.run(command, capture_output=True, check=True, timeout=5)  # noqa: S603
    lock = dict(zip(names, struct.unpack(form, told.stdout), strict=True))
    return 0 if lock["kind"] == F_UNLCK else lock["process"]


def _command_of(process: int) -> str:
    command = ["ps", "-ww", "-o", "args=", "-p", str(process)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603
    return command_in(told.stdout.split())


_HOLDERS = text(
    f"""SELECT a.application_name, a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.objid = {WRITERS} AND a.datname = current_database()"""
)
