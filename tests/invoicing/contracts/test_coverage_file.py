"""coverage.csv is held against the contracts: no row is left out without a word."""

from datetime import date
from decimal import Decimal

from invoicing.contracts.file.coverage_checks import coverage_faults
from reads.directory.directory import Directory
from reads.directory.model import CoverageQuantity
from tests.invoicing.pricing.cases import contract

TERMS = contract(
    'effective = 2026-01-01\n[[rates]]\nname = "All"\nfree = true\n'
    '[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nhours = "coverage.csv"\n'
    '[[coverage]]\nname = "Days"\nper_night = "100.00"\nlocal_time = "08:00-20:00"\n'
)


def told(*rows, known=("mercy-nights", "mercy-faulty")):
    quantities = [CoverageQuantity(name, what, day, Decimal(8)) for name, what, day in rows]
    found = coverage_faults([TERMS], known, Directory.of(coverage=quantities))
    return [f"{finding.code}: {finding.message}" for finding in found]


def test_rows_that_a_contract_asks_for_are_in_order():
    assert told(("mercy-nights", "Nights", date(2026, 1, 1)), ("mercy-faulty", "Any", date(2026, 1, 1))) == []


def test_rows_that_would_bill_nothing_are_named():
    assert told(
        ("mercy-night", "Nights", date(2026, 1, 1)),
        ("mercy-nights", "Days", date(2026, 1, 1)),
        ("mercy-nights", "Nights", date(2025, 12, 31)),
    ) == [
        'unknown_contract: there is no contract "mercy-night"',
        (
            'unknown_coverage: mercy-nights, Days, 2026-01-01: the contract has no `[[coverage]]` "Days" with '
            '`hours = "coverage.csv"`'
        ),
        "outside_contract: mercy-nights, Nights, 2025-12-31: the contract doesn't pay for it on that day",
    ]
