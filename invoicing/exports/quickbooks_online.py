"""QuickBooks Online's import of invoices as CSV: at most 100 invoices and 1,000 rows a file, numbers of 21 characters.

Credits can't be imported this way: they are left out and named.
"""

from __future__ import annotations

from invoicing.exports.import_file import Cells, Product, ProductColumn, block_of, clean, files, invoices_only
from invoicing.exports.line_grouping import items
from invoicing.exports.papers_and_deeds import Material, Written
from invoicing.papers.paper import Paper

_CREDIT = "QuickBooks Online imports no credit memo from a file: enter it by hand, or import the journal"

PRODUCT = Product(
    name="QuickBooks Online",
    columns=(
        ProductColumn("*InvoiceNo", 21, needed=True, aliases=("Invoice number", "Invoice No", "Num")),
        ProductColumn("*Customer", 100, needed=True, aliases=("Customer name",)),
        ProductColumn("*InvoiceDate", needed=True, aliases=("Invoice date",)),
        ProductColumn("*DueDate", needed=True, aliases=("Due date",)),
        ProductColumn("Terms", 31),
        ProductColumn("Location"),
        ProductColumn("Memo", 4000),
        ProductColumn("Item(Product/Service)", 100, aliases=("Item", "Product/Service")),
        ProductColumn("ItemDescription", 4000, aliases=("Item Description", "Description")),
        ProductColumn("ItemQuantity", aliases=("Item Quantity", "Quantity", "Qty")),
        ProductColumn("ItemRate", aliases=("Item Rate", "Rate")),
        ProductColumn("*ItemAmount", needed=True, aliases=("Item amount", "Amount")),
        ProductColumn("Service Date"),
        ProductColumn("Currency", 3, currency=True),
    ),
    most_documents=100,
    most_rows=1_000,
)
_HOME = Product(PRODUCT.name, PRODUCT.columns[:-1], PRODUCT.most_documents, PRODUCT.most_rows)


def invoices(material: Material) -> Written:
    """A row a line, the invoice's own fields on each; a column for the currency where any is not in the accounting's own."""
    taken, credits_ = invoices_only(material, _CREDIT)
    product = _HOME if all(paper.currency == material.chart.currency for paper in taken) else PRODUCT
    blocks = [block_of(paper, _rows(paper, material)) for paper in taken]
    return files(product, blocks, material, credits_)


def _rows(paper: Paper, material: Material) -> list[Cells]:
    chart = material.chart
    head = {
        "*InvoiceNo": paper.number or "",
        "*Customer": clean(chart.customer(paper.bill_to)),
        "*InvoiceDate": chart.day(paper.issued_on),
        "*DueDate": chart.day(paper.due_on),
        "Terms": f"Net {paper.terms_days}",
        "Memo": clean(_memo(paper)),
        "Currency": paper.currency,
    }
    return [
        {
            **head,
            "Item(Product/Service)": clean(chart.item_of(item.line)),
            "ItemDescription": clean(item.text),
            "ItemQuantity": f"{item.quantity:f}",
            "ItemRate": f"{item.unit_price:f}",
            "*ItemAmount": str(item.line.amount),
            "Service Date": chart.day(item.service),
        }
        for item in items(paper, material.grouping)
    ]


def _memo(paper: Paper) -> str:
    order = f", PO {paper.po_number}" if paper.po_number else ""
    return f"{paper.month.spelled()}, {paper.contract_title or paper.contract}{order}"
