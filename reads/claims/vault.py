"""The vault of patients' fields of a database, opened by the key that the books name, when it is first needed (spec 7)."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from reads.claims.final_intake import OpenVault
from reads.core.clock import Clock
from reads.directory.settings import key_file
from reads.store.keys import Holder, holder_of, open_vault


def holder(books: Path) -> Holder:
    """Where the key is kept: $WETREAD_KEY_FILE, else the file that wetread.toml names, else the system's keyring."""
    return holder_of(key_file(books))


def inside_books(books: Path, place: str) -> bool:
    """Whether the key lies in the folder of the books, of which copies go to many hands."""
    path = Path(place)
    return path.is_absolute() and path.resolve().is_relative_to(books.resolve())


def vault_opener(books: Path, clock: Clock, session: Session) -> OpenVault:
    """Opens the vault of the session's database when it is called; NoKey, WrongKey where it can't be."""
    return lambda: open_vault(session, holder(books), at=clock.now())
