"""The accountant's list: payments by their day, work by its country."""

from datetime import date

import pytest

from invoicing.contractors.books import Arrangements
from invoicing.contractors.hours_and_payments import ReaderPayment
from invoicing.contractors.year import threshold_of, year_of
from reads.core.money import Money
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.contractors.month_of_rao import agreed

PER_READ = '[[rates]]\nname = "All"\nper_read = "10.00"\n'


@pytest.fixture
def books_of(store: Store, books):
    """Mercy's October with a tax form and a place of work for Dr. Rao."""

    def brought(form: str, country: str) -> Store:
        mercy.write_books(books, "sqlite:///wetread.db")
        (books / "directory" / "radiologists.csv").write_text(f'id,name,npi,tax_form\nr-rao,"Rao, Vikram",,{form}\n')
        place = f"r-rao,2025-01-01,,{country},America/Chicago\n" if country else ""
        state = "radiologist,from,until,country,timezone\n"
        if country == "US":
            state = "radiologist,from,until,country,timezone,state,zip\n"
            place = "r-rao,2025-01-01,,US,America/Chicago,IL,60611-2210\n"
        (books / "directory" / "locations.csv").write_text(state + place)
        mercy.apply(books, store)
        mercy.bring_in(store, mercy.OCTOBER)
        return store

    return brought


def listed(store: Store, *payments: tuple[str, str], year: int = 2026, currency: str = "USD"):
    paid = tuple(
        ReaderPayment("r-rao", date.fromisoformat(day), Money.of(amount, currency)) for day, amount in payments
    )
    with store.read() as session:
        (row,) = year_of(session, Arrangements((agreed(PER_READ),), (), (), paid), year).rows
    return row


@pytest.mark.parametrize(("year", "amount"), [(2024, "600.00"), (2025, "600.00"), (2026, "2000.00"), (2027, "2000.00")])
def test_the_threshold_is_that_of_the_year_of_payment(year, amount):
    assert str(threshold_of(year)) == amount


@pytest.mark.parametrize(
    ("payments", "on_it"),
    [
        ([("2026-12-31", "2000.00")], True),
        ([("2026-12-31", "1999.99")], False),
        ([("2026-06-30", "1000.00"), ("2026-12-31", "1000.00")], True),
        ([("2025-12-31", "1000.00"), ("2026-01-01", "1999.99")], False),
        ([("2027-01-01", "5000.00")], False),
    ],
)
def test_payments_count_by_their_day(books_of, payments, on_it):
    row = listed(books_of("W-9", "US"), *payments)
    assert ("1099_nec" in row.lists) == on_it


@pytest.mark.parametrize(
    ("form", "country", "lists"),
    [
        ("W-9", "US", ("1099_nec",)),
        ("W-9", "CH", ("1099_nec", "performed_abroad")),
        ("W-8BEN", "IN", ("performed_abroad",)),
        ("W-8BEN", "US", ("performed_in_us",)),
        ("W-8BEN-E", "", ("unknown_place",)),
        ("", "IN", ("no_tax_form", "performed_abroad")),
    ],
)
def test_who_is_on_which_list(books_of, form, country, lists):
    assert listed(books_of(form, country), ("2026-11-05", "2500.00")).lists == lists


def test_what_was_paid_in_another_currency_is_said_and_not_compared(books_of):
    row = listed(books_of("W-9", "IN"), ("2026-11-05", "212480.50"), currency="INR")
    assert row.lists == ("paid_in_other_currency", "performed_abroad")


def test_work_is_listed_by_country(books_of):
    row = listed(books_of("W-8BEN", "IN"))
    assert [(place.country, place.reads, str(place.earned)) for place in row.places] == [("IN", 4, "40.00")]
    assert row.paid == ()
