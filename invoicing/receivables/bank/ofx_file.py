"""OFX and QFX, versions 1 and 2 (Open Financial Exchange 2.2, section 11): bank and card statements.

The library `ofxtools` makes the tree of it. Amounts and days are taken as they are written: an amount with a comma is
refused (it has two readings), and a day without a time zone is that day, not the evening before in another zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape

from ofxtools.header import OFXHeaderError
from ofxtools.Parser import OFXTree, ParseError

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, keyed
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.currency import is_currency
from reads.core.money import Money

KIND = "ofx"
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]*)?")
_SIGNED = {"DEBIT": True, "CHECK": True, "DIRECTDEBIT": True, "CREDIT": False, "DIRECTDEP": False}
"""TRNTYPE -> whether its amounts are below zero; the others are either."""

_STATEMENTS = {"STMTRS": "BANKACCTFROM", "CCSTMTRS": "CCACCTFROM"}
_OTHER_ESCAPES = {"&nbsp;": " ", "&quot;": '"', "&apos;": "'"}
_NOT_TAKEN = "an investment account's statement is not read; bank lines in it, none of them taken: {}"


def is_ofx(data: bytes) -> bool:
    """Whether the file begins as OFX does."""
    head = data[:2_000].upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def read_ofx(data: bytes, name: str) -> BankFile:
    """All transactions of all statements in the file; one FITID of an account is one line.

    What stands in a brokerage's statement is told, and none of it is taken.
    """
    try:
        root = OFXTree().parse(BytesIO(data.lstrip()))
    except OFXHeaderError:
        raise BankFileUnread(name, "it is no whole OFX file: its header is missing, or is none") from None
    except (ParseError, ValueError, LookupError) as error:
        raise BankFileUnread(name, f"it is no whole OFX file: {' '.join(str(error).split())[:100]}") from None
    lines = [line for kind in _STATEMENTS for found in root.iter(kind) for line in _statement(found, name)]
    others = sum(len(list(found.iter("STMTTRN"))) for found in root.iter("INVSTMTRS"))
    remarks = [_NOT_TAKEN.format(others)] if root.find(".//INVSTMTRS") is not None else []
    remarks += [_refusal(status) for status in root.iter("STATUS") if _text(status, "SEVERITY") == "ERROR"]
    return BankFile(KIND, keyed(KIND, lines), tuple(dict.fromkeys(remarks)))


def _refusal(status: Element) -> str:
    """What the bank says in a statement's place."""
    return f"the bank says {_text(status, 'CODE')}: {_text(status, 'MESSAGE')[:100] or 'an error'}"


def _statement(statement: Element, name: str) -> Iterator[BankLine]:
    currency = _text(statement, "CURDEF")
    account = statement.find(_STATEMENTS[statement.tag])
    number = "" if account is None else "/".join(filter(None, (_text(account, "BANKID"), _text(account, "ACCTID"))))
    for tag, nature, dated in (
        ("STMTTRN", LineNature.CASH, "DTPOSTED"),
        ("STMTTRNP", LineNature.PENDING, "DTTRAN"),
    ):
        for found in statement.iter(tag):
            yield _line(found, number, currency, (nature, dated), name)


def _line(found: Element, account: str, currency: str, kind: tuple[LineNature, str], name: str) -> BankLine:
    nature, dated = kind
    own = _text(found, "FITID")
    said = [_text(found, tag) for tag in ("NAME", "PAYEE/NAME", "MEMO", "CHECKNUM", "REFNUM")]
    amount = _amount(_text(found, "TRNAMT"), _text(found, "CURRENCY/CURSYM") or currency, own, name)
    corrects = _text(found, "CORRECTFITID")
    check = _text(found, "CHECKNUM").strip("0") and _text(found, "CHECKNUM")
    return BankLine(
        account=account,
        amount=amount,
        day=_day(_text(found, dated), own, name),
        nature=nature if amount else LineNature.NOTE,
        reference=_text(found, "REFNUM") or check or own,
        texts=(" ".join(each for each in said if each), "".join(said)),
        payer=said[0] or said[1],
        bank_id=own,
        remark=f"the bank {_text(found, 'CORRECTACTION').lower()}s its line {corrects} by this one"
        if corrects
        else _against(_text(found, "TRNTYPE"), amount),
    )


def _against(kind: str, amount: Money) -> str:
    """What is said of an amount whose sign isn't that of its kind: some banks write every amount above zero."""
    below = _SIGNED.get(kind)
    if below is None or not amount or below == (amount.minor < 0):
        return ""
    return f"the bank calls it {kind}, and its amount is {'above' if below else 'below'} zero: look which is so"


def _text(element: Element, path: str) -> str:
    """What stands there; the library leaves `&amp;` as it is sent."""
    return unescape(element.findtext(path) or "", _OTHER_ESCAPES).strip()


def _amount(text: str, currency: str, own: str, name: str) -> Money:
    if not _AMOUNT.fullmatch(text):
        raise BankFileUnread(name, f"the amount {text!r} of {own or 'a line'} has more than one reading")
    if not is_currency(currency):
        raise BankFileUnread(name, f"{currency!r}, of {own or 'a line'}, is no currency")
    try:
        return Money.of(text.lstrip("+").rstrip("."), currency)
    except ValueError as error:
        raise BankFileUnread(name, f"{own or 'a line'}: {error}") from None


def _day(text: str, own: str, name: str) -> date:
    """The day as the bank wrote it, whatever zone stands behind it."""
    try:
        return date.fromisoformat(text[:8]) if text[:8].isdigit() else date.fromisoformat(text[:10])
    except ValueError:
        raise BankFileUnread(name, f"{text!r} of {own or 'a line'} is no day") from None
