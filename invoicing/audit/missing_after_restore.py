"""What books lack that a database speaks of: the logo, PDFs; each with the command that brings it (spec 7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from invoicing.audit.file_checks import PDF, Files
from reads.core.english import counted
from reads.directory.load_directory import load_directory
from reads.store.raw import stored_rows


@dataclass(frozen=True, slots=True)
class NotRestored:
    """Something that is not in the books, and what to do."""

    what: str
    remedy: str

    def as_json(self) -> dict[str, str]:
        """Both, by name."""
        return {"what": self.what, "remedy": self.remedy}


def lacking(session: Session, books: Path) -> Iterator[NotRestored]:
    """What a backup, which is of the database alone, didn't bring: the logo first, since papers are printed with it."""
    group = load_directory(session, ("group",)).group
    if group is not None and group.logo and not (books / group.logo).is_file():
        yield NotRestored(f"the logo {group.logo}", f"copy it, and templates/ where you have any, into {books} first")
    numbered = {paper for paper, number in stored_rows(session, "papers", ("number",)) if number is not None}
    files = Files(books)
    there = {
        paper
        for _, kind, path, paper in stored_rows(session, "paper_files", ("kind", "path"), ("paper_id",))
        if kind == PDF and files.place(path).is_file()
    }
    if lost := len(numbered - there):
        yield NotRestored(
            f"{counted(lost, 'PDF')} of papers",
            "copy invoices/ from where the books were, or `wetread invoice pdf --missing` writes them again",
        )
