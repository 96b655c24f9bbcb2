"""X12 820, payment order and remittance advice (004010 and 005010): what a payer says it pays, paper by paper.

A payment is a line: BPR has amount and day, TRN its trace, RMR each paper with what is paid, billed and deducted, ADX why
something was kept back. The addenda of an ACH CTX entry are the same segments inside a bank's line. Handling code I
(BPR01) is advice alone. The line of the bank for the same money is tied to the payment, never booked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, RemittedPaper, Withheld, keyed
from invoicing.receivables.bank.errors import BankFileUnread
from reads.claims.x12.segment_reader import Segment, X12Delimiters, day, encoding_of, pieces, segments, text_of
from reads.core.findings import Finding
from reads.core.money import Money

KIND = "x12-820"
_REASONS = {
    "01": "price contested",
    "06": "quantity contested",
    "10": "not received",
    "11": "nothing of it received",
    "12": "credit as agreed",
    "13": "covered by a credit memo",
}
_INVOICE = frozenset({"IV", "OI", "IK"})
_ADDENDUM = re.compile(r"\b(RMR|ADX|REF|ENT)\*([^~\\|]*)")
_DELIMITERS = X12Delimiters("*", ">", "~")
_PLAIN = re.compile(r"-?[0-9]{0,15}(\.[0-9]{0,2})?")


def is_x12(text: str) -> bool:
    """Whether the text begins as an interchange does."""
    return text.lstrip("\ufeff \r\n").startswith("ISA")


def read_820(data: bytes, name: str) -> BankFile:
    """Every payment of the file; BankFileUnread for another transaction or a file that is cut short."""
    findings: list[Finding] = []
    encoding = encoding_of(BytesIO(data))
    found = list(segments(text_of(BytesIO(data), encoding), findings, name))
    if findings:
        raise BankFileUnread(name, findings[0].message, findings[0].remedy)
    _, sets = pieces(found, "ST")
    begun, ended = (sum(segment.id == id_ for segment in found) for id_ in ("ISA", "IEA"))
    if not sets or begun != ended:
        raise BankFileUnread(name, "the file ends before its interchange does")
    said = [segment[1].strip() for segment in found if segment.id == "GE"]
    if not all(count.isdigit() for count in said) or sum(map(int, said)) != len(sets):
        raise BankFileUnread(name, f"it has {len(sets)} transactions, and says that it has {' and '.join(said)} (GE01)")
    return BankFile(KIND, keyed(KIND, [_payment(each, name) for each in sets]))


def _payment(of_set: Sequence[Segment], name: str) -> BankLine:
    kind, end = of_set[0][1], next((at for at, each in enumerate(of_set) if each.id == "SE"), None)
    if kind != "820":
        remedy = (
            "`wetread claims ack` takes 835, 277 and 999" if kind in {"835", "277", "824", "999"} else "give the 820"
        )
        raise BankFileUnread(name, f"it holds a transaction {kind}, not an 820", remedy)
    if end is None or of_set[end][1] != str(end + 1):
        raise BankFileUnread(name, f"transaction {of_set[0][2]} is not whole (SE)")
    first: dict[str, Segment] = {}
    for segment in of_set:
        first.setdefault(segment.id, segment)
    order, currency = first.get("BPR"), first["CUR"][2] if "CUR" in first else "USD"
    paid_on = day(order[16]) if order else None
    if order is None or paid_on is None:
        raise BankFileUnread(name, f"transaction {of_set[0][2]} has no amount or day (BPR)")
    amount = _money(order[2], currency, name)
    remitted = tuple(remitted_papers(of_set, currency, name))
    payer = next((each[2] for each in of_set if each.id == "N1" and each[1] == "PR"), "")
    trace = first["TRN"][2] if "TRN" in first else ""
    said = sum(each.paid.minor for each in remitted)
    return BankLine(
        account=order[15],
        amount=-amount if order[3] == "D" else amount,
        day=paid_on,
        nature=LineNature.ADVICE,
        reference=trace,
        texts=(" ".join(filter(None, (trace, payer, *(each.number for each in remitted)))),),
        payer=payer,
        bank_id="/".join(filter(None, (trace, order[10] or (first["TRN"][3] if "TRN" in first else "")))),
        remitted=remitted,
        remark=""
        if said == amount.minor or not remitted
        else f"its papers add up to {Money(said, currency).printed()}",
    )


def remitted_papers(found: Iterable[Segment], currency: str, name: str) -> Iterator[RemittedPaper]:
    """Each RMR with its own adjustment (RMR07), the ADX segments after it, and the invoice (REF) where it has no number.

    An ADX before the first RMR of its entity is about what follows it: about that paper, where it is the only one.
    """
    current: RemittedPaper | None = None
    before: tuple[Withheld, ...] = ()
    for segment in found:
        if segment.id == "RMR":
            if current:
                yield current
            current = _remitted(segment, currency, name)
            current = replace(current, withheld=(*before, *current.withheld))
            before = ()
        elif segment.id == "ADX":
            kept = _withheld(segment, currency, name)
            if current:
                current = replace(current, withheld=(*current.withheld, kept))
            else:
                before = (*before, kept)
        elif segment.id == "REF" and segment[1] in _INVOICE and current and not current.number:
            current = replace(current, number=segment[2].strip())
        elif segment.id in {"ENT", "SE"}:
            if current:
                yield current
            current, before = None, ()
    if current:
        yield current


def _remitted(segment: Segment, currency: str, name: str) -> RemittedPaper:
    paid = _money(segment[4], currency, name)
    kept = (_kept(segment, 8, 7, "", currency, name),) if segment[8].strip() else ()
    return RemittedPaper(segment[2].strip(), paid, _money(segment[6] or "0", currency, name), kept)


def _withheld(segment: Segment, currency: str, name: str) -> Withheld:
    return _kept(segment, 1, 2, segment[4], currency, name)


def _kept(segment: Segment, amount_at: int, reason_at: int, about: str, currency: str, name: str) -> Withheld:
    """Positive where the payer kept it back; the words are the reason's, and what it refers to."""
    amount, reason = _money(segment[amount_at], currency, name), segment[reason_at]
    words = _REASONS.get(reason, f"reason {reason}")
    return Withheld(-amount, reason, " ".join(filter(None, (words, about))))


def _money(text: str, currency: str, name: str) -> Money:
    if not (_PLAIN.fullmatch(text) and text.strip("-.")):
        raise BankFileUnread(name, f"{text!r} is no amount")
    try:
        whole, _, part = text.partition(".")
        sign = "-" if whole.startswith("-") else ""
        return Money.of(f"{sign}{whole.lstrip('-') or '0'}.{part or '0'}", currency)
    except (ValueError, KeyError) as error:
        raise BankFileUnread(name, str(error)) from None


def addenda_of(line: BankLine, name: str) -> BankLine:
    """The line with what the CTX addenda in its words remit, where they are whole; else as it is."""
    if line.remitted or not line.texts:
        return line
    found = [
        Segment((kind, *(part.strip() for part in rest.split("*"))), 0, _DELIMITERS)
        for kind, rest in _ADDENDUM.findall(line.texts[-1])
    ]
    try:
        remitted = tuple(remitted_papers(found, line.amount.currency, name))
    except BankFileUnread as error:
        return replace(line, remark=line.remark or f"its addenda can't be read: {error.message}")
    return replace(line, remitted=remitted)
