"""The formats, each read back by a judge that is not ours: csv, openpyxl, bean-check; names that break rows included."""

import io
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from invoicing.exports import beancount, csv, general_journal, quickbooks_online, xlsx
from invoicing.exports.errors import BadTemplate, BeyondLimits
from invoicing.exports.import_file import header_of
from invoicing.exports.papers_and_deeds import Material, Owed
from invoicing.papers.paper import PaperLine
from reads.core.money import Money
from tests.invoicing.documents.papers import BILL_TO, line, paper
from tests.invoicing.exports.materials import (
    GROUPINGS,
    NASTY,
    bean_check,
    by_read,
    cents,
    credit,
    every_kind,
    october,
    payment,
    rows,
)

PAID = payment(7, date(2026, 10, 9), "100.00", INV_1="80.00")
OWED = Owed(
    "mercy-health", "USD", tuple(Money(each) for each in (12_345_600, 0, 100, 0, 5)), Money(0), Money(12_345_705)
)


def nasty_paper(name: str):
    nasty = replace(line("x 2 × 3.00"), name=name)
    return paper(nasty, bill_to=replace(BILL_TO, name=name), contract_title=name)


def test_the_journal_has_a_debit_or_a_credit_a_row_and_balances():
    (part,) = general_journal.rows(october(every_kind(), credit(), movements=[PAID])).parts
    found = rows(part.content)
    assert all(bool(row["debit"]) != bool(row["credit"]) for row in found)
    sums: Counter[str] = Counter()
    for row in found:
        sums[row["journal_id"]] += cents(row["debit"]) - cents(row["credit"])
    assert sums == {"INV-2026-0042": 0, "CM-INV-2026-0003": 0, "entry/7": 0}
    assert [row["rate"] for row in found[:3]] == ["", "CT head", "CT head, Volume above 500"]
    assert found[0]["account"] == "1200"
    assert found[0]["account_name"] == "Accounts Receivable"


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_quickbooks_online_adds_up_to_the_invoice_in_every_grouping(grouping):
    made = by_read()
    (part,) = quickbooks_online.invoices(october(made, grouping=grouping)).parts
    found = rows(part.content)
    assert sum(cents(row["*ItemAmount"]) for row in found) == made.total.minor
    assert {row["*InvoiceNo"] for row in found} == {"INV-2026-0042"}
    assert {(row["*InvoiceDate"], row["*DueDate"]) for row in found} == {("11/02/2026", "12/02/2026")}


def test_quickbooks_online_leaves_credits_out_and_says_so():
    written = quickbooks_online.invoices(october(every_kind(), credit()))
    assert [each.number for each in written.left_out] == ["CM-INV-2026-0003"]
    assert "CM-INV-2026-0003" not in written.parts[0].content.decode()


def test_a_number_too_long_for_the_product_is_named_before_a_file_is_written():
    with pytest.raises(BeyondLimits) as refused:
        quickbooks_online.invoices(october(every_kind(number="INV-2026-0000000000042")))
    (problem,) = refused.value.problems
    assert problem.message == (
        "INV-2026-0000000000042: InvoiceNo 'INV-2026-0000000000042' has 22 characters, 21 are the most"
    )


def test_more_invoices_than_a_file_takes_make_more_files_and_none_is_divided():
    many = [every_kind(number=f"INV-{number}") for number in range(205)]
    parts = quickbooks_online.invoices(october(*many)).parts
    assert [part.name for part in parts] == ["-1.csv", "-2.csv", "-3.csv"]
    assert [len({row["*InvoiceNo"] for row in rows(part.content)}) for part in parts] == [100, 100, 5]


def test_an_invoice_with_more_lines_than_a_file_takes_is_refused_by_its_number():
    lines = [line(f"Rate {number} 1 × 1.00") for number in range(1_001)]
    with pytest.raises(BeyondLimits) as refused:
        quickbooks_online.invoices(october(paper(*lines)))
    assert "INV-2026-0042 has 1,001 lines" in refused.value.problems[0].message
    assert "--lines" in refused.value.problems[0].remedy


def test_a_name_that_a_spreadsheet_would_run_is_refused():
    with pytest.raises(BeyondLimits) as refused:
        quickbooks_online.invoices(october(every_kind(bill_to=replace(BILL_TO, name='=HYPERLINK("x")'))))
    assert "begins like a formula" in refused.value.problems[0].message


def test_the_header_of_a_companys_own_template_is_kept_and_filled():
    template = header_of(
        "Customer name,Our code,Invoice number,Invoice Date,Due date,Item amount,Memo\r\n".encode("utf-8-sig")
    )
    (part,) = quickbooks_online.invoices(october(template=template)).parts
    found = rows(part.content)
    assert list(found[0]) == list(template)
    assert found[0]["Customer name"] == "Mercy Health System"
    assert found[0]["Our code"] == ""
    assert sum(cents(row["Item amount"]) for row in found) == every_kind().total.minor


def test_a_template_without_what_an_import_needs_is_refused():
    with pytest.raises(BadTemplate) as refused:
        quickbooks_online.invoices(october(template=("Customer", "InvoiceNo")))
    assert "InvoiceDate, DueDate, ItemAmount" in refused.value.message


def test_what_accounting_calls_things_is_in_the_settings():
    settings = {
        "customers": [["mercy-health", "Mercy (AP)"]],
        "items": [["CT head", "Prelim CT"]],
        "dates": "DD/MM/YYYY",
    }
    (part,) = quickbooks_online.invoices(october(settings=settings)).parts
    first = rows(part.content)[0]
    assert (first["*Customer"], first["Item(Product/Service)"], first["*InvoiceDate"]) == (
        "Mercy (AP)",
        "Prelim CT",
        "02/11/2026",
    )


@pytest.mark.parametrize("name", NASTY)
def test_hostile_names_shift_no_column(name: str):
    made = october(nasty_paper(name))
    for written in (quickbooks_online.invoices(made), general_journal.rows(made)):
        (part,) = written.parts
        assert len(rows(part.content)) in {1, 2}
    for part in csv.tables(made).parts:
        rows(part.content)


def test_the_tables_as_csv_say_what_the_papers_say():
    made = october(by_read(), credit(), movements=[PAID])
    tables = {part.name: rows(part.content) for part in csv.tables(made).parts}
    assert list(tables) == ["invoices.csv", "lines.csv", "schedule.csv", "payments.csv", "aging.csv"]
    totals = {row["number"]: cents(row["total"]) for row in tables["invoices.csv"]}
    assert totals == {paper.number: paper.total.minor for paper in made.papers}
    assert sum(cents(row["amount"]) for row in tables["lines.csv"]) == sum(totals.values())
    assert len(tables["schedule.csv"]) == 23
    assert [(row["paper"], row["cash"], row["receivable"]) for row in tables["payments.csv"]] == [
        ("", "100.00", "0.00"),
        ("INV-1", "0.00", "-80.00"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_of_a_csv_is_a_formula_and_negative_figures_are_figures(text: str):
    made: PaperLine = replace(line("x = -6.00"), name=text)
    (part,) = csv.one_file(october(paper(made))).parts
    (row,) = rows(part.content)
    assert row["name"] == f"'{text}"
    assert row["amount"] == "-6.00"


def workbook(material: Material) -> openpyxl.Workbook:
    (part,) = xlsx.workbook(material).parts
    return openpyxl.load_workbook(io.BytesIO(part.content))


def test_the_workbook_has_numbers_as_numbers_days_as_days_and_adds_up():
    made = october(by_read(), credit(), movements=[PAID])
    book = workbook(made)
    assert book.sheetnames == ["About", "Invoices", "Lines", "Schedule", "Payments", "Aging"]
    head, first, second, *_ = list(book["Invoices"].values)
    row = dict(zip(head, first, strict=True))
    assert row["total"] == pytest.approx(float(made.papers[0].total.amount))
    assert row["issued_on"] == datetime.fromisoformat("2026-11-02")
    assert book["Invoices"].freeze_panes == "A2"
    amounts = [cell.value for cell in book["Lines"]["Q"][1:-2]]
    assert sum(round(amount * 100) for amount in amounts) == sum(paper.total.minor for paper in made.papers)
    assert book["Schedule"].max_row == 24 + 2
    assert dict(zip(head, second, strict=True))["total"] == -76
    assert row["month"] == datetime.fromisoformat("2026-10-01")
    schedule = dict(zip(*list(book["Schedule"].values)[:2], strict=True))
    assert isinstance(schedule["signed_at"], datetime)
    assert isinstance(schedule["signed_local"], datetime)


def test_a_workbook_has_totals_by_currency_that_its_cells_add_up_to():
    """Formulas with what they come to: a viewer shows the sum, a spreadsheet keeps it alive."""
    yen = replace(by_read(number="INV-9"), currency="JPY", total=Money(900, "JPY"), lines=(), schedule=())
    made = october(by_read(), credit(), yen, movements=[PAID])
    (part,) = xlsx.workbook(made).parts
    alive = openpyxl.load_workbook(io.BytesIO(part.content))["Invoices"]
    shown = openpyxl.load_workbook(io.BytesIO(part.content), data_only=True)["Invoices"]
    assert [cell.value for cell in alive["M"][-2:]] == [
        '=SUMIF(J$2:J$4,"JPY",M$2:M$4)',
        '=SUMIF(J$2:J$4,"USD",M$2:M$4)',
    ]
    usd = sum(each.total.minor for each in made.papers if each.currency == "USD")
    assert [round(cell.value * 100) for cell in shown["M"][-2:]] == [90_000, usd]
    assert shown.auto_filter.ref == "A1:M4"


def test_cash_stands_once_whatever_it_was_set_against():
    """A payment of 100.00, 80.00 of it on an invoice: one amount, and a column of cash that adds up to it."""
    payments = rows(
        next(each.content for each in csv.tables(october(movements=[PAID])).parts if each.name == "payments.csv")
    )
    assert [row["amount"] for row in payments] == ["100.00", ""]
    assert sum(cents(row["cash"]) for row in payments) == 10_000


def test_no_heading_is_a_day_or_a_figure_to_a_spreadsheet_and_columns_are_wide_enough():
    material = october(by_read(), movements=[PAID], aging=[OWED])
    tables = {part.name: part.content.decode().splitlines()[0] for part in csv.tables(material).parts}
    assert tables["aging.csv"].split(",")[3:8] == [
        "current",
        "days_1_to_30",
        "days_31_to_60",
        "days_61_to_90",
        "days_over_90",
    ]
    for sheet in workbook(material):
        for cells in sheet.columns:
            longest = max(len(str(cell.value)) for cell in cells if cell.value is not None and cell.data_type == "s")
            assert sheet.column_dimensions[cells[0].column_letter].width >= min(longest, 40)


def test_no_text_of_a_workbook_is_a_formula_or_a_link():
    book = workbook(october(nasty_paper("=1+1"), nasty_paper("https://x.example")))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    formulas = {str(cell.value).partition("(")[0] for cell in cells if cell.data_type == "f"}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "f"}
    assert formulas == {"=SUMIF"}
    assert not any(cell.hyperlink for cell in cells)
    assert "=1+1" in {cell.value for cell in cells}


def test_the_same_material_gives_the_same_bytes():
    made = october(by_read(), credit(), movements=[PAID])
    writers = (xlsx.workbook, csv.tables, general_journal.rows, quickbooks_online.invoices, beancount.ledger)
    for write in writers:
        assert write(made) == write(made)


def test_bean_check_accepts_the_ledger(tmp_path: Path):
    made = october(every_kind(), by_read(number="INV-2"), credit(), movements=[PAID])
    (part,) = beancount.ledger(made).parts
    text = part.content.decode()
    assert bean_check(text, tmp_path) == ""
    assert "~ 0 USD" in text


def test_bean_check_would_notice_a_cent(tmp_path: Path):
    (part,) = beancount.ledger(october(movements=[PAID])).parts
    text = part.content.decode()
    wrong = text.replace("Assets:Undeposited-Funds  100.00 ~", "Assets:Undeposited-Funds  100.01 ~")
    assert wrong != text
    assert "Balance failed" in bean_check(wrong, tmp_path)


def test_bean_check_accepts_hostile_names(tmp_path: Path):
    papers = [replace(nasty_paper(name), number=f"INV-{number}") for number, name in enumerate(NASTY)]
    (part,) = beancount.ledger(october(*papers)).parts
    assert bean_check(part.content.decode(), tmp_path) == ""
