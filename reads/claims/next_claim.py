"""The claim to the next payer, from the claim before it and what its payer decided in its 835 (spec 5.8). Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reads.claims.claim import Claim, ClaimLine, Frequency, Insurer, Patient, PersonName, Rank, Relationship, Subscriber
from reads.claims.other_payer import OtherDecided, OtherPayer, OutpatientAdjudication, PayerReason
from reads.claims.x12.payer_statuses import PAYER_STATUSES
from reads.core.money import Money

CROSSED_OVER = frozenset(code for code, status in PAYER_STATUSES.items() if status.crosses_over)
"""CLP02 of a payer that has sent the claim on to the next by itself."""

CROSSOVER_REMARKS = frozenset({"MA18", "N89", "MA07"})
"""Remark codes that say the same."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a line in the 835: of the line with this reference or code, empty for the claim as a whole."""

    reference: str
    cpt: str
    group: str
    reason: str
    amount: int

    @property
    def is_payment(self) -> bool:
        """Whether it is the payment itself, and no reason for less."""
        return not self.group


@dataclass(frozen=True, slots=True)
class NextDecision:
    """What the claim's payer decided: its number of the claim, the day, every amount of what stands, and its MOA."""

    claim_number: str
    day: date
    amounts: Sequence[Amount]
    adjudication: OutpatientAdjudication | None = None


def adjudication_of(remarks: str, notes: str) -> OutpatientAdjudication | None:
    """The MOA of an 835 from what is kept of it: codes apart by spaces, and its other elements as `MOA02 12.50`.

    None where it had none, or a MIA of an inpatient's, which a professional claim doesn't carry. Codes of other lists
    (LQ of another kind than HE, as `RX:75`) are no remarks of a MOA.
    """
    codes = [code for code in remarks.split() if ":" not in code]
    if "MIA" in notes or not (codes or notes):
        return None
    said = dict(re.findall(r"MOA(\d\d) (\S+)", notes))
    return OutpatientAdjudication(
        said.get("01", ""), said.get("02", ""), tuple(codes[:5]), said.get("08", ""), said.get("09", "")
    )


def next_payer(claim: Claim) -> OtherPayer | None:
    """The payer who comes after the one addressed."""
    order = list(Rank)
    later = [each for each in claim.others if order.index(Rank(each.rank)) > order.index(claim.subscriber.rank)]
    return min(later, key=lambda each: order.index(Rank(each.rank)), default=None)


def next_claim(claim: Claim, to: OtherPayer, decision: NextDecision) -> Claim:
    """The same services to the next payer, with what the one before decided on each line; still without a number."""
    before = _addressed(claim)
    lines = _decided(claim, before.id, decision)
    by_line = any(len(line.decided) > len(old.decided) for line, old in zip(lines, claim.lines, strict=True))
    of_claim = [each for each in decision.amounts if not each.reference and not each.cpt]
    paid = Money(sum(each.amount for each in decision.amounts if each.is_payment))
    told = replace(
        before,
        paid=paid,
        reasons=_reasons(of_claim),
        decided_on=None if by_line else decision.day,
        remaining=None if by_line else _remaining(of_claim),
        claim_number=decision.claim_number,
        adjudication=decision.adjudication,
    )
    return replace(
        claim,
        insurer=Insurer(to.name, to.id, to.kind),
        subscriber=_subscriber(claim, to),
        patient=_patient(claim, to),
        lines=lines,
        others=tuple(told if each is before else each for each in (before, *claim.others) if each != to),
        frequency=Frequency.ORIGINAL,
        payer_claim_number="",
        prior_authorization="",
    )


def _addressed(claim: Claim) -> OtherPayer:
    """The payer of the claim, as another payer of the next one."""
    subscriber, patient = claim.subscriber, claim.patient
    return OtherPayer(
        rank=subscriber.rank.value,
        relationship=patient.relationship.value if patient else "18",
        kind=claim.insurer.kind,
        name=claim.insurer.name,
        id=claim.insurer.id,
        subscriber=subscriber.name,
        member_id=subscriber.member_id,
        group_number=subscriber.group_number,
        plan_name=subscriber.plan_name,
        msp_type=subscriber.msp_type,
        is_employer=subscriber.is_employer,
    )


def _who(claim: Claim) -> Patient:
    """The patient, whoever is insured."""
    if claim.patient:
        return claim.patient
    own = claim.subscriber
    if own.address is None or own.born is None:
        raise ValueError("a claim whose patient is the subscriber lacks the patient's address or birth date")
    return Patient(own.name, Relationship.OTHER, own.address, own.born, own.sex, own.casualty_number)


def _subscriber(claim: Claim, to: OtherPayer) -> Subscriber:
    """Who is insured with the next payer."""
    who, itself = _who(claim), to.relationship == "18"
    name: PersonName = who.name if itself else to.subscriber
    return Subscriber(
        name=name,
        member_id=to.member_id,
        address=who.address if itself else None,
        born=who.born if itself else None,
        sex=who.sex if itself else "",
        group_number=to.group_number,
        plan_name=to.plan_name,
        is_employer=to.is_employer,
        casualty_number=who.casualty_number if itself else "",
        rank=Rank(to.rank),
        msp_type=to.msp_type,
    )


def _patient(claim: Claim, to: OtherPayer) -> Patient | None:
    return None if to.relationship == "18" else replace(_who(claim), relationship=Relationship(to.relationship))


def _decided(claim: Claim, payer_id: str, decision: NextDecision) -> tuple[ClaimLine, ...]:
    """The lines, each with what was decided on it: found by REF*6R, else by its code where that stands on one line."""
    found: defaultdict[str, list[Amount]] = defaultdict(list)
    codes = [line.cpt for line in claim.lines]
    by_code = {line.cpt: line.reference for line in claim.lines if codes.count(line.cpt) == 1}
    known = {line.reference for line in claim.lines}
    for each in decision.amounts:
        reference = each.reference if each.reference in known else by_code.get(each.cpt, "")
        if reference:
            found[reference].append(each)
    return tuple(
        replace(line, decided=(*line.decided, _of_line(line, payer_id, decision.day, found[line.reference])))
        if line.reference in found
        else line
        for line in claim.lines
    )


def _of_line(line: ClaimLine, payer_id: str, day: date, amounts: Sequence[Amount]) -> OtherDecided:
    paid = Money(sum(each.amount for each in amounts if each.is_payment))
    reasons, left = _reasons(amounts), _remaining(amounts)
    return OtherDecided(payer_id, paid, line.cpt, day, line.modifiers, line.units, reasons, left)


def _remaining(amounts: Iterable[Amount]) -> Money:
    """What the payer leaves the patient to pay."""
    return Money(sum(each.amount for each in amounts if each.group == "PR"))


def _reasons(amounts: Iterable[Amount]) -> tuple[PayerReason, ...]:
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in amounts:
        if not each.is_payment:
            sums[each.group, each.reason] += each.amount
    ordered = sorted(sums.items(), key=lambda item: item[0][0])
    return tuple(PayerReason(group, code, Money(amount)) for (group, code), amount in ordered if amount)
