"""Which of our claims a payer's answer means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.claims.x12.remittance_835 import ClaimPayment
from reads.claims.x12.status_277 import ClaimStatus
from reads.store.look_without_orm import portions


def claims_meant(session: Session, answers: Sequence[ClaimStatus | ClaimPayment]) -> list[tuple[int, int] | None]:
    """Each answer's claim in the database and its charge in cents: by control number, else by a line's reference.

    Some payers send the control number back in small letters; ours have none but in capitals.
    """
    numbers = _control_numbers(
        session, {number for each in answers for number in (each.control_number, each.control_number.upper())}
    )
    numbers |= {each.control_number: found for each in answers if (found := numbers.get(each.control_number.upper()))}
    lost = [each for each in answers if each.control_number not in numbers]
    by_line = _claims_of_references(session, (line.reference for each in lost for line in each.lines))
    return [
        numbers.get(each.control_number)
        or next((by_line[line.reference] for line in each.lines if line.reference in by_line), None)
        for each in answers
    ]


def _control_numbers(session: Session, wanted: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The number in the database and the charge, in cents, of the claims with these control numbers."""
    found: dict[str, tuple[int, int]] = {}
    columns = (col(ClaimRow.control_number), col(ClaimRow.id), col(ClaimRow.charge))
    for some in portions(wanted):
        for number, claim, charge in session.execute(select(*columns).where(columns[0].in_(some))):
            found[number] = (claim, charge)
    return found


def _claims_of_references(session: Session, references: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The newest claim on which each of these line references stands, and its charge in cents."""
    found: dict[str, tuple[int, int]] = {}
    columns = (col(ClaimLineRow.reference), col(ClaimRow.id), col(ClaimRow.charge))
    for some in portions(reference for reference in references if reference):
        query = select(*columns).join(ClaimRow, col(ClaimRow.id) == col(ClaimLineRow.claim_id))
        for reference, claim, charge in session.execute(
            query.where(columns[0].in_(some)).order_by(col(ClaimLineRow.id))
        ):
            found[reference] = (claim, charge)
    return found
