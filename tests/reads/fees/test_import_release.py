"""A release is kept once; its twin and its copies add nothing, its correction becomes a revision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from reads.fees.errors import PairDisagrees
from reads.fees.import_release import Arrival, import_fees
from reads.fees.loaded_releases import load_releases, newest_revisions
from reads.fees.relative_value_file import read_fee_file
from reads.fees.release import Chosen, NoRelease
from reads.store.events import EventRow
from tests.reads.fees.cms import TITLES, csv_file, fixed_width

ROWS = ["70001 - A 0.85 1", "70001 26 A 0.83 1", "70002 26 A 1.10 1"]
CORRECTED = ["70001 - A 0.85 1", "70001 26 A 0.84 1", "70002 26 A 1.10 1"]


@pytest.fixture
def arrive(store):
    """Imports a file in a transaction of its own."""

    def arrives(name, content):
        with store.write() as session:
            return import_fees(session, read_fee_file(name, content), actor="tester", at=store.clock.now())

    return arrives


def works(store, code="70001"):
    with store.read() as session:
        releases = load_releases(session, [code])
    return {name: str(release.professional(code).work_rvu) for name, release in releases.by_name.items()}


def test_a_release_is_kept_with_its_quarter_and_hash(store, arrive):
    done = arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS))
    assert (done.release, done.revision, done.arrival, done.codes) == ("2026C", 1, Arrival.IMPORTED, 3)
    with store.read() as session:
        (row,) = newest_revisions(session)
        (event,) = session.exec(select(EventRow)).all()
    assert (row.starts, row.ends, row.released_on) == (date(2026, 7, 1), date(2026, 10, 1), "2026-06-30")
    assert len(row.sha256) == 64
    assert (event.action, event.entity) == ("fees.imported", "2026C")


def test_the_same_file_twice_adds_nothing(store, arrive):
    content = csv_file(ROWS)
    arrive("PPRRVU2026_Jul.csv", content)
    assert arrive("copy.csv", content).arrival is Arrival.SAME_FILE
    with store.read() as session:
        assert len(session.exec(select(EventRow)).all()) == 1


@pytest.mark.parametrize(
    "name, content",
    [("PPRRVU2026_Jul_QPP.csv", csv_file(ROWS, titles=("{year} X Relative Value File {month} Release",))),
     ("PPRRVU2026_Jul.txt", fixed_width(ROWS))],
    ids=["the other half of the pair", "another form"],
)  # fmt: skip
def test_a_file_with_the_same_values_adds_nothing_and_says_so(arrive, name, content):
    arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS))
    done = arrive(name, content)
    assert (done.arrival, done.beside, done.revision) == (Arrival.SAME_VALUES, "PPRRVU2026_Jul_nonQPP.csv", 1)


def test_a_pair_that_disagrees_is_refused_with_the_codes(store, arrive):
    arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS))
    with pytest.raises(PairDisagrees, match="70001 26"):
        arrive("PPRRVU2026_Jul_QPP.csv", csv_file(CORRECTED))
    assert works(store) == {"2026C": "0.83"}


@pytest.mark.parametrize("order", [("QPP", "nonQPP"), ("nonQPP", "QPP")], ids="-".join)
def test_a_pair_and_its_corrected_pair_come_in_either_order(store, order):
    for rows in (ROWS, CORRECTED):
        files = [read_fee_file(f"PPRRVU2026_Jul_{half}.csv", csv_file(rows, titles=(*TITLES, half))) for half in order]
        with store.write() as session:
            done = [import_fees(session, each, actor="tester", at=store.clock.now(), together=files) for each in files]
        assert done[1].arrival is Arrival.SAME_VALUES
    assert done[0].arrival is Arrival.CORRECTED
    assert works(store) == {"2026C": "0.84"}


def test_a_corrected_file_is_a_new_revision_and_says_what_changed(store, arrive):
    arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS))
    done = arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(CORRECTED))
    assert (done.arrival, done.revision) == (Arrival.CORRECTED, 2)
    assert [(change.code, change.modifier, change.old, change.new) for change in done.changes] == [
        ("70001", "26", Decimal("0.83"), Decimal("0.84"))
    ]
    assert works(store) == {"2026C": "0.84"}
    assert arrive("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS)).arrival is Arrival.SAME_FILE
    assert works(store) == {"2026C": "0.84"}


def test_only_the_values_asked_for_are_loaded(store, arrive):
    arrive("PPRRVU2026_Jul.csv", csv_file(ROWS))
    arrive("PPRRVU2025_Oct.csv", csv_file(["70001 - A 0.90 1"], year="2025", month="October"))
    with store.read() as session:
        some, everything = load_releases(session, ["70002"]), load_releases(session)
        none = load_releases(session, [])
    assert [len(some.by_name[name].values) for name in ("2025D", "2026C")] == [0, 1]
    assert [len(everything.by_name[name].values) for name in ("2025D", "2026C")] == [1, 3]
    assert isinstance(none.on(date(2026, 8, 1)), Chosen)
    assert none.on(date(2026, 11, 1)) == Chosen(none.by_name["2026C"], older=True)
    assert none.on(date(2027, 1, 1)) == NoRelease("2027A")
