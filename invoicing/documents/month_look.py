"""A month as pages show it: all of it that a page says, and small, so that it can be kept and come from another process."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.closing.month_view import MonthView, month_view
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import look_at_month
from reads.core.money import Money
from reads.store.engine import Store


@dataclass(frozen=True, slots=True)
class DraftTotal:
    """A contract whose month is open, and what its draft comes to."""

    contract: str
    total: Money


@dataclass(frozen=True, slots=True)
class MonthLook:
    """The month as it would be issued now: reads by route, how many wait, the drafts that bill and those that bill nothing."""

    view: MonthView
    reads: int
    waiting: int
    open: tuple[DraftTotal, ...]
    nothing: tuple[DraftTotal, ...]


def month_look(store: Store, ask: Ask) -> MonthLook:
    """Looks at the month; nothing is stored. NoGroup, UnknownClient or NoContracts where there is nothing to look at."""
    closing = look_at_month(store, ask)
    drafts = [part for part in closing.contracts.values() if part.issued is None]
    return MonthLook(
        month_view(closing),
        sum(closing.routes.values()),
        closing.waiting,
        tuple(DraftTotal(part.paper.contract, part.paper.total) for part in drafts if part.bills),
        tuple(DraftTotal(part.paper.contract, part.paper.total) for part in drafts if not part.bills),
    )
