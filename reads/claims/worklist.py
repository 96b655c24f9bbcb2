"""The work list: every final of a month, ready for a claim, held with its reasons, or claimed already (spec 5.3).

log ── finals ── Router ──┬─ Held ───────────────┐
                          ├─ Nowhere (left out)  ├─> held
                          └─ ToInsurer ── checks ┴─> ready, or claimed

Finals are routed a portion at a time; those that are open are judged a day of service at a time, so that no more than a day of them is
held: doubles, codes seen beside each other and claims of several reads never reach over a day. What does are finals of one
study, which are looked up in the log, and the pace of signing, for which moments suffice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest

from reads.claims.build import Draft, Order, alone, order_of, unfit_objections
from reads.claims.checks.all_checks import objections
from reads.claims.checks.problem import Objection
from reads.claims.claimed_reads import Claimed, newest_claims
from reads.claims.doubtful_finals import SigningPace
from reads.claims.final import Final
from reads.claims.final_fields import FinalFields
from reads.claims.office import Office
from reads.claims.repository import keys_of_finals
from reads.claims.sitting import ClaimGround
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.log.read_versions import reads_as_of, reads_by_keys
from reads.routing.reasons import RELEASABLE, on_invoice
from reads.routing.route import Reason, ToInsurer
from reads.store.look_without_orm import portions

_ROUTING = (
    "to insurance goes a final whose reader, place of reading, exam and payer are known, read in the United States"
)

_EVER = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class HeldFinal:
    """A final that waits for a person, with every reason; `number` is what a person types to release it."""

    logged: LoggedRead
    month: Month
    reasons: tuple[Objection, ...]

    @property
    def number(self) -> int:
        """The number of its version."""
        return self.logged.version_id


@dataclass(frozen=True, slots=True)
class ChangedFinal:
    """A claimed final that was amended or voided since: the payer has something else than the log."""

    logged: LoggedRead
    month: Month
    claim: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """The finals of one month, or of all; `claimed` counts those that stand on a claim."""

    ready: tuple[Final, ...]
    held: tuple[HeldFinal, ...]
    changed: tuple[ChangedFinal, ...]
    claimed: int


@dataclass(slots=True)
class _Day:
    """The versions of a day's finals: those that are open, and others beside which they are seen; the first of them as claims go."""

    open: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    first: Order = ("", 0)


@dataclass(frozen=True, slots=True)
class DayOfService:
    """What is ready of one day: the claims that its finals would be alone.

    `following` is the first, in the order of claims, of the days that are still to come; None after the last.
    """

    drafts: list[Draft]
    following: Order | None


class FinalsOfMonth:
    """The finals of a month (of all months for None), each looked at by every check.

    Those that wait are handed to `hold`, those claimed and changed since to `change`, as they are found.
    """

    def __init__(
        self,
        office: Office,
        month: Month | None,
        hold: Callable[[HeldFinal], object],
        change: Callable[[ChangedFinal], object],
    ) -> None:
        self.claimed = 0
        self._office, self._month, self._hold = office, month, hold
        self._days: dict[date, _Day] = {}
        self._pace, self._codes = SigningPace(), set[str]()
        self._beside = office.compares_days
        keys = keys_of_finals(office.session, *_span(month))
        for some in portions(keys):
            self._look(some, change)
        self._days = {day: found for day, found in self._days.items() if found.open}
        for route in office.near(self._days, keys):
            if (found := self._days.get(Final(route, FinalFields(), office.ground).service_date)) is not None:
                found.others.append(route.logged.version_id)

    def days(self) -> Iterator[DayOfService]:
        """The days of service, that with the first final first."""
        at_a_pace = self._pace.found(self._office.ground)
        ground = self._office.ground_of(self._codes)
        days = sorted(self._days.values(), key=lambda day: day.first)
        for day, following in zip_longest(days, days[1:]):
            yield DayOfService(
                list(self._ready(day, replace(ground), at_a_pace)), following.first if following else None
            )

    def _routes(self, versions: Sequence[int]) -> list[ToInsurer]:
        logged = reads_as_of(self._office.session, versions).values()
        return self._office.to_insurers(sorted(logged, key=lambda each: each.version_id))

    def _ready(self, day: _Day, ground: ClaimGround, at_a_pace: Mapping[str, str]) -> Iterator[Draft]:
        finals = self._office.opened(self._routes(day.open), ground)
        looked = self._office.compared(finals, self._routes(day.others), at_a_pace)
        for final in looked:
            found = judged(self._office, final)
            if isinstance(found, Draft):
                yield found
            else:
                self._hold(HeldFinal(final.route.logged, final.route.month, found))
        for some in {id(each.ground): each.ground for each in (*finals, *looked)}.values():
            some.forget()

    def _look(self, keys: Sequence[str], change: Callable[[ChangedFinal], object]) -> None:
        """Routes some finals, and puts those that go to an insurer to their days."""
        office, month = self._office, self._month
        logged = sorted(reads_by_keys(office.session, keys).values(), key=lambda each: each.version_id)
        claimed = newest_claims(office.session, keys)
        routes, holds = office.routed(logged)
        for held in holds:
            if month in (None, held.month) and _is_open(held.logged, claimed):
                self._hold(HeldFinal(held.logged, held.month, tuple(map(routing_objection, held.reasons))))
        wanted = [each for each in routes if month in (None, each.month)]
        waiting = {each.logged.key for each in wanted if _is_open(each.logged, claimed)}
        self.claimed += len(wanted) - len(waiting)
        papers = office.other.on_invoice(waiting)
        ground = replace(office.ground)
        for route in routes:
            key = route.logged.key
            if key in waiting and key in papers:
                self._hold(HeldFinal(route.logged, route.month, (routing_objection(on_invoice(papers[key])),)))
            self._put(Final(route, FinalFields(), ground), is_open=key in waiting and key not in papers)
        ground.forget()
        for each in _changed(logged, claimed, month):
            change(each)

    def _put(self, final: Final, *, is_open: bool) -> None:
        """To its day of service, where it is open; else where others are seen beside it."""
        if not (is_open or self._beside):
            return
        day, version = self._days.setdefault(final.service_date, _Day()), final.route.logged.version_id
        if not is_open:
            day.others.append(version)
            return
        order = order_of(final)
        day.first = min(day.first, order) if day.open else order
        day.open.append(version)
        self._pace.see(final.route.logged)
        self._codes.update(final.route.exam.cpt)


def work_list(office: Office, month: Month | None) -> WorkList:
    """The finals of a month (of all months for None), by what becomes of them."""
    held: list[HeldFinal] = []
    changed: list[ChangedFinal] = []
    finals = FinalsOfMonth(office, month, held.append, changed.append)
    ready = [draft.finals[0] for day in finals.days() for draft in day.drafts]
    ready.sort(key=lambda final: final.route.logged.version_id)
    held.sort(
        key=lambda each: (
            each.logged.read.payer,
            each.reasons[0].code,
            each.logged.read.signed_at.isoformat(),
            each.number,
        )
    )
    changed.sort(key=lambda each: each.logged.version_id)
    return WorkList(tuple(ready), tuple(held), tuple(changed), finals.claimed)


def judged(office: Office, final: Final) -> Draft | tuple[Objection, ...]:
    """The claim of a final alone; else every reason to hold it, or whatever an 837P could not carry of it."""
    reasons = objections(final, office.released.get(final.route.logged.key, ()))
    if reasons:
        return reasons
    draft = alone(final, office.prefix or "")
    return tuple(unfit_objections(draft)) or draft


def _span(month: Month | None) -> tuple[datetime, datetime]:
    """When finals were signed that may belong to a month, in whatever time zone."""
    if month is None:
        return _EVER
    start = datetime.combine(month.first, time(), UTC) - timedelta(days=1)
    return start, datetime.combine(month.end, time(), UTC) + timedelta(days=1)


def _is_open(logged: LoggedRead, claimed: Mapping[str, Claimed]) -> bool:
    """Whether the read may go on a claim: it is on none, or its claim was voided and the read amended since."""
    last = claimed.get(logged.key)
    return last is None or (last.is_void and last.line.version_id != logged.version_id)


def _changed(
    logged: Sequence[LoggedRead], claimed: Mapping[str, Claimed], month: Month | None
) -> Iterator[ChangedFinal]:
    for each in logged:
        last = claimed.get(each.key)
        if last is None or last.is_void or month not in (None, Month.parse(last.claim.month)):
            continue
        if each.void or each.version_id != last.line.version_id:
            yield ChangedFinal(each, Month.parse(last.claim.month), last.claim.control_number)


def routing_objection(reason: Reason) -> Objection:
    """A reason of routing, beside those of the checks."""
    source = reason.source or "directory and log, as they stand"
    decidable = reason.code in RELEASABLE
    return Objection(reason.code, reason.message, reason.remedy, _ROUTING, source, "verified", decidable)
