"""QuickBooks Desktop's IIF: lists of what is named, then invoices, credit memos, payments and other deeds, each summing to 0.

Tab-separated, CR and LF, Windows-1252. Receivables positive, income negative, the quantity of a sale negative; a
number has at most 11 characters, an account or item 31, a customer 41. A longer number loses its hyphens, then the century
of its year (WR-2026-00042 is WR202600042 there); the memo has it whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby

from invoicing.exports.chart_of_accounts import LedgerAccount, Role
from invoicing.exports.import_file import ProductColumn, clean, left_out_of, no_currency, text_problems
from invoicing.exports.journal import JournalEntry, journal
from invoicing.exports.line_grouping import ExportedLine, items
from invoicing.exports.papers_and_deeds import Material, Written, one
from invoicing.papers.paper import Paper
from invoicing.receivables.account import EntryKind
from reads.core.findings import Finding
from reads.core.money import Money

NUMBER = ProductColumn("DOCNUM", 11, needed=True)
ACCOUNT = ProductColumn("ACCNT", 31, needed=True)
ITEM = ProductColumn("INVITEM", 31, needed=True)
CUSTOMER = ProductColumn("NAME", 41, needed=True)
MEMO = ProductColumn("MEMO")
ENCODING = "cp1252"

_TYPES = {
    Role.RECEIVABLE: "AR",
    Role.UNBILLED: "OCASSET",
    Role.CASH: "OCASSET",
    Role.UNAPPLIED: "OCLIAB",
    Role.TAX: "OCLIAB",
    Role.WRITE_OFFS: "EXP",
}
_TRNS = "!TRNS TRNSID TRNSTYPE DATE ACCNT NAME CLASS AMOUNT DOCNUM MEMO CLEAR TOPRINT DUEDATE TERMS"
_SPL = "!SPL SPLID TRNSTYPE DATE ACCNT NAME CLASS AMOUNT DOCNUM MEMO CLEAR QNTY PRICE INVITEM"
_SHORTER = "have a shorter `number` under [invoices] in wetread.toml, such as W{year}-{seq:05d}"
_YEAR = re.compile(r"20([0-9]{2})")

Row = tuple[str, ...]


def transactions(material: Material) -> Written:
    """One file with the documents that QuickBooks takes; the others are left out, BeyondLimits where none is taken."""
    named, numbers = _Named(), dict[str, str]()
    rows: list[Row] = []
    problems: dict[str, list[Finding]] = {}
    documents = list(_documents(material))
    for each in documents:
        maker = _Maker(material, numbers)
        found = list(each.rows(maker))
        if each.currency != material.chart.currency:
            maker.problems.append(no_currency(each.document, each.client, each.currency, material.chart.currency))
        if maker.problems:
            problems.setdefault(each.document, []).extend(maker.problems)
        else:
            named.add(maker.named)
            rows += found
    left_out = left_out_of("QuickBooks Desktop", [(each.document, each.client) for each in documents], problems)
    lists = [*named.account_rows(), *named.customer_rows(), *named.item_rows()]
    head = [tuple(_TRNS.split()), tuple(_SPL.split()), ("!ENDTRNS",)]
    text = "".join("\t".join(row) + "\r\n" for row in [*lists, *head, *rows])
    return one(text.encode(ENCODING), left_out)


@dataclass(frozen=True, slots=True)
class _Document:
    """A paper or a deed, and what makes its rows."""

    document: str
    client: str
    currency: str
    rows: Callable[[_Maker], Iterator[Row]]


def _documents(material: Material) -> Iterator[_Document]:
    """Papers as invoices and credit memos, payments as such, all other deeds as journal entries, a deed's days together."""
    for paper in material.papers:
        if paper.lines:
            yield _Document(paper.number or "", paper.bill_to.name, paper.currency, partial(_Maker.paper, paper=paper))
    kinds = {movement.document: movement.kind for movement in material.movements}
    deeds = (entry for entry in journal(material) if entry.document in kinds)
    for document, found in groupby(deeds, key=lambda entry: entry.document):
        entries = tuple(found)
        made = partial(_Maker.deed, entries=entries, kind=kinds[document])
        yield _Document(document, entries[0].client.name, entries[0].currency, made)


@dataclass(frozen=True, slots=True)
class _Transaction:
    """What a TRNS row and its SPL rows share."""

    kind: str
    day: date
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class _Named:
    """What transactions name: accounts, customers and items, which stand in lists before them."""

    accounts: dict[str, LedgerAccount] = field(default_factory=dict)
    customers: dict[str, None] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    """The account of each, as the list of accounts has it."""

    def add(self, more: _Named) -> None:
        """What another document names besides."""
        self.accounts.update(more.accounts)
        self.customers.update(more.customers)
        for name, account in more.items.items():
            self.items.setdefault(name, account)

    def account_rows(self) -> Iterator[Row]:
        """The chart of accounts, as far as it is used."""
        yield ("!ACCNT", "NAME", "ACCNTTYPE")
        for name, account in sorted(self.accounts.items()):
            yield ("ACCNT", name, _TYPES.get(account.role, "INC"))

    def customer_rows(self) -> Iterator[Row]:
        """The clients that are named."""
        yield ("!CUST", "NAME")
        for name in self.customers:
            yield ("CUST", name)

    def item_rows(self) -> Iterator[Row]:
        """The services that are sold, each with its account."""
        yield ("!INVITEM", "NAME", "INVITEMTYPE", "DESC", "ACCNT")
        for name, account in sorted(self.items.items()):
            yield ("INVITEM", name, "SERV", name, account)


class _Maker:
    """Makes the rows of one document, and keeps what they name and what is wrong with them; `numbers` are those given."""

    def __init__(self, material: Material, numbers: dict[str, str]) -> None:
        self._material = material
        self._numbers = numbers
        self.named = _Named()
        self.problems: list[Finding] = []

    def paper(self, paper: Paper) -> Iterator[Row]:
        """An invoice, or a credit memo where its total is negative."""
        number = paper.number or ""
        name = self._checked(CUSTOMER, self._material.chart.customer(paper.bill_to), number)
        kind = "INVOICE" if paper.total.minor >= 0 else "CREDIT MEMO"
        of = _Transaction(kind, paper.issued_on, name, self._number(number))
        account = self._account(self._material.chart.account(Role.RECEIVABLE), number)
        said = f"{number}, {paper.month.spelled()}, {paper.contract_title or paper.contract}"
        text = self._checked(MEMO, said, number)
        yield (*_head("TRNS", of, account, paper.total, text), "N", _day(paper.due_on), f"Net {paper.terms_days}")
        for item in items(paper, self._material.grouping):
            yield self._split(of, item, number)
        yield ("ENDTRNS",)

    def _split(self, of: _Transaction, item: ExportedLine, document: str) -> Row:
        account = self._account(self._material.chart.account_of(item.line), document)
        name = self._checked(ITEM, self._material.chart.item_of(item.line), document)
        self.named.items.setdefault(name, account)
        head = _head("SPL", of, account, -item.line.amount, self._checked(MEMO, item.text, document))
        quantity = abs(item.quantity) if item.line.amount.minor < 0 else -abs(item.quantity)
        return (*head, f"{quantity:f}", f"{abs(item.unit_price):f}", name)

    def deed(self, entries: Sequence[JournalEntry], kind: EntryKind) -> Iterator[Row]:
        """A deed's entries, one a day."""
        for entry in entries:
            yield from self._entry(entry, kind)

    def _entry(self, entry: JournalEntry, kind: EntryKind) -> Iterator[Row]:
        word = "PAYMENT" if kind is EntryKind.PAYMENT and _is_settled(entry) else "GENERAL JOURNAL"
        name = self._checked(CUSTOMER, self._material.chart.customer(entry.client), entry.document)
        of = _Transaction(word, entry.day, name, entry.document.replace("entry/", "E"))
        text = self._checked(MEMO, entry.text, entry.document)
        for position, (ledger, amount) in enumerate(_by_account(entry)):
            account = self._account(ledger, entry.document)
            row = _head("SPL" if position else "TRNS", of, account, amount, text)
            yield (*row, "", "", "")
        yield ("ENDTRNS",)

    def _number(self, number: str) -> str:
        """The number as QuickBooks takes it; two papers that would have one there are a problem."""
        short = self._checked(NUMBER, short_number(number), number)
        other = self._numbers.setdefault(short, number)
        if other != number:
            message = f"{number} and {other} would both be {short}, since a number has {NUMBER.longest} characters"
            self.problems.append(Finding("same_number", message, _SHORTER))
        return short

    def _account(self, account: LedgerAccount, document: str) -> str:
        name = ":".join(self._checked(ACCOUNT, part, document) for part in account.name.split(":"))
        self.named.accounts.setdefault(name, account)
        return name

    def _checked(self, column: ProductColumn, text: str, document: str) -> str:
        """The text as it is written; what is wrong with it is kept, once."""
        plain = _plain(self._material.chart.written(text))
        if column is CUSTOMER:
            self.named.customers.setdefault(plain)
        for problem in text_problems(column, plain, document, ENCODING):
            found = replace(problem, remedy=_SHORTER) if column is NUMBER else problem
            if found not in self.problems:
                self.problems.append(found)
        return plain


def short_number(number: str) -> str:
    """A number of at most 11 characters where taking out hyphens, then the century, makes it one."""
    for shorter in (number, number.replace("-", ""), _YEAR.sub(r"\1", number.replace("-", ""), count=1)):
        if len(shorter) <= NUMBER.longest:
            return shorter
    return number


def _by_account(entry: JournalEntry) -> Iterator[tuple[LedgerAccount, Money]]:
    """One amount an account: a transaction of QuickBooks takes receivables once."""
    sums: dict[LedgerAccount, Money] = {}
    for posting in entry.postings:
        sums[posting.account] = sums.get(posting.account, Money(0, entry.currency)) + posting.amount
    yield from ((account, amount) for account, amount in sums.items() if amount)


def _is_settled(entry: JournalEntry) -> bool:
    """A payment as QuickBooks knows it: money in, receivables down, and nothing else."""
    roles = [posting.account.role for posting in entry.postings]
    return roles[0] is Role.CASH and set(roles[1:]) == {Role.RECEIVABLE} and entry.postings[0].amount.minor > 0


def _head(row: str, of: _Transaction, account: str, amount: Money, text: str) -> Row:
    """The columns that TRNS and SPL rows have in common, `row` and the empty id first."""
    return (row, "", of.kind, _day(of.day), account, of.name, "", str(amount), of.number, text, "N")


def _day(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _plain(text: str) -> str:
    """Without tabs, line breaks and quotes, which IIF knows no way to write."""
    return clean(text.replace('"', "'"))
