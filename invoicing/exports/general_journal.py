"""The journal as CSV, a row a posting, debit or credit: what nearly every general ledger imports.

A template with one signed column of amounts gets debits positive.
"""

from __future__ import annotations

from invoicing.exports.import_file import Block, Cells, Product, ProductColumn, clean, files
from invoicing.exports.journal import JournalEntry, Posting, journal
from invoicing.exports.papers_and_deeds import Material, Written
from reads.core.money import Money

PRODUCT = Product(
    name="the journal",
    columns=(
        ProductColumn("journal_id", needed=True, aliases=("Journal No", "JournalNo", "Entry No")),
        ProductColumn("date", needed=True, aliases=("Journal Date", "Posting Date", "JournalDate")),
        ProductColumn("period"),
        ProductColumn("line", aliases=("Line No", "LineNo")),
        ProductColumn(
            "account", needed=True, aliases=("Account No", "AccountCode", "Account Code", "GL Account", "AcctNo")
        ),
        ProductColumn("account_name", aliases=("Account Name",)),
        ProductColumn("debit", aliases=("Debits", "Debit Amount")),
        ProductColumn("credit", aliases=("Credits", "Credit Amount")),
        ProductColumn("amount", optional=True, aliases=("Signed Amount", "Net Amount")),
        ProductColumn("currency", currency=True, aliases=("Currency Code",)),
        ProductColumn("customer_id", aliases=("Customer ID",)),
        ProductColumn("customer", aliases=("Name", "Customer Name")),
        ProductColumn("facility", aliases=("Location", "Class")),
        ProductColumn("rate", aliases=("Item",)),
        ProductColumn("document_type", aliases=("Document Type",)),
        ProductColumn("document_no", aliases=("Document No", "Reference", "Document Number")),
        ProductColumn("memo", aliases=("Description", "Narration")),
    ),
)


def rows(material: Material) -> Written:
    """Debit or credit, never both, never negative; the postings of a journal_id add up to nothing."""
    return of_entries(journal(material), material)


def of_entries(entries: tuple[JournalEntry, ...], material: Material) -> Written:
    """The rows of these entries."""
    blocks = [
        Block(
            entry.document,
            tuple(_row(entry, posting, line, material) for line, posting in enumerate(entry.postings, 1)),
            entry.client.name,
            entry.currency,
        )
        for entry in entries
    ]
    return files(PRODUCT, blocks, material)


def _row(entry: JournalEntry, posting: Posting, line: int, material: Material) -> Cells:
    """Dates are ISO; in a product's own template as it reads them."""
    return {
        "journal_id": entry.id,
        "date": material.chart.day(entry.day) if material.template else entry.day.isoformat(),
        "period": str(entry.period),
        "line": str(line),
        "account": posting.account.code,
        "account_name": posting.account.name,
        "debit": _side(posting.amount),
        "credit": _side(-posting.amount),
        "amount": str(posting.amount),
        "currency": entry.currency,
        "customer_id": entry.client.id,
        "customer": clean(material.chart.customer(entry.client)),
        "facility": posting.facility,
        "rate": clean(material.chart.items.get(posting.rate, posting.rate)),
        "document_type": entry.kind,
        "document_no": posting.paper or entry.document,
        "memo": clean(entry.text),
    }


def _side(amount: Money) -> str:
    return str(amount) if amount.minor > 0 else ""
