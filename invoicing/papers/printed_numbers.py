"""Numbers that files in the books have already: what was printed may be out of the house, whatever the database says (spec 7.1)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlmodel import Session

from reads.core.errors import WetreadError
from reads.core.ids import in_file_names


class NumberPrinted(WetreadError):
    """The next number stands on a PDF that lies in the books, though the database never gave it: an older state is in its place."""

    code = "number_printed"

    def __init__(self, number: str, path: Path) -> None:
        super().__init__(
            f"{number} would be the next number, and {path.parent.name}/{path.name} has it already; nothing was issued",
            "was it ever sent, restore the newest backup with `wetread restore`, which moves the numbers on; if it is no "
            "paper of these books, move the file out of invoices/",
        )


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The files of papers in the books; a folder is listed anew when something has come into it."""

    folder: Path
    _listed: dict[Path, tuple[int, list[str]]] = field(default_factory=dict)

    def file_of(self, number: str) -> Path | None:
        """A file whose name begins with the number, as a paper's does."""
        stem = f"{in_file_names(number)}-"
        for month in self._months():
            names = self._names(month)
            place = bisect_left(names, stem)
            if place < len(names) and names[place].startswith(stem):
                return month / names[place]
        return None

    def _months(self) -> list[Path]:
        return sorted(each for each in self.folder.glob("*") if each.is_dir()) if self.folder.is_dir() else []

    def _names(self, month: Path) -> list[str]:
        changed = month.stat().st_mtime_ns
        if self._listed.get(month, (0, []))[0] != changed:
            self._listed[month] = (changed, sorted(path.name for path in month.glob("*.pdf")))
        return self._listed[month][1]


@cache
def _printed_in(books: Path) -> PrintedNumbers:
    return PrintedNumbers(books / "invoices")


def refuse_printed(session: Session, number: str) -> None:
    """NumberPrinted where a file of the books has the number; the session knows the books where its store was told them."""
    books = session.info.get("books")
    path = _printed_in(books.absolute()).file_of(number) if isinstance(books, Path) else None
    if path is not None:
        raise NumberPrinted(number, path)
