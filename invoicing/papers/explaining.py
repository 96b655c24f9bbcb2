"""Why a read goes where it goes and costs what it costs: its route, its price within the whole month, and its paper (spec 3.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from invoicing.contracts.contract import AppliedContract
from invoicing.papers.gather import Routed, gather_around, month_of
from invoicing.papers.repository import billed_on
from invoicing.pricing.engine import price_month
from invoicing.pricing.explain import Explained, explained
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.routing.route import Held, Nowhere, Reason, Route, ToHospital
from reads.routing.rules import rule_named


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say of one read; `price` is None for a read that no hospital pays for, `paper` a number.

    `applied` is the contract that covers it, as it stands now.
    """

    route: Route
    month: Month
    applied: AppliedContract | None
    price: Explained | None
    reasons: tuple[Reason, ...]
    paper: str | None

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


def explain_reads(session: Session, reads: Iterable[LoggedRead]) -> list[Answer]:
    """The answers, in the order of the reads; each contract's month is priced as a whole, as it would be billed now."""
    routes, around = gather_around(session, reads)
    contracts = {applied.contract.id: applied for applied in around.contracts}
    papers = billed_on(session, [route.logged.key for route in routes])
    prices = _prices(routes, around, contracts)
    return [_answer(route, prices, contracts, papers.get(route.logged.key)) for route in routes]


def _answer(
    route: Route, prices: dict[str, Explained | Reason], contracts: dict[str, AppliedContract], paper: str | None
) -> Answer:
    price = prices.get(route.logged.key)
    reasons = route.reasons if isinstance(route, Held) else (price,) if isinstance(price, Reason) else ()
    return Answer(
        route=route,
        month=month_of(route),
        applied=contracts[route.terms.contract] if isinstance(route, ToHospital) else None,
        price=price if isinstance(price, Explained) else None,
        reasons=reasons,
        paper=paper,
    )


def _prices(
    routes: list[Route], around: Routed, contracts: dict[str, AppliedContract]
) -> dict[str, Explained | Reason]:
    """The price of each wet read, or why it has none, by key."""
    wet = [route for route in routes if isinstance(route, ToHospital)]
    months = {
        (contract, month): price_month(
            contracts[contract],
            month,
            around.hospital[contract, month],
            around.releases,
            around.directory.facilities,
        )
        for contract, month in {(route.terms.contract, route.terms.month) for route in wet}
    }
    return {
        route.logged.key: explained(months[route.terms.contract, route.terms.month], route.logged.key) for route in wet
    }
