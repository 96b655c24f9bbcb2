"""Claims to second and third payers: made from what the payer before answered, once, and not where it crossed over (spec 5.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from reads.claims.claim import Claim
from reads.claims.claimed_reads import standing_claims
from reads.claims.keep_claims import keep_further
from reads.claims.ledger.accounts import accounts_of
from reads.claims.ledger.payer_decisions import ClaimAccount
from reads.claims.ledger.postings import AmountKind
from reads.claims.ledger.reference_prefix import prefix_of
from reads.claims.ledger.repository import payments_of, postings_of
from reads.claims.ledger.tables import ClaimPaymentRow, ClaimPostingRow
from reads.claims.next_claim import (
    CROSSED_OVER,
    CROSSOVER_REMARKS,
    Amount,
    NextDecision,
    adjudication_of,
    next_claim,
    next_payer,
)
from reads.claims.office import Office
from reads.claims.repository import (
    claims_of_month,
    lines_of,
    snapshot_place,
)
from reads.claims.snapshot import claim_of
from reads.claims.tables import ClaimRow, FurtherClaimRow
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import unfit
from reads.core.actor_and_moment import By
from reads.core.findings import Finding
from reads.core.month import Month
from reads.store.events import Deed, record
from reads.store.look_without_orm import portions
from reads.store.number_series import next_numbers


@dataclass(frozen=True, slots=True)
class Further:
    """What becomes of one claim at its next payer: `state` made, waiting, crossed_over, nothing_left or held."""

    claim: str
    payer: str
    state: str
    message: str
    made: str = ""
    problems: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """A row of `claims secondary`."""
        return {
            "claim": self.claim,
            "next_payer": self.payer,
            "state": self.state,
            "message": self.message,
            "made": self.made,
            "problems": [each.message for each in self.problems],
        }


def further_claims(office: Office, month: Month | None, by: By) -> list[Further]:
    """Makes the claims to further payers that the answers of those before allow, and says of each other claim why not yet.

    They go out with the next export of their month. Claims without a further payer, and those that have theirs, are left out.
    """
    session = office.session
    rows = claims_of_month(session, month)
    numbers = [row.id or 0 for row in rows]
    standing = standing_claims(session, numbers)
    done = {row.after_id for row in _after(session, numbers)}
    todo = [row for row in rows if row.id in standing and row.id not in done]
    accounts = accounts_of(session, todo)
    paid = payments_of(session, [row.id or 0 for row in todo])
    amounts = postings_of(session, [row.id or 0 for row in todo])
    found = []
    for row in todo:
        claim = claim_of(office.vault.open(snapshot_place(row.control_number), row.snapshot))
        if next_payer(claim) is not None:
            number = row.id or 0
            found.append(_further(office, by, row, claim, _Said(accounts[number], paid.get(number, ()), amounts)))
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    account: ClaimAccount
    payments: Sequence[ClaimPaymentRow]
    amounts: dict[tuple[int, int], list[ClaimPostingRow]]

    @property
    def standing(self) -> list[ClaimPaymentRow]:
        return [each for each in self.payments if (each.set_id, each.number) in self.account.standing]

    @property
    def crossed_over(self) -> bool:
        return any(
            each.status in CROSSED_OVER or CROSSOVER_REMARKS & set(each.remarks.split()) for each in self.standing
        )

    def decision(self) -> NextDecision:
        rows = self.standing
        amounts = [
            Amount(each.reference, each.cpt, each.group_code, each.reason, each.amount)
            for row in rows
            for each in self.amounts.get((row.set_id, row.number), ())
            if each.kind != AmountKind.INTEREST
        ]
        last = rows[-1]
        said = adjudication_of(last.remarks, last.notes)
        return NextDecision(last.payer_claim_number, max(row.day for row in rows), amounts, said)


def _further(office: Office, by: By, row: ClaimRow, claim: Claim, said: _Said) -> Further:
    to = next_payer(claim)
    if to is None:
        raise ValueError("a claim without a further payer has no further claim")
    number, payer = row.control_number, to.name
    if not said.standing:
        return Further(number, payer, "waiting", "the payer before has not decided yet")
    if said.crossed_over:
        return Further(
            number, payer, "crossed_over", "the payer before has sent it on: a claim of ours would be a double"
        )
    if not (said.account.open.minor or said.account.denied.minor):
        return Further(number, payer, "nothing_left", "the payer before has left nothing to pay")
    drafted = next_claim(claim, to, said.decision())
    faults = tuple(unfit(filed(replace(drafted, control_number=number))))
    if faults:
        message = "what the payer before decided can't be put on a claim: see the problems"
        return Further(number, payer, "held", message, problems=faults)
    made = _keep(office, by, row, drafted)
    return Further(number, payer, "made", f"`wetread claims export --month {row.month} -o DIR` writes it", made)


def _keep(office: Office, by: By, before: ClaimRow, claim: Claim) -> str:
    session = office.session
    prefix = prefix_of(session, office.directory.group, by)
    claim = replace(claim, control_number=f"{prefix}C{next_numbers(session, 'claim'):09d}")
    payer = next(
        (each.id for each in office.directory.payers.values() if each.name == claim.insurer.name), before.payer
    )
    row = keep_further(office, claim, before, payer, lines_of(session, [before.id or 0]).get(before.id or 0, []), by)
    earlier = _of(session, [before.id or 0])
    first = earlier[0].first_id if earlier else before.id or 0
    session.add(FurtherClaimRow(claim_id=row.id or 0, after_id=before.id or 0, first_id=first))
    session.flush()
    detail = {"after": before.control_number, "payer": payer, "charge": str(claim.charge)}
    record(session, Deed("claims.further", row.control_number, detail), actor=by.actor, at=by.at)
    return row.control_number


def _after(session: Session, claims: Iterable[int]) -> list[FurtherClaimRow]:
    """The further claims that come after these."""
    return [
        row
        for some in portions(claims)
        for row in session.exec(select(FurtherClaimRow).where(col(FurtherClaimRow.after_id).in_(some)))
    ]


def _of(session: Session, claims: Iterable[int]) -> list[FurtherClaimRow]:
    """What these claims come after, where they are further claims themselves."""
    return [
        row
        for some in portions(claims)
        for row in session.exec(select(FurtherClaimRow).where(col(FurtherClaimRow.claim_id).in_(some)))
    ]
