"""What waits for a person: reads that routing holds, and wet reads that have no price (spec 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_month
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import months_of_log
from invoicing.pricing.priced_month import PricedMonth
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.routing.route import Door, Reason

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class HeldRead:
    """A held read, and the door that it waits before; the number of its version is what a person types to release it, also after it was amended."""

    logged: LoggedRead
    month: Month
    reasons: tuple[Reason, ...]
    door: Door = Door.HOSPITAL

    @property
    def number(self) -> int:
        """What names it on the command line."""
        return self.logged.version_id


def held_reads(reading: Reading, month: Month | None = None) -> list[HeldRead]:
    """All that is held, of one month or of the whole log, in the order of signing; a month at a time is in memory."""
    ground = Ground.load(reading)
    held: list[HeldRead] = []
    for each in months_of_log(reading) if month is None else (month,):
        routed = gather_month(reading, each, ground)
        held += [HeldRead(read.logged, read.month, read.reasons, read.door) for read in routed.held]
        held += without_price(routed)
    return sorted(held, key=lambda each: (each.logged.read.signed_at.isoformat(), each.number))


def without_price(routed: Routed, priced: Mapping[str, PricedMonth] = MappingProxyType({})) -> Iterator[HeldRead]:
    """The wet reads that their contract has no price for: `no_rate`, `no_wrvu`, `no_release` (spec 3.4, 3.5).

    `priced` are months that were priced already, by contract: where all of a contract's reads were, they say which.
    """
    contracts = {applied.contract.id: applied for applied in routed.contracts}
    for (contract, month), reads in routed.hospital.items():
        known = priced.get(contract)
        is_known = known is not None and known.month == month and len(known.reads) + len(known.unpriced) == len(reads)
        found = known.unpriced if known is not None and is_known else None
        if found is None:
            found = routed.unpriced(contracts[contract], month)
        for read, reason in found:
            yield HeldRead(read.logged, month, (reason,))
