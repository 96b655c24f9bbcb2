"""One verification for all who verify: the database, and what lies outside it: files, anchors, and their time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from invoicing.audit.file_checks import Files
from invoicing.audit.stamping import authority_of
from invoicing.audit.verify import Tell, Verified, untold, verify
from reads.core.english import counted
from reads.store.anchors import Anchor, anchor_damage, noted_at, series_damage, stamp_damage
from reads.store.damage import Damage
from reads.store.engine import Store
from reads.store.errors import DatabaseDamaged
from reads.store.timestamps import BadStampRoots

_NOTHING_NOTED = (
    "whether an older database was put in its place: nothing was noted of it on this machine by this user; compare the head "
    "of your last paper or backup, `--head`"
)


def verify_books(
    store: Store, books: Path, pdfs: Path | None = None, head: str | None = None, tell: Tell = untold
) -> Verified:
    """All that can be checked of the books; `pdfs` is a folder with copies of the PDFs, `head` must be in the audit log."""
    outside = Outside.seen(store.url, books, pdfs)
    try:
        with store.read() as session:
            return outside.verified(session, head, tell)
    except DatabaseDamaged as error:
        return past_reading(error)


def past_reading(error: DatabaseDamaged) -> Verified:
    """What is said of a database that can't even be opened."""
    return Verified(damage=[Damage(error.code, "database", error.message)])


@dataclass(frozen=True, slots=True)
class Outside:
    """What lay outside the database before the state that is verified: others, who go on working, may add to it since."""

    files: Files
    anchors: tuple[Anchor, ...]

    @classmethod
    def seen(cls, url: str, books: Path, pdfs: Path | None = None) -> Outside:
        """What belongs to the database at the URL now: the state to be verified is to be read after this."""
        return cls(Files.listed(books.absolute(), pdfs), noted_at(url))

    def verified(self, session: Session, head: str | None = None, tell: Tell = untold) -> Verified:
        """All that is wrong with one state of the database, or with a copy of it, and what lies outside."""
        found = verify(session, self.files, head, tell)
        found.damage += [*anchor_damage(session, self.anchors), *series_damage(session, self.anchors)]
        if not self.anchors:
            found.uncovered.append(_NOTHING_NOTED)
        self._look_at_stamps(found)
        return found

    def _look_at_stamps(self, found: Verified) -> None:
        """Every time stamp that is kept, where the books say who gave them."""
        count = sum(bool(anchor.stamp) for anchor in self.anchors)
        if not count:
            return
        kept, authority = counted(count, "time stamp"), authority_of(self.files.books)
        if authority is None:
            found.uncovered.append(f"{kept}: [timestamps] in wetread.toml names no authority")
            return
        try:
            found.damage += stamp_damage(self.anchors, authority.roots)
        except BadStampRoots as error:
            message = f"{kept} can't be checked: {error.message}; {error.remedy}"
            found.damage.append(Damage(error.code, "audit log", message))
