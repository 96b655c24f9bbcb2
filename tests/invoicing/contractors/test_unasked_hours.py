"""Hours beside the agreements: what nobody pays is told, what is paid as it is written is not."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.contractors.agreement_file import read_agreement
from invoicing.contractors.hours_and_payments import Hours, read_hours, read_payments
from invoicing.contractors.unasked_hours import unasked_hours

NIGHTS = """
radiologist = "r-rao"
effective = 2026-01-01
until = 2026-11-01
[hourly]
per_hour = "95.00"
[[hourly.extras]]
name = "Nights"
kind = ["night", "Second"]
add = "12.50"
"""


def told(*hours: Hours) -> list[str]:
    agreement, faults = read_agreement("r-rao", NIGHTS, "agreements/r-rao.toml")
    assert agreement is not None
    assert not faults
    return [each.code for each in unasked_hours(hours, [agreement])]


def worked(day: date, kind: str = "", reader: str = "r-rao") -> Hours:
    return Hours(reader, day, Decimal(8), kind)


@pytest.mark.parametrize(
    "hours, codes",
    [
        (worked(date(2026, 1, 1)), []),
        (worked(date(2026, 10, 31), "second"), []),
        (worked(date(2026, 11, 1)), ["hours_unpaid"]),
        (worked(date(2025, 12, 31)), ["hours_unpaid"]),
        (worked(date(2026, 10, 31), reader="r-chen"), ["hours_unpaid"]),
        (worked(date(2026, 10, 31), "secnd"), ["kind_not_asked"]),
    ],
)
def test_an_hour_is_told_where_no_agreement_pays_it_as_it_is_written(hours: Hours, codes: list[str]):
    assert told(hours) == codes


def test_a_reader_and_a_kind_are_told_once():
    days = [worked(date(2026, 10, day), kind) for day in (1, 2) for kind in ("secnd", "nigth")]
    assert told(*days) == ["kind_not_asked", "kind_not_asked"]


def test_two_shifts_of_a_day_are_no_row_twice():
    rows = "radiologist,date,hours,kind,country\nr-rao,2026-10-01,4,,IN\nr-rao,2026-10-01,4,second,IN\nr-rao,2026-10-01,4,,US\n"
    hours, findings = read_hours(rows.encode())
    assert (len(hours), findings) == (3, [])


def test_a_payment_of_the_month_before_the_year_began_is_no_far_one():
    rows = "radiologist,paid_on,amount,currency,month\nr-rao,2026-01-08,9120.00,USD,2025-12\nr-rao,2025-12-01,1.00,USD,2025-12\n"
    payments, findings = read_payments(rows.encode())
    assert (len(payments), findings) == (2, [])
