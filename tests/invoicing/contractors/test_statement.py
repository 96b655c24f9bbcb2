"""The month's statements: who is paid what, from where, and what stands in the way; on both databases."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.books import Arrangements, whole_arrangements
from invoicing.contractors.exchange_rates import ExchangeRate
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.statement import payroll
from invoicing.contractors.statement_reads import detail_csv
from invoicing.contractors.tax_form import TaxForm
from reads.core.month import Month
from reads.fees.import_release import import_fees
from reads.fees.relative_value_file import read_fee_file
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.contractors.month_of_rao import agreed
from tests.reads.fees.cms import csv_file

OCTOBER = Month(2026, 10)
PER_READ = 'tax_form_signed = 2025-02-11\n[[rates]]\nname = "All"\nper_read = "12.50"\n'


@pytest.fixture
def october(store: Store, books) -> Store:
    """Mercy's and Lakeview's October: four reads, all by Dr. Rao, in India."""
    mercy.write_books(books, "sqlite:///wetread.db")
    (books / "directory" / "radiologists.csv").write_text('id,name,npi,tax_form\nr-rao,"Rao, Vikram",,W-8BEN\n')
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    return store


def said_by(store: Store, agreement: Agreement, *, hours=(), exchange=()):
    with store.read() as session:
        found = payroll(session, Arrangements((agreement,), tuple(hours), tuple(exchange)), OCTOBER)
    (statement,) = found.statements
    return statement


def codes(reasons):
    return [reason.code for reason in reasons]


def test_all_reads_of_the_month_are_paid_whoever_is_billed(october: Store):
    said = said_by(october, agreed(PER_READ))
    assert (str(said.pay.total), said.holds, said.notes) == ("50.00", (), ())
    assert [(place.country, place.reads, str(place.amount)) for place in said.places] == [("IN", 4, "50.00")]


@pytest.mark.parametrize(
    ("signed", "code"), [("2022-12-31", "tax_form_expired"), ("", "tax_form_undated"), ("2023-01-01", None)]
)
def test_a_w8_is_good_for_the_year_of_signing_and_three_more(october: Store, signed: str, code: str | None):
    line = f"tax_form_signed = {signed}\n" if signed else ""
    said = said_by(october, agreed(PER_READ.replace("tax_form_signed = 2025-02-11\n", line)))
    assert codes(said.holds) == ([code] if code else [])


def test_a_form_that_ends_soon_is_noted(october: Store):
    said = said_by(october, agreed(PER_READ.replace("2025-02-11", "2023-02-11")))
    assert (codes(said.holds), codes(said.notes)) == ([], ["tax_form_expires"])


def test_the_last_day_of_a_form():
    assert TaxForm("W-8BEN", date(2025, 2, 11)).last_day == date(2028, 12, 31)
    assert TaxForm("W-9", date(2025, 2, 11)).last_day is None


def test_without_a_form_nobody_is_paid(october: Store, books):
    (books / "directory" / "radiologists.csv").write_text('id,name,npi\nr-rao,"Rao, Vikram",\n')
    mercy.apply(books, october)
    assert codes(said_by(october, agreed(PER_READ)).holds) == ["no_tax_form"]


def test_a_payment_abroad_takes_the_newest_rate_up_to_the_months_end(october: Store):
    """50.00 × 84.5575 = 4,227.875, which is 4,227.88."""
    rates = [
        ExchangeRate("USD", "INR", date(2026, 9, 30), Decimal("84.12")),
        ExchangeRate("USD", "INR", date(2026, 10, 30), Decimal("84.5575")),
        ExchangeRate("USD", "INR", date(2026, 11, 1), Decimal(90)),
    ]
    agreement = agreed(f'paid_in = "INR"\n{PER_READ}')
    said = said_by(october, agreement, exchange=rates)
    assert (str(said.payment), said.payment.currency) == ("4227.88", "INR")
    missing = said_by(october, agreement)
    assert (codes(missing.holds), missing.payment) == (["no_exchange_rate"], None)


def test_who_is_paid_by_the_hour_needs_hours(october: Store):
    agreement = agreed('tax_form_signed = 2025-02-11\n[hourly]\nper_hour = "100.00"\n')
    assert codes(said_by(october, agreement).holds) == ["no_hours"]
    hours = [Hours("r-rao", date(2026, 10, 5), Decimal(8), country="US"), Hours("r-rao", date(2026, 10, 6), Decimal(4))]
    said = said_by(october, agreement, hours=hours)
    assert (said.holds, codes(said.notes)) == ((), ["performed_in_us"])
    assert [(place.country, str(place.hours)) for place in said.places] == [("IN", "4"), ("US", "8")]


def test_work_that_nobody_placed_holds_a_w8(october: Store, books):
    (books / "directory" / "locations.csv").write_text("radiologist,from,until,country,timezone\n")
    mercy.apply(books, october)
    assert codes(said_by(october, agreed(PER_READ)).holds) == ["unknown_place"]


def test_readers_without_an_agreement_are_listed(october: Store):
    with october.read() as session:
        found = payroll(session, Arrangements(), OCTOBER)
    assert (found.statements, found.without_agreement) == ((), (("r-rao", 4),))


def test_the_rows_of_the_table_add_up_to_the_total(october: Store):
    both = agreed(f'{PER_READ}\n[hourly]\nper_hour = "33.33"\nexams_per_hour = "1"\nbonus_per_exam = "5.00"\n')
    hours = [Hours("r-rao", date(2026, 10, 5), Decimal("1.5"))]
    said = said_by(october, both, hours=hours)
    rows = list(csv.DictReader(io.StringIO(detail_csv(said).decode())))
    assert [row["kind"] for row in rows] == ["read"] * 4 + ["hour", "exam"]
    assert sum(Decimal(row["amount"]) for row in rows) == said.pay.total.amount


def test_a_statement_notes_an_older_release(october: Store):
    """Whose work RVUs the pay rests on, as `close` says it: July's, since October's is not imported."""
    file = read_fee_file("PPRRVU2026_Jul_nonQPP.csv", csv_file(["70450 26 A 0.83 1"]))
    with october.write() as session:
        import_fees(session, file, actor="tester", at=october.clock.now())
    said = said_by(october, agreed(PER_READ.replace('per_read = "12.50"', 'per_wrvu = "13.50"')))
    assert codes(said.notes) == ["older_release"]


FEAST = f'{PER_READ}[[differentials]]\nname = "Feast"\nmatch = {{ holiday = "ours" }}\nadd = "2.00"\n'


@pytest.mark.parametrize(
    ("days", "total", "held"),
    [("2026-10-05,Founders' Day\n", "52.00", []), ("2025-10-05,Founders' Day\n", "50.00", ["no_calendar"])],
)
def test_a_list_of_the_books_own_pays_its_holidays_and_holds_the_pay_of_a_year_that_it_lacks(
    october: Store, books, days, total, held
):
    """One of the four reads, at 12.50 each, was signed on 5 October: 2.00 more."""
    (books / "holidays").mkdir()
    (books / "holidays" / "ours.csv").write_text(f"date,name\n{days}")
    (books / "agreements").mkdir()
    (books / "agreements" / "rao.toml").write_text(f'radiologist = "r-rao"\neffective = 2026-01-01\n{FEAST}')
    mercy.apply(books, october)
    with october.read() as session:
        (said,) = payroll(session, whole_arrangements(session, books), OCTOBER).statements
    assert (str(said.pay.total), codes(said.holds)) == (total, held)
