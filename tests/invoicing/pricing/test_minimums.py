"""A minimum of money: a base fee that comes on top, one that is met to the cent, notes and words by site and period."""

from datetime import date

from tests.invoicing.pricing.cases import bill, facility, many, priced, read
from tests.invoicing.pricing.periods import months

RATE = '[[rates]]\nname = "CT"\nper_read = "45.00"\n'


def test_a_base_fee_comes_on_top_of_the_reads_at_each_site():
    text = RATE + '[minimum]\nmonthly = "310.00"\nmode = "base_fee"\nscope = "facility"\n'
    rows = (facility(), facility("mercy-west", starts=date(2026, 10, 16)))
    found = priced(text, many(2), facilities=rows)
    assert bill(found) == [
        "reads: CT at mercy-general: 2 × 45.00 = 90.00",
        "minimum: Monthly base fee at mercy-general: 1 × 310.00 = 310.00",
        "minimum: Monthly base fee at mercy-west: 1 × 160.00 = 160.00",
        "total 560.00",
    ]
    assert [line.basis for line in found.lines[1:]] == ["minimum 310.00", "minimum 160.00, for 16 of 31 days"]


def test_a_minimum_that_is_met_to_the_cent_has_no_line():
    text = RATE + '[minimum]\nmonthly = "{}"\n'
    assert bill(priced(text.format("90.00"), many(2))) == [
        "reads: CT at mercy-general: 2 × 45.00 = 90.00",
        "total 90.00",
    ]
    (line,) = priced(text.format("90.01"), many(2)).lines[1:]
    assert (line.amount.printed(), line.basis) == ("0.01", "minimum 90.01, less 90.00 of reads")


def notes(text: str, *, at: str) -> list[str]:
    """What a quarter's first month says of its minimum, of 2 reads at one site; until where it has filled."""
    reads = [read(f"A{n}", f"2026-01-20 02:{n:02}", at=at) for n in range(2)]
    said = months(text, {"2026-01": reads})["2026-01"].notes
    return [note.split(" by the end of ")[0] for note in said]


def test_a_quarter_says_by_site_how_far_it_has_filled():
    head = f"effective = 2026-01-16\n{RATE}[minimum]\n" + 'scope = "facility"\n{}\n'
    quarter = "January to March 2026"
    assert notes(head.format('quarterly = "300.00"'), at="mercy-west") == [
        f"Quarterly minimum at mercy-general, {quarter}: 0.00 of 251.61 USD",
        f"Quarterly minimum at mercy-west, {quarter}: 90.00 of 251.61 USD",
    ]
    assert notes(head.format('reads = 90\nprice = "40.00"\nperiod = "quarter"'), at="mercy-general") == [
        f"Quarterly minimum at mercy-general, {quarter}: 2 of 75.48 reads",
        f"Quarterly minimum at mercy-west, {quarter}: 0 of 75.48 reads",
    ]


def test_a_quarter_in_part_says_of_how_many_days():
    text = f'effective = 2026-01-16\n{RATE}[minimum]\nquarterly = "300.00"\n'
    found = months(text, {"2026-01": 0, "2026-02": 0, "2026-03": 0})["2026-03"]
    assert found.lines[0].basis == "minimum 251.61, for 75 of 90 days, less 0.00 of reads"
    whole = months(text.replace("01-16", "01-01"), {"2026-01": 0, "2026-02": 0, "2026-03": 0})["2026-03"]
    assert whole.lines[0].basis == "minimum 300.00, less 0.00 of reads"
