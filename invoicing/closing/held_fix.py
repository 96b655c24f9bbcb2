"""Teaches the books the words that reads are held for: proposes, writes the rows, applies; nothing is imported again (spec 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from invoicing.closing import applying
from invoicing.closing.held_groups import lacking_words
from invoicing.closing.held_reads import held_reads
from invoicing.contracts.books import AllBooks
from reads.core.by import By
from reads.core.errors import WetreadError
from reads.directory.directory import Directory
from reads.directory.proposals import Lacking, NotAMeaning, Proposal, meaning, proposals
from reads.directory.schema import SORTS
from reads.directory.service import load_directory
from reads.directory.writing import seen, write_rows
from reads.store.engine import Store
from reads.store.files import write_private

ReadBooks = Callable[[], AllBooks]


class NoSuchWord(WetreadError):
    """No read is held for a word that somebody explains."""

    code: ClassVar[str] = "no_such_word"

    def __init__(self, word: str) -> None:
        super().__init__(
            f"no read is held for the word {word!r}", "`wetread held fix` lists the words that are lacking"
        )


class MeansNothing(WetreadError):
    """What a word is said to mean is nothing that the books know."""

    code: ClassVar[str] = "means_nothing"

    def __init__(self, lacking: Lacking, said: str, wanted: str) -> None:
        super().__init__(f"{lacking.kind} {lacking.word!r} can't mean {said!r}", f"say {wanted}")


@dataclass(frozen=True, slots=True)
class Fixable:
    """A word that the books lack, how many reads wait for it, and what it may mean, likeliest first."""

    number: int
    lacking: Lacking
    count: int
    proposals: tuple[Proposal, ...]

    def as_json(self) -> dict[str, object]:
        """The word with its proposals, numbered as a person names them."""
        return {
            "number": self.number,
            "kind": self.lacking.kind,
            "word": self.lacking.word,
            "facility": self.lacking.facility,
            "waiting": self.count,
            "proposals": [
                {"file": f"directory/{each.file}.csv", "row": each.row, "because": each.because}
                for each in self.proposals
            ],
        }


@dataclass(frozen=True, slots=True)
class FixableWords:
    """All words that are lacking, and the directory that they were held against."""

    directory: Directory
    words: tuple[Fixable, ...]

    def explained(self, word: str, said: str) -> list[Proposal]:
        """The rows that teach what a person says a word means, at each facility that sent it; NoSuchWord, MeansNothing."""
        found = [each.lacking for each in self.words if each.lacking.word.casefold() == word.strip().casefold()]
        if not found:
            raise NoSuchWord(word)
        return [self.meaning(lacking, said) for lacking in found]

    def meaning(self, lacking: Lacking, said: str) -> Proposal:
        """The row that teaches what a word means; MeansNothing."""
        try:
            return meaning(lacking, said, self.directory)
        except NotAMeaning as error:
            raise MeansNothing(lacking, said, str(error)) from None


def fixable(store: Store) -> FixableWords:
    """Every word that reads are held for, or that rows of quarantine wait for."""
    with store.read() as session:
        directory = load_directory(session)
        words = lacking_words(session, held_reads(session), directory)
    numbered = (
        Fixable(number, lacking, count, tuple(proposals(lacking, directory)))
        for number, (lacking, count) in enumerate(words.items(), 1)
    )
    return FixableWords(directory, tuple(numbered))


def fix(store: Store, books: Path, chosen: Iterable[Proposal], read_books: ReadBooks, by: By) -> applying.Applied:
    """Writes the rows into the books' files, all other bytes kept, and applies the books.

    Where the books have a fault then, or applying is refused, the files are as they were, and the fault is told.
    """
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for proposal in dict.fromkeys(chosen):
        rows[proposal.file].append(proposal.row)
    before = {kind: _content(books / SORTS[kind].file) for kind in rows}
    try:
        for kind, some in rows.items():
            write_rows(books, SORTS[kind], some, seen(books, SORTS[kind]))
        return applying.apply(store, read_books(), by, because="words that reads were held for")
    except BaseException:
        for kind, content in before.items():
            _restore(books / SORTS[kind].file, content)
        raise


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_private(path, content)
