"""Gathers what a month is decided on: the directory, the contracts, the releases, and every read with its route.

log ── load_alike ──> Router ──┬─> hospital    by contract and month, in columns
(a window around the months)   ├─> insurance
                               ├─> held
                               └─> nowhere
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.earlier_months_waived import without_waived
from invoicing.closing.month_by_door import Routed, month_of
from invoicing.closing.month_reads import alike_of_month, window
from invoicing.closing.reads_by_kind import ReadsByKind
from invoicing.contracts.choices import Period
from invoicing.contracts.model import AppliedContract
from invoicing.papers.billed_reads import billed_reads
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.pricing.columns import ReadColumns
from invoicing.pricing.periods import earlier_months, longest
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.core.without_cycle_search import uncollected
from reads.fees.loaded_releases import load_releases
from reads.intake.reads_alike import ReadsOfWindow
from reads.intake.stored_row import ACCESSION, SIGNED_AT, Row
from reads.log.facility_words import words_of_clients
from reads.log.finals import other_finals
from reads.log.rows_in_window import load_alike
from reads.log.same_study_in_log import apart, twins_among
from reads.routing.route import Held, Nowhere, Route, ToHospital, ToInsurer
from reads.routing.same_study import Billable, RepeatedAccessions
from reads.routing.second_interpretations import Studies

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_AT_ONCE = 5_000


@dataclass(slots=True)
class _Sorted:
    """Routes of the months asked for (None: of all), as they come in."""

    months: Collection[Month] | None
    facilities: Collection[str] | None = None
    hospital: dict[tuple[str, Month], ReadColumns] = field(default_factory=dict)
    elsewhere: set[tuple[str, Month]] = field(default_factory=set)
    insurance: list[ToInsurer] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    nowhere: list[Nowhere] = field(default_factory=list)

    def take(self, routed: Route) -> None:
        """Puts the route where it belongs; one of a month that wasn't asked for is let go."""
        month = month_of(routed)
        if self.months is not None and month not in self.months:
            if isinstance(routed, ToHospital):
                self.elsewhere.add((routed.terms.contract, month))
            return
        match routed:
            case ToHospital():
                self.hospital.setdefault((routed.terms.contract, month), ReadColumns()).others.append(routed)
            case ToInsurer():
                self.insurance.append(routed)
            case Held():
                self.held.append(routed)
            case Nowhere():
                self.nowhere.append(routed)

    def hold(self, waiting: Mapping[str, Held]) -> None:
        """Holds reads that were to be billed, by key."""
        if not waiting:
            return
        for contract, some in self.hospital.items():
            self.hospital[contract] = some.without(waiting)
        self.insurance = [routed for routed in self.insurance if routed.logged.key not in waiting]
        self.held += waiting.values()

    def keep(self, facilities: Collection[str]) -> None:
        """Lets go of the reads of other facilities, that were only looked at beside these."""
        for contract, some in list(self.hospital.items()):
            self.hospital[contract] = some.of(facilities)
            if not self.hospital[contract]:
                del self.hospital[contract]
        self.insurance = [routed for routed in self.insurance if routed.facility.id in facilities]
        self.held = [routed for routed in self.held if routed.logged.read.facility in facilities]
        self.nowhere = [routed for routed in self.nowhere if routed.logged.read.facility in facilities]


def gather_month(
    reading: Reading, month: Month, ground: Ground | None = None, reads: ReadsOfWindow | None = None
) -> Routed:
    """Every read of one month, routed on the directory, contracts and releases as they stand now.

    A read's month is that of its contract (spec 3.2), else that of its signing. It is found by any of its moments within
    the month, in any time zone, if it was signed within 60 days after it: a moment farther away puts no read into a
    month, the read is held `no_billing_time` in the month of its signing. `reads` are those of `alike_of_month`, where they
    are at hand.
    """
    found = alike_of_month(reading, month) if reads is None else reads
    return _gather(reading, found, frozenset((month,)), ground)


def gather_reads(reading: Reading, reads: Iterable[LoggedRead], ground: Ground) -> Routed:
    """These reads, routed, on ground that is loaded already: a page of the log."""
    return _gather(reading, reads, None, ground)


def route_reads(reading: Reading, reads: Iterable[LoggedRead]) -> list[Route]:
    """The routes of a few reads, in their order: for `explain` and `reads show`."""
    wanted = list(reads)
    return routes_of(reading, wanted, Ground.load(reading, {logged.read.facility for logged in wanted}))


def routes_of(reading: Reading, reads: Iterable[LoggedRead], ground: Ground) -> list[Route]:
    """The routes of a few reads, in their order, on ground that is loaded already."""
    wanted = list(reads)
    router = ground.router(Studies.of([*wanted, *_beside(reading, wanted)]))
    return apart(reading, [router.route(logged) for logged in wanted], router, ground.released, billed_reads)


def gather_at(reading: Reading, ground: Ground, months: Collection[Month], facilities: Collection[str]) -> Routed:
    """The reads of some facilities in some months, routed on that ground: on contracts that are only tried, perhaps."""
    words = words_of_clients(reading, ground.directory, facilities)
    reads = load_alike(reading, *window(months), words)
    return _gather(reading, reads, frozenset(months), ground, facilities)


def gather_around(reading: Reading, reads: Iterable[LoggedRead]) -> tuple[list[Route], Routed]:
    """The routes of a few reads, and all reads of the contracts and months that price them: for `explain`."""
    wanted = list(reads)
    ground = Ground.load(reading, {logged.read.facility for logged in wanted})
    router = ground.router(Studies.of([*wanted, *_beside(reading, wanted)]))
    routes = apart(reading, [router.route(logged) for logged in wanted], router, ground.released, billed_reads)
    priced = [routed.terms for routed in routes if isinstance(routed, ToHospital)]
    months = {terms.month for terms in priced}
    if not months:
        return routes, _gather(reading, (), months, ground)
    return routes, gather_at(reading, ground, months, ground.facilities({terms.contract for terms in priced}))


@uncollected()
def _gather(
    reading: Reading,
    reads: ReadsOfWindow | Iterable[LoggedRead],
    months: Collection[Month] | None,
    ground: Ground | None = None,
    facilities: Collection[str] | None = None,
) -> Routed:
    """Every read routed; those of one study are looked for among all, and with `facilities` only theirs are kept."""
    ground = ground or Ground.load(reading)
    sorted_ = _Sorted(months, facilities)
    _sort(reading, reads, ground, sorted_)
    before = _before(reading, ground, sorted_.hospital if months is None else None, months or ())
    routed = Routed(
        directory=ground.directory,
        contracts=ground.contracts,
        releases=load_releases(reading, _codes_by_work(ground.contracts, {**before, **sorted_.hospital})),
        before=before,
        hospital=sorted_.hospital,
        elsewhere=frozenset(sorted_.elsewhere),
        insurance=sorted_.insurance,
        held=sorted_.held,
        nowhere=sorted_.nowhere,
    )
    return without_waived(reading, ground, routed, months) if months and before else routed


def _sort(reading: Reading, reads: ReadsOfWindow | Iterable[LoggedRead], ground: Ground, sorted_: _Sorted) -> None:
    """Routes the reads as they stream in: those alike together, what is left of them one by one."""
    finals: list[LoggedRead] = []
    router, accessions = ground.router(Studies()), RepeatedAccessions.none()
    if isinstance(reads, ReadsOfWindow):
        by_kind = ReadsByKind(router, ground.coverage, sorted_.hospital, sorted_.months, sorted_.elsewhere)
        left = _left(reads, by_kind, accessions)
    else:
        left = _seen(reads, accessions)
    for logged in left:
        if logged.read.read_type is ReadType.FINAL:
            finals.append(logged)
        else:
            sorted_.take(router.route(logged))
    router = ground.router(Studies.of([*finals, *_beside(reading, finals)]))
    for logged in finals:
        sorted_.take(router.route(logged))
    if accessions.again:
        doubtful: list[Billable] = [route for route in sorted_.insurance if accessions.may_share(route)]
        for columns in sorted_.hospital.values():
            doubtful += columns.under(accessions.again)
        sorted_.hold(twins_among(reading, doubtful, ground.released, billed_reads))
    if sorted_.facilities is not None:
        sorted_.keep(sorted_.facilities)


def _left(reads: ReadsOfWindow, by_kind: ReadsByKind, accessions: RepeatedAccessions) -> Iterator[LoggedRead]:
    """The reads that their kinds don't settle, in the order of signing."""
    left: list[Row] = []
    numbers: list[str] = []
    for some in reads.by_facility:
        numbers += some.own.place(ACCESSION)
        if len(numbers) > _AT_ONCE:
            accessions.see(numbers)
            numbers.clear()
        left += by_kind.take(some)
    accessions.see(numbers)
    return map(reads.logged, sorted(left, key=itemgetter(SIGNED_AT, 0)))


def _seen(reads: Iterable[LoggedRead], accessions: RepeatedAccessions) -> Iterator[LoggedRead]:
    for logged in reads:
        accessions.see((logged.read.accession,))
        yield logged


def _before(
    reading: Reading,
    ground: Ground,
    every: Mapping[tuple[str, Month], ReadColumns] | None,
    months: Collection[Month],
) -> dict[tuple[str, Month], ReadColumns]:
    """The reads of the earlier months that the prices of these months depend on; `every` is the whole log, where it is at hand."""
    counted = [one.contract for one in ground.contracts if longest(one.contract) is not Period.MONTH]
    if not counted:
        return {}
    if every is None:
        wanted = {each.id: {one for month in months for one in earlier_months(each, month)} for each in counted}
        earlier = set().union(*wanted.values())
        if not earlier:
            return {}
        facilities = ground.facilities({contract for contract, some in wanted.items() if some})
        found, words = _Sorted(earlier, facilities), words_of_clients(reading, ground.directory, facilities)
        _sort(reading, load_alike(reading, *window(earlier), words), ground, found)
        every = found.hospital
    gone, ids = withdrawn(reading), {each.id for each in counted}
    return {key: reads.without(gone) for key, reads in every.items() if key[0] in ids}


def _beside(reading: Reading, reads: Collection[LoggedRead]) -> list[LoggedRead]:
    """Finals of the same studies that lie outside: signed in another month, perhaps."""
    finals = [logged for logged in reads if logged.read.read_type is ReadType.FINAL]
    return other_finals(reading, finals) if finals else []


def _codes_by_work(contracts: Iterable[AppliedContract], hospital: Mapping[tuple[str, Month], ReadColumns]) -> set[str]:
    """The codes whose work RVUs prices will ask for."""
    by_work = {applied.contract.id for applied in contracts if applied.contract.needs_release}
    return {code for key, some in hospital.items() if key[0] in by_work for exam in some.exams for code in exam.cpt}
