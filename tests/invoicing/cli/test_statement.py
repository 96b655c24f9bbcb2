"""`wetread statement`: an account as a PDF."""

from pathlib import Path

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.cli.test_close import log
from tests.invoicing.cli.test_pay import LAKEVIEW, issued  # noqa: F401 (a fixture)
from tests.invoicing.closing import mercy
from tests.invoicing.documents.pdfs import text


def test_a_statement_shows_the_account_at_the_end_of_a_day(issued: Run, books: Path):  # noqa: F811
    issued("invoice", "pay", LAKEVIEW, "20.00", "--on", "2026-11-10", "--reference", "check 7")
    said = issued("statement", "lakeview", "--as-of", "2026-12-20", "--json")
    assert said.status == 0
    found = said.json
    assert (found["1-30"], found["total"], found["as_of"]) == ("25.00", "25.00", "2026-12-20")
    assert [(row["number"], row["open"], row["days_late"]) for row in found["open"]] == [(LAKEVIEW, "25.00", 3)]
    assert found["pdf"] == str(books / "statements" / "lakeview-2026-12-20.pdf")
    printed = text(Path(found["pdf"]))
    assert "Payment received, check 7" in printed
    assert "$25.00 is past due" in printed


def test_a_statement_of_before_the_payment_doesnt_know_it(issued: Run, tmp_path: Path):  # noqa: F811
    issued("invoice", "pay", LAKEVIEW, "20.00", "--on", "2026-11-10", "--reference", "check 7")
    out = tmp_path / "s.pdf"
    assert issued("statement", "lakeview", "--as-of", "2026-11-09", "-o", str(out)).stdout == f"{out}\n"
    assert "check 7" not in text(out)
    assert "$45.00" in text(out)


def test_late_interest_is_shown_where_the_contract_has_it_and_is_in_no_balance(
    books: Path, clock: FixedClock, run: Run
):
    """45.00 at 2 % a month, 10 days late: 45.00 × 24 % × 10 / 365 = 0.30 (0.2959). Due on 17 December."""
    terms = '[interest]\npercent_per_month = "2"\n'
    contracts = {"lakeview.toml": f"{mercy.CONTRACTS['lakeview.toml']}\n{terms}"}
    mercy.write_books(books, "sqlite:///wetread.db", contracts)
    assert run("apply").status == 0
    log(books, clock, mercy.OCTOBER)
    assert run("close", "2026-10", "--issue").status in {0, 1}
    row = run("aging", "--as-of", "2026-12-27", "--json").json["clients"][0]
    assert (row["late_interest"], row["1-30"], row["total"]) == ("0.30", "45.00", "45.00")
    said = run("statement", "lakeview", "--as-of", "2026-12-27", "--json").json
    assert (said["late_interest"], said["open"][0]["late_interest"], said["total"]) == ("0.30", "0.30", "45.00")
    assert "Late interest to date, not part of the balance 0.30" in text(Path(said["pdf"]))
    assert "late interest to date 0.30 USD" in run("aging", "--as-of", "2026-12-27").stdout


def test_nobodys_statement_is_refused(issued: Run):  # noqa: F811
    refused = issued("statement", "lakevew")
    assert refused.status == 2
    assert "did you mean lakeview?" in refused.stderr
