"""Files of claims: what is ready goes into one, once; asked again, the same file comes out, byte by byte (spec 5.3).

transaction   work list ── assembled ── kept ── numbered ── written, read back, compared ── recorded
disk          every file of the month, from what was recorded; a temporary name first, so that it is whole or not there
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reads.claims.build import assembled
from reads.claims.claim import Claim, Envelope, Receiver, Submitter
from reads.claims.claims_csv import csv_of
from reads.claims.errors import FileDiffers, MissingSettings
from reads.claims.ledger.reference_prefix import prefix_of, referenced
from reads.claims.repository import (
    claims_in_file,
    claims_of_month,
    files_of_claims,
    files_of_month,
    hold_claims,
    next_numbers,
    snapshot_place,
)
from reads.claims.save import keep_claims, numbered
from reads.claims.snapshot import claim_of, envelope_of, text_of
from reads.claims.tables import ClaimFileRow, ClaimRow, FiledClaimRow
from reads.claims.worklist import Office, WorkList, work_list
from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.write_837p import in_filing_order, write
from reads.core.by import By
from reads.core.ids import slug
from reads.core.money import Money
from reads.core.month import Month
from reads.core.times import zone
from reads.directory.model import Group
from reads.store.events import Deed, record


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
    """The month's files, how many claims are in one for the first time, and what is left to do."""

    files: tuple[ClaimFile, ...]
    new: int
    work: WorkList


def export_month(office: Office, month: Month, by: By, *, as_csv: bool = False) -> ExportedClaims:
    """Puts the month's ready finals and pending corrections into a file, and gives every file of the month.

    MissingSettings, UnfitClaims or FileDiffers leave nothing behind: no file is kept that doesn't read back as it was meant.
    """
    session = office.session
    hold_claims(session)
    work = work_list(office, month)
    prefix = prefix_of(session, office.directory.group, by)
    keep_claims(office, numbered(session, referenced(list(assembled(work.ready)), prefix), prefix), by)
    rows = claims_of_month(session, month)
    filed = files_of_claims(session, [row.id or 0 for row in rows])
    pending = [row for row in rows if row.id not in filed]
    for receiver, some in _by_receiver(office, pending):
        _file(office, month, receiver, some, by, prefix)
    files = tuple(_again(office, row, as_csv) for row in files_of_month(session, month))
    return ExportedClaims(files, len(pending), work)


def _by_receiver(office: Office, pending: Sequence[ClaimRow]) -> list[tuple[Receiver, list[ClaimRow]]]:
    """The claims by who takes their files: the payer's own receiver, else that of wetread.toml; MissingSettings without one."""
    found: dict[Receiver, list[ClaimRow]] = {}
    for row in pending:
        payer = office.directory.payers.get(row.payer)
        own = payer.receiver_id if payer else ""
        group = _sender(office.directory.group, own_receiver=bool(own))
        receiver = (
            Receiver(payer.receiver or payer.name, own, payer.receiver_qualifier or "ZZ")
            if payer and own
            else Receiver(group.receiver, group.receiver_id, group.receiver_qualifier)
        )
        found.setdefault(receiver, []).append(row)
    return sorted(found.items(), key=lambda item: (item[0].name, item[0].id))


def _file(office: Office, month: Month, receiver: Receiver, pending: Sequence[ClaimRow], by: By, prefix: str) -> None:
    """Writes the pending claims as one file, compares it with what was meant, and records it."""
    group = _sender(office.directory.group, own_receiver=True)
    opened = {row.control_number: _opened(office, row) for row in pending}
    rows = {row.control_number: row for row in pending}
    claims = in_filing_order(opened.values())
    envelope = _envelope(office, group, receiver, by.at, prefix)
    said, as_filed = filed_envelope(envelope), [filed(claim) for claim in claims]
    text, claimed = _written(said, as_filed)
    name = f"{month}-{slug(envelope.receiver.name)}-{envelope.interchange:09d}.837"
    problems = differences([text], said, as_filed)
    if problems:
        raise FileDiffers(name, problems)
    file = ClaimFileRow(
        name=name,
        month=str(month),
        receiver=envelope.receiver.id,
        interchange=envelope.interchange,
        group_number=envelope.group,
        envelope=text_of(envelope),
        sha256=_sha256(text),
        claims=len(claims),
        lines=sum(len(claim.lines) for claim in claims),
        charge=claimed.minor,
        at=by.at,
        actor=by.actor,
    )
    office.session.add(file)
    office.session.flush()
    office.session.add_all(
        FiledClaimRow(file_id=file.id or 0, claim_id=rows[claim.control_number].id or 0, position=position)
        for position, claim in enumerate(claims, 1)
    )
    detail = {"claims": file.claims, "lines": file.lines, "charge": str(claimed), "sha256": file.sha256}
    record(office.session, Deed("claims.exported", name, detail), actor=by.actor, at=by.at)


def _again(office: Office, row: ClaimFileRow, as_csv: bool) -> ClaimFile:
    """A recorded file, made once more from its claims; FileDiffers where it isn't what was recorded."""
    claims = [_opened(office, claim) for claim in claims_in_file(office.session, row.id or 0)]
    text, _ = _written(filed_envelope(envelope_of(row.envelope)), map(filed, claims))
    if _sha256(text) != row.sha256:
        raise FileDiffers(row.name)
    name = row.name
    if as_csv:
        name, text = name.removesuffix(".837") + ".csv", csv_of(claims)
    return ClaimFile(name, text, row.claims, row.lines, Money(row.charge), row.receiver)


def _written(envelope: Envelope, claims: Iterable[Claim]) -> tuple[str, Money]:
    out = io.StringIO()
    done = write(envelope, claims, out)
    return out.getvalue(), done.charge


def _opened(office: Office, row: ClaimRow) -> Claim:
    return claim_of(office.vault.open(snapshot_place(row.control_number), row.snapshot))


def _sender(group: Group | None, *, own_receiver: bool) -> Group:
    """The group, if it has all that an envelope says; MissingSettings otherwise."""
    wanted = ("submitter_id",) if own_receiver else ("submitter_id", "receiver_id", "receiver")
    missing = ["[group]"] if group is None else [f"[claims] {name}" for name in wanted if not getattr(group, name)]
    if missing or group is None:
        raise MissingSettings(missing)
    return group


def _envelope(office: Office, group: Group, receiver: Receiver, at: datetime, prefix: str) -> Envelope:
    return Envelope(
        submitter=Submitter(
            group.name, group.submitter_id, "Billing Office", group.phone, group.email, group.submitter_qualifier
        ),
        receiver=receiver,
        usage=group.usage,
        written_at=at.astimezone(zone(group.timezone)).replace(tzinfo=None, second=0, microsecond=0),
        interchange=next_numbers(office.session, "interchange"),
        group=next_numbers(office.session, "group"),
        prefix=prefix,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
