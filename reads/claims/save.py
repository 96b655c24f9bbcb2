"""Claims are kept: each with its lines, frozen and sealed, under control numbers that nobody had before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from reads.claims.build import Draft
from reads.claims.claim import Claim
from reads.claims.repository import next_numbers, snapshot_place
from reads.claims.snapshot import text_of
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.claims.worklist import Office
from reads.core.actor_and_moment import By


@dataclass(frozen=True, slots=True)
class Correcting:
    """What a claim corrects: the claim before it, and why; `references` keep their lines through it."""

    claim: ClaimRow
    because: str
    references: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MadeClaims:
    """Claims and their lines, claim by claim, that are to be kept."""

    rows: list[ClaimRow] = field(default_factory=list)
    lines: list[list[ClaimLineRow]] = field(default_factory=list)


def numbered(session: Session, drafts: Sequence[Draft], prefix: str) -> list[Draft]:
    """The drafts under control numbers of their own (CLM01: the books' prefix, C, nine digits), taken from the series at once."""
    if not drafts:
        return []
    return numbered_from(next_numbers(session, "claim", len(drafts)), drafts, prefix)


def numbered_from(first: int, drafts: Sequence[Draft], prefix: str) -> list[Draft]:
    """The drafts under control numbers from `first` on."""
    return [
        Draft(replace(draft.claim, control_number=f"{prefix}C{number:09d}"), draft.finals)
        for number, draft in enumerate(drafts, first)
    ]


def keep_claims(
    office: Office, drafts: Sequence[Draft], by: By, correcting: Correcting | None = None
) -> list[ClaimRow]:
    """Keeps claims of finals with their lines; the rows are in the database when this returns."""
    made = made_claims(office, drafts, by, correcting)
    keep_made(office.session, made)
    return made.rows


def made_claims(office: Office, drafts: Sequence[Draft], by: By, correcting: Correcting | None = None) -> MadeClaims:
    """Claims of finals as they are to be kept, sealed; nothing is in the database yet."""
    rows, lines = [], []
    for draft in drafts:
        first = draft.finals[0]
        row = _row(office, draft, by, correcting)
        row.payer, row.state, row.month = first.payer.id, first.filing_state, str(first.route.month)
        rows.append(row)
        lines.append(_lines(office, draft, correcting))
    return MadeClaims(rows, lines)


def keep_void(office: Office, draft: Draft, lines: Sequence[ClaimLineRow], by: By, correcting: Correcting) -> ClaimRow:
    """Keeps the void of a claim: the same lines once more."""
    before = correcting.claim
    row = _row(office, draft, by, correcting)
    row.payer, row.state, row.month = before.payer, before.state, before.month
    return _kept_once_more(office, row, lines)


def keep_further(
    office: Office, claim: Claim, before: ClaimRow, payer: str, lines: Sequence[ClaimLineRow], by: By
) -> ClaimRow:
    """Keeps the claim to the payer after another's: the same lines once more, which stay under their references."""
    row = _row(office, Draft(claim, ()), by, None)
    row.payer, row.state, row.month = payer, before.state, before.month
    return _kept_once_more(office, row, lines)


def _kept_once_more(office: Office, row: ClaimRow, lines: Sequence[ClaimLineRow]) -> ClaimRow:
    again = [
        ClaimLineRow(**{**line.model_dump(exclude={"id", "claim_id", "first"}), "claim_id": 0, "first": 0})
        for line in lines
    ]
    keep_made(office.session, MadeClaims([row], [again]))
    return row


def _row(office: Office, draft: Draft, by: By, correcting: Correcting | None) -> ClaimRow:
    claim = draft.claim
    return ClaimRow(
        control_number=claim.control_number,
        frequency=claim.frequency.value,
        replaces=correcting.claim.id if correcting else None,
        payer="",
        state="",
        month="",
        service_date=claim.lines[0].service_date,
        charge=claim.charge.minor,
        because=correcting.because if correcting else "",
        snapshot=office.vault.seal(snapshot_place(claim.control_number), text_of(claim)),
        at=by.at,
        actor=by.actor,
    )


def _lines(office: Office, draft: Draft, correcting: Correcting | None) -> list[ClaimLineRow]:
    kept = set(correcting.references.values()) if correcting else set()
    return [
        ClaimLineRow(
            claim_id=0,
            first=int(line.reference not in kept),
            read_key=final.route.logged.key,
            version_id=final.route.logged.version_id,
            reference=line.reference,
            service=office.service_mark(final, line.cpt),
            cpt=line.cpt,
            charge=line.charge.minor,
        )
        for line, final in zip(draft.claim.lines, draft.finals, strict=True)
    ]


def keep_made(session: Session, made: MadeClaims) -> None:
    """Claims first, all at once, then their lines, which need the claims' numbers."""
    session.add_all(made.rows)
    session.flush()
    for row, own in zip(made.rows, made.lines, strict=True):
        for line in own:
            line.claim_id = row.id or 0
        session.add_all(own)
    session.flush()
