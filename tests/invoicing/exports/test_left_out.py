"""One client that a format can't take stops no other: it is named, and [accounts] mends what its papers say for good."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from invoicing.exports import general_journal, quickbooks_iif, quickbooks_online, xero
from invoicing.exports.errors import BeyondLimits
from invoicing.exports.formats import FORMATS
from invoicing.papers.paper import Paper
from reads.core.clock import FixedClock
from reads.core.money import Money
from tests.conftest import Run
from tests.invoicing.documents.papers import BILL_TO, line, paper
from tests.invoicing.exports.materials import every_kind, october, payment, rows

IMPORTS = ["quickbooks-online", "quickbooks-iif", "xero", "sage-intacct", "netsuite", "journal"]
CHECK = payment(7, date(2026, 10, 9), "100.00", INV_1="80.00")


def of(name: str, number: str = "INV-2", **changes: object) -> Paper:
    return every_kind(number=number, bill_to=replace(BILL_TO, id="other", name=name), **changes)


def yen() -> Paper:
    """6,300 yen."""
    one = replace(line("CT head 1 × 63.00"), unit_price=None, amount=Money(6_300, "JPY"))
    return replace(paper(line("x = 1.00"), number="INV-3"), lines=(one,), currency="JPY", total=Money(6_300, "JPY"))


@pytest.mark.parametrize("name", IMPORTS)
def test_a_name_like_a_formula_is_left_out_by_name_and_accounts_mends_it(name: str):
    """The paper is issued and can't change; what accounting calls the client, and any other text, can."""
    made = replace(of("=Ours"), contract_title="=SUM(A1)", po_number="=88")
    write = FORMATS[name].write
    texts = {"texts": [["=88", "88"], ["=SUM(A1)", "Coverage"]]}
    if name != "sage-intacct":  # which knows clients by their ids
        (left,) = write(october(every_kind(), made, settings=texts)).left_out
        assert (left.number, left.client) == ("INV-2", "=Ours")
        assert "begins like a formula" in left.why
        assert "[accounts]" in left.why
    mended = write(october(every_kind(), made, settings={**texts, "customers": [["other", "Ours"]]}))
    assert mended.left_out == ()
    assert "INV" in mended.parts[0].content.decode("cp1252")


def test_where_nothing_is_left_it_is_refused():
    with pytest.raises(BeyondLimits, match="QuickBooks Online would not take this"):
        quickbooks_online.invoices(october(of("=Ours")))


def test_yen_do_not_become_dollars_where_a_file_has_no_currency():
    written = quickbooks_iif.transactions(october(every_kind(), yen()))
    (left,) = written.left_out
    assert left.number == "INV-3"
    assert "Mercy Health System is billed in JPY, and this file has no currency: it would become USD" in left.why
    assert "6300" not in written.parts[0].content.decode("cp1252")
    (part,) = quickbooks_iif.transactions(october(yen(), settings={"currency": "JPY"})).parts
    assert "\t6300\t" in part.content.decode("cp1252")


def test_a_template_without_a_currency_takes_no_other_than_that_of_the_books():
    template = ("Invoice number", "Customer", "Invoice date", "Due date", "Item amount")
    written = quickbooks_online.invoices(october(every_kind(), yen(), template=template))
    assert [each.number for each in written.left_out] == ["INV-3"]
    written = quickbooks_online.invoices(october(every_kind(), yen(), template=(*template, "Currency")))
    assert {row["Currency"] for row in rows(written.parts[0].content)} == {"USD", "JPY"}
    assert not xero.invoices(october(yen())).left_out


def test_a_memo_in_polish_is_named_and_mended_wherever_it_stands():
    """Windows-1252 has no ł: in a contract's title, in a payment's reference."""
    said = of("Mercy", contract_title="Odczyty głowy")
    deed = replace(CHECK, reference="opłata")
    written = quickbooks_iif.transactions(october(every_kind(), said, movements=[deed]))
    assert [each.number for each in written.left_out] == ["INV-2", "entry/7"]
    assert "U+0142" in written.left_out[0].why
    settings = {"texts": [["ł", "l"]]}
    mended = quickbooks_iif.transactions(october(every_kind(), said, movements=[deed], settings=settings))
    assert mended.left_out == ()
    text = mended.parts[0].content.decode("cp1252")
    assert "Odczyty glowy" in text
    assert "oplata" in text


def test_a_deed_of_several_days_goes_whole_or_not_at_all():
    later = replace(CHECK.effects[1], day=date(2026, 10, 20))
    deed = replace(CHECK, name="=Ours", client="other", effects=(CHECK.effects[0], later))
    written = general_journal.rows(october(every_kind(), movements=[deed]))
    assert [each.number for each in written.left_out] == ["entry/7"]
    assert {row["document_no"] for row in rows(written.parts[0].content)} == {"INV-2026-0042"}


def test_the_command_writes_the_others_names_it_and_ends_with_1(issued: Path, run: Run):
    """Mercy's name is too long for the file by the settings; the next export takes it along, once it is mended."""
    settings = issued / "wetread.toml"
    before = settings.read_text()
    settings.write_text(f'{before}\n[accounts]\ncustomers = ["mercy = {"M" * 42}"]\n')
    done = run("export", "quickbooks-iif", "--from", "2026-10", "-o", "a.iif", "--json")
    assert done.status == 1
    (left,) = done.json["left_out"]
    assert "has 42 characters" in left["why"]
    again = run("export", "quickbooks-iif", "--from", "2026-10", "-o", "a.iif", "--json")
    assert (again.status, again.json["again"], again.json["left_out"]) == (1, True, [left])
    settings.write_text(before)
    mended = run("export", "quickbooks-iif", "--from", "2026-10", "-o", "b.iif", "--json")
    assert (mended.status, mended.json["documents"]) == (0, [left["number"]])


def test_an_export_of_a_locked_period_is_final(issued: Path, run: Run):
    assert run("export", "journal", "--from", "2026-10", "-o", "a.csv").status == 0
    assert run("lock", "2026-10").status == 0
    refused = run("export", "journal", "-o", "b.csv", "--again", "1", "--anew", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "export_is_final")
    assert run("export", "journal", "-o", "b.csv", "--again", "1").status == 0
    assert Path("b.csv").read_bytes() == Path("a.csv").read_bytes()


NAMELESS = '\n[accounts]\ncustomers = ["mercy = =Ours"]\n'


def test_what_is_left_out_of_standard_output_is_said_like_that_of_a_file(issued: Path, run: Run):
    """Mercy's name begins like a formula; Lakeview's invoice goes."""
    settings = issued / "wetread.toml"
    settings.write_text(settings.read_text() + NAMELESS)
    printed = run("export", "xero", "--from", "2026-10", "-o", "-")
    assert printed.status == 1
    assert "WR-2026-00002 of Mercy Health is not in the file" in printed.stderr
    assert "batch 1: 1 document, 45.00 USD" in printed.stderr
    assert [row["*InvoiceNumber"] for row in rows(printed.stdout.encode())] == ["WR-2026-00001"]


def test_a_credit_beside_invoices_that_are_all_refused_went_nowhere(november: Path, run: Run, clock: FixedClock):
    """The credit has no file, so no batch has it: it is named again with each export until it is entered by hand."""
    settings = november / "wetread.toml"
    settings.write_text(settings.read_text() + NAMELESS)
    clock.instant = clock.instant.replace(month=12, day=5)
    period = ("export", "quickbooks-online", "--from", "2026-10", "--to", "2026-12", "-o", "a.csv", "--json")
    assert run(*period).json["documents"] == ["WR-2026-00001"]
    assert run("invoice", "credit", "WR-2026-00001", "--amount", "5.00", "--because", "goodwill").status == 0
    for _ in range(2):
        again = run(*period)
        left = [each["number"] for each in again.json["left_out"]]
        assert (again.status, again.json["batch"], left) == (
            1,
            1,
            ["WR-2026-00002", "WR-2026-00003", "CM-WR-2026-00001"],
        )
    assert len(run("export", "list", "--json").json) == 1


def test_an_accrual_written_anew_stays_within_what_was_exported(issued: Path, run: Run):
    """Mercy's month was left out for its name; mended meanwhile, it is no part of the batch that is replaced."""
    settings = issued / "wetread.toml"
    before = settings.read_text()
    settings.write_text(before + NAMELESS)
    first = run("export", "accrual", "--from", "2026-10", "-o", "first", "--json")
    assert first.json["totals"] == {"USD": "45.00"}
    settings.write_text(before)
    anew = run("export", "accrual", "--again", "1", "--anew", "-o", "second", "--json")
    assert (anew.status, anew.json["documents"], anew.json["totals"]) == (0, first.json["documents"], {"USD": "45.00"})
    (unbilled, reversed_) = [
        row for row in rows(Path("second/accrual.csv").read_bytes()) if row["account_name"] == "Unbilled Receivables"
    ]
    assert (unbilled["debit"], reversed_["credit"]) == ("45.00", "45.00")
    assert run("export", "accrual", "--again", "2", "-o", "third").status == 0
    assert Path("third/accrual.csv").read_bytes() == Path("second/accrual.csv").read_bytes()


def test_an_account_stands_in_the_list_of_items_as_in_that_of_accounts():
    """What [accounts] texts mends, and a tab or a quote that IIF can't write, is mended wherever the account is named."""
    settings = {"revenue": '4000 Read "łódź"', "texts": [["łódź", "boat"]]}
    (part,) = quickbooks_iif.transactions(october(every_kind(), settings=settings)).parts
    lines = [text.split("\t") for text in part.content.decode("cp1252").splitlines()]
    named = {fields[1] for fields in lines if fields[0] == "ACCNT"}
    assert "Read 'boat'" in named
    assert {fields[4] for fields in lines if fields[0] == "INVITEM"} <= named
