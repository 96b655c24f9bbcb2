"""Revenue beside pay: every cell adds up to what clients are billed and readers are owed."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.closing.gather import gather_month
from invoicing.contractors.books import Arrangements
from invoicing.contractors.errors import NoExchangeRate
from invoicing.contractors.exchange_rates import ExchangeRate
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.margin import MarginCell, margin_of
from invoicing.pricing.engine import price_month
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.contractors.month_of_rao import agreed

OCTOBER = Month(2026, 10)
PER_READ = 'tax_form_signed = 2025-02-11\n[[rates]]\nname = "All"\nper_read = "10.00"\n'
BY_THE_HOUR = 'tax_form_signed = 2025-02-11\n[hourly]\nper_hour = "33.35"\n'
ONE_HOUR = Hours("r-rao", date(2026, 10, 5), Decimal(1))


@pytest.fixture
def october(store: Store, books) -> Store:
    """Mercy General 88.00 and its minimum's 12.00, Lakeview 45.00."""
    mercy.write_books(books, "sqlite:///wetread.db")
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    return store


def told(store: Store, text: str, currency: str | None = None, *, hours=(), exchange=()):
    with store.read() as session:
        return margin_of(session, Arrangements((agreed(text),), tuple(hours), tuple(exchange)), OCTOBER, currency)


def shown(cells):
    return {tuple(cell): (figures.reads, str(figures.revenue), str(figures.pay)) for cell, figures in cells.items()}


def test_reads_stand_at_their_modality_and_a_minimum_at_its_client(october: Store):
    found = told(october, PER_READ)
    assert shown(found.cells) == {
        ("lakeview", "lakeview-main", "CT"): (1, "45.00", "10.00"),
        ("mercy", "", ""): (0, "12.00", "0.00"),
        ("mercy", "mercy-general", "CT"): (2, "76.00", "20.00"),
        ("mercy", "mercy-general", "XR"): (1, "12.00", "10.00"),
    }
    assert str(found.total.margin) == "105.00"
    assert str(found.total.percent) == "72.4"
    assert found.by_client[MarginCell("mercy")].reads == 3


def test_hours_are_divided_over_the_readers_reads_to_the_cent(october: Store):
    """33.35 over four reads: 8.3375 each, and what rounding leaves goes to the largest remainders."""
    found = told(october, BY_THE_HOUR, hours=[ONE_HOUR])
    assert [figures.pay.minor for figures in found.cells.values()] == [834, 0, 1667, 834]
    assert str(found.total.pay) == "33.35"


def test_hours_without_reads_stand_nowhere_in_particular(store: Store, books):
    mercy.write_books(books, "sqlite:///wetread.db")
    mercy.apply(books, store)
    found = told(store, BY_THE_HOUR, hours=[ONE_HOUR])
    assert str(found.cells[MarginCell("")].pay) == "33.35"
    assert found.by_client[MarginCell("")].percent is None


def test_pay_in_another_currency_is_converted_as_a_whole(october: Store):
    """4 × 10.00 AUD at 0.6543 is 26.17 USD (26.172): three cells together, no cent apart."""
    agreement = f'currency = "AUD"\n{PER_READ}'
    found = told(october, agreement, exchange=[ExchangeRate("AUD", "USD", date(2026, 10, 1), Decimal("0.6543"))])
    assert str(found.total.pay) == "26.17"
    with pytest.raises(NoExchangeRate, match="no rate from AUD to USD"):
        told(october, agreement)


def test_it_can_be_told_in_another_currency(october: Store):
    found = told(october, PER_READ, "EUR", exchange=[ExchangeRate("USD", "EUR", date(2026, 10, 1), Decimal("0.9"))])
    assert (found.currency, str(found.total.revenue), str(found.total.pay)) == ("EUR", "130.50", "36.00")


def test_revenue_is_what_the_contracts_cost_without_taxes(october: Store, books):
    taxed = {**mercy.CONTRACTS}
    taxed["lakeview.toml"] += '\n[[taxes]]\nname = "Sales tax"\npercent = "7.25"\n'
    mercy.write_books(books, "sqlite:///wetread.db", taxed)
    mercy.apply(books, october)
    found = told(october, PER_READ)
    with october.read() as session:
        routed = gather_month(session, OCTOBER)
        priced = [
            price_month(
                applied,
                OCTOBER,
                routed.hospital.get((applied.contract.id, OCTOBER), []),
                routed.releases,
                routed.directory.facilities,
            )
            for applied in routed.contracts
        ]
    assert sum(each.total.minor for each in priced) == 14_826
    assert found.total.revenue.minor == 14_826 - 326


def test_what_readers_cannot_be_paid_yet_is_counted(october: Store):
    only_films = (
        'tax_form_signed = 2025-02-11\n[[rates]]\nname = "XR"\nmatch = { modality = "XR" }\nper_read = "4.00"\n'
    )
    found = told(october, only_films)
    assert (found.unpaid, str(found.total.pay)) == (3, "4.00")
