"""Claims are kept: each with its lines, frozen and sealed, under control numbers that nobody had before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from reads.claims.build import Draft
from reads.claims.claim import Claim
from reads.claims.repository import claim_ids, claims_numbered, snapshot_place
from reads.claims.snapshot import text_of
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.claims.worklist import Office
from reads.core.actor_and_moment import By
from reads.store.number_series import next_numbers
from reads.store.rows import add_rows


@dataclass(frozen=True, slots=True)
class Correcting:
    """What a claim corrects: the claim before it, and why; `references` keep their lines through it."""

    claim: ClaimRow
    because: str
    references: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MadeClaims:
    """Claims and their lines, claim by claim, that are to be kept: rows by column, lines without their claim's id."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[list[dict[str, Any]]] = field(default_factory=list)


def numbered(session: Session, drafts: Sequence[Draft], prefix: str) -> list[Draft]:
    """The drafts under control numbers of their own (CLM01: the books' prefix, C, nine digits), taken from the series at once."""
    if not drafts:
        return []
    return list(numbered_from(next_numbers(session, "claim", len(drafts)), drafts, prefix))


def numbered_from(first: int, drafts: Iterable[Draft], prefix: str) -> Iterator[Draft]:
    """The drafts under control numbers from `first` on."""
    return (draft.numbered(f"{prefix}C{number:09d}") for number, draft in enumerate(drafts, first))


def keep_claim(office: Office, draft: Draft, by: By, correcting: Correcting) -> ClaimRow:
    """Keeps a claim of finals that corrects another, with its lines."""
    return _kept(office, made_claims(office, [draft], by, correcting))


def made_claims(office: Office, drafts: Iterable[Draft], by: By, correcting: Correcting | None = None) -> MadeClaims:
    """Claims of finals as they are to be kept, sealed; nothing is in the database yet."""
    made = MadeClaims()
    for draft in drafts:
        first = draft.finals[0]
        of = {"payer": first.payer.id, "state": first.filing_state, "month": str(first.route.month)}
        made.rows.append(_row(office, draft.claim, by, correcting) | of)
        made.lines.append(_lines(office, draft, correcting))
    return made


def keep_void(office: Office, claim: Claim, lines: Sequence[ClaimLineRow], by: By, correcting: Correcting) -> ClaimRow:
    """Keeps the void of a claim: the same lines once more."""
    before = correcting.claim
    of = {"payer": before.payer, "state": before.state, "month": before.month}
    return _kept(office, MadeClaims([_row(office, claim, by, correcting) | of], [_once_more(lines)]))


def keep_further(
    office: Office, claim: Claim, before: ClaimRow, payer: str, lines: Sequence[ClaimLineRow], by: By
) -> ClaimRow:
    """Keeps the claim to the payer after another's: the same lines once more, which stay under their references."""
    of = {"payer": payer, "state": before.state, "month": before.month}
    return _kept(office, MadeClaims([_row(office, claim, by, None) | of], [_once_more(lines)]))


def _once_more(lines: Sequence[ClaimLineRow]) -> list[dict[str, Any]]:
    return [{**line.model_dump(exclude={"id", "claim_id"}), "first": 0} for line in lines]


def _row(office: Office, claim: Claim, by: By, correcting: Correcting | None) -> dict[str, Any]:
    return {
        "control_number": claim.control_number,
        "frequency": claim.frequency.value,
        "replaces": correcting.claim.id if correcting else None,
        "service_date": claim.lines[0].service_date,
        "charge": claim.charge.minor,
        "because": correcting.because if correcting else "",
        "snapshot": office.vault.seal(snapshot_place(claim.control_number), text_of(claim)),
        "at": by.at,
        "actor": by.actor,
    }


def _lines(office: Office, draft: Draft, correcting: Correcting | None) -> list[dict[str, Any]]:
    kept = set(correcting.references.values()) if correcting else ()
    return [
        {
            "first": int(line.reference not in kept),
            "read_key": final.route.logged.key,
            "version_id": final.route.logged.version_id,
            "reference": line.reference,
            "service": office.service_mark(final, line.cpt),
            "cpt": line.cpt,
            "charge": line.charge.minor,
        }
        for line, final in zip(draft.claim.lines, draft.finals, strict=True)
    ]


def keep_made(session: Session, made: MadeClaims) -> dict[str, int]:
    """Claims first, then their lines, which need the claims' ids: these, by control number."""
    add_rows(session, ClaimRow, made.rows)
    ids = claim_ids(session, [row["control_number"] for row in made.rows])
    of_claims = zip(made.rows, made.lines, strict=True)
    lines = ({**line, "claim_id": ids[row["control_number"]]} for row, own in of_claims for line in own)
    add_rows(session, ClaimLineRow, lines)
    return ids


def _kept(office: Office, made: MadeClaims) -> ClaimRow:
    keep_made(office.session, made)
    (row,) = claims_numbered(office.session, [made.rows[0]["control_number"]]).values()
    return row
