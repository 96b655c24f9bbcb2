"""BAI2: previous-day and same-day reports of US banks (BAI, Cash Management Balance Reporting Specifications, version 2).

Records and their totals are read by the library `bai2`. The sign of an amount is that of its type code: amounts are
written without one. What is continued in 88 records is joined as the library joins it, and once more without any space,
since banks break words anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bai2 import bai2, constants, exceptions, models

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, keyed
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.currency import is_currency
from reads.core.money import Money

KIND = "bai2"

_SIGNS = {constants.TypeCodeTransaction.credit: 1, constants.TypeCodeTransaction.debit: -1}
_STATUS = {
    constants.GroupStatus.deletion: "takes back what an earlier file said",
    constants.GroupStatus.test_only: "is a test of the bank's",
}


def is_bai2(text: str) -> bool:
    """Whether the text begins as a BAI2 file does."""
    return text.lstrip("\ufeff \r\n").startswith("01,")


def read_bai2(text: str, name: str) -> BankFile:
    """All transactions of the file; BankFileUnread where its totals or records don't hold."""
    records = [line.strip()[:2] for line in text.splitlines() if line.strip()]
    if next((code for code in reversed(records) if code != constants.CONTINUATION_CODE), "") != "99":
        raise BankFileUnread(name, "it is not whole: its last record (99) is missing")
    try:
        found = bai2.parse_from_string(text.lstrip("\ufeff"))
    except exceptions.IntegrityException as error:
        raise BankFileUnread(name, f"its totals don't hold: {error}") from None
    except exceptions.NotSupportedYetException as error:
        remedy = "ask the bank what the code means, and whether such money came or went"
        raise BankFileUnread(name, str(error), remedy) from None
    except (exceptions.ParsingException, ValueError, IndexError, StopIteration, KeyError) as error:
        raise BankFileUnread(name, f"it is no whole BAI2 file: {error}") from None
    return BankFile(KIND, keyed(KIND, list(_lines(found, name))))


def _lines(file: models.Bai2File, name: str) -> Iterator[BankLine]:
    for group in file.children:
        header = group.header
        if header.group_status in _STATUS:
            raise BankFileUnread(name, f"a group of it {_STATUS[header.group_status]}", "leave it out")
        if header.as_of_date is None:
            raise BankFileUnread(name, "a group of it has no date")
        for account in group.children:
            currency = account.header.currency or header.currency
            if not is_currency(currency):
                raise BankFileUnread(name, f"{currency!r} is no currency")
            for transaction in account.children:
                yield _line(transaction, account.header.customer_account_number or "", currency, header.as_of_date)


def _line(transaction: models.TransactionDetail, account: str, currency: str, day: date) -> BankLine:
    code = transaction.type_code
    sign = _SIGNS.get(code.transaction)
    amount = Money((sign or 1) * (transaction.amount or 0), currency)
    words = [transaction.text or "", transaction.customer_reference or "", transaction.bank_reference or ""]
    tight = "".join(row[1].rstrip("/") for row in transaction.rows)
    is_cash = sign is not None and amount.minor != 0
    return BankLine(
        account=account,
        amount=amount,
        day=day,
        nature=LineNature.CASH if is_cash else LineNature.NOTE,
        reference=transaction.bank_reference or transaction.customer_reference or "",
        texts=(" ".join(word for word in words if word), tight),
        remark="" if is_cash else f"type {code.code}: the bank doesn't say that money came or went",
    )
