"""X12 810, the invoice, in 004010 or 005010: one interchange a paper; its numbers are the same each time it is sent.

ST BIG CUR REF N1/N3/N4 (remit to, bill to) ITD DTM  IT1/PID a line  TDS TXI CTT SE

A credit is transaction type CR with amounts that have no sign. Amounts of TDS have two decimals implied.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from textwrap import wrap

from invoicing.delivery.errors import CurrencyNotHeld, TextNotHeld
from invoicing.delivery.parcel import Parcel, ParcelCharge
from invoicing.delivery.profile import X12Ids, X12Version
from invoicing.papers.paper import PaperKind
from invoicing.papers.postal_address import PostalAddress
from reads.core.currency import places_of
from reads.core.money import Money

_CENTS = 2
_NUMBER, _REFERENCE, _NAME, _STREET, _CITY, _WORDS = 22, 30, 60, 55, 30, 80
_RELEASES = {X12Version.V4010: ("00401", "004010", "U"), X12Version.V5010: ("00501", "005010", "^")}
_TYPES = {PaperKind.INVOICE: "DI", PaperKind.DEBIT_MEMO: "DR", PaperKind.CREDIT_MEMO: "CR"}
_DELIMITERS = re.compile(r"[*~>^\r\n\t]")

Segment = tuple[str, ...]


def x12_810(parcel: Parcel, ids: X12Ids, at: datetime) -> bytes:
    """The interchange; TextNotHeld for what it can't hold, CurrencyNotHeld for a currency that has parts of a cent."""
    if places_of(parcel.paper.currency) > _CENTS:
        raise CurrencyNotHeld(parcel.paper.bill_to.name, parcel.paper.currency, "X12 810", "currencies of two decimals")
    version, release, repeats = _RELEASES[ids.version]
    control = f"{parcel.control:09d}"
    body = [("ST", "810", "0001"), *_body(parcel)]
    sender, receiver = ids.sender.ljust(15), ids.receiver.ljust(15)
    parties = (ids.sender_qualifier, sender, ids.receiver_qualifier, receiver)
    segments = [
        (
            "ISA",
            "00",
            " " * 10,
            "00",
            " " * 10,
            *parties,
            f"{at:%y%m%d}",
            f"{at:%H%M}",
            repeats,
            version,
            control,
            "0",
            ids.usage,
            ">",
        ),
        ("GS", "IN", ids.sender, ids.receiver, f"{at:%Y%m%d}", f"{at:%H%M}", str(parcel.control), "X", release),
        *body,
        ("SE", str(len(body) + 1), "0001"),
        ("GE", "1", str(parcel.control)),
        ("IEA", "1", control),
    ]
    return "".join(f"{_joined(segment)}~\n" for segment in segments).encode("ascii")


def _joined(segment: Segment) -> str:
    """Its elements, trailing empty ones left out; ISA has all of them, and none of it is trimmed."""
    elements = list(segment)
    while elements[0] != "ISA" and not elements[-1]:
        elements.pop()
    return "*".join(elements)


def _body(parcel: Parcel) -> Iterator[Segment]:
    paper, whose = parcel.paper, parcel.paper.bill_to.name
    kind = PaperKind.CREDIT_MEMO if parcel.sign < 0 else paper.kind
    number = _held(parcel.number, _NUMBER, whose, "the number")
    yield (
        "BIG",
        f"{paper.issued_on:%Y%m%d}",
        number,
        "",
        _held(paper.po_number, _NUMBER, whose, "the PO number"),
        "",
        "",
        _TYPES[kind],
    )
    yield "CUR", "SE", paper.currency
    yield from _references(parcel)
    yield from _party("RE", paper.issuer.name, "", paper.issuer.remit_to, paper.issuer.name)
    yield from _party("BT", whose, paper.bill_to.id, paper.bill_to.address, whose)
    yield _terms(parcel)
    last = f"{paper.month}-{paper.month.days:02d}".replace("-", "")
    yield "DTM", "186", f"{paper.month.first:%Y%m%d}"
    yield "DTM", "187", last
    charges = [each for each in parcel.charges if not each.tax]
    for place, charge in enumerate(charges, 1):
        yield from _line(place, charge, parcel)
    yield "TDS", _implied(paper.total, parcel.sign)
    if parcel.tax:
        yield "TXI", "TX", f"{abs(parcel.tax.amount):f}"
    yield "CTT", str(len(charges))


def _references(parcel: Parcel) -> Iterator[Segment]:
    """The group's vendor number, the contract, the client's department, the papers that a memo puts right."""
    paper, whose = parcel.paper, parcel.paper.bill_to.name
    found = [("VR", paper.bill_to.vendor_number), ("CT", paper.contract), ("DP", paper.bill_to.cost_center)]
    found += [("OI", number) for number, _ in paper.about]
    for qualifier, value in found:
        if value:
            yield "REF", qualifier, _held(value, _REFERENCE, whose, "a reference")


def _party(role: str, name: str, known_as: str, lines: tuple[str, ...], whose: str) -> Iterator[Segment]:
    """A party with its address, part by part; the remit-to's first line is its name where it repeats it."""
    address = PostalAddress.of(lines, whose)
    street = [line for line in address.street if line.casefold() != name.casefold()]
    told = _plain(name, whose)
    yield "N1", role, told[:_NAME], *(("92", _held(known_as, _REFERENCE, whose, "the id")) if known_as else ())
    if told[_NAME:]:
        yield "N2", _held(told[_NAME:], _NAME, whose, "the name")
    for first in range(0, len(street), 2):
        yield "N3", *(_held(line, _STREET, whose, "an address line") for line in street[first : first + 2])
    yield "N4", _held(address.city, _CITY, whose, "the city"), address.state, address.zip.replace("-", ""), "US"


def _terms(parcel: Parcel) -> Segment:
    """Due date and days; the prompt payment discount with its last day, where one is offered."""
    paper, offer = parcel.paper, parcel.paper.early_payment
    net = (f"{paper.due_on:%Y%m%d}", str(paper.terms_days))
    if offer is None:
        return ("ITD", "01", "3", "", "", "", *net)
    return ("ITD", "08", "3", f"{offer.percent:f}", f"{offer.last_day:%Y%m%d}", str(offer.days), *net)


def _line(place: int, charge: ParcelCharge, parcel: Parcel) -> Iterator[Segment]:
    """Its quantity carries the sign: quantity × price is the amount."""
    quantity = charge.quantity * parcel.sign
    price = charge.unit_price
    if price < 0:
        quantity, price = -quantity, -price
    yield "IT1", str(place), f"{quantity:f}", "EA", f"{price:f}"
    for words in wrap(_plain(charge.text, parcel.paper.bill_to.name), _WORDS):
        yield "PID", "F", "", "", "", words


def _implied(amount: Money, sign: int) -> str:
    """Without its point: two decimals are implied, whatever the currency has."""
    return str(amount.minor * sign * 10 ** (_CENTS - places_of(amount.currency)))


def _held(text: str, most: int, whose: str, what: str) -> str:
    found = _plain(text, whose)
    if len(found) > most:
        raise TextNotHeld(
            whose, f"{what}, {found!r},", f"is longer than {most} letters, the most that an X12 810 holds"
        )
    return found


def _plain(text: str, whose: str) -> str:
    """In the letters that the format has: accents left off, separators made spaces; TextNotHeld for other letters."""
    spread = unicodedata.normalize("NFKD", text.replace("–", "-").replace("×", "x").replace("·", "-"))
    plain = "".join(each for each in spread if not unicodedata.combining(each))
    if not plain.isascii():
        raise TextNotHeld(whose, f"the text {text!r}", "has letters that an X12 810 lacks")
    return " ".join(_DELIMITERS.sub(" ", plain).split())
