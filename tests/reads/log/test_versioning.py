"""What a read that arrives means beside those that are known: cases that the table of spec 2.2 doesn't name."""

from dataclasses import replace
from datetime import date

from reads.directory.directory import Directory
from reads.intake.content import CONTENT, SIGNED_AT
from reads.log.versioning import settle
from reads.store.engine import Store
from tests.reads.directories import MERCY, NOWHERE, facility
from tests.reads.log.histories import brought, counted, descriptions, read

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
