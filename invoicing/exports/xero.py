"""Xero's import of sales invoices as CSV: at most 500 invoices a file, columns in Xero's order, arriving as drafts.

A credit goes in with negative amounts, which Xero makes a credit note of. The tax type is the name of a tax rate in the
organisation; what our papers tax is a line of its own.
"""

from __future__ import annotations

from invoicing.exports.import_file import Block, Cells, Column, Product, clean, files
from invoicing.exports.lines import items
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.paper import Paper

_ADDRESS = ("POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4")

PRODUCT = Product(
    name="Xero",
    columns=(
        Column("*ContactName", 255, needed=True),
        Column("EmailAddress", 255),
        *(Column(title, 500) for title in _ADDRESS),
        Column("POCity", 255),
        Column("PORegion", 255),
        Column("POPostalCode", 50),
        Column("POCountry", 50),
        Column("*InvoiceNumber", 255, needed=True),
        Column("Reference", 255),
        Column("*InvoiceDate", needed=True),
        Column("*DueDate", needed=True),
        Column("Total", optional=True),
        Column("InventoryItemCode", 30),
        Column("*Description", 4000, needed=True),
        Column("*Quantity", needed=True),
        Column("*UnitAmount", needed=True),
        Column("Discount"),
        Column("*AccountCode", 10, needed=True),
        Column("*TaxType", 50, needed=True),
        Column("TaxAmount", optional=True),
        Column("TrackingName1"),
        Column("TrackingOption1"),
        Column("TrackingName2"),
        Column("TrackingOption2"),
        Column("Currency", 3),
        Column("BrandingTheme"),
    ),
    most_documents=500,
)


def invoices(material: Material) -> Written:
    """A row a line, the invoice's own fields on each."""
    blocks = [Block(paper.number or "", tuple(_rows(paper, material))) for paper in material.papers if paper.lines]
    return Written(files(PRODUCT, blocks, material.template))


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
