"""Teaches the books the words that reads are held for: proposes, writes the rows, applies; nothing is imported again (spec 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlmodel import Session, col, func, select

from invoicing.closing import load_books
from invoicing.closing.book_editing import mirrored, restore
from invoicing.closing.gather import gather_around
from invoicing.closing.held_reads import HeldRead, held_reads, without_price
from invoicing.closing.lacking_words import lacking_words
from invoicing.contracts.books import AllBooks
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.directory.proposals import Lacking, NotAMeaning, RowProposal, meaning, proposals
from reads.directory.row_writer import seen, write_rows
from reads.directory.schema import SORTS
from reads.log.read_versions import reads_by_keys
from reads.log.tables import ReadVersionRow
from reads.routing.route import Held
from reads.store.engine import Store

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
    proposals: tuple[RowProposal, ...]

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

    def explained(self, word: str, said: str) -> list[RowProposal]:
        """The rows that teach what a person says a word means, at each facility that sent it; NoSuchWord, MeansNothing."""
        found = [each.lacking for each in self.words if each.lacking.word.casefold() == word.strip().casefold()]
        if not found:
            raise NoSuchWord(word)
        return [self.meaning(lacking, said) for lacking in found]

    def meaning(self, lacking: Lacking, said: str) -> RowProposal:
        """The row that teaches what a word means; MeansNothing."""
        try:
            return meaning(lacking, said, self.directory)
        except NotAMeaning as error:
            raise MeansNothing(lacking, said, str(error)) from None


def fixable(store: Store) -> FixableWords:
    """Every word that reads are held for, or that rows of quarantine wait for."""
    with store.read() as session:
        return fixable_words(session, held_reads(session), load_directory(session))


def fixable_words(session: Session, held: Iterable[HeldRead], directory: Directory) -> FixableWords:
    """The words that these reads are held for, or that rows of quarantine wait for."""
    words = lacking_words(session, held, directory)
    numbered = (
        Fixable(number, lacking, count, tuple(proposals(lacking, directory)))
        for number, (lacking, count) in enumerate(words.items(), 1)
    )
    return FixableWords(directory, tuple(numbered))


@dataclass(frozen=True, slots=True)
class FixLook:
    """What a fix would write and change: lines by file, what applying it would do, how many reads would still be held.

    `seen` are the digests of the files that were looked at, by kind of table: `fix` writes nothing where one has moved.
    """

    lines: tuple[tuple[str, str], ...]
    applied: load_books.Applied
    held_before: int
    held_after: int
    seen: Mapping[str, str]


def look(store: Store, books: Path, chosen: Iterable[RowProposal], read_books: Callable[[Path], AllBooks]) -> FixLook:
    """What `fix` would do with these rows; nothing is written, and no fault of the books is passed over."""
    rows = _rows(chosen)
    digests = {kind: seen(books, SORTS[kind]) for kind in rows}
    with mirrored(books, {SORTS[kind].file for kind in rows}) as copy:
        for kind, some in rows.items():
            write_rows(copy, SORTS[kind], some, digests[kind])
        lines = tuple(_new_lines(books, copy, SORTS[kind].file) for kind in rows)
        after = read_books(copy)
        after.refuse_faulty()
        loading = load_books.Loading(after, By("", store.clock.now()))
        with store.read() as session:
            before, foreseen = len(held_reads(session)), loading.foreseen(session)
            with loading.on_trial(session):
                held = {each.logged.key for each in held_reads(session)}
            last = _last_version(session)
        with store.write() as session:
            applied = loading.applied(session, foreseen)
            held = _with_taught(session, held, last)
            session.rollback()
    return FixLook(tuple(line for some in lines for line in some), applied, before, len(held), digests)


def _last_version(session: Session) -> int:
    return session.exec(select(func.max(col(ReadVersionRow.id)))).one() or 0


def _with_taught(session: Session, held: set[str], last: int) -> set[str]:
    """What is held once the rows of quarantine are in as well, whose versions come after the last that was looked at."""
    came = set(session.exec(select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.id) > last)))
    if not came:
        return held
    routes, routed = gather_around(session, reads_by_keys(session, came).values())
    unpriced = {each.logged.key for each in without_price(routed)} & came
    return (held - came) | unpriced | {each.logged.key for each in routes if isinstance(each, Held)}


def fix(
    store: Store,
    books: Path,
    chosen: Iterable[RowProposal],
    read_books: ReadBooks,
    by: By,
    expected: Mapping[str, str] | None = None,
    permitted: load_books.ApplyPermissions = load_books.NOTHING_PERMITTED,
) -> load_books.Applied:
    """Writes the rows into the books' files, all other bytes kept, and applies the books.

    Where the books have a fault then, or applying is refused, the files are as they were, and the fault is told. With
    `expected`, the digests that a look gave, nothing is written to a file that has moved since: ChangedMeanwhile.
    """
    rows = _rows(chosen)
    before = {kind: _content(books / SORTS[kind].file) for kind in rows}
    try:
        for kind, some in rows.items():
            write_rows(
                books, SORTS[kind], some, seen(books, SORTS[kind]) if expected is None else expected.get(kind, "")
            )
        return load_books.apply(store, read_books(), by, permitted, because="words that reads were held for")
    except BaseException:
        for kind, content in before.items():
            restore(books / SORTS[kind].file, content)
        raise


def _rows(chosen: Iterable[RowProposal]) -> dict[str, list[dict[str, str]]]:
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for proposal in dict.fromkeys(chosen):
        rows[proposal.file].append(proposal.row)
    return rows


def _new_lines(books: Path, copy: Path, file: str) -> list[tuple[str, str]]:
    """The lines of a file that it doesn't have now, each with where it will stand."""
    old = (_content(books / file) or b"").decode("utf-8-sig", "replace").splitlines()
    new = (copy / file).read_bytes().decode("utf-8-sig", "replace").splitlines()
    return [(f"{file}, line {at}", line) for at, line in enumerate(new, 1) if line not in old]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
