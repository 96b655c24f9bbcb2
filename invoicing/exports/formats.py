"""The formats there are: what each is for, what it needs, and the pure function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from invoicing.exports import (
    beancount,
    csv,
    general_journal,
    quickbooks_online,
    xlsx,
)
from invoicing.exports.material import Material, Written

Writer = Callable[[Material], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `once`: what it writes is imported, so each document goes there once; else it shows a whole period.

    `one_file` is what it writes into a single file, where that differs; `reads` and `money` say what it needs besides
    the papers' lines; `template` whether a company's own header may take the place of its columns.
    """

    name: str
    what: str
    ending: str
    write: Writer
    one_file: Writer | None = None
    once: bool = False
    reads: bool = False
    money: bool = False
    template: bool = False


FORMATS = {
    each.name: each
    for each in (
        Format(
            "csv", "lines; with a folder or .zip five tables", "csv", csv.tables, csv.one_file, reads=True, money=True
        ),
        Format("xlsx", "a workbook of five sheets", "xlsx", xlsx.workbook, reads=True, money=True),
        Format("quickbooks-online", "import of invoices", "csv", quickbooks_online.invoices, once=True, template=True),
        Format("journal", "general ledger postings", "csv", general_journal.rows, once=True, money=True, template=True),
        Format("beancount", "a ledger for bean-check", "beancount", beancount.ledger, money=True),
    )
}
"""By name, in the order in which they are listed."""
