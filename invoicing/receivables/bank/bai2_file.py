"""BAI2: previous-day and same-day reports of US banks (BAI, Cash Management Balance Reporting Specifications, version 2).

What a group says that isn't final (as-of-date modifier 1 or 3) is pending: the final report has it again, in other words.

Records and their totals are read by the library `bai2`. The sign of an amount is that of its type code: amounts are
written without one. What is continued in 88 records is joined as the library joins it, and once more without any space,
since banks break words anywhere. Two forms of the specification's own example are not the library's, and are put into its
form before: an account's summary that breaks off within its four fields, and simple availability (S) with an empty day.
Codes that no list has say by their number alone whether money came or went: those from 900 on are a bank's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from threading import Lock

from bai2 import bai2, constants, exceptions, models

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, keyed
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.currency import is_currency
from reads.core.money import Money

KIND = "bai2"

_SIGNS = {constants.TypeCodeTransaction.credit: 1, constants.TypeCodeTransaction.debit: -1}
_NATURES = (
    (range(1, 100), None),
    (range(100, 400), constants.TypeCodeTransaction.credit),
    (range(400, 700), constants.TypeCodeTransaction.debit),
    (range(900, 920), None),
    (range(920, 960), constants.TypeCodeTransaction.credit),
    (range(960, 1000), constants.TypeCodeTransaction.debit),
)
"""The specification's ranges of type codes: balances, credits, debits, and a bank's own of each. The rest is refused."""
_NO_MONEY = "the bank doesn't say that money came or went"
_LISTED = frozenset(constants.TypeCodes)
_STATUS = {
    constants.GroupStatus.deletion: "takes back what an earlier file said",
    constants.GroupStatus.test_only: "is a test of the bank's",
}
_CORRECTIONS = {constants.GroupStatus.correction}
_WITHIN_THE_DAY = {constants.AsOfDateModifier.interim_previous_day, constants.AsOfDateModifier.interim_same_day}
_NOT_FINAL = "what it says of {} isn't final (interim): its lines are pending, and the bank's final report books them"
_CORRECTS = "what it says of {} corrects an earlier file: leave the lines of that one which it replaces"
_IN_SUMMARY = re.compile(r"[^,]/")
_AVAILABILITY = re.compile(r"^(16,[0-9]*,[0-9]*,S),([^,/]*),([^,/]*),([^,/]*)")

_UNLISTED = {
    code: constants.TypeCode(code, nature, constants.TypeCodeLevel.detail, "")
    for numbers, nature in _NATURES
    for code in map("{:03}".format, numbers)
    if code not in _LISTED
}
_ALONE = Lock()
"""The library's table of codes is one for the whole process."""


def is_bai2(text: str) -> bool:
    """Whether the text begins as a BAI2 file does."""
    return text.lstrip("\ufeff \r\n").startswith("01,")


def read_bai2(text: str, name: str) -> BankFile:
    """All transactions of the file; BankFileUnread where its totals or records don't hold."""
    files = [_parsed(records, name) for records in _files(text)]
    groups = [group.header for found in files for group in found.children]
    corrected = [each.as_of_date for each in groups if each.group_status in _CORRECTIONS]
    within = {each.as_of_date for each in groups if each.as_of_date_modifier in _WITHIN_THE_DAY}
    lines = [line for found in files for line in _lines(found, name)]
    said = [*(_CORRECTS.format(day) for day in corrected), *(_NOT_FINAL.format(day) for day in sorted(within))]
    return BankFile(KIND, keyed(KIND, lines), tuple(said))


def _files(text: str) -> Iterator[list[str]]:
    """The records of each file: banks and their customers put several days one after another, and the library reads one."""
    records: list[str] = []
    for line in text.lstrip("\ufeff").splitlines():
        if record := line.strip():
            if record.startswith("01,") and any(each.startswith("99") for each in records):
                yield records
                records = []
            records.append(record)
    yield records


def _parsed(records: Sequence[str], name: str) -> models.Bai2File:
    codes = [record[:2] for record in records]
    if next((code for code in reversed(codes) if code != constants.CONTINUATION_CODE), "") != "99":
        raise BankFileUnread(name, "it is not whole: its last record (99) is missing")
    try:
        with _unlisted_codes():
            found: models.Bai2File = bai2.parse_from_lines(list(_in_the_librarys_form(records)))
    except exceptions.IntegrityException as error:
        raise BankFileUnread(name, f"its totals don't hold: {error}") from None
    except exceptions.NotSupportedYetException as error:
        remedy = "ask the bank what the code means, and whether such money came or went"
        raise BankFileUnread(name, str(error), remedy) from None
    except exceptions.ParsingException as error:
        raise BankFileUnread(name, f"it is no whole BAI2 file: {error}") from None
    except (ValueError, IndexError, StopIteration, KeyError):
        raise BankFileUnread(name, "it is no whole BAI2 file: one of its records is cut, or is none") from None
    return found


@contextmanager
def _unlisted_codes() -> Iterator[None]:
    """The library takes the codes that no list has, and knows them no longer afterwards."""
    with _ALONE:
        constants.TypeCodes.update(_UNLISTED)
        try:
            yield
        finally:
            for code in _UNLISTED:
                del constants.TypeCodes[code]


def _in_the_librarys_form(records: Sequence[str]) -> Iterator[str]:
    """The records, a line each; no record is added or lost, so that the file's own counts hold."""
    within = ""
    for record, after in zip(records, [*records[1:], ""], strict=True):
        code, next_code = record[:2], after[:2]
        within = within if code == constants.CONTINUATION_CODE else code
        if within == "03" and next_code == constants.CONTINUATION_CODE and _IN_SUMMARY.fullmatch(record[-2:]):
            yield record[:-1] + ","
        else:
            yield _AVAILABILITY.sub(
                lambda found: ",".join([found[1], *(day or "0" for day in found.groups()[1:])]), record
            )


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
            number = account.header.customer_account_number or ""
            for transaction in account.children:
                line = _line(transaction, number, currency, header.as_of_date)
                is_pending = header.as_of_date_modifier in _WITHIN_THE_DAY and line.nature is LineNature.CASH
                yield replace(line, nature=LineNature.PENDING) if is_pending else line


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
        remark=_remark(code.code, is_cash, "came" if sign == 1 else "went"),
    )


def _remark(code: str, is_cash: bool, way: str) -> str:
    if is_cash and code in _LISTED:
        return ""
    own = f"it is on no list, and by its number money {way}: ask the bank what it is"
    return f"type {code}: {own if is_cash else _NO_MONEY}"
