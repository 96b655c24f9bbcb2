"""Sage Intacct's import of AR invoices as CSV: the invoice's own fields on its first line only, lines from 1.

The template is each company's own (dimensions, custom fields): `--template` fills theirs; without it, the columns that every
company has. Credits are AR adjustments there, another template: they are left out and named.
"""

from __future__ import annotations

from dataclasses import replace

from invoicing.exports.chart_of_accounts import Role
from invoicing.exports.import_file import Cells, Product, ProductColumn, block_of, clean, files, invoices_only
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.paper import Paper

_CREDIT = "Sage Intacct imports credits as AR adjustments, not as invoices: enter it there, or import the journal"

PRODUCT = Product(
    name="Sage Intacct",
    columns=(
        ProductColumn("DONOTIMPORT"),
        ProductColumn("INVOICE_NO", 45, first=True, aliases=("Invoice number",)),
        ProductColumn("PO_NO", 45),
        ProductColumn("CUSTOMER_ID", 20, first=True, aliases=("CUSTOMERID", "Customer ID")),
        ProductColumn("POSTING_DATE", aliases=("GL posting date",)),
        ProductColumn("CREATED_DATE", first=True, aliases=("Date", "Invoice date")),
        ProductColumn("DUE_DATE"),
        ProductColumn("TOTAL_DUE", first=True, aliases=("TOTALDUE",)),
        ProductColumn("TERM_NAME", 40),
        ProductColumn("DESCRIPTION", 1000),
        ProductColumn("BASECURR", 3),
        ProductColumn("CURRENCY", 3, currency=True),
        ProductColumn("LINE_NO", needed=True),
        ProductColumn("MEMO", 1000),
        ProductColumn("ACCT_NO", 24, needed=True),
        ProductColumn("LOCATION_ID", 20),
        ProductColumn("DEPT_ID", 20),
        ProductColumn("AMOUNT", needed=True),
        ProductColumn("ARINVOICEITEM_ARACCOUNT", 24),
        ProductColumn("ARINVOICEITEM_CUSTOMERID", 20),
    ),
)


def invoices(material: Material) -> Written:
    """A row a line; the amounts of an invoice add up to its TOTAL_DUE."""
    taken, credits_ = invoices_only(material, _CREDIT)
    blocks = [block_of(paper, _rows(paper, material)) for paper in taken]
    note = "Sage Intacct's template is your company's own: download it there and fill it with --template"
    written = files(PRODUCT, blocks, material, credits_)
    return written if material.template else replace(written, notes=(note,))


def _rows(paper: Paper, material: Material) -> list[Cells]:
    chart = material.chart
    customer = clean(chart.customer_id(paper.bill_to))
    head = {
        "INVOICE_NO": paper.number or "",
        "PO_NO": clean(paper.po_number),
        "CUSTOMER_ID": customer,
        "POSTING_DATE": chart.day(paper.issued_on),
        "CREATED_DATE": chart.day(paper.issued_on),
        "DUE_DATE": chart.day(paper.due_on),
        "TOTAL_DUE": str(paper.total),
        "TERM_NAME": f"Net {paper.terms_days}",
        "DESCRIPTION": clean(f"{paper.month.spelled()}, {paper.contract_title or paper.contract}"),
        "BASECURR": paper.currency,
        "CURRENCY": paper.currency,
    }
    rows = [
        {
            "LINE_NO": str(number),
            "MEMO": clean(item.text),
            "ACCT_NO": chart.account_of(item.line).code,
            "AMOUNT": str(item.line.amount),
            "ARINVOICEITEM_ARACCOUNT": chart.account(Role.RECEIVABLE).code,
            "ARINVOICEITEM_CUSTOMERID": customer,
        }
        for number, item in enumerate(items(paper, material.grouping), 1)
    ]
    return [head | rows[0], *rows[1:]]
