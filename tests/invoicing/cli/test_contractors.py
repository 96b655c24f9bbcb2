"""`wetread contractors`: what the readers are owed, as the group's bookkeeper asks for it."""

from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Reach, Run
from tests.invoicing.cli.test_close import log
from tests.invoicing.closing import mercy
from tests.invoicing.documents.pdfs import text

RAO = """\
radiologist     = "r-rao"
effective       = 2026-01-01
title           = "Nights"
tax_form_signed = 2025-02-11
[[rates]]
name = "CT"
match = { modality = "CT" }
per_read = "14.00"
[[rates]]
name = "Everything else"
per_read = "4.25"
"""


@pytest.fixture
def agreed(books: Path, clock: FixedClock, run: Run, begin: Reach) -> Run:
    """October's four reads, and an agreement with Dr. Rao, who read them."""

    def agreement() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        (books / "directory" / "radiologists.csv").write_text('id,name,npi,tax_form\nr-rao,"Rao, Vikram",,W-8BEN\n')
        (books / "agreements").mkdir()
        (books / "agreements" / "r-rao.toml").write_text(RAO)
        assert run("apply").status == 0
        log(books, clock, mercy.OCTOBER)

    begin("agreed", agreement)
    return run


def test_a_statement_is_a_pdf_and_a_table(agreed: Run, books: Path):
    done = agreed("contractors", "statement", "2026-10", "--json")
    assert done.status == 0
    (said,) = done.json["statements"]
    assert (said["total"], said["payment"], said["payable"], said["reads"]) == ("46.25", "46.25", True, 4)
    assert said["lines"][0] == {
        "name": "CT",
        "quantity": "3",
        "unit": "read",
        "unit_price": "14.00",
        "amount": "42.00",
        "basis": "",
    }
    assert said["pdf"] == str(books / "statements" / "contractors" / "2026-10" / "r-rao.pdf")
    printed = text(Path(said["pdf"]))
    assert "To be paid $46.25" in printed
    assert "Rao, Vikram" in printed
    assert "MG1" not in printed
    assert "MG1" in Path(said["csv"]).read_text()


def test_the_same_month_gives_the_same_bytes(agreed: Run, tmp_path: Path):
    for folder in ("a", "b"):
        assert agreed("contractors", "statement", "2026-10", "--out", str(tmp_path / folder)).status == 0
    files = [sorted((tmp_path / folder).iterdir()) for folder in ("a", "b")]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


def test_who_has_no_tax_form_is_listed_and_on_hold(agreed: Run, books: Path):
    (books / "directory" / "radiologists.csv").write_text('id,name,npi,tax_form\nr-rao,"Rao, Vikram",,\n')
    assert agreed("apply").status == 0
    done = agreed("contractors", "statement", "2026-10")
    assert done.status == 1
    assert "Rao, Vikram has no tax form on file" in done.stdout
    assert "ON HOLD" in done.stdout
    assert "On hold" in text(books / "statements" / "contractors" / "2026-10" / "r-rao.pdf")


def test_a_fault_in_an_agreement_stops_all_statements_and_is_shown_with_its_line(agreed: Run, books: Path):
    (books / "agreements" / "r-rao.toml").write_text(RAO.replace('"14.00"', "14.00"))
    done = agreed("contractors", "statement", "2026-10")
    assert done.status == 1
    assert 'agreements/r-rao.toml:8:1: rate "CT": `per_read = 14.00` is a number without quotes' in done.stderr
    assert not (books / "statements").exists()


def test_a_read_without_a_price_needs_a_person(agreed: Run, books: Path, clock: FixedClock):
    orbit = "mercy-west,MW2,NOSUCH,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    log(books, clock, mercy.HEADER + orbit)
    done = agreed("contractors", "statement", "2026-10", "--json")
    assert done.status == 1
    assert [(one["accession"], one["code"]) for one in done.json["statements"][0]["unpaid"]] == [
        ("MW2", "unknown_exam")
    ]


def test_a_month_without_agreements_says_so(agreed: Run):
    done = agreed("contractors", "statement", "2025-10")
    assert done.status == 0
    assert "No agreement is in force in 2025-10" in done.stdout


def test_the_year_is_a_list_for_the_accountant(agreed: Run, books: Path, tmp_path: Path):
    payments = "radiologist,paid_on,amount,currency\nr-rao,2026-11-05,46.25,USD\n"
    (books / "agreements" / "payments.csv").write_text(payments)
    out = tmp_path / "2026.csv"
    said = agreed("contractors", "year", "2026", "-o", str(out), "--json")
    assert said.status == 0
    (row,) = said.json["readers"]
    assert (row["paid"], row["lists"]) == ([{"amount": "46.25", "currency": "USD"}], ["performed_abroad"])
    assert out.read_text().splitlines() == [
        "radiologist,name,tax_form,valid_until,what,country,reads,hours,amount,currency,lists",
        'r-rao,"Rao, Vikram",W-8BEN,2028-12-31,paid,,,,46.25,USD,performed_abroad',
        'r-rao,"Rao, Vikram",W-8BEN,2028-12-31,earned,IN,4,0,46.25,USD,performed_abroad',
    ]
    assert "no advice" in agreed("contractors", "year", "2026").stdout
    assert agreed("contractors", "year", "26").status == 2


def test_the_margin_is_told_by_client_facility_and_modality(agreed: Run):
    told = agreed("margin", "2026-10", "--json").json
    assert (told["revenue"], told["pay"], told["margin"], told["margin_percent"]) == (
        "145.00",
        "46.25",
        "98.75",
        "68.1",
    )
    assert [(row["client"], row["margin"]) for row in told["clients"]] == [("lakeview", "31.00"), ("mercy", "67.75")]
    assert [(row["modality"], row["pay"]) for row in told["modalities"]] == [
        *((None, "0.00"), ("CT", "42.00"), ("XR", "4.25"))
    ]
    assert "mercy-general" in agreed("margin", "2026-10").stdout


def test_the_list_says_whose_tax_form_is_missing(agreed: Run, books: Path):
    (row,) = agreed("contractors", "list", "--json").json
    assert (row["agreement"], row["tax_form_until"], row["problem"]) == ("r-rao", "2028-12-31", None)
    (books / "agreements" / "r-rao.toml").write_text(RAO.replace("2025-02-11", "2022-02-11"))
    listed = agreed("contractors", "list")
    assert listed.status == 1
    assert "expired on 2025-12-31" in listed.stdout


def test_the_example_of_new_books_is_an_agreement(run: Run, tmp_path: Path):
    """What agreements/README.txt shows is read without a fault."""
    from invoicing.contractors.agreement_file import read_agreement

    assert run("init", str(tmp_path / "new")).status == 0
    text = (tmp_path / "new" / "agreements" / "README.txt").read_text()
    example = "\n".join(line[4:] for line in text.splitlines() if line.startswith("    ") or not line)
    agreement, findings = read_agreement("r-rao", example, "agreements/r-rao.toml")
    assert findings == []
    assert agreement is not None
    assert agreement.hourly is not None


def test_a_reader_whom_nobody_knows_is_listed(agreed: Run, books: Path, clock: FixedClock):
    stranger = "mercy-west,MW3,CTHEAD,CT,preliminary,Dr. Newcomer,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    log(books, clock, mercy.HEADER + stranger)
    assert "whom the directory doesn't know: Dr. Newcomer (1)" in agreed("contractors", "statement", "2026-10").stdout


def test_who_is_asked_for_and_is_not_paid_is_refused(agreed: Run):
    refused = agreed("contractors", "statement", "2026-10", "--radiologist", "r-roa")
    assert refused.status == 2
    assert "agreements of that month are with: r-rao" in refused.stderr
    assert agreed("margin", "2026-10", "--currency", "euro").status == 2
    assert agreed("margin", "2026-10", "--currency", "EUR").status == 3
