"""Brings candidate reads into the log: each row recorded, known, amended, void, ignored, quarantined or rejected (spec 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlmodel import Session

from reads.core.without_cycle_search import uncollected
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, Status
from reads.intake.content import SIGNED_AT, Content, told_by_signature
from reads.log import bulk_insert, repository
from reads.log.cancelled_orders import CancelledOrders
from reads.log.downtime_merge import DOWNTIME, merged
from reads.log.facility_words import earlier_words, keys_known_before
from reads.log.late_indexes import LateIndexes
from reads.log.orders import has_orders, keep_orders, new_orders, supplied
from reads.log.outcome import SHOWN, Imported, Source
from reads.log.quarantine import Quarantined, conflict_of, decided_by_sender, ignored_of, rejection_of
from reads.log.signed_far_from_rest import SigningMonths
from reads.log.tables import ImportRow, QuarantineRow
from reads.log.under_void import still_void, void_cancelled
from reads.log.unknown_words import note_unknown
from reads.log.versioning import Meaning, Verdict, Version, decide, placed, put_last, sent_of, settle
from reads.log.voids import void_keys
from reads.store.events import Deed, record

CHUNK = 5_000
"""Rows that are held in memory at a time."""


@uncollected()
def import_candidates(
    session: Session,
    candidates: Iterable[Candidate],
    source: Source,
    directory: Directory,
    *,
    actor: str,
    at: datetime,
    progress: Callable[[int], object] | None = None,
) -> Imported:
    """Brings the candidates in, in their order, and says what became of each row.

    Nothing is committed here: an error leaves nothing. Where no row brings anything new, the database stays as it was,
    without even a trace of the attempt. `progress` is told how many rows were dealt with since it was told last.
    """
    bulk_insert.prepare(session)
    indexes = LateIndexes.of(session)
    work = _Import(session, directory, Imported(source.path), source, actor, at, indexes, has_orders(session))
    rows = iter(candidates)
    while chunk := list(islice(rows, CHUNK)):
        work.take(chunk)
        if progress:
            progress(len(chunk))
    outcome = work.finish()
    if outcome.import_id:
        detail = {"path": source.path, "sha256": source.sha256, **outcome.counts.as_json()}
        record(session, Deed("reads.imported", f"import:{outcome.import_id}", detail), actor=actor, at=at)
    return outcome


@dataclass(slots=True)
class _Import:
    """One import under way; it gets its entry with the first row that brings something new."""

    session: Session
    directory: Directory
    outcome: Imported
    source: Source
    actor: str
    at: datetime
    indexes: LateIndexes
    supplies: bool = False
    earlier: dict[str, set[str]] | None = None
    signed: SigningMonths = field(default_factory=SigningMonths)
    cancelled: CancelledOrders = field(default_factory=CancelledOrders)

    def _entered(self) -> int:
        """The number of the import's entry, made now if it isn't there yet; a savepoint would cost a third of inserting."""
        if self.outcome.import_id is None:
            source = self.source
            entry = ImportRow(source=source.kind, path=source.path, sha256=source.sha256, at=self.at, actor=self.actor)
            self.session.add(entry)
            self.session.flush()
            self.outcome.import_id = entry.id
        return self.outcome.import_id or 0

    def take(self, chunk: Sequence[Candidate]) -> None:
        """Deals with some rows, in their order."""
        self._orders([candidate for candidate in chunk if candidate.order])
        reads = [candidate for candidate in chunk if candidate.content is not None]
        if reads and self.supplies:
            reads = supplied(self.session, reads)
            self.cancelled.look_up(self.session, reads)
        note_unknown(self.outcome, reads, self.directory)
        if reads:
            self._reads(self._under_known_keys(reads))
        if len(reads) < len(chunk):
            self._others([candidate for candidate in chunk if candidate.content is None and not candidate.order])
        for read in reads:
            if read.findings:
                self.outcome.warn(read.findings)
            elif read.content:
                self.signed.add(read.content[SIGNED_AT], read.line)

    def _orders(self, orders: Sequence[Candidate]) -> None:
        """Keeps what was asked for; not a read yet, and so counted as ignored."""
        if orders:
            if new := new_orders(self.session, orders):
                keep_orders(self.session, new, self._entered())
                self.cancelled.came(order for order, _ in new)
                self.supplies = True
            self.outcome.counts.ignored += len(orders)

    def finish(self) -> Imported:
        """The outcome, with what only all rows together tell."""
        self.indexes.make()
        far = self.signed.far(self.source.path)
        self.outcome.warn((*far, *self.cancelled.told(self.session, self.outcome.import_id, self.source.path)))
        return self.outcome

    def _under_known_keys(self, reads: list[Candidate]) -> list[Candidate]:
        """Reads under the key they have in the log, where facility, or signer of an addendum, were spelled otherwise there."""
        signed = [read for read in reads if read.content and told_by_signature(read.content)]
        signatures = repository.signature_keys(self.session, signed, self.directory) if signed else {}
        known = self._known_before({read.key for read in reads}) | signatures
        return [read._replace(key=known.get(read.key, read.key)) for read in reads] if known else reads

    def _known_before(self, keys: Collection[str]) -> dict[str, str]:
        """Keys under which the log has these reads by an earlier word for their facility (spec 2.4)."""
        if self.earlier is None:
            self.earlier = earlier_words(self.session, self.directory)
        return keys_known_before(self.session, keys, self.earlier) if self.earlier else {}

    def _reads(self, reads: list[Candidate]) -> None:
        """All that are new go in at once; only where some were not, the chunk is looked at one by one."""
        if self.outcome.import_id is None and repository.holds_all(self.session, {read.key for read in reads}):
            self._one_by_one(reads, newest=0)
            return
        number, newest = self._entered(), repository.newest_version(self.session)
        rows = [
            (read.key, 1, read.digest, int(read.corrects), *read.content, number, read.line)
            for read in reads
            if read.content is not None
        ]
        inserted = bulk_insert.insert_new(self.session, rows, few_indexes=self.indexes.are_left_out)
        self.outcome.counts.recorded += inserted
        self.indexes.brought(self.outcome.counts.recorded)
        if inserted < len(reads):
            self._one_by_one(reads, newest)

    def _one_by_one(self, reads: Sequence[Candidate], newest: int) -> None:
        """Decides on every read of a chunk that did not go in; the first of its key that did is passed over."""
        versions = repository.versions_under(self.session, {read.key for read in reads})
        fresh = {
            version.key
            for found in versions.values()
            for version in found
            if version.id > newest and version.import_id == self.outcome.import_id
        }
        doubtful: list[Candidate] = []
        for read in reads:
            if read.key in fresh:
                fresh.remove(read.key)
            elif not read.corrects and any(version.digest == read.digest for version in versions[read.key]):
                self.outcome.counts.duplicate += 1
            else:
                doubtful.append(read)
        if doubtful:
            waiting = repository.quarantined(self.session, {read.digest for read in doubtful})
            void = void_keys(self.session, {version.key for read in doubtful for version in versions[read.key]})
            for read in doubtful:
                self._decide(read, versions[read.key], waiting, void)

    def _decide(
        self, read: Candidate, versions: list[Version], waiting: dict[str, Quarantined], void: Collection[str]
    ) -> None:
        content = read.content
        if content is None:
            return
        counts = self.outcome.counts
        verdict = decide(read, content, versions, self.directory, void, self._repeated(read))
        known = waiting.get(read.digest)
        if verdict.meaning is Meaning.CONFLICT and verdict.against and not verdict.reused and not known:
            filled = self._filled(content, verdict.against)
            if filled:
                self._fill(read, filled, versions, verdict.against)
                return
        enters = verdict.meaning in (Meaning.AMEND, Meaning.UNDER_VOID)
        settles = known and not known.decision and read.corrects and enters
        if verdict.meaning is Meaning.DUPLICATE or (known and not settles):
            counts.duplicate += 1
        elif verdict.meaning is Meaning.RECORD:
            self._enter(read, content, versions, read.key)
            counts.recorded += 1
        elif enters and verdict.against:
            self._amend(read, content, versions, verdict)
            if known:
                self._settled_by_sender(known)
        elif verdict.against:
            row = conflict_of(read, content, verdict, self.directory, self.source)
            waiting[read.digest] = self._quarantine([row])[0]
            counts.conflict += 1

    def _repeated(self, read: Candidate) -> Callable[[Version], bool]:
        """Whether a version came with the read's own file when that was imported before, by its row or a later one."""

        def repeated(last: Version) -> bool:
            if last.import_id == self.outcome.import_id or last.line < read.line:
                return False
            return repository.import_of(self.session, last.import_id).sha256 == self.source.sha256 != ""

        return repeated

    def _filled(self, content: Content, against: Version) -> Content | None:
        """What a read and the log's version of it say together, where one of them was retyped from a downtime log."""
        by_hand = self.source.kind == DOWNTIME
        if by_hand == (repository.import_of(self.session, against.import_id).source == DOWNTIME):
            return None
        log, system = (content, against.content) if by_hand else (against.content, content)
        return merged(log, system, self.directory)

    def _fill(self, read: Candidate, filled: Content, versions: list[Version], against: Version) -> None:
        if settle(filled, self.directory) == settle(against.content, self.directory):
            self.outcome.counts.duplicate += 1
            return
        study = [version for version in versions if version.key == against.key]
        self._enter(read, put_last(filled, study), versions, against.key)
        self.outcome.counts.amended += 1

    def _amend(self, read: Candidate, content: Content, versions: list[Version], verdict: Verdict) -> None:
        """Another version of the read, void or not."""
        against, under_void = verdict.against, verdict.meaning is Meaning.UNDER_VOID
        if against is None:
            return
        study = [version for version in versions if version.key == against.key]
        self._enter(read, placed(content, study, last=read.corrects or under_void), versions, against.key)
        self.outcome.counts.voided += under_void
        self.outcome.counts.amended += not under_void
        if under_void:
            self.outcome.tell_void(still_void(content, read.line, self.source))

    def _enter(self, read: Candidate, content: Content, versions: list[Version], key: str) -> None:
        """Makes the content the next version of a read."""
        number = repository.next_number(self.session, key)
        entered, sent = self._entered(), sent_of(content, self.directory)
        row = (key, number, read.digest, int(read.corrects), *content, entered, read.line)
        bulk_insert.insert_new(self.session, [row])
        newest = repository.newest_version(self.session)
        versions.append(Version(newest, key, number, read.digest, read.corrects, entered, read.line, content, sent))

    def _settled_by_sender(self, waiting: Quarantined) -> None:
        """The sender says of what waits in quarantine that it is a correction: nobody has to decide that any more."""
        self.session.add(decided_by_sender(waiting, self._entered(), self.actor, self.at))
        self.session.flush()

    def _others(self, others: Sequence[Candidate]) -> None:
        """Cancellations, what is not a read yet, and what could not be understood."""
        counts = self.outcome.counts
        back = [each for each in others if each.status is Status.CANCELLATION]
        known = self._known_before({key for each in back for key in each.keys})
        gone = [each._replace(keys=tuple(known.get(key, key) for key in each.keys)) for each in back]
        void_cancelled(self.session, gone, self.outcome, self._entered, self.directory, actor=self.actor, at=self.at)
        early = [each for each in others if each.status is Status.NOT_A_READ_YET]
        self._quarantine_new([ignored_of(each, self.source) for each in early])
        counts.ignored += len(early)
        faulty = [each for each in others if each.status in (Status.READ, Status.UNKNOWN_WORD)]
        entered = self._quarantine_new([rejection_of(each, self.source) for each in faulty])
        counts.rejected += len(entered)
        counts.duplicate += len(faulty) - len(entered)
        for at in entered:
            self.outcome.problems += faulty[at].findings[: max(0, SHOWN - len(self.outcome.problems))]

    def _quarantine_new(self, rows: Sequence[QuarantineRow]) -> list[int]:
        """Quarantines the rows whose like is not there yet; their places among those given."""
        known = set(repository.quarantined(self.session, {row.digest for row in rows}))
        firsts = {row.digest: at for at, row in reversed(list(enumerate(rows))) if row.digest not in known}
        new = sorted(firsts.values())
        self._quarantine([rows[at] for at in new])
        return new

    def _quarantine(self, rows: Sequence[QuarantineRow]) -> list[Quarantined]:
        for row in rows:
            row.import_id = self._entered()
        self.session.add_all(rows)
        self.session.flush()
        entered = [Quarantined.of(row) for row in rows]
        self.session.expunge_all()
        return entered
