"""A file of the books is edited as text: looked at with the rest of the books, saved where it has no fault, applied where none has.

look    what is wrong, and what applying it would change; nothing is written
save    the same, written; with a fault of another file it is kept and waits to be applied
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from invoicing.closing import load_books
from invoicing.contracts.books import AllBooks
from reads.core.actor_and_moment import By
from reads.core.errors import FaultyInput
from reads.core.findings import Finding
from reads.directory.row_writer import ChangedMeanwhile, digest_of
from reads.store.engine import Store
from reads.store.private_files import write_private

ReadBooksAt = Callable[[Path], AllBooks]
_LARGEST = 4 << 20
"""Bytes of a file of the books that a person may have written."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """Faults of the edited file and of the others; what applying would change, None while any has a fault."""

    own: tuple[Finding, ...]
    others: tuple[Finding, ...]
    applied: load_books.Applied | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A file within the books with what it is to say; `seen` is the digest of what was edited, empty for a new file.

    A contract's file that is to say nothing is removed.
    """

    file: str
    text: str
    seen: str

    @property
    def content(self) -> bytes:
        """Its bytes, with the line breaks of a file and not those of a form."""
        text = self.text.replace("\r\n", "\n")
        return (text if text.endswith("\n") or not text else text + "\n").encode()


def _write(path: Path, edit: Edit) -> None:
    if edit.file.startswith("contracts/") and not edit.text.strip():
        path.unlink(missing_ok=True)
    else:
        write_private(path, edit.content)


def look(store: Store, books: Path, edit: Edit, read_books: ReadBooksAt) -> FileLook:
    """The books with the file as it would be; nothing is written."""
    with mirrored(books, {edit.file}) as copy:
        _write(copy / edit.file, edit)
        found = read_books(copy)
        own = tuple(each for each in found.errors if each.where.file == edit.file)
        others = tuple(each for each in found.errors if each.where.file != edit.file)
        return FileLook(own, others, None if found.errors else load_books.look(store, found))


def save(
    store: Store,
    books: Path,
    edit: Edit,
    read_books: ReadBooksAt,
    by: By,
    because: str,
    permitted: load_books.ApplyPermissions,
) -> load_books.Applied | None:
    """Writes the file and applies the books; None where the file is kept and another's fault keeps them from being applied.

    ChangedMeanwhile, FaultyInput with the file's own faults, or what `apply` refuses: then the file is as it was.
    """
    path = books / edit.file
    before = path.read_bytes() if path.is_file() else None
    if digest_of(before) != edit.seen:
        raise ChangedMeanwhile(edit.file)
    mode = path.stat().st_mode & 0o777 if before is not None else 0o600
    try:
        _write(path, edit)
        if path.exists():
            path.chmod(mode)
        found = read_books(books)
        _refuse_faulty(found, edit.file)
        if not found.errors:
            return load_books.apply(store, found, by, permitted, because)
        with store.write():
            return None
    except BaseException:
        restore(path, before)
        raise


def _refuse_faulty(books: AllBooks, file: str) -> None:
    own = [each for each in books.errors if each.where.file == file]
    if own:
        raise FaultyInput(file, own)


@contextmanager
def mirrored(books: Path, changed: Collection[str]) -> Iterator[Path]:
    """The books' files as they stand in a folder of its own: copies where something will be written, links to other folders."""
    written = {name.partition("/")[0] for name in changed}
    with TemporaryDirectory(prefix="wetread-") as folder:
        copy = Path(folder) / "books"
        copy.mkdir()
        for path in books.iterdir():
            if path.is_dir() and path.name in written:
                shutil.copytree(path, copy / path.name)
            elif path.is_dir():
                (copy / path.name).symlink_to(path.resolve(), target_is_directory=True)
            elif path.stat().st_size <= _LARGEST:
                shutil.copy2(path, copy / path.name)
        yield copy


def restore(path: Path, content: bytes | None) -> None:
    """Puts a file back as it was; nothing is written where it is so."""
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != content:
        write_private(path, content)
