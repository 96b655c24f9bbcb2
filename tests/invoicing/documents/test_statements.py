"""Statements of account: what they say, and that the same statement is the same PDF."""

from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest

from invoicing.documents.errors import UnprintableText
from invoicing.documents.statement_view import statement_view_of
from invoicing.documents.statements import render_statement
from invoicing.papers.paper import BillTo
from invoicing.receivables.account import EntryKind
from invoicing.receivables.statement import Activity
from tests.invoicing.documents.pdfs import pages, text, unmarked
from tests.invoicing.documents.statements import OPEN, UNUSED, entry, opened, statement, usd


def test_the_one_large_figure_is_open_papers_less_what_is_not_applied():
    view = statement_view_of(statement())
    assert (view.due_label, view.due, view.due_note) == ("Balance due", "$65,588.50", "$43,531.75 is past due")
    assert (view.open_total, view.unused_total, view.balance) == ("66,950.50", "−1,362.00", "65,588.50")


def test_the_strip_shows_each_age_with_its_share_and_fills_the_width():
    strip = statement_view_of(statement()).strip
    assert [(step.label, step.amount, step.empty) for step in strip] == [
        ("Current", "23,418.75", False),
        ("1–30 days", "19,950.25", False),
        ("31–60 days", "21,377.00", False),
        ("61–90 days", "2,204.50", False),
        ("Over 90 days", "0.00", True),
    ]
    assert [step.share for step in strip] == ["35.0%", "29.8%", "32.0%", "3.3%", "0.0%"]


def test_late_interest_is_shown_and_in_no_sum():
    view = statement_view_of(statement())
    assert [row.interest for row in view.open] == ["96.43", "622.83", "285.59", ""]
    assert view.interest == "1,004.85"
    without = statement_view_of(statement(interest={}))
    assert (without.interest, without.due, len(without.notes)) == ("", view.due, len(view.notes) - 1)


def test_nobody_is_asked_to_pay_what_is_not_owed():
    credit = statement_view_of(statement(open_=(), interest={}))
    assert (credit.due_label, credit.due, credit.remit_to) == ("Balance in your favor", "$1,362.00", ())
    settled = statement_view_of(statement(open_=(), unused=(), interest={}))
    assert (settled.due_label, settled.due, settled.due_note) == ("Balance", "$0.00", "Nothing is open")


def test_the_pdf_says_who_owes_what_and_where_to_pay_on_page_one(tmp_path: Path):
    path = render_statement(statement(), tmp_path / "s.pdf").path
    first = " ".join(pages(path)[0].split())
    for said in ("$65,588.50", "Remit to", "First Harbor Bank", "WR-2026-00009", "89 days"):
        assert said.casefold() in first.casefold()
    assert "Payment ACH 40911" in text(path)
    assert "Reversal of payment received" in text(path)


def test_the_same_statement_is_the_same_file_tagged_and_titled(tmp_path: Path):
    one, two = (render_statement(statement(), tmp_path / name) for name in ("one.pdf", "two.pdf"))
    assert one.sha256 == two.sha256
    with pikepdf.open(one.path) as pdf:
        assert unmarked(pdf) == []
        assert str(pdf.docinfo["/Title"]) == "Statement of account, Mercy Health System, November 30, 2026"
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.MarkInfo.Marked


def test_many_papers_run_over_pages_with_their_head_on_each(tmp_path: Path):
    first = OPEN[0].paper.issued_on
    many = tuple(opened(n, first + timedelta(days=n % 90), "1234567.00", "1234567.00") for n in range(1, 121))
    path = render_statement(statement(open_=many, unused=UNUSED, interest={}), tmp_path / "s.pdf").path
    found = pages(path)
    assert len(found) > 4
    assert all("Past due" in page for page in found[:4])
    assert all(f"WR-2026-{n:05}" in text(path) for n in range(1, 121))


def test_long_and_hostile_words_wrap_and_stay_words(tmp_path: Path):
    to = BillTo("mercy-health", "<script>alert(1)</script> " + "Verylongname" * 12, ("<b>x</b>",))
    path = render_statement(statement(bill_to=to), tmp_path / "s.pdf").path
    assert "<script>alert(1)</script>" in text(path)
    assert "$65,588.50" in text(path)


def test_letters_the_font_lacks_are_named_by_their_place_and_nothing_is_written(tmp_path: Path):
    with pytest.raises(UnprintableText) as refused:
        render_statement(statement(bill_to=BillTo("mercy-health", "湖景医院", ())), tmp_path / "s.pdf")
    assert refused.value.problems[0].where.field == "statement.document_title"
    assert list(tmp_path.iterdir()) == []


def test_a_group_may_have_a_statement_of_its_own(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "statement.html").write_text(
        '<html lang="en"><head><title>x</title></head><body><h1>Our own {{ view.due }}</h1></body></html>'
    )
    path = render_statement(statement(), tmp_path / "s.pdf", books=tmp_path).path
    assert text(path).startswith("Our own $65,588.50")


def test_amounts_of_a_statement_add_up():
    said = statement()
    assert sum((each.open for each in said.open), usd("0.00")) - said.aging.unapplied == said.aging.total


def test_money_sent_back_is_owed_again_and_its_reversal_is_not():
    """A payment lowers what a client owes; a refund, and what takes a payment back, raise it."""
    day = date(2026, 11, 25)
    activity = (
        Activity(entry(7, EntryKind.PAYMENT, "50.00", day, "ACH 1"), None, ()),
        Activity(entry(8, EntryKind.REFUND, "5.00", day, "check 881"), None, ()),
        Activity(entry(9, EntryKind.REVERSAL, "5.00", day), EntryKind.REFUND, ()),
        Activity(entry(10, EntryKind.REVERSAL, "50.00", day), EntryKind.PAYMENT, ()),
    )
    shown = statement_view_of(statement(activity=activity)).activity
    minus = "\N{MINUS SIGN}"
    assert [row.amount for row in shown] == [f"{minus}50.00", "5.00", f"{minus}5.00", "50.00"]


def test_a_table_that_goes_on_repeats_what_it_is_and_is_one_table(tmp_path: Path):
    first = OPEN[0].paper.issued_on
    many = tuple(opened(n, first, "10.00", "10.00") for n in range(1, 60))
    path = render_statement(statement(open_=many, unused=UNUSED, interest={}), tmp_path / "s.pdf").path
    assert "Open invoices" in pages(path)[1].splitlines()[0]
    with pikepdf.open(path) as pdf:
        assert unmarked(pdf) == []
        tables = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Table"]
        kinds = [[str(part.S) for part in table.K] for table in tables]
        assert all(part.P.objgen == table.objgen for table in tables for part in table.K)
    assert len(kinds) == 6, (
        "details, ages, open invoices over three pages, what is not applied, sums, activity over two"
    )
    assert all("/THead" not in kind[1:] for kind in kinds)
