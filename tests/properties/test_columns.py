"""Columns say what the engine says: each read's route, and each read's price, to the last decimal."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings

from invoicing.contracts.model import AppliedContract
from invoicing.pricing.columns import ReadColumns, in_columns
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.engine import price_month, unpriced_reads
from invoicing.pricing.priced_alike import AlikeContracts
from invoicing.pricing.priced_month import PricedMonth
from invoicing.reports.month.turnaround import punctuality
from invoicing.reports.month.volume import volume_of
from reads.fees.release import Releases
from reads.routing.route import ToHospital
from tests.properties.in_columns import KNOWN, rows, sorted_out
from tests.properties.months import JULY, RELEASES, Case, cases
from tests.properties.test_pricing import seen

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(cases(most=2), rows())
def test_a_kind_goes_where_the_router_sends_each_of_its_reads(case: Case, those):
    hospital, left, router = sorted_out(case.applied, those)
    in_columns = [(place, read) for place, columns in hospital.items() for read in columns]
    event(f"{min(len(in_columns), 3)} or more in columns")
    for place, read in in_columns:
        routed = router.route(read.logged)
        assert isinstance(routed, ToHospital)
        assert (routed, (routed.terms.contract, routed.terms.month)) == (read, place)
    numbers = [read.logged.version_id for _, read in in_columns] + [logged.version_id for logged in left]
    assert sorted(numbers) == sorted(row[0] for row in those)


@SLOW
@given(cases(most=2), rows(most=24), RELEASES)
def test_columns_cost_what_their_reads_cost_one_by_one(case: Case, those, releases):
    hospital, _, _ = sorted_out(case.applied, those)
    columns = hospital.get((case.applied.contract.id, JULY), ())
    event(f"{min(len(columns), 8)} or more reads")
    around = Around(case.earlier)
    together = price_month(case.applied, JULY, columns, releases, KNOWN.facilities, around)
    alone = price_month(case.applied, JULY, list(columns), releases, KNOWN.facilities, around)
    assert seen(together) == seen(alone)
    assert together.reads.prices.total() == len(alone.reads)
    assert together.reads.facilities == alone.reads.facilities
    assert together.reads.keys == alone.reads.keys
    assert costs(together) == costs(alone)
    assert {*"".join(together.reads.words)} >= {*"".join(alone.reads.words)}
    assert punctuality([columns], [case.applied]) == punctuality([list(columns)], [case.applied])
    assert volume_of((), KNOWN, [in_columns(columns)]) == volume_of(list(columns), KNOWN)
    assert unpriced_reads(case.applied, JULY, columns, releases) == unpriced_reads(
        case.applied, JULY, list(columns), releases
    )


@SLOW
@given(cases(most=2), rows(most=24), RELEASES)
def test_how_reads_are_gathered_changes_nothing_of_where_they_go_and_cost(case: Case, those, releases):
    """A facility's reads together, or each by itself, in whatever order."""
    hospital, left, _ = sorted_out(case.applied, those)
    alone, left_alone, _ = sorted_out(case.applied, those[::-1], gathered=False)
    assert {logged.key for logged in left} == {logged.key for logged in left_alone}
    assert hospital.keys() == alone.keys()
    for place, columns in hospital.items():
        by_key = [{one.logged.key: one for one in some} for some in (columns, alone[place])]
        assert by_key[0] == by_key[1]
        around = Around(case.earlier)
        told = [
            price_month(case.applied, place[1], some, releases, KNOWN.facilities, around)
            for some in (columns, alone[place])
        ]
        assert seen(told[0]) == seen(told[1])
        assert costs(told[0]) == costs(told[1])


@SLOW
@given(cases(most=2), rows(most=24), RELEASES)
def test_contracts_of_the_same_clauses_cost_the_same_whichever_is_priced_first(case: Case, those, releases):
    hospital, _, _ = sorted_out(case.applied, those)
    columns = hospital.get((case.applied.contract.id, JULY), ReadColumns())
    first = replace(case.applied, contract=replace(case.applied.contract, id="first", client="another"))
    half, alike = columns.of({"west"}), AlikeContracts()
    for applied, reads in ((first, half), (case.applied, columns), (first, columns)):
        together = price_month(applied, JULY, reads, releases, KNOWN.facilities, Around(case.earlier), alike)
        alone = price_month(applied, JULY, list(reads), releases, KNOWN.facilities, Around(case.earlier))
        assert seen(together) == seen(alone)
        assert costs(together) == costs(alone)
        assert unpriced_reads(applied, JULY, reads, releases, alike) == alone_unpriced(applied, reads, releases)
    event(f"{len(half)} of {len(columns)} reads west")


def alone_unpriced(applied: AppliedContract, reads: ReadColumns, releases: Releases):
    return unpriced_reads(applied, JULY, list(reads), releases)


def costs(month: PricedMonth):
    """Reads and charges by facility and modality."""
    found: Counter[object] = Counter()
    for (facility, modality, price), count in month.reads.alike.items():
        found[facility, modality, price.charge, price.credited] += count
    return found
