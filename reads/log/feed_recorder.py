"""Brings the messages of a live feed into the log, several in one transaction; each has its answer once that is committed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Protocol

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlmodel import Session

from reads.core.errors import WetreadError
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.directory.repository import newest_record
from reads.intake.candidate import Candidate
from reads.intake.hl7.file import Hl7Reads
from reads.intake.hl7.mllp import AckCode, MllpFrame, ToldSender, sender_of
from reads.intake.order import ORDER_CANCELLED
from reads.intake.profiles.hl7 import Hl7Profiles
from reads.intake.read_fields import Fields
from reads.intake.size_limits import LARGEST_FED_MESSAGE
from reads.log.heartbeat import Heard, heard_before
from reads.log.orders import find_order
from reads.log.outcome import Counts, Imported, Source
from reads.store.engine import Store

_HL7 = (b"MSH", b"FHS", b"BHS", b"\xef\xbb\xbfMSH")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a sender is told of one frame, what became of its reports, and which facility it is from."""

    told: ToldSender
    counts: Counts = field(default_factory=Counts)
    facility: str = ""
    enhanced: bool = False


class Bring(Protocol):
    """Brings the candidates of one message into the log, and what they carry to the room that keeps it."""

    def __call__(
        self,
        session: Session,
        candidates: Iterable[Candidate],
        source: Source,
        directory: Directory,
        *,
        actor: str,
        at: datetime,
    ) -> Imported:
        """As `reads.log.record_reads.import_candidates`."""
        ...


class Recorder:
    """Brings frames into the log; the only one who touches the database, from one thread."""

    def __init__(self, store: Store, profiles: Hl7Profiles, bring: Bring, actor: str) -> None:
        self._store = store
        self._bring = bring
        self._profiles = profiles
        self._actor = actor
        self._directory = Directory.of()
        self._as_of = -1

    def heard_before(self) -> dict[str, Heard]:
        """When each facility sent last, before this process began; nothing where the database can't be asked."""
        try:
            with self._store.read() as session:
                return heard_before(session, self._store.clock.now(), load_directory(session, ("facilities",)))
        except (WetreadError, SQLAlchemyError):
            return {}

    def record(self, frames: Sequence[tuple[MllpFrame, str]]) -> list[Reply | None]:
        """The answers, all of them committed; None where nothing could be. One that can't be recorded harms no other."""
        try:
            return list(self._together(frames))
        except Exception as error:  # noqa: BLE001  a live feed outlives every fault of one message
            if len(frames) > 1:
                return [self.record([frame])[0] for frame in frames]
            if isinstance(error, WetreadError | OperationalError | InterfaceError | OSError):
                return [None]
            reason = f"a fault of wetread itself ({type(error).__name__}); nothing was recorded"
            enhanced = self._profiles.for_sender(sender_of(frames[0][0].data)).enhanced
            return [Reply(ToldSender(AckCode.ERROR, reason, kept=False), enhanced=enhanced)]

    def _together(self, frames: Sequence[tuple[MllpFrame, str]]) -> list[Reply]:
        with self._store.write() as session:
            newest = newest_record(session)
            if newest != self._as_of:
                self._directory, self._as_of = load_directory(session), newest
            return [self._reply(session, frame, peer) for frame, peer in frames]

    def _reply(self, session: Session, frame: MllpFrame, peer: str) -> Reply:
        if frame.too_long:
            return Reply(
                ToldSender(AckCode.REJECTED, f"the message is longer than {LARGEST_FED_MESSAGE >> 20} MB", kept=False)
            )
        if not frame.framed or not frame.data.strip().startswith(_HL7):
            return Reply(ToldSender(AckCode.REJECTED, "this is no HL7 message", kept=False))
        now, place, sender = self._store.clock.now(), f"mllp:{peer}", sender_of(frame.data)
        reads = Hl7Reads(
            BytesIO(frame.data),
            place,
            Fields(self._directory, now),
            self._directory,
            self._profiles,
            orders=partial(find_order, session),
        )
        source = Source("hl7", place, hashlib.sha256(frame.data).hexdigest())
        outcome = self._bring(session, reads, source, self._directory, actor=self._actor, at=now)
        return Reply(_judged(outcome), outcome.counts, reads.facility, self._profiles.for_sender(sender).enhanced)


def _judged(outcome: Imported) -> ToldSender:
    """What is told of a message; one that waits in quarantine already is known, and no error a second time."""
    if outcome.counts.rejected:
        reasons = dict.fromkeys(finding.message for finding in outcome.problems)
        return ToldSender(AckCode.ERROR, "; ".join(reasons)[:500] or "much of it can't be understood")
    if outcome.counts.conflict:
        return ToldSender(AckCode.ERROR, "it contradicts the log and waits in quarantine")
    cancelled = [each for each in outcome.warnings if each.code == ORDER_CANCELLED]
    return ToldSender(AckCode.ACCEPTED, "; ".join(each.message for each in (*outcome.still_void, *cancelled))[:500])
