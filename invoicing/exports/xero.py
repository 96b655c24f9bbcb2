"""Xero's import of sales invoices as CSV: at most 500 invoices a file, columns in Xero's order, arriving as drafts.

A credit goes in with negative amounts, which Xero makes a credit note of. The tax type is the name of a tax rate in the
organisation; what our papers tax is a line of its own.
"""

from __future__ import annotations

from invoicing.exports.import_file import Cells, Product, ProductColumn, block_of, clean, files
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.paper import Paper

_ADDRESS = ("POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4")

PRODUCT = Product(
    name="Xero",
    columns=(
        ProductColumn("*ContactName", 255, needed=True),
        ProductColumn("EmailAddress", 255),
        *(ProductColumn(title, 500) for title in _ADDRESS),
        ProductColumn("POCity", 255),
        ProductColumn("PORegion", 255),
        ProductColumn("POPostalCode", 50),
        ProductColumn("POCountry", 50),
        ProductColumn("*InvoiceNumber", 255, needed=True),
        ProductColumn("Reference", 255),
        ProductColumn("*InvoiceDate", needed=True),
        ProductColumn("*DueDate", needed=True),
        ProductColumn("Total", optional=True),
        ProductColumn("InventoryItemCode", 30),
        ProductColumn("*Description", 4000, needed=True),
        ProductColumn("*Quantity", needed=True),
        ProductColumn("*UnitAmount", needed=True),
        ProductColumn("Discount"),
        ProductColumn("*AccountCode", 10, needed=True),
        ProductColumn("*TaxType", 50, needed=True),
        ProductColumn("TaxAmount", optional=True),
        ProductColumn("TrackingName1"),
        ProductColumn("TrackingOption1"),
        ProductColumn("TrackingName2"),
        ProductColumn("TrackingOption2"),
        ProductColumn("Currency", 3, currency=True),
        ProductColumn("BrandingTheme"),
    ),
    most_documents=500,
)


def invoices(material: Material) -> Written:
    """A row a line, the invoice's own fields on each."""
    blocks = [block_of(paper, _rows(paper, material)) for paper in material.papers if paper.lines]
    return files(PRODUCT, blocks, material)


def _rows(paper: Paper, material: Material) -> list[Cells]:
    chart = material.chart
    head = {
        "*ContactName": clean(chart.customer(paper.bill_to)),
        "EmailAddress": clean(paper.bill_to.email),
        **dict(zip(_ADDRESS, map(clean, paper.bill_to.address), strict=False)),
        "*InvoiceNumber": paper.number or "",
        "Reference": clean(paper.po_number or paper.contract_title),
        "*InvoiceDate": chart.day(paper.issued_on),
        "*DueDate": chart.day(paper.due_on),
        "Total": str(paper.total),
        "*TaxType": chart.tax_type,
        "TaxAmount": "0.00",
        "Currency": paper.currency,
    }
    return [
        {
            **head,
            "*Description": clean(item.text),
            "*Quantity": f"{item.quantity:f}",
            "*UnitAmount": f"{item.unit_price:f}",
            "*AccountCode": chart.account_of(item.line).code,
        }
        for item in items(paper, material.grouping)
    ]
