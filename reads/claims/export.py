"""Files of claims: what is ready goes into one, once; asked again, the same file comes out, byte by byte (spec 5.3).

snapshot      finals day by day ── numbered, sealed ── by receiver, in filing order ── written, read back, compared
transaction   kept and recorded, if nothing was recorded meanwhile; else all is reckoned anew
disk          every file of the month, from what was recorded; a temporary name first, so that it is whole or not there

What is reckoned lies on the disk, encrypted, until it is kept (new_claims.py, claims_to_file.py): no more than a day's finals are held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from reads.claims.claim import Claim, Envelope
from reads.claims.claims_csv import HEADER, csv_lines
from reads.claims.claims_to_file import ClaimsToFile, FileText, PlaceInFile, meant
from reads.claims.errors import FileDiffers
from reads.claims.filed_claims import claims_in_file, unfiled_claims
from reads.claims.ledger.reference_prefix import DrawnPrefix, drawn_prefix, keep_prefix
from reads.claims.new_claims import NewClaims
from reads.claims.office import Office
from reads.claims.receivers import envelope_to
from reads.claims.repository import (
    files_of_month,
    snapshot_place,
)
from reads.claims.snapshot import claim_of, envelope_of, text_of
from reads.claims.tables import ClaimFileRow, ClaimRow, FiledClaimRow
from reads.claims.worklist import FinalsOfMonth
from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.claim_text import ClaimForFile
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.write_837p import write_texts
from reads.core.actor_and_moment import By
from reads.core.ids import slug
from reads.core.money import Money
from reads.core.month import Month
from reads.store.decide_then_record import Deciding
from reads.store.engine import Store
from reads.store.events import Deed, head_hash, record
from reads.store.number_series import coming_number, next_numbers
from reads.store.rows import add_rows


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A file of claims as it goes to disk."""

    name: str
    text: FileText
    claims: int
    lines: int
    charge: Money
    receiver: str

    def __iter__(self) -> Iterator[bytes]:
        return (piece.encode() for piece in self.text)


@dataclass(frozen=True, slots=True)
class ExportedClaims:
    """The month's files, how many claims are in one for the first time, and what is left to do: held and changed finals."""

    files: tuple[ClaimFile, ...]
    new: int
    held: int
    changed: int


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A file that is written and compared, and not kept yet; its claims in their order."""

    row: ClaimFileRow
    claims: Sequence[PlaceInFile]
    file: ClaimFile


@dataclass(frozen=True, slots=True)
class _Planned:
    """What an export will keep, reckoned in a snapshot of which `head` is the newest event.

    `drawn` is the prefix of these books where they had none, `pending` are the claims made before that stand in no file yet,
    `again` the files that are recorded already.
    """

    head: str
    drawn: DrawnPrefix | None
    made: NewClaims
    pending: Mapping[str, int]
    new: tuple[_NewFile, ...]
    again: tuple[ClaimFile, ...]
    left: Counter[str]


def export_month(
    store: Store, office_of: Callable[[Session], Office], month: Month, by: By, *, as_csv: bool = False
) -> ExportedClaims:
    """Puts the month's ready finals and pending corrections into a file, and gives every file of the month.

    All is reckoned while others work, and kept under the lock if nothing was recorded meanwhile. MissingSettings, UnfitClaims
    or FileDiffers leave nothing behind: no file is kept that doesn't read back as it was meant.
    """

    def plan(session: Session) -> _Planned:
        return _plan(office_of(session), month, by, as_csv=as_csv)

    def holds(session: Session, planned: _Planned) -> bool:
        return head_hash(session) == planned.head

    def carry_out(session: Session, planned: _Planned) -> ExportedClaims:
        _keep(session, planned, by)
        files = (*planned.again, *(new.file for new in planned.new))
        new, left = sum(len(new.claims) for new in planned.new), planned.left
        return ExportedClaims(files, new, left["held"], left["changed"])

    return Deciding(plan, holds, carry_out).done(store)


def _plan(office: Office, month: Month, by: By, *, as_csv: bool) -> _Planned:
    session, directory = office.session, office.directory
    head = head_hash(session)
    drawn = drawn_prefix() if office.prefix is None else None
    if drawn:
        office = replace(office, prefix=drawn.prefix)
    coming = {name: max(coming_number(session, name), drawn.first if drawn else 0) for name in _SERIES}
    left: Counter[str] = Counter()
    to_file, pending = ClaimsToFile(directory, as_csv=as_csv), {}
    for row in unfiled_claims(session, month):
        claim = _opened(office, row)
        pending[row.control_number] = row.id or 0
        to_file.add(row.payer, claim, ClaimForFile.of(filed(claim)))
    finals = FinalsOfMonth(office, month, lambda _: left.update(("held",)), lambda _: left.update(("changed",)))
    made = NewClaims(office, coming["claim"], by)
    for each in made.of(finals.days()):
        to_file.add(each.payer, each.claim, each.filed)
    new = []
    for at, (receiver, places) in enumerate(to_file.files()):
        numbers = coming["interchange"] + at, coming["group"] + at
        envelope = envelope_to(receiver, directory, by.at, office.prefix or "", numbers)
        new.append(_new_file(month, envelope, to_file, places, by, as_csv=as_csv))
    again = tuple(_again(office, row, as_csv=as_csv) for row in files_of_month(session, month))
    return _Planned(head, drawn, made, pending, tuple(new), again, left)


_SERIES = ("claim", "interchange", "group")


def _keep(session: Session, planned: _Planned, by: By) -> None:
    """Records what was planned, under the numbers that it was planned with: they come next, since nothing moved."""
    if planned.drawn:
        keep_prefix(session, planned.drawn, by)
    ids = dict(planned.pending)
    if planned.made.count:
        next_numbers(session, "claim", planned.made.count)
        ids |= planned.made.keep(session)
    for new in planned.new:
        for series in ("interchange", "group"):
            next_numbers(session, series)
        row = new.row
        session.add(row)
        session.flush()
        places = enumerate(new.claims, 1)
        filed_rows = ({"file_id": row.id, "claim_id": ids[each.control_number], "position": at} for at, each in places)
        add_rows(session, FiledClaimRow, filed_rows)
        charge = Money(row.charge)
        detail = {"claims": row.claims, "lines": row.lines, "charge": str(charge), "sha256": row.sha256}
        record(session, Deed("claims.exported", row.name, detail), actor=by.actor, at=by.at)


def _new_file(
    month: Month, envelope: Envelope, claims: ClaimsToFile, places: Sequence[PlaceInFile], by: By, *, as_csv: bool
) -> _NewFile:
    """Writes claims as one file and compares it with what was meant."""
    said, text = filed_envelope(envelope), FileText()
    written = write_texts(said, claims.texts(places), text)
    name = f"{month}-{slug(envelope.receiver.name)}-{envelope.interchange:09d}.837"
    problems = differences(text, said, meant(places))
    if problems:
        raise FileDiffers(name, problems)
    row = ClaimFileRow(
        name=name,
        month=str(month),
        receiver=envelope.receiver.id,
        interchange=envelope.interchange,
        group_number=envelope.group,
        envelope=text_of(envelope),
        sha256=text.sha256,
        claims=written.claims,
        lines=written.lines,
        charge=written.charge.minor,
        at=by.at,
        actor=by.actor,
    )
    return _NewFile(row, places, _claim_file(row, _table(claims.tables(places)) if as_csv else text, as_csv=as_csv))


def _again(office: Office, row: ClaimFileRow, *, as_csv: bool) -> ClaimFile:
    """A recorded file, made once more from its claims; FileDiffers where it isn't what was recorded."""
    text = FileText()
    claims = _claims_of(office, row)
    write_texts(filed_envelope(envelope_of(row.envelope)), (ClaimForFile.of(filed(claim)) for claim in claims), text)
    if text.sha256 != row.sha256:
        raise FileDiffers(row.name)
    if as_csv:
        text = _table(map(csv_lines, _claims_of(office, row)))
    return _claim_file(row, text, as_csv=as_csv)


def _claims_of(office: Office, row: ClaimFileRow) -> Iterator[Claim]:
    return (_opened(office, claim) for claim in claims_in_file(office.session, row.id or 0))


def _table(lines: Iterable[str]) -> FileText:
    """A file of claims as CSV."""
    table = FileText()
    table.write(HEADER)
    for each in lines:
        table.write(each)
    return table


def _claim_file(row: ClaimFileRow, text: FileText, *, as_csv: bool) -> ClaimFile:
    name = row.name.removesuffix(".837") + ".csv" if as_csv else row.name
    return ClaimFile(name, text, row.claims, row.lines, Money(row.charge), row.receiver)


def _opened(office: Office, row: ClaimRow) -> Claim:
    return claim_of(office.vault.open(snapshot_place(row.control_number), row.snapshot))
