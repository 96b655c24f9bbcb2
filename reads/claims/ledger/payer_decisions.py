"""The account of a claim: what all payers together have decided up to a day, as sums; arrival order doesn't matter. Pure.

decisions of one payer          taken back by reversals, each by the decision it is about
        └─> what stands         payments, and denials that no payment superseded
payers in order                 the last one with anything that stands says what is open and the patient's share

paid         = sum over all payers, reversals included
open         = the patient's share that the last payer leaves; the whole charge while nothing stands
denied       = what that payer denies, at most what the payer before it left
contractual  = charge − paid − open − denied
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reads.claims.x12.payer_statuses import PAYER_STATUSES, Decides, decided_by
from reads.core.money import Money


class ClaimState(StrEnum):
    """Where a claim stands; from the file that is sent to the money that comes."""

    MADE = "made"
    EXPORTED = "exported"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"
    PAID = "paid"
    ADJUSTED = "adjusted"
    DENIED = "denied"
    REVERSED = "reversed"
    FORWARDED = "forwarded"


NEEDS_A_PERSON = frozenset((ClaimState.REJECTED, ClaimState.ADJUSTED, ClaimState.DENIED, ClaimState.REVERSED))
"""States that somebody must look at: paid is in full, or less by contract alone; adjusted is denied in part."""


@dataclass(frozen=True, slots=True)
class PayerDecision:
    """What one payer said of the claim in one 835; amounts in cents, `place` its set and number there."""

    place: tuple[int, int]
    day: date
    status: str
    payer: str
    payer_id: str
    payer_claim_number: str
    original_number: str
    charge: int
    paid: int
    patient: int
    denied: int
    prior: int
    interest: int

    @property
    def is_reversal(self) -> bool:
        """Whether it takes back what was decided before."""
        return self.decides is Decides.REVERSAL or self.charge < 0

    @property
    def is_denial(self) -> bool:
        """Whether nobody owes anything by it, or its status says denied."""
        return self.decides is Decides.DENIAL or not (self.paid or self.patient or self.prior)

    @property
    def decides(self) -> Decides:
        """What it decides by its status and its money."""
        return decided_by(self.status, self.charge, self.paid)


@dataclass(frozen=True, slots=True)
class ClaimAccount:
    """What the payers have made of a claim up to a day; `standing` are the places of the last payer's decisions that count.

    `unclear` says what of the payments can't be as it came: empty where all of them go together.
    """

    state: ClaimState
    charge: Money
    paid: Money
    patient: Money
    open: Money
    contractual: Money
    denied: Money
    interest: Money
    payer_claim_number: str = ""
    standing: frozenset[tuple[int, int]] = frozenset()
    unclear: str = ""

    def as_json(self) -> dict[str, str]:
        """Its sums as texts."""
        sums = ("charge", "paid", "patient", "open", "contractual", "denied", "interest")
        return {"state": self.state.value, **{name: str(getattr(self, name)) for name in sums}}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What of one payer's decisions counts: payments, reversals of nothing known, denials in the room that is left.

    `again` are those of the unmatched that take back what an alike reversal of the same claim number took back.
    """

    payments: tuple[PayerDecision, ...]
    denials: tuple[PayerDecision, ...]
    unmatched: tuple[PayerDecision, ...]
    again: tuple[PayerDecision, ...] = ()

    @property
    def stands(self) -> tuple[PayerDecision, ...]:
        return (*self.payments, *self.denials)

    def sum(self, name: str) -> int:
        return sum(getattr(each, name) for each in (*self.payments, *self.denials, *self.unmatched))

    def unclear(self, charge: Money) -> str:
        """Payments for more than was charged, or more taken back than was paid: an 835 came twice, or one is missing."""
        decided = sum(each.charge for each in (*self.payments, *self.unmatched))
        if decided < 0:
            return "more was taken back than was paid in these books"
        if added := next((each for each in self.unmatched if each.paid > 0), None):
            return f"{Money(added.paid)} is called a reversal, and adds to what was paid"
        if self.again:
            twice = " and ".join(f"{Money(-each.paid)} of {each.payer_claim_number}" for each in self.again)
            return f"{twice} was taken back before: it may be taken back twice"
        judged = decided + sum(each.charge for each in self.denials)
        if self.payments and 0 < judged < charge.minor:
            rest = Money(charge.minor - judged)
            return f"decided on {Money(judged)} of the {charge} charged: of the other {rest} nothing is said"
        if len(self.payments) < 2 or decided <= charge.minor:
            return ""
        amounts = " and ".join(str(Money(each.paid)) for each in self.payments)
        return f"paid {amounts} of the {charge} charged, and nothing was taken back: it may be paid twice"


def account_of(
    charge: Money, decisions: Iterable[PayerDecision], day: date | None = None, *, unpaid: ClaimState
) -> ClaimAccount:
    """The account at the end of a day (None: with all that is known); `unpaid` is the state while no payer has decided."""
    known = sorted((each for each in decisions if day is None or each.day <= day), key=_when)
    deciding = [each for each in known if each.decides not in (Decides.NOTHING, Decides.UNKNOWN)]
    payers = {order: _standing(charge.minor, some) for order, some in by_payer(deciding).items()}
    paid = sum(each.paid for each in deciding)
    interest = Money(sum(each.interest for each in known))
    last = max((order for order, each in payers.items() if each.stands), default=0)
    number = _number(payers, known)
    unclear = next(filter(None, (each.unclear(charge) for each in payers.values())), "")
    if not unclear and paid > charge.minor:
        unclear = f"paid {Money(paid)} of the {charge} charged: what is too much may have to go back"
    if not last:
        state = ClaimState.REVERSED if deciding else _undecided(known) if known else unpaid
        left = Money(charge.minor - paid)
        nothing = Money(0)
        return ClaimAccount(
            state, charge, Money(paid), nothing, left, nothing, nothing, interest, number, unclear=unclear
        )
    standing = payers[last]
    patient = standing.sum("patient")
    rest = charge.minor - paid - patient
    before = max((order for order, each in payers.items() if each.stands and order < last), default=0)
    deniable = payers[before].sum("patient") if before else rest
    denied = min(standing.sum("denied"), max(deniable, 0))
    return ClaimAccount(
        state=_state(payers.values(), standing, denied),
        charge=charge,
        paid=Money(paid),
        patient=Money(patient),
        open=Money(patient),
        contractual=Money(rest - denied),
        denied=Money(denied),
        interest=interest,
        payer_claim_number=number,
        standing=frozenset(each.place for each in standing.stands),
        unclear=unclear,
    )


def _undecided(known: Sequence[PayerDecision]) -> ClaimState:
    """Where a claim stands of which no payer has decided anything: by what came last."""
    return ClaimState.PENDING if known[-1].decides is Decides.UNKNOWN else ClaimState.FORWARDED


def _state(payers: Iterable[_Standing], last: _Standing, denied: int) -> ClaimState:
    """Denied where no payer and no patient pays anything of it; adjusted where a part is denied."""
    paying = any(each.payments for each in payers)
    if not paying:
        return ClaimState.DENIED
    return ClaimState.ADJUSTED if denied or (last.denials and not last.payments) else ClaimState.PAID


def _when(decision: PayerDecision) -> tuple[date, bool, tuple[int, int]]:
    return decision.day, decision.is_reversal, decision.place


def by_payer(decisions: Sequence[PayerDecision]) -> dict[int, list[PayerDecision]]:
    """The decisions by the payer's place in order, from 1. CLP02 says it, but of a denial or a reversal it doesn't:

    that is of the payer whose claim number, name or id it bears; a denial by a payer that is new comes after the others.
    """
    found: defaultdict[int, list[PayerDecision]] = defaultdict(list)
    for each in decisions:
        if place := _said_place(each):
            found[place].append(each)
    for each in decisions:
        if not _said_place(each):
            found[_place(each, found)].append(each)
    return found


def _said_place(decision: PayerDecision) -> int:
    status = PAYER_STATUSES.get(decision.status)
    return status.place if status else 0


def _place(decision: PayerDecision, found: dict[int, list[PayerDecision]]) -> int:
    numbers = {decision.payer_claim_number, decision.original_number} - {""}
    who = (decision.payer.casefold(), decision.payer_id)
    matches = (
        lambda other: other.payer_claim_number in numbers,
        lambda other: decision.is_reversal and _undoes(decision, other) and other.payer.casefold() == who[0],
        lambda other: (other.payer.casefold(), other.payer_id) == who,
        lambda other: bool(who[0]) and other.payer.casefold() == who[0],
        lambda other: decision.is_reversal and _undoes(decision, other),
    )
    for match in matches:
        places = [order for order in sorted(found) if any(match(other) for other in found[order])]
        if places:
            return places[0]
    return 1 if decision.is_reversal else next(order for order in range(1, len(found) + 2) if order not in found)


def _undoes(reversal: PayerDecision, other: PayerDecision) -> bool:
    return (reversal.charge, reversal.paid, reversal.patient) == (-other.charge, -other.paid, -other.patient)


def _alike(reversal: PayerDecision, other: PayerDecision) -> bool:
    """Whether both take the same amounts of one claim number back."""
    number = reversal.payer_claim_number
    return bool(number) and (number, reversal.charge, reversal.paid, reversal.patient) == (
        other.payer_claim_number,
        other.charge,
        other.paid,
        other.patient,
    )


def _standing(charge: int, decisions: Sequence[PayerDecision]) -> _Standing:
    """Reversals take back what they are about; denials count in what the payments leave of the charge, the newest first."""
    left = [each for each in decisions if not each.is_reversal]
    unmatched: list[PayerDecision] = []
    done: list[PayerDecision] = []
    again: list[PayerDecision] = []
    for reversal in decisions:
        if reversal.is_reversal:
            about = [each for each in left if _undoes(reversal, each)]
            numbers = {reversal.payer_claim_number, reversal.original_number} - {""}
            same = [each for each in about if each.payer_claim_number in numbers]
            if about:
                left.remove((same or about)[-1])
                done.append(reversal)
            else:
                unmatched.append(reversal)
                again += [reversal] * any(_alike(reversal, other) for other in done)
    payments = tuple(each for each in left if not each.is_denial)
    room = charge - sum(each.charge for each in (*payments, *unmatched))
    denials = []
    for denial in reversed([each for each in left if each.is_denial]):
        if denial.charge <= room:
            denials.append(denial)
            room -= denial.charge
    return _Standing(payments, tuple(denials), tuple(unmatched), tuple(again))


def _number(payers: dict[int, _Standing], known: Sequence[PayerDecision]) -> str:
    """The number by which the first payer in order knows the claim: that of its newest decision that stands."""
    first = min(payers, default=0)
    stands = sorted(payers[first].stands, key=_when) if first else []
    named = [each.payer_claim_number for each in stands if each.payer_claim_number]
    named = named or [
        each.payer_claim_number for each in by_payer(known).get(first or 1, []) if each.payer_claim_number
    ]
    return named[-1] if named else ""
