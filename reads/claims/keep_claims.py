"""Claims are kept: each with its lines, frozen and sealed, under control numbers that nobody had before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from reads.claims.build import Draft
from reads.claims.claim import Claim
from reads.claims.office import Office
from reads.claims.repository import claim_ids, claims_numbered, snapshot_place
from reads.claims.snapshot import text_of
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.core.actor_and_moment import By
from reads.store.number_series import next_numbers
from reads.store.rows import add_rows


@dataclass(frozen=True, slots=True)
class Correcting:
    """What a claim corrects: the claim before it, and why; `references` keep their lines through it."""

    claim: ClaimRow
    because: str
    references: Mapping[str, str]


Columns = dict[str, Any]
"""A row that is to be kept, by column."""


def numbered(session: Session, drafts: Sequence[Draft], prefix: str) -> list[Draft]:
    """The drafts under control numbers of their own, taken from the series at once."""
    if not drafts:
        return []
    first = next_numbers(session, "claim", len(drafts))
    return [draft.numbered(control_number(prefix, number)) for number, draft in enumerate(drafts, first)]


def control_number(prefix: str, number: int) -> str:
    """CLM01: the books' prefix, C, nine digits."""
    return f"{prefix}C{number:09d}"


def keep_claim(office: Office, draft: Draft, by: By, correcting: Correcting) -> ClaimRow:
    """Keeps a claim of finals that corrects another, with its lines."""
    row = claim_row(office, draft.claim, by, correcting) | of_finals(draft)
    return _kept(office, row, line_rows(office, draft, correcting))


def of_finals(draft: Draft) -> Columns:
    """What a claim's row says of the finals that it is of."""
    first = draft.finals[0]
    return {"payer": first.payer.id, "state": first.filing_state, "month": str(first.route.month)}


def keep_void(office: Office, claim: Claim, lines: Sequence[ClaimLineRow], by: By, correcting: Correcting) -> ClaimRow:
    """Keeps the void of a claim: the same lines once more."""
    before = correcting.claim
    of = {"payer": before.payer, "state": before.state, "month": before.month}
    return _kept(office, claim_row(office, claim, by, correcting) | of, _once_more(lines))


def keep_further(
    office: Office, claim: Claim, before: ClaimRow, payer: str, lines: Sequence[ClaimLineRow], by: By
) -> ClaimRow:
    """Keeps the claim to the payer after another's: the same lines once more, which stay under their references."""
    of = {"payer": payer, "state": before.state, "month": before.month}
    return _kept(office, claim_row(office, claim, by) | of, _once_more(lines))


def _once_more(lines: Sequence[ClaimLineRow]) -> list[Columns]:
    return [{**line.model_dump(exclude={"id", "claim_id"}), "first": 0} for line in lines]


def claim_row(office: Office, claim: Claim, by: By, correcting: Correcting | None = None) -> Columns:
    """A claim's row, sealed, but for what its finals say."""
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


def line_rows(office: Office, draft: Draft, correcting: Correcting | None = None) -> list[Columns]:
    """The rows of a claim's lines, without their claim's id."""
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


def keep_rows(session: Session, claims: Sequence[tuple[Columns, list[Columns]]]) -> dict[str, int]:
    """Claims first, then their lines, which need the claims' ids: these, by control number."""
    add_rows(session, ClaimRow, (row for row, _ in claims))
    ids = claim_ids(session, [row["control_number"] for row, _ in claims])
    lines = ({**line, "claim_id": ids[row["control_number"]]} for row, own in claims for line in own)
    add_rows(session, ClaimLineRow, lines)
    return ids


def _kept(office: Office, claim: Columns, lines: list[Columns]) -> ClaimRow:
    keep_rows(office.session, [(claim, lines)])
    (row,) = claims_numbered(office.session, [claim["control_number"]]).values()
    return row
