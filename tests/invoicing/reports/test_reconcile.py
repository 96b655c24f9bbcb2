"""A hospital's list beside ours: what matches, what doesn't, and a bridge that always adds up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from invoicing.reports.reconcile import Class, Found, Reconciliation
from invoicing.reports.reconcile_match import matched
from reads.core.money import Money
from reads.core.month import Month
from tests.invoicing.reports.lists import ours, theirs


def told(rows, reads, others=(), *, priced=True):
    return Reconciliation(matched(rows, reads, others, "USD"), "USD", priced, Money(0))


def classes(rows, reads, others=()):
    return [(item.kind, item.found) for item in matched(rows, reads, others, "USD")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("MG0104200", Found.ACCESSION),
        ("mg0104200", Found.ACCESSION),
        ("MG-0104200", Found.NORMALISED),
        ("MG 0104200", Found.NORMALISED),
        ("0104200", Found.NORMALISED),
        ("104200", Found.NORMALISED),
        ("ACC104200", Found.NORMALISED),
        ("0MG104200", Found.NORMALISED),
        ("MG0104200-1", Found.GROUPED),
        ("104200A", Found.GROUPED),
    ],
)
def test_an_accession_is_found_however_it_is_written(written, found):
    assert classes([theirs(2, written)], [ours("MG0104200"), ours("MG0104201")]) == [
        (Class.MATCHED, found),
        (Class.OURS_ONLY, Found.NOT),
    ]


@pytest.mark.parametrize(
    ("written", "day", "kind"),
    [
        ("ZZ9", "20", Class.THEIRS_ONLY),
        ("ZZ9", "22", Class.MATCHED),
        ("XA9", "01", Class.MATCHED),
        ("9", "01", Class.MATCHED),
    ],
)
def test_other_letters_before_the_same_digits_are_another_study_where_the_days_are_apart(written, day, kind):
    """ZZ9 of the 20th was told to be A9 of the 23rd: what they have and we don't went unseen."""
    rows = [theirs(2, written, at=f"2026-10-{day}T12:00")]
    assert kind in {item.kind for item in matched(rows, [ours("A9", at="2026-10-23T12:00")], [], "USD")}


def test_one_number_at_two_hospitals_is_told_apart_by_the_facility():
    reads = [ours("MG0104200"), ours("ML0104200", facility="mercy-lakeside", modality="MR")]
    (match, only) = matched([theirs(2, "104200", facility="mercy-lakeside")], reads, [], "USD")
    assert [read.accession for read in match.reads] == ["ML0104200"]
    assert only.kind is Class.OURS_ONLY


def test_one_number_at_two_hospitals_without_a_facility_goes_by_the_hour():
    reads = [ours("MG0104200"), ours("ML0104200", facility="mercy-lakeside", at="2026-10-20T12:00")]
    row = theirs(2, "104200", facility="", at="2026-10-20T11:40")
    (match, _) = matched([row], reads, [], "USD")
    assert [read.accession for read in match.reads] == ["ML0104200"]
    assert classes([replace(row, times=())], reads)[-1][0] is Class.THEIRS_ONLY


def test_a_split_order_is_one_of_ours_by_its_units():
    """Chest with abdomen and pelvis: one read of two regions here, two orders there, at the same price."""
    rows = [theirs(2, "104200-1", "19.00"), theirs(3, "104200-2", "19.00")]
    assert classes(rows, [ours("MG0104200", regions=2)]) == [(Class.MATCHED, Found.GROUPED)]


def test_several_orders_in_one_row_are_matched_by_their_units():
    reads = [ours("MG0104200"), ours("MG0104201")]
    for written in ("104200, 104201", "104200/201", "MG0104200 MG0104201"):
        assert classes([theirs(2, written, "76.00", units="2")], reads) == [(Class.MATCHED, Found.GROUPED)]


def test_two_exams_under_one_accession_are_one_order():
    reads = [ours("MG1000"), ours("MG1000", exam="CTCSP")]
    rows = [theirs(2, "1000"), theirs(3, "1000", exam="C SPINE")]
    assert classes(rows, reads) == [(Class.MATCHED, Found.NORMALISED)]
    assert classes(rows[:1], reads) == [(Class.UNITS_DIFFER, Found.NORMALISED)]


def test_units_that_differ_go_before_prices_that_differ():
    assert classes([theirs(2, "MG1000", "76.00", units="2")], [ours("MG1000")])[0][0] is Class.UNITS_DIFFER
    assert classes([theirs(2, "MG1000", "40.00")], [ours("MG1000")])[0][0] is Class.PRICE_DIFFERS


def test_a_row_entered_twice_is_a_duplicate_but_two_reads_are_not():
    rows = [theirs(2, "MG1000"), theirs(3, "MG1000")]
    assert [kind for kind, _ in classes(rows, [ours("MG1000")])] == [Class.DUPLICATE, Class.MATCHED]
    two = [ours("MG1000"), ours("MG1000", at="2026-10-05T13:00")]
    assert [kind for kind, _ in classes(rows, two)] == [Class.MATCHED]


def test_what_nobody_else_has_is_not_counted_twice_either():
    rows = [theirs(2, "X9", at=""), theirs(3, "X9", at="")]
    assert [kind for kind, _ in classes(rows, [])] == [Class.DUPLICATE, Class.THEIRS_ONLY]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (theirs(2, "MG1002", at="2026-10-05T12:59"), Class.MATCHED),
        (theirs(2, "", at="2026-10-05T11:00"), Class.MATCHED),
        (theirs(2, "MG1002", at="2026-10-05T13:01"), Class.THEIRS_ONLY),
        (theirs(2, "MG1002", modality="MR"), Class.THEIRS_ONLY),
        (theirs(2, "MG1002", facility="mercy-west"), Class.THEIRS_ONLY),
        (theirs(2, "MG1002", at=""), Class.THEIRS_ONLY),
        (theirs(2, "MG1002", modality="", exam="Knee"), Class.THEIRS_ONLY),
        (theirs(2, "MG1002", modality="", exam="ct head"), Class.MATCHED),
    ],
)
def test_a_mistyped_accession_is_matched_by_facility_modality_and_hour(row, kind):
    found = [item.kind for item in matched([row], [ours("MG1020")], [], "USD")]
    assert found == ([kind] if kind is Class.MATCHED else [Class.OURS_ONLY, kind])


def test_the_nearest_in_time_is_taken_and_each_only_once():
    reads = [ours("MG1", at="2026-10-05T12:00"), ours("MG2", at="2026-10-05T12:30")]
    rows = [theirs(2, "x", at="2026-10-05T12:29"), theirs(3, "y", at="2026-10-05T12:20")]
    pairs = {item.rows[0].line: item.reads[0].accession for item in matched(rows, reads, [], "USD")}
    assert pairs == {2: "MG2", 3: "MG1"}


def test_what_we_bill_in_another_month_is_said_with_its_invoice():
    november = ours("MG1000", month=Month(2026, 11))
    september = ours("MG999", month=Month(2026, 9), number="WR-2026-00007")
    found = matched([theirs(2, "1000"), theirs(3, "999")], [], [november, september], "USD")
    assert [(item.kind, item.note) for item in found] == [
        (Class.OTHER_MONTH, "November 2026, not issued yet"),
        (Class.OTHER_MONTH, "September 2026, WR-2026-00007"),
    ]


def test_without_amounts_units_are_compared():
    rows = [theirs(2, "MG1000", None), theirs(3, "MG1001", None)]
    found = told(rows, [ours("MG1000"), ours("MG1001"), ours("MG1002")], priced=False)
    assert found.theirs_total is None
    assert found.counts[Class.MATCHED] == 2
    assert found.percent_apart * 3 == 100


def test_a_row_without_an_amount_in_a_list_with_amounts_differs_in_price():
    found = told([theirs(2, "MG1000", None), theirs(3, "MG1001")], [ours("MG1000"), ours("MG1001")])
    assert found.counts[Class.PRICE_DIFFERS] == 1
    assert str(found.theirs_total) == "38.00"


def test_too_much_here_does_not_make_good_too_little_there():
    rows = [theirs(2, "MG1000", "48.00"), theirs(3, "MG1001", "28.00")]
    found = told(rows, [ours("MG1000"), ours("MG1001")])
    assert found.ours_total == found.theirs_total
    assert found.percent_apart * 76 == 2000


def test_nothing_on_both_sides_is_not_apart():
    assert told([], []).percent_apart == 0


NUMBERS = some.integers(1, 12)
AMOUNTS = some.sampled_from(["38.00", "40.00", "-38.00", "12.50"])
TIMES = some.integers(0, 50).map(lambda minutes: f"2026-10-05T{12 + minutes // 10}:{minutes % 10 * 6:02d}")
WRITTEN = some.sampled_from(["MG{:05d}", "{}", "mg-{}", "{}A", "{}-1", "{0}, 1{0}", "", "X{}"])
OURS = some.builds(
    lambda number, amount, at, facility, units: ours(f"MG{number:05d}", amount, at=at, facility=facility, units=units),
    NUMBERS,
    AMOUNTS,
    TIMES,
    some.sampled_from(["mercy-general", "mercy-west"]),
    some.integers(0, 3),
)
THEIRS = some.builds(
    lambda number, form, amount, at, facility, units: theirs(
        0, form.format(number), amount, at=at, facility=facility, units=units
    ),
    NUMBERS,
    WRITTEN,
    some.one_of(some.none(), AMOUNTS),
    some.one_of(some.just(""), TIMES),
    some.sampled_from(["mercy-general", "mercy-west", ""]),
    some.sampled_from(["1", "2", "-1", "0.5"]),
)


@given(some.lists(THEIRS, max_size=25), some.lists(OURS, max_size=25), some.lists(OURS, max_size=5))
def test_the_bridge_always_adds_up_and_nothing_is_lost_or_counted_twice(rows, reads, others):
    rows = [replace(row, line=line) for line, row in enumerate(rows, 2)]
    reads = [replace(read, key=f"{number}") for number, read in enumerate(reads)]
    others = [replace(read, key=f"o{number}", month=Month(2026, 11)) for number, read in enumerate(others)]
    found = told(rows, reads, others)
    bridged = sum((step.amount.minor for step in found.bridge), found.theirs_total.minor)
    assert bridged == found.ours_total.minor == sum(read.amount.minor for read in reads)
    assert sum((step.units for step in found.bridge), found.their_units) == sum(read.units for read in reads)
    assert sorted(row.line for item in found.items for row in item.rows) == [row.line for row in rows]
    billed = [read.key for item in found.items if item.kind is not Class.OTHER_MONTH for read in item.reads]
    assert sorted(billed) == sorted(read.key for read in reads)


@given(some.lists(OURS, max_size=20), some.randoms(use_true_random=False))
def test_a_list_of_exactly_what_we_bill_matches_whatever_its_order(reads, chance):
    reads = [replace(read, key=f"{number}") for number, read in enumerate(reads)]
    rows = [
        theirs(line, read.accession, str(read.amount), facility=read.facility, units=str(read.units))
        for line, read in enumerate(reads, 2)
    ]
    chance.shuffle(rows)
    found = told(rows, reads)
    assert {item.kind for item in found.items} <= {Class.MATCHED}
    assert found.percent_apart == 0
