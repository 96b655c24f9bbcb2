"""Harm to books that were issued, by somebody who owns the database, and what `audit verify` says of it."""

from collections.abc import Callable
from pathlib import Path

from sqlmodel import Session

from invoicing.audit.file_checks import Files
from invoicing.audit.verify import verify
from reads.store.damage import Damage
from reads.store.engine import Store

Issued = tuple[Path, Store]

GUARDED = ("papers", "events", "billed_reads", "closings", "paper_files")


def damaged(issued: Issued, harm: Callable[[Session], object], *, with_files: bool = True) -> list[Damage]:
    """What verify says of the database after the harm, which is undone at the end; also of the files unless it is told not to."""
    books, store = issued
    with store.write() as session:
        harm(session)
        found = but_the_guards(verify(session, Files(books) if with_files else None).damage)
        session.rollback()
    return found


def but_the_guards(damage: list[Damage]) -> list[Damage]:
    """What is wrong besides the triggers that the fixture has taken away."""
    return [each for each in damage if each.what != "guard_missing"]
