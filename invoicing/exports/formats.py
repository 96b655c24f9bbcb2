"""The formats there are: what each is for, what it needs, and the pure function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from invoicing.exports import (
    accrual,
    beancount,
    csv,
    general_journal,
    hledger,
    netsuite,
    quickbooks_iif,
    quickbooks_online,
    sage_intacct,
    ubl,
    xero,
    xlsx,
)
from invoicing.exports.papers_and_deeds import Material, Written

Writer = Callable[[Material], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `once`: what it writes is imported, so each document goes there once; else it shows a whole period.

    `one_file` is what it writes into a single file, where that differs; `reads` and `money` say what it needs besides
    the papers' lines, `accrues` that it takes accruals and no papers, `deposits` that it books what insurers
    paid; `template` whether a company's own header may take the place of its columns.
    """

    name: str
    what: str
    ending: str
    write: Writer
    one_file: Writer | None = None
    once: bool = False
    reads: bool = False
    money: bool = False
    accrues: bool = False
    deposits: bool = False
    template: bool = False


FORMATS = {
    each.name: each
    for each in (
        Format(
            "csv", "lines; with a folder or .zip five tables", "csv", csv.tables, csv.one_file, reads=True, money=True
        ),
        Format("xlsx", "a workbook of five sheets", "xlsx", xlsx.workbook, reads=True, money=True),
        Format("quickbooks-online", "import of invoices", "csv", quickbooks_online.invoices, once=True, template=True),
        Format(
            "quickbooks-iif",
            "import into QuickBooks Desktop",
            "iif",
            quickbooks_iif.transactions,
            once=True,
            money=True,
        ),
        Format("xero", "import of sales invoices", "csv", xero.invoices, once=True, template=True),
        Format("sage-intacct", "import of AR invoices", "csv", sage_intacct.invoices, once=True, template=True),
        Format("netsuite", "import of invoices", "csv", netsuite.invoices, once=True, template=True),
        Format(
            "journal",
            "general ledger postings",
            "csv",
            general_journal.rows,
            once=True,
            money=True,
            deposits=True,
            template=True,
        ),
        Format("beancount", "a ledger for bean-check", "beancount", beancount.ledger, money=True, deposits=True),
        Format("hledger", "a ledger for hledger check", "journal", hledger.ledger, money=True, deposits=True),
        Format(
            "accrual",
            "read and not invoiced at month end",
            "csv",
            accrual.tables,
            accrual.one_file,
            accrues=True,
            template=True,
        ),
        Format("ubl", "e-invoices of EN 16931, a file a paper", "xml", ubl.invoices),
    )
}
"""By name, in the order in which they are listed."""
