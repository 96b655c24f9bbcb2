"""camt.053, the statement of ISO 20022 (BankToCustomerStatement), of any version: booked entries, transaction by transaction.

An entry that is pending (PDNG) or for information is listed and is no cash. One with several transactions is as many
lines where they add up to it, else one. No entity and no outside document is ever resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, RemittedPaper, Withheld, keyed, part_of
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.money import Money

KIND = "camt.053"
_OTHERS = {
    "BkToCstmrAcctRpt": "a report within the day (camt.052)",
    "BkToCstmrDbtCdtNtfctn": "a notification (camt.054)",
}


def is_xml(data: bytes) -> bool:
    """Whether the file is XML, or begins so."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def read_camt053(data: bytes, name: str) -> BankFile:
    """Every entry of every statement in the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BankFileUnread(name, f"it is no whole XML document: {error}") from None
    if root.getroottree().docinfo.doctype:
        raise BankFileUnread(name, "it declares a document type, which no statement needs")
    for tag, what in _OTHERS.items():
        if root.find(f"{{*}}{tag}") is not None:
            raise BankFileUnread(name, f"it is {what}, not a statement", "ask the bank for camt.053")
    statements = root.findall("{*}BkToCstmrStmt/{*}Stmt")
    if not statements:
        raise BankFileUnread(name, "it is no camt.053", "ask the bank for camt.053, BAI2, OFX or CSV")
    lines = [line for found in statements for line in _statement(found, name)]
    return BankFile(KIND, keyed(KIND, lines))


def _statement(statement: etree._Element, name: str) -> Iterator[BankLine]:
    account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
    entries, said = _all(statement, "Ntry"), _text(statement, "TxsSummry/TtlNtries/NbOfNtries")
    if said and said != str(len(entries)):
        raise BankFileUnread(name, f"it says that it has {said} entries (NbOfNtries), and has {len(entries)}")
    for number, entry in enumerate(entries, 1):
        yield from _EntryOfStatement(entry, account, name, number).lines()


@dataclass(frozen=True, slots=True)
class _EntryOfStatement:
    """An `Ntry` and where it stands."""

    entry: etree._Element
    account: str
    name: str
    number: int

    def lines(self) -> Iterator[BankLine]:
        """A line a transaction where they add up to the entry, else one line with all that they say."""
        parts = _all(self.entry, "NtryDtls/TxDtls")
        whole = self._money(self.entry)
        amounts = [self._money(part) if self._amount_of(part) is not None else None for part in parts]
        known = [amount for amount in amounts if amount is not None and amount.currency == whole.currency]
        if len(parts) > 1 and len(known) == len(parts) and sum(each.minor for each in known) == whole.minor:
            for at, (part, amount) in enumerate(zip(parts, known, strict=True), 1):
                yield self._line([part], amount, at)
            return
        remark = "its transactions don't add up to it" if len(parts) > 1 else ""
        yield self._line(parts, whole, 0, remark)

    def _reversal(self) -> str:
        """What is said of an entry that takes an earlier one back (RvslInd): no client has paid by it."""
        if _text(self.entry, "RvslInd") not in ("true", "1"):
            return ""
        came = _text(self.entry, "CdtDbtInd") == "CRDT"
        return "the bank takes an earlier debit back" if came else "the bank takes an earlier credit back"

    def _line(self, parts: Sequence[etree._Element], amount: Money, at: int, remark: str = "") -> BankLine:
        """Of the whole entry, or of its part at a place from 1 on."""
        entry = self.entry
        own = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
        of_parts = [text for part in parts for text in _words(part)]
        about = [_text(entry, "AddtlNtryInf"), own]
        payers = [
            _text(part, f"RltdPties/{who}{pty}/Nm")
            for part in parts
            for who in ("Dbtr", "UltmtDbtr")
            for pty in ("", "/Pty")
        ]
        nature = self._nature()
        return BankLine(
            account=self.account,
            amount=amount,
            day=self._day(),
            nature=nature if amount else LineNature.NOTE,
            reference=next((ref for part in parts for ref in _references(part)), "") or own,
            texts=(" ".join(filter(None, (*of_parts, *about))), "".join(of_parts)),
            payer=next(filter(None, payers), ""),
            bank_id=part_of(own, at) if own and at else own,
            entry=own if at else "",
            remitted=tuple(paid for part in parts for paid in self._remitted(part, amount.currency)),
            remark="; ".join(filter(None, (remark, self._reversal()))),
        )

    def _nature(self) -> LineNature:
        status = _text(self.entry, "Sts/Cd") or _text(self.entry, "Sts")
        if status == "BOOK":
            return LineNature.CASH
        if status in {"PDNG", "FUTR"}:
            return LineNature.PENDING
        if status == "INFO":
            return LineNature.NOTE
        raise BankFileUnread(self.name, f"entry {self.number} has the status {status!r}, which isn't known")

    def _amount_of(self, element: etree._Element) -> etree._Element | None:
        for path in ("Amt", "AmtDtls/TxAmt/Amt"):
            found = element.find(_path(path))
            if found is not None:
                return found
        return None

    def _money(self, element: etree._Element) -> Money:
        """The amount with its sign; a transaction without a direction has that of its entry."""
        found = self._amount_of(element)
        direction = _text(element, "CdtDbtInd") or _text(self.entry, "CdtDbtInd")
        if found is None or direction not in {"CRDT", "DBIT"}:
            raise BankFileUnread(
                self.name, f"entry {self.number} has no amount, or doesn't say whether it came or went"
            )
        money = self._exact(found)
        if money.minor < 0:
            raise BankFileUnread(
                self.name, f"entry {self.number} has an amount below zero, and {direction} beside it: two readings"
            )
        return money if direction == "CRDT" else -money

    def _exact(self, found: etree._Element) -> Money:
        try:
            return Money.of((found.text or "").strip(), found.get("Ccy", ""))
        except (ValueError, KeyError) as error:
            raise BankFileUnread(self.name, f"entry {self.number}: {error}") from None

    def _day(self) -> date:
        for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
            if text := _text(self.entry, path):
                try:
                    return date.fromisoformat(text[:10])
                except ValueError:
                    break
        raise BankFileUnread(self.name, f"entry {self.number} has no day")

    def _remitted(self, part: etree._Element, currency: str) -> Iterator[RemittedPaper]:
        for about in _all(part, "RmtInf/Strd"):
            numbers = [each.text for each in _all(about, "RfrdDocInf/Nb") if (each.text or "").strip()]
            number = _text(about, "RfrdDocInf/Nb") if len(numbers) == 1 else ""
            amounts = about.find(_path("RfrdDocAmt"))
            paid = None if amounts is None else amounts.find(_path("RmtdAmt"))
            credit = None if amounts is None else amounts.find(_path("CdtNoteAmt"))
            if number and paid is None and credit is not None and credit.get("Ccy") == currency:
                yield RemittedPaper(number, -self._exact(credit), Money(0, currency))
            if not number or amounts is None or paid is None or paid.get("Ccy") != currency:
                continue
            discounts = [self._exact(found) for found in _all(amounts, "DscntApldAmt") if found.get("Ccy") == currency]
            discounts += [
                self._exact(found) for found in _all(amounts, "DscntApldAmt/Amt") if found.get("Ccy") == currency
            ]
            kept = [
                Withheld(
                    self._exact(amount) if _text(each, "CdtDbtInd") != "CRDT" else -self._exact(amount),
                    _text(each, "Rsn"),
                    _text(each, "AddtlInf"),
                )
                for each in _all(amounts, "AdjstmntAmtAndRsn")
                if (amount := each.find(_path("Amt"))) is not None
            ]
            yield RemittedPaper(number, self._exact(paid), sum(discounts, Money(0, currency)), tuple(kept))


_RETURNED = ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")
"""Why a payment came back: AC04 and the like, and in words."""


def _references(part: etree._Element) -> Iterator[str]:
    for tag in ("AcctSvcrRef", "TxId", "EndToEndId", "InstrId"):
        text = _text(part, f"Refs/{tag}")
        if text and text != "NOTPROVIDED":
            yield text


def _words(part: etree._Element) -> Iterator[str]:
    for path in ("RmtInf/Ustrd", "RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/AddtlRmtInf"):
        yield from ((found.text or "").strip() for found in _all(part, path))
    for path in ("RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "AddtlTxInf", *_RETURNED):
        yield from filter(None, ((found.text or "").strip() for found in _all(part, path)))
    yield from _references(part)


def _path(path: str) -> str:
    return "/".join(f"{{*}}{tag}" for tag in path.split("/"))


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    found: list[etree._Element] = element.findall(_path(path))
    return found


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(_path(path)) or "").strip()
