"""NetSuite's CSV import of invoices: an External ID on every row makes a second import an update, not a second invoice.

There is no fixed template: the import assistant maps these columns once. Credits are credit memos there, another record
type: they are left out and named.
"""

from __future__ import annotations

from invoicing.exports.import_file import Cells, Product, ProductColumn, block_of, clean, files, invoices_only
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.paper import Paper

_CREDIT = "NetSuite imports credit memos as another record type: enter it there, or import the journal"

PRODUCT = Product(
    name="NetSuite",
    columns=(
        ProductColumn("External ID", 300, needed=True),
        ProductColumn("Invoice #", 45, needed=True, aliases=("Document Number", "Tran ID", "Invoice Number")),
        ProductColumn("Customer", 83, needed=True, aliases=("Entity", "Name")),
        ProductColumn("Date", needed=True, aliases=("Tran Date", "Invoice Date")),
        ProductColumn("Posting Period"),
        ProductColumn("Due Date"),
        ProductColumn("Terms", 30),
        ProductColumn("Memo", 999),
        ProductColumn("PO #", 45, aliases=("PO Number",)),
        ProductColumn("Department"),
        ProductColumn("Class"),
        ProductColumn("Location"),
        ProductColumn("Subsidiary"),
        ProductColumn("Currency", 3, currency=True),
        ProductColumn("Item", 60, needed=True),
        ProductColumn("Quantity", needed=True),
        ProductColumn("Rate"),
        ProductColumn("Amount", needed=True),
        ProductColumn("Description", 4000),
    ),
    most_rows=25_000,
)


def invoices(material: Material) -> Written:
    """A row a line, the invoice's own fields on each."""
    taken, credits_ = invoices_only(material, _CREDIT)
    blocks = [block_of(paper, _rows(paper, material)) for paper in taken]
    return files(PRODUCT, blocks, material, credits_)


def _rows(paper: Paper, material: Material) -> list[Cells]:
    chart = material.chart
    head = {
        "External ID": f"wetread-{paper.number}",
        "Invoice #": paper.number or "",
        "Customer": clean(chart.customer(paper.bill_to)),
        "Date": chart.day(paper.issued_on),
        "Posting Period": f"{paper.issued_on:%b %Y}",
        "Due Date": chart.day(paper.due_on),
        "Terms": f"Net {paper.terms_days}",
        "Memo": clean(f"{paper.month.spelled()}, {paper.contract_title or paper.contract}"),
        "PO #": clean(paper.po_number),
        "Currency": paper.currency,
    }
    return [
        {
            **head,
            "Item": clean(chart.item_of(item.line)),
            "Quantity": f"{item.quantity:f}",
            "Rate": f"{item.unit_price:f}",
            "Amount": str(item.line.amount),
            "Description": clean(item.text),
        }
        for item in items(paper, material.grouping)
    ]
