"""What waits for a person: reads that routing holds, wet reads that have no price, and their release (spec 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from sqlmodel import Session, col, select

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_month, route_reads
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import months_of_log
from invoicing.pricing.priced_month import PricedMonth
from reads.core.errors import WetreadError
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.core.reason import Because
from reads.log.repository import reads_by_keys
from reads.log.tables import ReadVersionRow, ReleaseRow
from reads.routing.reasons import RELEASABLE
from reads.routing.route import Door, Held, Reason
from reads.store.events import Deed, record


class NothingHeld(WetreadError):
    """No held read has that number."""

    code: ClassVar[str] = "nothing_held"

    def __init__(self, number: int) -> None:
        super().__init__(f"no read with the number {number} is held", "`wetread held` lists what is, with its numbers")


class NotReleasable(WetreadError):
    """The read is held for reasons that nobody may decide away."""

    code: ClassVar[str] = "not_releasable"

    def __init__(self, number: int, reasons: tuple[Reason, ...]) -> None:
        codes = ", ".join(reason.code for reason in reasons) or "another reason"
        remedies = "; ".join(dict.fromkeys(reason.remedy for reason in reasons))
        super().__init__(f"{number} is held for {codes}, which no one may release", remedies)


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


def held_reads(session: Session, month: Month | None = None) -> list[HeldRead]:
    """All that is held, of one month or of the whole log, in the order of signing; a month at a time is in memory."""
    ground = Ground.load(session)
    held: list[HeldRead] = []
    for each in months_of_log(session) if month is None else (month,):
        routed = gather_month(session, each, ground)
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


def release_held(
    session: Session, number: int, because: str, only: str | None = None, *, actor: str, at: datetime
) -> tuple[str, ...]:
    """Releases a held read from the reasons that a person may decide (from one of them, if `only` names it).

    The reasons it was released from; all goes into the audit log. NothingHeld, or NotReleasable where none of its
    reasons may be decided: a final read abroad never is.
    """
    because = Because(because)
    held = _held(session, number)
    codes = tuple(reason.code for reason in held.reasons if reason.code in RELEASABLE and only in (None, reason.code))
    if not codes:
        raise NotReleasable(number, tuple(reason for reason in held.reasons if only in (None, reason.code)))
    for code in codes:
        session.add(ReleaseRow(read_key=held.logged.key, reason=code, because=because, at=at, actor=actor))
        deed = Deed("held.released", held.logged.key, {"reason": code, "version": held.logged.version_id}, because)
        record(session, deed, actor=actor, at=at)
    return codes


def _held(session: Session, number: int) -> Held:
    """The held read that a version of it names."""
    key = session.exec(select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.id) == number)).first()
    if key is None:
        raise NothingHeld(number)
    for routed in route_reads(session, reads_by_keys(session, [key]).values()):
        if isinstance(routed, Held):
            return routed
    raise NothingHeld(number)
