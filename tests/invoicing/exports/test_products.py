"""Xero, Sage Intacct, NetSuite and QuickBooks Desktop: their columns, limits and signs, parsed again by their own rules."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.exports import netsuite, quickbooks_iif, sage_intacct, xero
from invoicing.exports.errors import BeyondLimits
from invoicing.exports.quickbooks_iif import short_number
from tests.invoicing.documents.papers import BILL_TO, line, paper
from tests.invoicing.exports.materials import (
    GROUPINGS,
    NASTY,
    by_read,
    cents,
    credit,
    every_kind,
    october,
    payment,
    rows,
)

PRODUCTS = {"xero": xero.invoices, "sage-intacct": sage_intacct.invoices, "netsuite": netsuite.invoices}
AMOUNTS = {"sage-intacct": "AMOUNT", "netsuite": "Amount"}


def billed(name: str, row: dict[str, str]) -> int:
    """A row's amount in cents, as the product reckons it."""
    if name == "xero":
        return cents(str((Decimal(row["*Quantity"]) * Decimal(row["*UnitAmount"])).normalize()))
    return cents(row[AMOUNTS[name]])


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("made", [every_kind(), by_read()], ids=["every kind", "reads"])
@pytest.mark.parametrize("name", PRODUCTS)
def test_every_product_gets_the_invoice_to_the_cent(name: str, made, grouping):
    (part,) = PRODUCTS[name](october(made, grouping=grouping)).parts
    assert sum(billed(name, row) for row in rows(part.content)) == made.total.minor


@pytest.mark.parametrize("name", NASTY)
def test_hostile_names_shift_no_column(name: str):
    nasty = paper(replace(line("x 2 × 3.00"), name=name), bill_to=replace(BILL_TO, name=name), po_number=name)
    for write in PRODUCTS.values():
        (part,) = write(october(nasty, settings={"customers": [["mercy-health", "M"]]})).parts
        assert len(rows(part.content)) == 1


def test_xero_takes_a_credit_as_negative_and_the_others_are_told_of_it():
    made = october(every_kind(), credit())
    (part,) = xero.invoices(made).parts
    assert [row["*UnitAmount"] for row in rows(part.content) if row["*InvoiceNumber"] == "CM-INV-2026-0003"] == [
        "-76.00"
    ]
    for write in (sage_intacct.invoices, netsuite.invoices):
        assert [each.number for each in write(made).left_out] == ["CM-INV-2026-0003"]


def test_xero_names_the_account_code_that_is_too_long():
    with pytest.raises(BeyondLimits) as refused:
        xero.invoices(october(settings={"revenue": "Professional Fees"}))
    assert "AccountCode 'Professional Fees' has 17 characters, 10 are the most" in refused.value.problems[0].message
    assert "[accounts]" in refused.value.problems[0].remedy


def test_xero_has_its_two_columns_of_totals_where_the_template_has_them():
    template = [column.title for column in xero.PRODUCT.columns]
    (part,) = xero.invoices(october(template=tuple(template))).parts
    assert rows(part.content)[0]["Total"] == str(every_kind().total)
    (plain,) = xero.invoices(october()).parts
    assert len(rows(plain.content)[0]) == 27


def test_intacct_has_the_head_on_the_first_line_and_counts_its_lines():
    made = october(every_kind(), by_read(number="INV-2"))
    (part,) = sage_intacct.invoices(made).parts
    found = rows(part.content)
    heads = [row for row in found if row["INVOICE_NO"]]
    assert [(row["INVOICE_NO"], row["TOTAL_DUE"], row["LINE_NO"]) for row in heads] == [
        ("INV-2026-0042", str(made.papers[0].total), "1"),
        ("INV-2", str(made.papers[1].total), "1"),
    ]
    assert {row["ARINVOICEITEM_CUSTOMERID"] for row in found} == {"mercy-health"}
    assert {row["ARINVOICEITEM_ARACCOUNT"] for row in found} == {"1200"}


def test_intacct_takes_a_template_that_leaves_the_due_date_to_the_terms():
    minimal = "INVOICE_NO,PO_NO,CUSTOMER_ID,CREATED_DATE,TOTAL_DUE,TERM_NAME,DESCRIPTION,LINE_NO,ACCT_NO,AMOUNT"
    (part,) = sage_intacct.invoices(october(every_kind(), template=tuple(minimal.split(",")))).parts
    assert rows(part.content)[0]["TERM_NAME"] == "Net 30"


def test_netsuite_can_import_twice_without_a_second_invoice():
    (part,) = netsuite.invoices(october(every_kind())).parts
    assert {row["External ID"] for row in rows(part.content)} == {"wetread-INV-2026-0042"}


def iif(material) -> tuple[dict[str, list[dict[str, str]]], list[list[dict[str, str]]]]:
    """Lists by their name, and transactions as their rows; a row of another length than its header fails."""
    (part,) = quickbooks_iif.transactions(material).parts
    headers: dict[str, list[str]] = {}
    lists: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    transactions: list[list[dict[str, str]]] = []
    text = part.content.decode("cp1252")
    assert text.endswith("\r\n")
    for written in text.split("\r\n")[:-1]:
        kind, *cells = written.split("\t")
        if kind.startswith("!"):
            headers[kind[1:]] = cells
            continue
        assert len(cells) == len(headers[kind])
        row = dict(zip(headers[kind], cells, strict=True)) | {"row": kind}
        if kind == "TRNS":
            transactions.append([row])
        elif kind == "SPL":
            transactions[-1].append(row)
        elif kind != "ENDTRNS":
            lists[kind].append(row)
    return lists, transactions


PAID = payment(7, date(2026, 10, 9), "100.00", INV_1="60.00", INV_2="40.00")
OVERPAID = payment(8, date(2026, 10, 9), "100.00", INV_1="60.00")


def test_every_transaction_of_quickbooks_desktop_sums_to_nothing():
    _, found = iif(october(every_kind(), credit(), movements=[PAID, OVERPAID]))
    assert [rows[0]["TRNSTYPE"] for rows in found] == ["INVOICE", "CREDIT MEMO", "PAYMENT", "GENERAL JOURNAL"]
    for transaction in found:
        assert sum(cents(row["AMOUNT"]) for row in transaction) == 0
        assert sum(row["ACCNT"] == "Accounts Receivable" for row in transaction) == 1


def test_receivables_are_positive_income_negative_and_a_sale_has_a_negative_quantity():
    _, (transaction, memo) = iif(october(every_kind(), credit()))
    assert transaction[0]["ACCNT"] == "Accounts Receivable"
    assert cents(transaction[0]["AMOUNT"]) == every_kind().total.minor
    for row in [*transaction[1:], *memo[1:]]:
        assert Decimal(row["QNTY"]) * Decimal(row["PRICE"]) == Decimal(row["AMOUNT"])
        assert Decimal(row["PRICE"]) >= 0
    assert Decimal(transaction[1]["QNTY"]) == -120
    assert Decimal(memo[1]["QNTY"]) == 1


def test_all_that_is_named_is_in_the_lists_before():
    lists, found = iif(october(every_kind(), movements=[PAID]))
    accounts = {row["NAME"]: row["ACCNTTYPE"] for row in lists["ACCNT"]}
    assert accounts["Accounts Receivable"] == "AR"
    assert accounts["Read Income"] == "INC"
    assert {row["ACCNT"] for transaction in found for row in transaction} == accounts.keys()
    assert {row["NAME"] for transaction in found for row in transaction} == {row["NAME"] for row in lists["CUST"]}
    items = {row.get("INVITEM") for transaction in found for row in transaction} - {"", None}
    assert items == {row["NAME"] for row in lists["INVITEM"]}


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_a_row_of_quickbooks_desktop(name: str):
    nasty = paper(replace(line("x 2 × 3.00"), name=name), bill_to=replace(BILL_TO, name=name), contract_title=name)
    _, (transaction,) = iif(october(nasty))
    assert len(transaction) == 2


@pytest.mark.parametrize(
    "number, short",
    [
        ("WR-2026-42", "WR-2026-42"),
        ("WR-2026-00042", "WR202600042"),
        ("CM-WR-2026-00042", "CMWR2600042"),
        ("RADIOLOGY-2026-00042", "RADIOLOGY-2026-00042"),
    ],
)
def test_a_number_is_shortened_to_the_eleven_characters_of_quickbooks_desktop(number: str, short: str):
    assert short_number(number) == short


def test_what_quickbooks_desktop_would_cut_or_mix_up_is_refused_by_name():
    long = every_kind(number="RADIOLOGY-2026-00042", bill_to=replace(BILL_TO, name="M" * 42))
    written = quickbooks_iif.transactions(
        october(long, every_kind(number="A-12026-00042"), every_kind(number="A1-2026-00042"))
    )
    first, second = written.left_out
    assert "DOCNUM 'RADIOLOGY-2026-00042' has 20 characters, 11 are the most" in first.why
    assert "has 42 characters, 41 are the most" in first.why
    assert (first.client, second.number) == ("M" * 42, "A1-2026-00042")
    assert "A1-2026-00042 and A-12026-00042 would both be A1202600042" in second.why
    assert "M" * 42 not in written.parts[0].content.decode("cp1252")


def test_letters_that_windows_1252_lacks_are_refused_by_name():
    with pytest.raises(BeyondLimits) as refused:
        quickbooks_iif.transactions(october(every_kind(bill_to=replace(BILL_TO, name="Łódź"))))
    assert "U+0141" in refused.value.problems[0].message
