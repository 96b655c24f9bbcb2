"""The key of a desk: where it is kept, and the vault that it opens, when a command first meets a patient's field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from reads.cli.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.directory.directory import Directory
    from reads.intake.candidate import Candidate
    from reads.log.feed_recorder import Bring
    from reads.log.outcome import Imported, Source
    from reads.store.keys import Holder
    from reads.store.patient_fields import Vault


def holder(desk: Desk) -> Holder:
    """Where the key is kept: $WETREAD_KEY_FILE, else the file that wetread.toml names, else the system's keyring."""
    from reads.claims import vault

    return vault.holder(desk.books)


def vault_opener(desk: Desk, session: Session) -> Callable[[], Vault]:
    """Opens the vault of the session's database when it is called; NoKey, WrongKey where it can't be."""
    from reads.claims import vault

    return vault.vault_opener(desk.books, desk.clock, session)


def bringing(desk: Desk) -> Bring:
    """Brings messages of a live feed into the log, and what finals carry into the claims room."""
    from reads.claims.final_intake import import_reads

    def bring(
        session: Session,
        candidates: Iterable[Candidate],
        source: Source,
        directory: Directory,
        *,
        actor: str,
        at: datetime,
    ) -> Imported:
        return import_reads(session, candidates, source, directory, vault_opener(desk, session), actor=actor, at=at)

    return bring
