"""Whether the files that months of reads are kept in say what the log says: asked again of the log, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from sqlmodel import Session

from reads.intake.reads_alike import OwnParts
from reads.intake.stored_row import ENDS
from reads.log.rows_in_window import question_of
from reads.store.damage import Damage
from reads.store.month_file import Answer, MonthFile, folder_of, is_whole, last_of


def month_file_damage(session: Session) -> Iterator[Damage]:
    """The files that would be taken for a month's reads, and differ from the log."""
    folder = folder_of(session)
    for path in sorted(folder.glob("*.db")) if folder is not None else ():
        if not _is_as_the_log(session, path):
            message = f"{path.name} doesn't hold the reads of its month as the log has them: delete it, it is made anew"
            yield Damage("month_file_wrong", path.name, message)


def _is_as_the_log(session: Session, path: Path) -> bool:
    """Also true of a file that is taken for nothing: of an earlier state of the log, or not what was written."""
    if not is_whole(path):
        return True
    file = MonthFile(path, last_of(path))
    start, end = map(datetime.fromisoformat, file.about)
    question = question_of(session, start, end)
    if not question.fits(path):
        return True
    together = zip_longest(file.rows(), question.of_log(file.last), fillvalue=())
    return all(_is_same(kept, said) for kept, said in together)


def _is_same(kept: Answer, said: Answer) -> bool:
    """Whether two answers are of the same words, and have the same reads, in whatever order."""
    if tuple(kept) == tuple(said):
        return True
    places = len(kept) - ENDS - 1
    return tuple(kept[:places]) == tuple(said[:places]) and _reads(kept, places) == _reads(said, places)


def _reads(answer: Answer, places: int) -> list[tuple[object, ...]]:
    own = OwnParts(tuple(answer[places:]), answer[1])
    return sorted(zip(own, own.numbers, strict=True))
