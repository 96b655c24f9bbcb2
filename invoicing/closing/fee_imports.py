"""CMS files come in: all of them or none, and not where they change what issued months cost, unless that is meant (spec 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from sqlmodel import Session

from invoicing.closing.books_on_trial import FEES, Foreseen, foresee, holds
from invoicing.closing.load_books import NOTHING_PERMITTED, ApplyPermissions
from invoicing.closing.repricing import Repriced, refuse
from reads.core.actor_and_moment import By
from reads.core.errors import WrongUse
from reads.fees.file_rows import MOST_BYTES
from reads.fees.gpci_file import is_gpci, read_gpci
from reads.fees.import_release import ImportedFees, import_fees, import_indices
from reads.fees.relative_value_file import read_fee_file
from reads.fees.release_names import is_release_name
from reads.fees.zipped import unpacked
from reads.store.decide_then_record import Deciding
from reads.store.engine import Store


class NotARelease(WrongUse):
    """What a person called a release is no year and quarter."""

    code = "not_a_release"

    def __init__(self, said: str) -> None:
        super().__init__(f"{said!r} is no release", "name it by year and quarter: 2025D is October 2025")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was given: its name, and its bytes up to one more than a fee file may hold."""

    name: str
    content: bytes

    @classmethod
    def of(cls, name: str, stream: IO[bytes]) -> SentFile:
        """The file of a stream; a larger one is refused once it is read, and never held whole in memory."""
        return cls(name, stream.read(MOST_BYTES + 1))


@dataclass(frozen=True, slots=True)
class FeesImported:
    """What became of each file, and the issued months that cost something else by them."""

    files: tuple[ImportedFees, ...]
    repriced: tuple[Repriced, ...]


def import_files(
    store: Store,
    files: Iterable[SentFile],
    by: By,
    said: str | None = None,
    permitted: ApplyPermissions = NOTHING_PERMITTED,
) -> FeesImported:
    """Imports all of the files, or none; `said` is the release that a person named.

    NotARelease, what `read_fee_file` and `import_fees` refuse, or RepricesIssued where issued months would cost something
    else and that isn't permitted.
    """
    if said is not None and not is_release_name(said):
        raise NotARelease(said)
    found = [inside for file in files for inside in unpacked(file.name, file.content)]
    indices = [read_gpci(name, content) for name, content in found if is_gpci(name, content)]
    read = [read_fee_file(name, content, said) for name, content in found if not is_gpci(name, content)]

    def load(session: Session) -> list[ImportedFees]:
        done = [import_fees(session, file, actor=by.actor, at=by.at, together=read) for file in read]
        return done + [import_indices(session, file, actor=by.actor, at=by.at) for file in indices]

    def carry_out(session: Session, foreseen: Foreseen) -> FeesImported:
        done = load(session)
        if not permitted.reprice:
            refuse(foreseen.months)
        return FeesImported(tuple(done), foreseen.months)

    def decide(session: Session) -> Foreseen:
        return foresee(session, lambda trial: bool(load(trial)), FEES)

    return Deciding(decide, holds, carry_out).done(store)
