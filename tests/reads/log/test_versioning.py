"""What a read that arrives means beside those that are known: cases that the table of spec 2.2 doesn't name."""

from dataclasses import replace
from datetime import date

import pytest

from reads.core.actor_and_moment import By
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.directory.repository import Kept, add_versions
from reads.intake.candidate import cancellation
from reads.intake.content import CONTENT, SIGNED_AT
from reads.log.decisions import Which, restore
from reads.log.history import histories
from reads.log.orders import find_order, orders_of
from reads.log.versioning import settle
from reads.store.canonical_json import canonical
from reads.store.engine import Store
from tests.reads.directories import MERCY, NOWHERE, facility
from tests.reads.intake.hl7.messages import order
from tests.reads.log.feeds import fed
from tests.reads.log.histories import NOW, brought, counted, descriptions, read


def learnt(store: Store, zone: str) -> Directory:
    """The directory once facilities.csv has got the facility."""
    row = {"id": "mercy-main", "client": "mercy", "name": "Mercy", "npi": "1245319599", "address": "1 Main St"}
    row |= {"city": "Town", "state": "GU", "zip": "96910-0001", "timezone": zone}
    with store.write() as session:
        add_versions(session, [Kept("facilities", "mercy-main", 1, canonical(row))], actor="tester", at=NOW)
        return load_directory(session)


GUAM = ("Pacific/Guam", "2026-10-03T10:00:00", "2026-10-03T05:00:00Z", "later")
"""Sent at 10:00, which is midnight in UTC, and at 15:00."""
CALIFORNIA = ("America/Los_Angeles", "2026-10-03T14:00:00", "2026-10-03T17:00:00Z", "before")
"""Sent at 14:00, which is 21:00 in UTC, and at 10:00."""


@pytest.mark.parametrize("zone, before, later, current", [GUAM, CALIFORNIA])
def test_versions_sent_before_and_after_the_facility_was_known_are_in_the_order_of_sending(
    store: Store, zone: str, before: str, later: str, current: str
):
    signed = "2026-10-02T02:00:00"
    said = read(directory=NOWHERE, signed_at=signed, sent_at=before, description="before", corrects=True)
    brought(store, said, directory=NOWHERE)
    known = learnt(store, zone)
    correction = read(directory=known, signed_at=signed, sent_at=later, description="later", corrects=True)
    assert brought(store, correction, directory=known) == counted(amended=1)
    assert descriptions(store) == [current]
    again = read(directory=known, signed_at=signed, sent_at=before, description="before", corrects=True)
    assert brought(store, again, correction, directory=known) == counted(duplicate=2)
    with store.read() as session:
        (history,) = histories(session, "A1")
        assert [each.current for each in history.versions] == [False, True]
        assert history.versions[-1].content["description"] == current


@pytest.mark.parametrize("zone, before, later, current", [GUAM, CALIFORNIA])
def test_a_correction_without_a_time_of_sending_comes_after_all_of_them(
    store: Store, zone: str, before: str, later: str, current: str
):
    signed = "2026-10-02T02:00:00"
    said = read(directory=NOWHERE, signed_at=signed, sent_at=before, description="before", corrects=True)
    brought(store, said, directory=NOWHERE)
    known = learnt(store, zone)
    for description, sent in (("later", later), ("last", "")):
        each = read(directory=known, signed_at=signed, sent_at=sent, description=description, corrects=True)
        assert brought(store, each, directory=known) == counted(amended=1)
    assert descriptions(store) == ["last"]


@pytest.mark.parametrize("zone, before, later, current", [GUAM, CALIFORNIA])
def test_orders_sent_before_and_after_the_facility_was_known_are_in_the_order_of_sending(
    store: Store, zone: str, before: str, later: str, current: str
):
    def sent(at: str) -> str:
        return at.translate(str.maketrans("", "", "-:T")).replace("Z", "+0000")

    fed(store, order(sent=sent(before), patient_class="E"), directory=NOWHERE)
    fed(store, order(sent=sent(later), patient_class="I"), directory=learnt(store, zone))
    with store.read() as session:
        ((*_, last),) = orders_of(session, ["A100"]).values()
        assert last.patient_class == {"before": "E", "later": "I"}[current]
        assert find_order(session, "mercy-main", "", "A100") == last


@pytest.mark.parametrize("zone, before, later, current", [GUAM, CALIFORNIA])
def test_a_cancellation_sent_after_the_one_that_was_taken_back_holds_whenever_the_facility_became_known(
    store: Store, zone: str, before: str, later: str, current: str
):
    said = read(directory=NOWHERE, signed_at="2026-10-02T02:00:00")
    brought(store, said, cancellation(2, (said.key,), before), directory=NOWHERE)
    with store.write() as session:
        restore(session, Which("A1"), "it was read", by=By("tester", NOW))
    again = cancellation(1, (said.key,), later)
    end = {"voided": 1} if current == "later" else {"duplicate": 1}
    assert brought(store, again, directory=learnt(store, zone)) == counted(**end)


MODIFIERS = CONTENT.index("modifiers")


def test_what_a_sender_says_again_later_stands_against_what_was_said_between(store: Store):
    brought(store, read(description="left", sent_at="2026-10-03T07:00:00Z"))
    again = read(description="left", sent_at="2026-10-03T09:00:00Z", corrects=True)
    between = read(description="right", sent_at="2026-10-03T08:00:00Z", corrects=True)
    assert brought(store, again) == counted(amended=1)
    assert brought(store, between) == counted(amended=1)
    assert descriptions(store) == ["left"]


def test_a_local_time_is_read_by_the_clock_that_its_facility_had_then():
    """Eastern until 2025, Mountain until March, Central until it closed in August; what is signed later is read by the last."""
    rows = [
        replace(facility("mercy-main", "America/New_York"), ends=date(2025, 1, 1)),
        replace(facility("mercy-main", "America/Denver"), starts=date(2025, 1, 1), ends=date(2026, 3, 1)),
        replace(facility("mercy-main", "America/Chicago"), starts=date(2026, 3, 1), ends=date(2026, 8, 1)),
    ]
    known = Directory.of(facilities=rows)

    def signed(at: str) -> str:
        return settle(read(directory=NOWHERE, signed_at=at).content, known)[SIGNED_AT]

    assert signed("2024-08-01T02:00:00") == "2024-08-01T06:00:00Z"
    assert signed("2025-06-01T02:00:00") == "2025-06-01T08:00:00Z"
    assert signed("2026-04-01T02:00:00") == "2026-04-01T07:00:00Z"
    assert signed("2026-10-05T02:00:00") == "2026-10-05T07:00:00Z"


def test_what_is_written_otherwise_says_the_same():
    """The order of modifiers, the case of a word, a name of the directory: none is another content."""

    def said(**fields: str) -> tuple[str, ...]:
        return settle(read(directory=NOWHERE, **fields).content, MERCY)

    plain = said(modifiers="59+LT", radiologist="r-rao", facility="mercy-main")
    assert said(modifiers="LT+59", radiologist="R-RAO", facility="Mercy-Main") == plain
    assert plain[MODIFIERS] == "59+LT"
    assert said(modifiers="LT")[MODIFIERS] == "LT"
    assert said(radiologist="Nobody Known") == said(radiologist="NOBODY known")
    assert said(radiologist="Nobody Known") != said(radiologist="Somebody Else")


@pytest.mark.parametrize("sent", ["", "2026-10-03T06:35:00Z"])
def test_a_source_with_descriptions_and_one_without_say_the_same_in_either_order(store: Store, sent: str):
    """A row of a CSV has none, the message of the same read has one: whichever comes first, nobody has to decide anything."""
    bare, described = read(priority="stat"), read(priority="stat", description="CT HEAD", sent_at=sent)
    counts = [brought(store, row, file=str(at)) for at, row in enumerate((bare, described, bare, described))]
    assert counts == [counted(recorded=1), counted(amended=1), counted(duplicate=1), counted(duplicate=1)]
    turned = [read(accession="A2", priority="stat", description=said) for said in ("CT HEAD", "", "CT HEAD")]
    counts = [brought(store, row, file=f"turned {at}") for at, row in enumerate(turned)]
    assert counts == [counted(recorded=1), counted(duplicate=1), counted(duplicate=1)]
    assert descriptions(store) == ["CT HEAD", "CT HEAD"]


@pytest.mark.parametrize("more", [{"description": "CT NECK"}, {"description": "CT HEAD", "priority": "stat"}])
def test_a_description_beside_another_or_beside_other_news_waits_for_a_person(store: Store, more: dict[str, str]):
    brought(store, read(description="" if "priority" in more else "CT HEAD"))
    assert brought(store, read(**more), file="other") == counted(conflict=1)
