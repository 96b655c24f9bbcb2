"""Why a read goes where it goes and costs what it costs: its route, its price within the whole month, and its paper (spec 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from invoicing.closing.gather import gather_around
from invoicing.closing.month_by_door import Routed, month_of
from invoicing.contracts.choices import LateReads
from invoicing.contracts.model import AppliedContract
from invoicing.papers.billed_reads import billed_on, charges_on
from invoicing.papers.closings import closings
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.pricing.columns import without
from invoicing.pricing.explain import Explained, amount_shown, explained
from invoicing.pricing.priced_month import PricedMonth
from reads.core.money import Money
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.log.errors import UnknownRead
from reads.log.read_versions import reads_of
from reads.routing.route import Held, Nowhere, Reason, Route, ToHospital
from reads.routing.rules import rule_named


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What there is to say of one read; `price` is None for a read that no hospital pays for, `paper` a number.

    `applied` is the contract that covers it, as it stands now. `billed` is what its papers billed for it, all together.
    `withdrawn` says why it costs nothing though it has a price: "credited", "disputed". `late` is a read that is on no
    paper although its month was issued.
    """

    route: Route
    month: Month
    applied: AppliedContract | None
    price: Explained | None
    reasons: tuple[Reason, ...]
    paper: str | None
    billed: Money | None = None
    withdrawn: str = ""
    late: bool = False

    @property
    def paper_says(self) -> str:
        """The paper it is on, or what becomes of a read that is on none (spec 3.6)."""
        if self.paper is not None or not self.late or self.applied is None:
            return self.paper or "not billed yet"
        if self.applied.contract.late_reads is LateReads.WAIVE:
            return f"not billed: {self.month.spelled()} was issued without it, and the contract waives what comes late"
        return f"not billed yet: {self.month.spelled()} was issued without it, so it goes on the next invoice"

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What a person should know of a read that goes to the hospital all the same."""
        return self.route.warnings if isinstance(self.route, ToHospital) else ()

    @property
    def owed(self) -> Decimal | None:
        """What the read costs as things stand, as it is shown; None where it has no price."""
        if self.price is None or self.applied is None:
            return None
        charge = self.price.read.charge
        return amount_shown(charge * 0 if self.withdrawn else charge, self.applied.contract)

    @property
    def billed_differently(self) -> bool:
        """Whether what was billed is not what the read costs now, to the cent: issued papers keep theirs."""
        if self.billed is None or self.owed is None:
            return False
        return Money.rounded(self.owed, self.billed.currency) != self.billed

    @property
    def door(self) -> str:
        """Where it goes, in the words of spec 6: hospital, insurance, none or held."""
        match self.route:
            case ToHospital():
                return "hospital" if self.price else "held"
            case Held():
                return "held"
            case Nowhere():
                return "none"
            case _:
                return "insurance"

    @property
    def rule(self) -> str:
        """The name of the rule that gave the route."""
        return "held" if self.door == "held" else self.route.rule

    @property
    def rule_says(self) -> str:
        """That rule in words."""
        return rule_named(self.rule).says


def explain_accession(session: Session, accession: str, facility: str | None = None) -> list[ReadAnswer]:
    """The answers for each read of an accession, of one facility only where several use the number; UnknownRead for none."""
    reads = [logged for logged in reads_of(session, accession) if facility in (None, logged.read.facility)]
    if not reads:
        raise UnknownRead(accession)
    return explain_reads(session, reads)


def explain_reads(session: Session, reads: Iterable[LoggedRead]) -> list[ReadAnswer]:
    """The answers, in the order of the reads; each contract's month is priced as a whole, as it would be billed now."""
    routes, around = gather_around(session, reads)
    contracts = {applied.contract.id: applied for applied in around.contracts}
    keys = [route.logged.key for route in routes]
    papers, gone = billed_on(session, keys), withdrawn(session)
    prices = _prices(routes, around, contracts, gone)
    answers = [_answer(route, prices, contracts, papers.get(route.logged.key)) for route in routes]
    billed, closed = _billed(session, answers), closings(session, contracts)
    return [
        replace(
            answer,
            billed=billed.get(answer.route.logged.key),
            withdrawn=gone.get(answer.route.logged.key, ""),
            late=_is_late(answer, closed),
        )
        for answer in answers
    ]


def _is_late(answer: ReadAnswer, closed: Mapping[str, Mapping[Month, object]]) -> bool:
    return answer.paper is None and answer.applied is not None and answer.month in closed[answer.applied.contract.id]


def _answer(
    route: Route, prices: dict[str, Explained | Reason], contracts: dict[str, AppliedContract], paper: str | None
) -> ReadAnswer:
    price = prices.get(route.logged.key)
    reasons = route.reasons if isinstance(route, Held) else (price,) if isinstance(price, Reason) else ()
    return ReadAnswer(
        route=route,
        month=month_of(route),
        applied=contracts[route.terms.contract] if isinstance(route, ToHospital) else None,
        price=price if isinstance(price, Explained) else None,
        reasons=reasons,
        paper=paper,
    )


def _billed(session: Session, answers: list[ReadAnswer]) -> dict[str, Money]:
    """What was billed for each read that is on a paper of the contract that covers it."""
    keys: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for answer in answers:
        if answer.paper is not None and answer.applied is not None:
            contract = answer.applied.contract
            keys[contract.id, contract.currency].append(answer.route.logged.key)
    return {
        key: Money(charge, currency)
        for (contract_id, currency), some in keys.items()
        for key, charge in charges_on(session, contract_id, some).items()
    }


def _prices(
    routes: list[Route], around: Routed, contracts: dict[str, AppliedContract], gone: Mapping[str, str]
) -> dict[str, Explained | Reason]:
    """The price of each wet read, or why it has none, by key; one that was taken back is priced as if it were restored."""
    months: dict[tuple[str, Month, str], PricedMonth] = {}
    found = {}
    for route in routes:
        if not isinstance(route, ToHospital):
            continue
        key, contract, month = route.logged.key, route.terms.contract, route.terms.month
        restored = key if key in gone else ""
        if (contract, month, restored) not in months:
            others = {other: why for other, why in gone.items() if other != restored}
            reads = without(around.hospital[contract, month], others)
            months[contract, month, restored] = around.price(contracts[contract], month, reads)
        found[key] = explained(months[contract, month, restored], key)
    return found
