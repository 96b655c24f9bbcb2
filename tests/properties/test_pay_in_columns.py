"""Pay says of reads in columns what it says of the same reads one by one: each read's pay, each line, each place."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from invoicing.contractors.agreement import Agreement, Hourly
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.pay import Pay, pay
from invoicing.contractors.reads_done import performed
from invoicing.contractors.work_by_reader import WorkByReader
from invoicing.contracts.match import Match
from reads.core.codes import ReadType
from reads.core.read import Read
from reads.directory.directory import Directory
from reads.directory.model import Location
from reads.intake.reads_alike import ReadsOfWindow, by_facility
from reads.intake.stored_row import logged_of, row_of
from reads.routing.facts import Lookup
from reads.routing.second_interpretations import Studies
from tests.properties.contracts import contracts
from tests.properties.in_columns import KNOWN, content_of, rows
from tests.properties.months import JULY, RELEASES, calendars_of

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
JANE = "jane-doe"


def sat(starts: date, ends: date | None, country: str, zone: str) -> Location:
    """Where Dr. Doe sat from a day on."""
    return Location(JANE, starts, ends, country, "", "", "", "", ZoneInfo(zone))


WHERE = st.sampled_from(
    [
        (),
        (sat(date(2020, 1, 1), None, "IN", "Asia/Kolkata"),),
        (
            sat(date(2020, 1, 1), date(2026, 7, 11), "IN", "Asia/Kolkata"),
            sat(date(2026, 7, 11), None, "CH", "Europe/Zurich"),
        ),
        (sat(date(2026, 7, 4), date(2026, 7, 12), "US", "America/Denver"),),
        (sat(date(2026, 7, 4), date(2026, 7, 12), "GU", "Pacific/Guam"),),
    ]
)


@st.composite
def agreements(draw: st.DrawFn) -> tuple[Agreement, object]:
    """The rates and surcharges of a random contract as those of an agreement, and the calendars that they ask for."""
    contract = draw(contracts())
    agreed = Agreement(
        id=JANE,
        radiologist=JANE,
        title="",
        effective=draw(st.sampled_from([date(2025, 1, 1), date(2026, 7, 4)])),
        until=draw(st.sampled_from([None, None, date(2026, 7, 25)])),
        timezone=draw(st.sampled_from([None, None, "Asia/Kolkata"])),
        earns=frozenset(draw(st.sampled_from([[ReadType.PRELIMINARY], [ReadType.PRELIMINARY, ReadType.OVERREAD]]))),
        rates=draw(st.sampled_from([contract.rates, contract.rates[:1]])),
        differentials=contract.surcharges,
        hourly=draw(st.sampled_from([None, None, hourly(Match()), hourly(Match(modality=frozenset({"CT"})))])),
    )
    return agreed, calendars_of(contract)


def hourly(match: Match) -> Hourly:
    """By the hour, with a bonus from the second exam on."""
    bonus = Decimal("7.77")
    return Hourly(per_hour=Decimal("33.33"), exams_per_hour=Decimal("0.5"), bonus_per_exam=bonus, match=match)


@SLOW
@given(agreements(), rows(most=24), RELEASES, WHERE)
def test_reads_in_columns_earn_what_they_earn_one_by_one(agreed, those, releases, where):
    agreement, calendars = agreed
    known = replace(KNOWN, locations=Directory.of(locations=where).locations)
    work = WorkByReader(Lookup(known, lambda _: None, Studies()), {JANE})
    work.sort(ReadsOfWindow(by_facility(those), frozenset()))
    one_by_one = list(performed(map(logged_of, those), Lookup(known, lambda _: None, Studies())))
    own = [each for each in one_by_one if each.radiologist.id == JANE]
    done = work.reads.get(JANE, ())
    event(f"{min(len(done) - len(getattr(done, 'others', ())), 4)} or more in columns")
    assert sorted(done, key=key) == sorted(own, key=key)
    worked = [Hours(JANE, date(2026, 7, 6), Decimal(2), "")]
    together = pay(agreement, JULY, done, worked, releases, calendars)
    alone = pay(agreement, JULY, own, worked, releases, calendars)
    assert seen(together) == seen(alone)


@pytest.mark.parametrize(("state", "country"), [("", ""), ("CO", "US"), ("ON", "")])
def test_a_state_that_the_source_names_alone_is_the_readers_place_in_columns_too(state, country):
    signed = datetime(2026, 7, 4, 9, tzinfo=UTC)
    said = Read(facility="west", accession="A", exam_code="CTHEAD", modality="CT", signed_at=signed, radiologist=JANE)
    first = replace(said, accession="A0", exam_code="USABD", modality="US", read_state=state)
    reads = [first, *(replace(said, accession=f"A{number}", read_state=state) for number in (1, 2))]
    those = [row_of(at, read.key, 1, content_of(read)) for at, read in enumerate(reads, 1)]
    work = WorkByReader(Lookup(KNOWN, lambda _: None, Studies()), {JANE})
    work.sort(ReadsOfWindow(by_facility(those), frozenset()))
    assert [each.country for each in work.reads[JANE]] == [country] * 3


@SLOW
@given(rows(most=24))
def test_the_reads_of_who_is_not_paid_are_counted_by_the_day_of_the_place(those):
    work = WorkByReader(Lookup(KNOWN, lambda _: None, Studies()), ())
    work.sort(ReadsOfWindow(by_facility(those), frozenset()))
    one_by_one = performed(map(logged_of, those), Lookup(KNOWN, lambda _: None, Studies()))
    found = [*work.others.elements(), *((who, day) for who, done in work.reads.items() for day in done.days)]
    assert sorted(found) == sorted((each.radiologist.id, each.local_time(None).date()) for each in one_by_one)


def key(each):
    return each.logged.key


def seen(found: Pay):
    """All that anybody asks of it."""
    return (
        list(found.reads),
        found.unpaid,
        found.lines,
        set(found.warnings),
        found.total,
        found.by_the_hour,
        found.reads.totals(found.reads.done.cells),
        found.reads.totals(found.reads.done.countries),
        list(found.reads.totals(found.reads.done.cells)),
    )
