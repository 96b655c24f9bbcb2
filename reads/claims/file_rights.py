"""Who may read what `wetread` keeps: the key, the database, backups and papers are their owner's alone (spec 7.1)."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from reads.claims.doctor_machine import Checked, State

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHOWN = 3


def check_rights(books: Path, database: Path | None, key: Path | None) -> Checked:
    """Nobody but the owner may read or write the key, the database, backups in the books, and papers."""
    if os.name == "nt":
        return Checked(State.OK, "not known on this system")
    open_ones = [path for path in _private(books, database, key) if path.stat().st_mode & _OTHERS]
    if not open_ones:
        return Checked(State.OK, "key, database, backups and papers are their owner's alone")
    shown = ", ".join(str(path) for path in open_ones[:_SHOWN])
    more = f" and {len(open_ones) - _SHOWN} more" if len(open_ones) > _SHOWN else ""
    state = State.WRONG if key in open_ones or database in open_ones else State.WARNING
    remedy = f"chmod go-rwx {shlex.join(str(path) for path in open_ones)}"
    return Checked(state, f"others may read or write {shown}{more}", remedy)


def _private(books: Path, database: Path | None, key: Path | None) -> Iterator[Path]:
    named = [key, database]
    if database is not None:
        named += [database.with_name(database.name + ending) for ending in ("-wal", "-shm")]
        named += sorted(database.parent.glob(f"{database.name}.before-*"))
    named += [*sorted(books.glob("*.backup")), books / "invoices", books / "claims"]
    yield from (path for path in named if path is not None and path.exists())
