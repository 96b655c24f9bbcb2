"""Files of claims: what is ready goes into one, once; asked again, the same file comes out, byte by byte (spec 5.3).

snapshot      work list ── assembled ── numbered ── sealed ── written, read back, compared
transaction   kept and recorded, if nothing was recorded meanwhile; else all is reckoned anew
disk          every file of the month, from what was recorded; a temporary name first, so that it is whole or not there
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from reads.claims.build import Draft, assembled
from reads.claims.claim import Claim, Envelope, Receiver, Submitter
from reads.claims.claims_csv import csv_of
from reads.claims.errors import FileDiffers, MissingSettings
from reads.claims.keep_claims import MadeClaims, keep_made, made_claims, numbered_from
from reads.claims.ledger.reference_prefix import prefix_of
from reads.claims.repository import (
    claims_in_file,
    claims_of_month,
    files_of_claims,
    files_of_month,
    snapshot_place,
)
from reads.claims.snapshot import claim_of, envelope_of, text_of
from reads.claims.tables import ClaimFileRow, ClaimRow, FiledClaimRow
from reads.claims.worklist import Office, WorkList, work_list
from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.claim_text import ClaimText
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.write_837p import WrittenClaims, filing_place, write_texts
from reads.core.actor_and_moment import By
from reads.core.ids import slug
from reads.core.money import Money
from reads.core.month import Month
from reads.core.time_zones import zone
from reads.directory.load_directory import load_directory
from reads.directory.model import Group
from reads.store.decide_then_record import Deciding
from reads.store.engine import Store
from reads.store.events import Deed, head_hash, record
from reads.store.number_series import coming_number, next_numbers
from reads.store.rows import add_rows

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A file of claims as it goes to disk."""

    name: str
    text: str
    claims: int
    lines: int
    charge: Money
    receiver: str


@dataclass(frozen=True, slots=True)
class ExportedClaims:
    """The month's files, how many claims are in one for the first time, and what is left to do: held and changed finals."""

    files: tuple[ClaimFile, ...]
    new: int
    work: WorkList


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A file that is written and compared, and not kept yet; its claims by control number, in their order."""

    row: ClaimFileRow
    claims: tuple[str, ...]
    file: ClaimFile


@dataclass(frozen=True, slots=True)
class _Planned:
    """What an export will keep, reckoned in a snapshot of which `head` is the newest event.

    `pending` are the claims made before that stand in no file yet, `again` the files that are recorded already. Without a
    prefix drawn nothing is planned.
    """

    head: str
    work: WorkList
    made: MadeClaims
    pending: Mapping[str, int]
    again: tuple[ClaimFile, ...]
    new: tuple[_NewFile, ...]
    is_drawn: bool = True


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
        if not planned.is_drawn:
            prefix_of(session, load_directory(session, ("group",)).group, by)
            planned = plan(session)
        _keep(session, planned, by)
        files = (*planned.again, *(new.file for new in planned.new))
        return ExportedClaims(files, sum(len(new.claims) for new in planned.new), planned.work)

    return Deciding(plan, holds, carry_out).done(store)


def _plan(office: Office, month: Month, by: By, *, as_csv: bool) -> _Planned:
    session, prefix = office.session, office.prefix
    head = head_hash(session)
    if prefix is None:
        return _Planned(head, WorkList((), (), (), 0), MadeClaims(), {}, (), (), is_drawn=False)
    work = work_list(office, month)
    drafts = list(numbered_from(coming_number(session, "claim"), assembled(work.drafts, prefix), prefix))
    made = made_claims(office, drafts, by)
    drafts, work = (
        [replace(draft, finals=()) for draft in drafts],
        replace(work, drafts=()),
    )  # a month of patients' fields
    rows = claims_of_month(session, month)
    filed_already = files_of_claims(session, [row.id or 0 for row in rows])
    pending = [row for row in rows if row.id not in filed_already]
    to_file = [(row.payer, Draft(_opened(office, row), ())) for row in pending]
    to_file += [(row["payer"], draft) for row, draft in zip(made.rows, drafts, strict=True)]
    numbers = [coming_number(session, series) for series in ("interchange", "group")]
    new = []
    for at, (receiver, some) in enumerate(_by_receiver(office, to_file)):
        group = _sender(office.directory.group, own_receiver=True)
        envelope = _envelope(group, receiver, by.at, prefix, (numbers[0] + at, numbers[1] + at))
        some.sort(key=lambda draft: filing_place(draft.claim))
        new.append(_new_file(month, envelope, some, by, as_csv=as_csv))
    again = tuple(_again(office, row, as_csv) for row in files_of_month(session, month))
    return _Planned(head, work, made, {row.control_number: row.id or 0 for row in pending}, again, tuple(new))


def _keep(session: Session, planned: _Planned, by: By) -> None:
    """Records what was planned, under the numbers that it was planned with: they come next, since nothing moved."""
    ids = dict(planned.pending)
    if planned.made.rows:
        next_numbers(session, "claim", len(planned.made.rows))
        ids |= keep_made(session, planned.made)
    for new in planned.new:
        for series in ("interchange", "group"):
            next_numbers(session, series)
        row = new.row
        session.add(row)
        session.flush()
        places = enumerate(new.claims, 1)
        filed_rows = ({"file_id": row.id, "claim_id": ids[number], "position": at} for at, number in places)
        add_rows(session, FiledClaimRow, filed_rows)
        charge = Money(row.charge)
        detail = {"claims": row.claims, "lines": row.lines, "charge": str(charge), "sha256": row.sha256}
        record(session, Deed("claims.exported", row.name, detail), actor=by.actor, at=by.at)


def _by_receiver(office: Office, to_file: Iterable[tuple[str, Draft]]) -> list[tuple[Receiver, list[Draft]]]:
    """The claims, each with its payer, by who takes their files."""
    found: dict[Receiver, list[Draft]] = {}
    receivers: dict[str, Receiver] = {}
    for payer, draft in to_file:
        if payer not in receivers:
            receivers[payer] = _receiver(office, payer)
        found.setdefault(receivers[payer], []).append(draft)
    return sorted(found.items(), key=lambda item: (item[0].name, item[0].id))


def _receiver(office: Office, payer_id: str) -> Receiver:
    """The payer's own receiver, else that of wetread.toml; MissingSettings without one."""
    payer = office.directory.payers.get(payer_id)
    own = payer.receiver_id if payer else ""
    group = _sender(office.directory.group, own_receiver=bool(own))
    if payer and own:
        return Receiver(payer.receiver or payer.name, own, payer.receiver_qualifier or "ZZ")
    return Receiver(group.receiver, group.receiver_id, group.receiver_qualifier)


def _new_file(month: Month, envelope: Envelope, drafts: Sequence[Draft], by: By, *, as_csv: bool) -> _NewFile:
    """Writes claims as one file and compares it with what was meant."""
    said, claims = filed_envelope(envelope), [draft.claim for draft in drafts]
    text, written = _written(said, drafts)
    name = f"{month}-{slug(envelope.receiver.name)}-{envelope.interchange:09d}.837"
    problems = differences(_in_pieces(text), said, map(filed, claims))
    if problems:
        raise FileDiffers(name, problems)
    row = ClaimFileRow(
        name=name,
        month=str(month),
        receiver=envelope.receiver.id,
        interchange=envelope.interchange,
        group_number=envelope.group,
        envelope=text_of(envelope),
        sha256=_sha256(text),
        claims=written.claims,
        lines=written.lines,
        charge=written.charge.minor,
        at=by.at,
        actor=by.actor,
    )
    return _NewFile(row, tuple(claim.control_number for claim in claims), _claim_file(row, text, claims, as_csv=as_csv))


def _again(office: Office, row: ClaimFileRow, as_csv: bool) -> ClaimFile:
    """A recorded file, made once more from its claims; FileDiffers where it isn't what was recorded."""
    claims = [_opened(office, claim) for claim in claims_in_file(office.session, row.id or 0)]
    text, _ = _written(filed_envelope(envelope_of(row.envelope)), [Draft(claim, ()) for claim in claims])
    if _sha256(text) != row.sha256:
        raise FileDiffers(row.name)
    return _claim_file(row, text, claims, as_csv=as_csv)


def _claim_file(row: ClaimFileRow, text: str, claims: Iterable[Claim], *, as_csv: bool) -> ClaimFile:
    name = row.name
    if as_csv:
        name, text = name.removesuffix(".837") + ".csv", csv_of(claims)
    return ClaimFile(name, text, row.claims, row.lines, Money(row.charge), row.receiver)


def _written(envelope: Envelope, drafts: Iterable[Draft]) -> tuple[str, WrittenClaims]:
    out = io.StringIO()
    texts = ((draft.claim, draft.text or ClaimText.of(filed(draft.claim))) for draft in drafts)
    done = write_texts(envelope, texts, out)
    return out.getvalue(), done


def _in_pieces(text: str) -> Iterator[str]:
    return (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))


def _opened(office: Office, row: ClaimRow) -> Claim:
    return claim_of(office.vault.open(snapshot_place(row.control_number), row.snapshot))


def _sender(group: Group | None, *, own_receiver: bool) -> Group:
    """The group, if it has all that an envelope says; MissingSettings otherwise."""
    wanted = ("submitter_id",) if own_receiver else ("submitter_id", "receiver_id", "receiver")
    missing = ["[group]"] if group is None else [f"[claims] {name}" for name in wanted if not getattr(group, name)]
    if missing or group is None:
        raise MissingSettings(missing)
    return group


def _envelope(group: Group, receiver: Receiver, at: datetime, prefix: str, numbers: tuple[int, int]) -> Envelope:
    """The envelope of a file that goes to a receiver, under the numbers of its interchange and group."""
    return Envelope(
        submitter=Submitter(
            group.name, group.submitter_id, "Billing Office", group.phone, group.email, group.submitter_qualifier
        ),
        receiver=receiver,
        usage=group.usage,
        written_at=at.astimezone(zone(group.timezone)).replace(tzinfo=None, second=0, microsecond=0),
        interchange=numbers[0],
        group=numbers[1],
        prefix=prefix,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
