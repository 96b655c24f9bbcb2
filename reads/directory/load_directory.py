"""Keeps the books in the database, version by version, and gives the directory back."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reads.core.clock import Clock, today
from reads.core.errors import WetreadError
from reads.core.findings import Wrong
from reads.core.month import Month
from reads.directory.differences import BookChange, Contents, changes_between
from reads.directory.directory import Directory
from reads.directory.repository import Kept, add_versions, last_versions
from reads.directory.schema import SORTS
from reads.store.canonical_json import canonical

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading


class UnreadableBooks(WetreadError):
    """What was applied is in a form that this version refuses: an older one took it."""

    code = "unreadable_books"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} as it was last applied can't be used by this version: {why}",
            "correct it there, then `wetread apply`",
        )


def book_changes(reading: Reading, books: Contents) -> list[BookChange]:
    """What applying the books would change; a kind that they leave out is a file that is gone, with all its rows.

    Values are compared, not texts: 165.00 and 165 are one charge.
    """
    kept = {
        (row.kind, row.key): (row.version, json.loads(row.content) if row.content else None)
        for row in last_versions(reading, SORTS)
    }
    return [change for change in changes_between(kept, books) if not _is_the_same(change)]


def _is_the_same(change: BookChange) -> bool:
    """Whether both texts of a changed row say the same entry."""
    if change.before is None or change.after is None:
        return False
    try:
        return bool(SORTS[change.kind].made(change.before) == SORTS[change.kind].made(change.after))
    except Wrong:  # a row of an older version, whose text would be refused today
        return False


def keep_changes(session: Session, changes: Sequence[BookChange], *, actor: str, at: datetime) -> None:
    """Adds a version for each change; the audit event is the caller's, who knows the contracts too."""
    versions = [
        Kept(change.kind, change.key, change.version, "" if change.after is None else canonical(dict(change.after)))
        for change in changes
    ]
    add_versions(session, versions, actor=actor, at=at)


def load_directory(reading: Reading, kinds: Collection[str] | None = None, up_to: int | None = None) -> Directory:
    """The directory in force, group included; with `kinds` ("facilities", "exams", "group") only those and the names.

    With `up_to`, as it was when the newest record of the books was that one. UnreadableBooks where an older version took
    what this one refuses.
    """
    contents: dict[str, list[str]] = {}
    for row in last_versions(reading, SORTS if kinds is None else {*kinds, "names"}, up_to):
        if row.content:
            contents.setdefault(row.kind, []).append(row.content)
    entries = {kind: _entries(kind, rows) for kind, rows in contents.items()}
    group = entries.pop("group", [None])[0]
    return Directory.of(group=group, **entries)


def _entries(kind: str, rows: Sequence[str]) -> list[Any]:
    try:
        return list(map(SORTS[kind].made, json.loads(f"[{','.join(rows)}]")))
    except Wrong as wrong:
        raise UnreadableBooks(SORTS[kind].file, wrong.message) from None


def group_today(reading: Reading, clock: Clock) -> date:
    """Today on the group's calendar; UTC's before the books were applied."""
    group = load_directory(reading, ("group",)).group
    return today(clock, group.timezone if group else "UTC")


def last_whole_month(reading: Reading, clock: Clock) -> Month:
    """The month before today's on the group's calendar: the one that is asked for where none is named."""
    return Month.of(group_today(reading, clock)).previous()
