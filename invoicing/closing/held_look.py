"""What is held as a page shows it: the words that the books lack, and each case with its first reads. Small, whatever the log."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.closing.held_fix import Fixable, fixable_words
from invoicing.closing.held_groups import held_groups
from invoicing.closing.held_reads import HeldRead, held_reads
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.routing.route import Reason
from reads.store.engine import Store

FIRST = 100
"""So many reads of a case are shown."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A reason, the first reads that it holds, and how many they are."""

    reason: Reason
    reads: tuple[HeldRead, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The cases of one code, and how many reads they hold."""

    code: str
    cases: tuple[ShownCase, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HeldLook:
    """All words that are lacking, whatever the month, and what the month's reads are held for."""

    words: tuple[Fixable, ...]
    groups: tuple[ShownGroup, ...]


def held_look(store: Store, month: Month | None) -> HeldLook:
    """Looks at one month, or at the whole log."""
    with store.read() as session:
        every = held_reads(session)
        words = fixable_words(session, every, load_directory(session)).words
    held = [each for each in every if month in (None, each.month)]
    groups = tuple(
        ShownGroup(
            group.code,
            tuple(ShownCase(case.reason, case.reads[:FIRST], len(case.reads)) for case in group.cases),
            group.count,
        )
        for group in held_groups(held)
    )
    return HeldLook(words, groups)
