"""Taxes hold from their day to their day; a maximum and a discount are in part, in the contract's currency, and say of what."""

import pytest

from reads.core.month import Month
from tests.invoicing.pricing.cases import bill, priced, read

CT = '[[rates]]\nname = "CT"\nper_read = "45.00"\n'


@pytest.mark.parametrize("month, taxed", [(9, False), (10, True), (11, True), (12, False)])
def test_a_tax_is_that_of_the_month_s_first_day(month: int, taxed: bool):
    text = CT + '[[taxes]]\nname = "VAT"\npercent = "10"\nfrom = 2026-10-01\nuntil = 2026-12-01\n'
    found = priced(text, [read("A1", f"2026-{month:02}-14 02:00")], Month(2026, month))
    assert [line.split(":")[0] for line in bill(found)] == [
        "reads",
        *(["tax"] * taxed),
        f"total {'49.50' if taxed else '45.00'}",
    ]


@pytest.mark.parametrize("most, less", [("155.00", "-10.00"), ("174.38", []), ("174.36", "-0.01")])
def test_a_maximum_is_in_part_and_what_is_over_it_comes_off_to_the_cent(most: str, less: str | list[str]):
    """Two reads of 45.00 in half a month: 155.00 × 16/31 is 80.00; 174.38 is 90.00 to the cent."""
    text = f'effective = 2026-10-16\ncurrency = "EUR"\n{CT}[maximum]\nmonthly = "{most}"\n'
    found = priced(text, [read(f"A{n}", f"2026-10-20 02:0{n}") for n in range(2)])
    lines = found.lines[1:]
    assert [line.amount.printed() for line in lines] == ([less] if less else [])
    assert all(line.amount.currency == "EUR" for line in found.lines)
    if most == "155.00":
        assert lines[0].basis == "maximum 80.00, for 16 of 31 days, less 90.00 of reads"


def test_a_discount_says_of_what_in_the_contract_s_currency():
    (line,) = priced(f'currency = "EUR"\n{CT}[discount]\npercent = "10"\n', [read("A1")]).lines[1:]
    assert (line.amount.printed(), line.amount.currency, line.basis) == ("-4.50", "EUR", "10 % of 45.00")
