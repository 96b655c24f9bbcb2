"""Each figure of a charge says what it was made of."""

from invoicing.pricing.explain import Explained, explained
from reads.routing.route import Reason
from tests.invoicing.pricing.cases import many, priced, read, releases
from tests.invoicing.pricing.test_public_schedules import PAIR, PERCENT

EVERYTHING = """
[[rates]]
name = "CT"
per_read = "38.00"
[multiple]
percent = "80"
[[tiers]]
name = "Volume"
steps = [ { above = 1, percent = "-5" } ]
[[surcharges]]
name = "STAT"
match = { priority = "stat" }
add = "2.00"
[[surcharges]]
name = "Deep night"
match = { local_time = "23:00-05:00" }
percent = "12.5"
[[turnaround]]
name = "STAT within 30 minutes"
match = { priority = "stat" }
within_minutes = 30
credit_percent = "50"
"""


def told(month, accession):
    """The figures of a read, a line each, as text."""
    key = next(one.routed.logged.key for one in month.reads if one.routed.logged.read.accession == accession)
    found = explained(month, key)
    assert isinstance(found, Explained)
    return [f"{figure.amount} {figure.name}: {figure.made_of}".removesuffix(": ") for figure in found.figures]


def test_every_step_is_told_with_its_figures():
    month = priced(
        EVERYTHING,
        [
            read("A0", "2026-10-14 01:00"),
            read("A1", "2026-10-14 02:00"),
            read("A1", "2026-10-14 02:40", exam="CTNECK", received="2026-10-14 02:00", priority="stat"),
        ],
    )
    assert explained(month, month.reads[2].routed.logged.key).lines == (
        "CT, Volume above 1",
        "STAT",
        "Deep night",
        "STAT within 30 minutes",
    )
    late = explained(month, month.reads[2].routed.logged.key)
    assert [f"{figure.amount} {figure.name}: {figure.made_of}".removesuffix(": ") for figure in late.figures] == [
        "38.00 Base: 38.00 × 1 exam",
        "30.40 Multiple: 80 % of 38.00: another exam of the accession is dearer",
        "28.88 Volume: above 1: 30.40, -5 %",
        "2.00 STAT: 2.00 × 1 exam",
        "3.61 Deep night: 12.5 % of 28.88",
        "34.49 Charge: 28.88 + 2.00 + 3.61",
        "-17.25 STAT within 30 minutes: 50 % of 34.49, since it took 40 minutes instead of 30",
    ]


def test_first_step_of_a_tier_is_told_as_such():
    assert told(priced(EVERYTHING, many(1)), "A0000")[1] == "38.00 Volume: up to 1: 38.00"


def test_work_rvus_and_region_splits_are_told():
    month = priced(
        """
        unit = "region"
        [[rates]]
        name = "CT"
        per_wrvu = "38.25"
        [[tiers]]
        name = "Volume"
        steps = [ { above = 1, per_read = "9.00" } ]
        """,
        [read("A1", exam="CTAP", cpt="74177", regions=3)],
        releases=releases(r2026D={"74177": "1.77"}),
    )
    assert told(month, "A1") == [
        "67.70 Base: 38.25 a work RVU × 1.77",
        "22.57 Volume: up to 1: 67.7025 × 1 of 3 units",
        "18.00 Volume: above 1: 9.00 × 2",
        "40.57 Charge",
    ]
    assert explained(month, month.reads[0].routed.logged.key).rate_price == "38.25 a work RVU"


def test_free_reads_and_lesser_exams_say_why_they_cost_nothing():
    month = priced(
        """
        unit = "accession"
        [[rates]]
        name = "Phantom"
        match = { exam_code = "QC" }
        free = true
        [[rates]]
        name = "All"
        per_read = "10.00"
        """,
        [read("A1"), read("A1", "2026-10-14 02:30", exam="CTNECK"), read("A2", exam="QC")],
    )
    assert [told(month, "A2")[0], told(month, "A1")[0]] == ["0.00 Base: free", "10.00 Base: 10.00 × 1 accession"]
    lesser = explained(month, month.reads[2].routed.logged.key)
    assert lesser.figures[0].made_of == "counts no unit: another exam of the accession is dearer"


def test_under_line_rounding_amounts_are_shown_with_four_places():
    month = priced('rounding = "line"\n[[rates]]\nname = "CT"\nper_wrvu = "38.25"', [read("A1", cpt="74177")],
                   releases=releases(r2026D={"74177": "1.77"}))  # fmt: skip
    assert told(month, "A1") == ["67.7025 Base: 38.25 a work RVU × 1.77", "67.7025 Charge"]


def test_a_read_without_a_price_says_why():
    month = priced('[[rates]]\nname = "MR"\nmatch = { modality = "MR" }\nper_read = "50.00"', [read("A1")])
    (unpriced,) = month.unpriced
    reason = explained(month, unpriced[0].logged.key)
    assert isinstance(reason, Reason)
    assert reason.code == "no_rate"


def test_a_tier_says_how_long_and_what_it_counts():
    """A year's volume counted by all reads: the second read of the year is above 1."""
    text = (
        '[[rates]]\nname = "All"\nper_read = "40.00"\n'
        '[[tiers]]\nname = "CT"\nmatch = { modality = "CT" }\ncount = {}\nperiod = "year"\n'
        'steps = [ { above = 1, per_read = "30.00" } ]\n'
    )
    month = priced(text, [read("A1", "2026-10-14 01:00", modality="XR"), read("A2"), read("A3", "2026-10-14 03:00")])
    assert told(month, "A3")[1] == "30.00 CT: above 1 in the year of all reads: 30.00 × 1"


def test_an_amount_added_by_study_says_so():
    text = (
        '[[rates]]\nname = "All"\nper_read = "40.00"\n'
        '[[surcharges]]\nname = "STAT"\nadd = "5.00"\nadd_per = "accession"\n'
    )
    assert told(priced(text, [read("A1")]), "A1")[1] == "5.00 STAT: 5.00 once for the accession"


def test_an_exam_of_a_visit_is_reduced_by_name():
    text = '[[rates]]\nname = "All"\nper_read = "40.00"\n[multiple]\npercent = "50"\nwithin = "visit"\n'
    month = priced(text, [read("A1"), read("A1", "2026-10-14 03:00", exam="CTNECK")])
    figures = [figure.made_of for one in month.reads for figure in explained(month, one.routed.logged.key).figures]
    assert "50 % of 40.00: another exam of the visit is dearer" in figures


def test_percent_of_medicare_names_the_amount():
    month = priced(PERCENT, [read("A1")], releases=PAIR)
    assert told(month, "A1")[0] == "34.07 Base: 85 % of Medicare's 40.08"
