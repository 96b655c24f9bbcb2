"""Where the audit log stood, noted outside the books in a file that only grows: a history that was rolled back lacks it.

{"events": 12, "head": "5f0c...", "root": "9a1b...", "at": "2026-11-02T09:00:00Z",
 "series": {"series": {"invoice/2026": 5}, ...}}     a line after each command that wrote
{... "stamp": "MIIK..."}                             the same, stamped by an authority (RFC 3161)
{... "restored": true}                               a restore: what was before may be gone

One file for each place of a database, in the user's state folder: whoever puts an older file in that place, or writes both
chains anew, doesn't reach it through the books.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reads.core.times import restored
from reads.store.canonical_json import canonical
from reads.store.look_without_orm import rows, sqlite_file
from reads.store.private_files import make_folder

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.damage import Damage
    from reads.store.look_without_orm import Reading

_END = 1 << 14
"""Bytes of the file that are read first for its last line: a stamped one has some 8,000."""

SERIES = ("series", "control_series")
"""The tables that number: papers, and the rest."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the audit log was: its length, the hash of its last event, the root of the hash tree, and when."""

    events: int
    head: str
    root: str
    at: str
    restored: bool = False
    series: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The last number of each series, by table."""
    stamp: str = ""
    """A time stamp of it by an authority (RFC 3161), in base64."""

    @property
    def message(self) -> bytes:
        """What is stamped: how long the log is, its head, and the root of the tree over all rows."""
        return canonical({"events": self.events, "head": self.head, "root": self.root}).encode()


def anchor_file(url: str) -> Path:
    """The file that belongs to the database at the URL, wherever it was called from."""
    from platformdirs import user_state_path

    return user_state_path("wetread") / "anchors" / f"{hashlib.sha256(_place(url).encode()).hexdigest()[:24]}.jsonl"


def _place(url: str) -> str:
    file = sqlite_file(url)
    if file is None:
        from sqlalchemy.engine import make_url

        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return f"{parsed.host}:{parsed.port}/{parsed.database}"
        file = Path(str(parsed.database))
    return str(file.resolve())


def last_moment(reading: Reading) -> datetime | None:
    """When the newest event was recorded; None before there is one, or where that is no time any more, which verify names."""
    try:
        found = [restored(at) for (at,) in rows(reading, "SELECT at FROM events ORDER BY id DESC LIMIT 1")]
    except ValueError:
        return None
    return found[0] if found and found[0].tzinfo is not None else None


def standing(reading: Reading, at: str, *, was_restored: bool = False) -> Anchor | None:
    """Where the audit log stands; None before anything was recorded."""
    found = rows(reading, "SELECT length, hash FROM event_heads")
    if not found:
        return None
    [(length, head)] = found
    root = next((root for (root,) in rows(reading, "SELECT root FROM tree_heads")), "")
    return Anchor(length, head, root, at, was_restored, last_numbers(reading))


def note_anchor(reading: Reading, url: str, at: str, *, restored: bool = False) -> None:
    """Appends where the audit log stands, where that is not what was noted last; OSError where the file can't be written."""
    anchor, last = standing(reading, at, was_restored=restored), _last(anchor_file(url))
    if anchor is not None and (restored or last is None or last.head != anchor.head):
        append_anchor(anchor, url)


def append_anchor(anchor: Anchor, url: str) -> None:
    """Adds the anchor to the file that belongs to the database at the URL, to the disk."""
    path = anchor_file(url)
    make_folder(path.parent)
    line = json.dumps(asdict(anchor)) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def forget(url: str) -> None:
    """Leaves nothing of what was noted of a database in a file that is gone: a demonstration begins anew in its place."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        anchor_file(url).unlink(missing_ok=True)


def noted_at(url: str) -> tuple[Anchor, ...]:
    """What was noted of the database at the URL, in the order of time."""
    return tuple(_all(anchor_file(url)))


def anchor_damage(session: Session, anchors: Iterable[Anchor]) -> Iterator[Damage]:
    """What was noted and is not in the audit log any more: rolled back to an older state, or written anew.

    The anchors are those noted before the session's state: of later ones it can't know.
    """
    noted: list[Anchor] = []
    for anchor in anchors:
        noted = [anchor] if anchor.restored else [*noted, anchor]
    if not noted:
        return
    from reads.store.damage import Damage

    heads = {head for (head,) in rows(session, "SELECT hash FROM events")}
    length = next((length for (length,) in rows(session, "SELECT length FROM event_heads")), 0)
    roots = {root for (root,) in rows(session, "SELECT root FROM tree_seals")}
    lost = [anchor for anchor in noted if anchor.head not in heads or (anchor.root and anchor.root not in roots)]
    if not lost:
        return
    first, last = lost[0], max(lost, key=lambda anchor: anchor.events)
    if last.events > length:
        message = (
            f"the audit log has {length} events, and had {last.events} on {last.at}: an older database is in its place, "
            "or its end was cut off"
        )
        yield Damage("history_rolled_back", "audit log", message)
    else:
        message = (
            f"the audit log was written anew: event {first.events}, noted outside the books on {first.at}, is not in it"
        )
        yield Damage("history_rewritten", "audit log", message)


def series_damage(reading: Reading, anchors: Iterable[Anchor]) -> Iterator[Damage]:
    """The series that stand before a number that was noted: what they would give next was given already."""
    from reads.store.damage import Damage

    now, highest = last_numbers(reading), _highest(anchors)
    for table, series in highest.items():
        for name, last in sorted(series.items()):
            stands = now[table].get(name, 0)
            if stands < last:
                message = (
                    f"series {name} of {table} stands at {stands}, and had given {last}: numbers would be given twice"
                )
                yield Damage("series_set_back", f"series {name}", message)


def stamp_damage(anchors: Iterable[Anchor], roots: Path) -> Iterator[Damage]:
    """The time stamps kept with the anchors that don't hold under the authority's roots; BadStampRoots without any root."""
    from reads.store.damage import Damage
    from reads.store.timestamps import read_stamp

    for anchor in anchors:
        if not anchor.stamp:
            continue
        said = read_stamp(anchor.stamp, anchor.message, roots)
        if isinstance(said, str):
            message = f"the time stamp of event {anchor.events}, noted on {anchor.at}: {said}"
            yield Damage("stamp_wrong", "audit log", message)


def last_numbers(reading: Reading) -> dict[str, dict[str, int]]:
    """The last number of every series, by the table that keeps it: of papers, and of claims, their files and exports."""
    return {table: dict(rows(reading, f"SELECT name, last FROM {table}")) for table in SERIES}


def anchored_numbers(url: str) -> dict[str, dict[str, int]]:
    """The highest number of every series that was ever noted of the database at the URL."""
    return _highest(_all(anchor_file(url)))


def _highest(anchors: Iterable[Anchor]) -> dict[str, dict[str, int]]:
    highest: dict[str, dict[str, int]] = {table: {} for table in SERIES}
    for anchor in anchors:
        for table, of in anchor.series.items():
            for name, last in of.items():
                highest[table][name] = max(last, highest[table].get(name, 0))
    return highest


def _all(path: Path) -> Iterator[Anchor]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    yield from (anchor for anchor in map(_anchor, lines) if anchor is not None)


def _anchor(line: bytes) -> Anchor | None:
    """The anchor of a line; None for one that a full disk cut short."""
    try:
        return Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _last(path: Path) -> Anchor | None:
    """The last anchor of the file: looked for in its end first, since the file only grows."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    piece = _END
    while True:
        with path.open("rb") as file:
            file.seek(max(size - piece, 0))
            lines = file.read().splitlines()
        found = next((each for each in map(_anchor, reversed(lines[piece < size :])) if each is not None), None)
        if found is not None or piece >= size:
            return found
        piece *= 16
