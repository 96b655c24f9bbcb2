"""A minimum of reads bills the units that are missing: none once it is met, each site's own, in part where a month is."""

import pytest

from reads.core.money import Money
from tests.invoicing.pricing.cases import bill, many, priced, read
from tests.invoicing.pricing.periods import months

RATE = '[[rates]]\nname = "CT"\nper_read = "45.00"\n'
OF_READS = RATE + '[minimum]\nreads = 100\nprice = "40.00"\nperiod = "month"\n'


@pytest.mark.parametrize(
    "units, missing", [(99, ["minimum: Monthly minimum: 1 × 40.00 = 40.00"]), (100, []), (101, [])]
)
def test_it_is_met_by_as_many_reads_and_not_by_one_less(units: int, missing: list[str]):
    assert bill(priced(OF_READS, many(units)))[1:-1] == missing


def test_by_facility_the_reads_of_one_fill_no_other_s():
    reads = [*many(3), read("W1", at="mercy-west")]
    text = OF_READS.replace("reads = 100", 'reads = 5\nscope = "facility"')
    found = priced(text, reads)
    assert bill(found)[2:] == [
        "minimum: Monthly minimum at mercy-general: 2 × 40.00 = 80.00",
        "minimum: Monthly minimum at mercy-west: 4 × 40.00 = 160.00",
        "total 420.00",
    ]
    assert [line.basis for line in found.lines[2:]] == [
        "minimum 5 reads, less 3: 2 × 40.00",
        "minimum 5 reads, less 1: 4 × 40.00",
    ]


def test_of_a_month_in_part_the_missing_part_of_a_read_is_billed_too():
    """100 × 16/31 = 51.61 reads, less 10: 41.61 at 40.00, rounded once, in the contract's currency."""
    text = f'effective = 2026-10-16\ncurrency = "EUR"\n{OF_READS}'
    found = priced(text, [read(f"A{n}", f"2026-10-20 02:{n:02}") for n in range(10)])
    assert bill(found) == [
        "reads: CT at mercy-general: 10 × 45.00 = 450.00",
        "minimum: Monthly minimum: 1 = 1,664.52",
        "total 2,114.52",
    ]
    assert found.lines[1].amount == Money(1_664_52, "EUR")
    assert found.lines[1].basis == "minimum 51.61 reads, for 16 of 31 days, less 10: 41.61 × 40.00"


def test_over_a_quarter_its_months_shares_are_counted_together():
    text = "effective = 2026-01-01\n" + OF_READS.replace("reads = 100", "reads = 90").replace('"month"', '"quarter"')
    found = months(text, {"2026-01": 10, "2026-02": 20, "2026-03": 15})
    assert bill(found["2026-02"])[1:] == ["total 900.00"]
    assert bill(found["2026-03"])[1:] == ["minimum: Quarterly minimum: 45 × 40.00 = 1,800.00", "total 2,475.00"]
    (note,) = found["2026-02"].notes
    assert note.startswith("Quarterly minimum, January to March 2026: 30 of 90 reads by the end of February 2026;")
    (note,) = months(text.replace("01-01", "01-16"), {"2026-01": 0})["2026-01"].notes
    assert note.startswith("Quarterly minimum, January to March 2026: 0 of 75.48 reads by")
