"""An agreement's file: its terms, or all its faults with their lines."""

from datetime import date

import pytest

from invoicing.contractors.agreement_file import read_agreement
from invoicing.contractors.books import read_arrangements
from invoicing.contracts.holiday_calendars import own_calendars
from reads.core.codes import ReadType
from reads.core.findings import Severity
from reads.directory.directory import Directory
from reads.directory.model import Holiday
from tests.invoicing.contractors.month_of_rao import HEAD, RAO, agreed

RATE = '[[rates]]\nname = "CT"\nper_read = "14.00"\n'


def faults(text):
    agreement, findings = read_agreement("r-rao", text, "agreements/r-rao.toml")
    assert agreement is None
    return [(finding.where.line, finding.code) for finding in findings]


def test_what_is_left_out_has_its_default():
    found = agreed(RATE)
    assert (found.currency, found.paid_in, found.timezone, found.rvu) == ("USD", "USD", None, None)
    assert found.earns == {ReadType.PRELIMINARY}
    assert found.title == "R rao"


def test_pay_is_in_the_agreements_currency_unless_another_is_named():
    assert agreed('currency = "AUD"\n' + RATE).paid_in == "AUD"
    assert agreed('paid_in = "INR"\n' + RATE).currency == "USD"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("radiologist = r-rao\n", [(1, "toml_syntax")]),
        ("effective = 2026-01-01\n" + RATE, [(1, "missing_key")]),
        (HEAD + "per_read = 3\n" + RATE, [(3, "unknown_key")]),
        (HEAD + 'earns = ["wet"]\n' + RATE, [(3, "unknown_value")]),
        (HEAD + 'paid_in = "rupees"\n' + RATE, [(3, "bad_currency")]),
        (HEAD + "until = 2025-01-01\n" + RATE, [(3, "reversed_dates")]),
        (HEAD + 'rvu = "Q4"\n' + RATE, [(3, "bad_release")]),
        (HEAD + 'timezone = "Mars"\n' + RATE, [(3, "unknown_value")]),
        (HEAD + '[[rates]]\nname = "CT"\nper_read = 14.00\n', [(5, "unquoted_number")]),
        (HEAD + '[hourly]\nper_hour = "175.00"\nexams_per_hour = "8.33"\n', [(3, "missing_key")]),
        (HEAD + '[hourly]\nper_hour = "1"\n[[hourly.extras]]\nname = "N"\nadd = "1"\n', [(5, "none_given")]),
        (HEAD + '[hourly]\nper_hour = "1"\n[[hourly.extras]]\nname = "N"\nkind = "n"\n', [(5, "none_given")]),
        (HEAD + '[[differentials]]\nname = "N"\npercent = "5"\n[hourly]\nper_hour = "1"\n', [(3, "no_rates")]),
    ],
)
def test_a_fault_is_found_in_its_line(text, found):
    assert faults(text) == found


def test_an_agreement_that_pays_nothing_is_a_fault():
    assert [code for _, code in faults(HEAD)] == ["pays_nothing"]


def test_all_faults_are_found_at_once_and_a_mistyped_price_is_not_missing_too():
    found = faults(HEAD + 'currency = "dollar"\n[[rates]]\nname = "CT"\nper_raed = "1"\n')
    assert found == [(3, "bad_currency"), (6, "unknown_key")]


@pytest.fixture
def folder(books):
    (books / "agreements").mkdir()
    return books / "agreements"


def found_in(books):
    return read_arrangements(books, Directory.of(radiologists=[RAO]))


def test_books_without_the_folder_have_no_agreements(books):
    assert found_in(books).findings == ()


def test_two_agreements_of_a_reader_may_follow_each_other_but_not_meet(books, folder):
    (folder / "a.toml").write_text(f"until = 2026-07-01\n{HEAD}{RATE}")
    (folder / "b.toml").write_text(HEAD.replace("2026-01-01", "2026-07-01") + RATE)
    assert found_in(books).findings == ()
    (folder / "a.toml").write_text(HEAD + RATE)
    assert [finding.code for finding in found_in(books).findings] == ["overlapping"]


def test_another_clock_in_the_agreement_that_follows_is_told(books, folder):
    """The hours between the two midnights have two agreements or none; without a change of the clock nothing is said."""
    zone = 'timezone = "America/Chicago"\n'
    (folder / "a.toml").write_text(f"until = 2026-07-01\n{zone}{HEAD}{RATE}")
    (folder / "b.toml").write_text(zone + HEAD.replace("2026-01-01", "2026-07-01") + RATE)
    assert found_in(books).findings == ()
    (folder / "b.toml").write_text(HEAD.replace("2026-01-01", "2026-07-01") + RATE)
    (told,) = found_in(books).findings
    assert (told.code, told.severity) == ("clocks_differ", Severity.WARNING)
    assert "b.toml goes by each facility's clock, agreements/a.toml before it by America/Chicago" in told.message


def test_readers_are_those_of_the_directory(books, folder):
    (folder / "a.toml").write_text(HEAD.replace("r-rao", "r-roa") + RATE)
    (folder / "hours.csv").write_text("radiologist,date,hours\nr-rao,2026-10-01,8\nr-riao,2026-10-01,8\n")
    found = found_in(books).errors
    assert [finding.where.file for finding in found] == ["agreements/a.toml", "agreements/hours.csv"]
    assert all("did you mean `r-rao`?" in finding.remedy for finding in found)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("hours.csv", "radiologist,date,hours\nr-rao,2026-10-01,25\n", ("wrong_form", 2, 18)),
        ("hours.csv", "radiologist,date,hours\nr-rao,2026-10-01,\n", ("empty", 2, 18)),
        ("hours.csv", "radiologist,date,hours\nr-rao,2026-10-01,20\nr-rao,2026-10-01,8\n", ("too_many_hours", 3, 18)),
        ("exchange.csv", "from,to,on,rate\nUSD,INR,2026-10-30,0\n", ("wrong_form", 2, 20)),
        ("payments.csv", "radiologist,paid_on,amount,currency\nr-rao,2026-10-30,1.005,USD\n", ("wrong_form", 2, 18)),
        ("payments.csv", "radiologist,paid_on,amount,currency\nr-rao,2026-10-30,much,USD\n", ("wrong_form", 2, 18)),
    ],
)
def test_the_tables_beside_them_are_checked_cell_by_cell(books, folder, name, text, place):
    (folder / name).write_text(text)
    (found,) = found_in(books).findings
    assert (found.code, found.where.line, found.where.column) == place


def test_a_table_that_nobody_reads_is_named(books, folder):
    (folder / "hour.csv").write_text("x\n")
    (found,) = found_in(books).findings
    assert (found.code, found.severity.value) == ("unknown_file", "warning")


def test_what_no_match_can_ever_hold_for_is_an_error(books, folder):
    """A list of holidays, a facility or a payer that is nowhere: the reader would be paid without it, and nobody would see."""
    (folder / "a.toml").write_text(
        f'{HEAD}[[rates]]\nname = "All"\nmatch = {{ holiday = "ours", facility = "mercy" }}\nper_read = "12.50"\n'
    )
    assert [(each.code, each.where.field) for each in found_in(books).errors] == [
        ("unknown_value", "holiday"),
        ("never_matches", "facility"),
    ]
    at = f"{HEAD}[[rates]]\nname\nmatch".count("\n") + 1
    assert [each.where.line for each in found_in(books).errors] == [at, at]


def test_holidays_of_the_books_own_pay_differentials_and_hours(books, folder):
    (folder / "a.toml").write_text(
        f'{HEAD}{RATE}[[differentials]]\nname = "Feast"\nmatch = {{ holiday = "ours" }}\nadd = "2.00"\n'
        '[hourly]\nper_hour = "100.00"\n[[hourly.extras]]\nname = "Feast"\nholiday = "ours"\nadd = "10.00"\n'
    )
    ours = own_calendars({"ours": [Holiday("ours", date(2026, 10, 5), "Founders' Day")]})
    assert read_arrangements(books, Directory.of(radiologists=[RAO]), ours).findings == ()
    assert [each.where.field for each in found_in(books).errors] == ["holiday"]
